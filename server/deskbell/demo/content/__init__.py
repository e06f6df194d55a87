"""The demo's words: articles, inboxes, visitors and past conversations, as JSON."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import msgspec


def read(name: str) -> Any:
    """One of the JSON files beside this one."""
    return msgspec.json.decode(files(__package__).joinpath(f"{name}.json").read_bytes())
