"""Flows to begin with, complete in every language of Deskbell: a JSON file each, `{id, name, description, definition}`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

TEMPLATES = ("returns", "order_status", "complaint", "call_back", "invoice")
Wire = dict[str, Any]


@cache
def all_templates() -> list[Wire]:
    """In the order in which they are offered; name and description by locale."""
    folder = files(__package__)
    return [msgspec.json.decode(folder.joinpath(f"{name}.json").read_bytes()) for name in TEMPLATES]
