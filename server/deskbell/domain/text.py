"""What all text from outside goes through before it is looked at. No I/O."""

from __future__ import annotations

from typing import Any

_NUL, _REPLACEMENT = "\x00", "\N{REPLACEMENT CHARACTER}"


def without_nul(value: Any) -> Any:
    """The same JSON value with U+0000 replaced in every string and name: PostgreSQL cannot store it."""
    if isinstance(value, str):
        return value.replace(_NUL, _REPLACEMENT) if _NUL in value else value
    if isinstance(value, list):
        return [without_nul(item) for item in value]
    if isinstance(value, dict):
        return {without_nul(name): without_nul(item) for name, item in value.items()}
    return value
