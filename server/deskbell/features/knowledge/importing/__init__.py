"""Files into the knowledge base: CSV, JSON, a Markdown folder, HTML pages. Twice is the same as once.

`import_knowledge` is for the HTTP API and the command line. Each kind of file has a module that reads it into `items`;
`storing` puts these into the collection.
"""

from __future__ import annotations

from deskbell.features.knowledge.importing.run import FORMATS, MAX_FILE, import_knowledge

__all__ = ["FORMATS", "MAX_FILE", "import_knowledge"]
