"""Whether anybody would see anything of a text. No I/O."""

from __future__ import annotations

import unicodedata

_UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
"""Controls, what only steers how others are printed (zero width, direction, tags), and all kinds of space."""
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u2800\u3164\uffa0")
"""Fillers: marks, letters and a symbol to Unicode, nothing to people."""


def shows_anything(text: str) -> bool:
    """Whether a character of it is printed. Selectors of variants show nothing by themselves."""
    return any(not _is_unseen(char) for char in text)


def _is_unseen(char: str) -> bool:
    is_selector = "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"
    return is_selector or char in _BLANK or unicodedata.category(char) in _UNSEEN
