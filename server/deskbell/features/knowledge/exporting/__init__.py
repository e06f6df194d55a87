"""The articles of a collection as files that `importing` reads back: CSV, JSON, or a zip of Markdown files with pictures.

What is published is exported as published, what never was as a draft; a newer draft beside a published version stays here.
"""

from __future__ import annotations

from deskbell.features.knowledge.exporting.run import FORMATS, export_knowledge

__all__ = ["FORMATS", "export_knowledge"]
