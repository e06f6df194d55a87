"""What a person may have typed and nobody else need know, taken out of a text before it leaves the house. No I/O."""

from __future__ import annotations

import re

_EMAIL = re.compile(r"[^\s@<>()\[\],;:，。；：（）]{1,64}[@＠][^\s@<>()\[\],;，。；：（）]+")
_DIGITS = re.compile(r"[+＋]?[(（]?\d(?:[\s\-‐-―.()（）/]{0,2}\d){6,}[xXｘＸ]?")
"""Seven digits or more, however they are grouped: no price, year or article number needs as many."""


def masked(text: str) -> str:
    """With e-mail addresses, and numbers that may be those of a card, an identity or a phone, replaced by what they are.

    A date with its day counts as a number, too: rather one too many.
    """
    return _DIGITS.sub(_kind, _EMAIL.sub("[e-mail]", text))


def _kind(number: re.Match[str]) -> str:
    digits = sum(char.isdecimal() for char in number[0])
    if number[0][-1] in "xXｘＸ" or digits == 18:
        return "[id]"
    if number[0][0] in "+＋":
        return "[phone]"
    return "[card]" if 13 <= digits <= 19 else "[phone]" if digits <= 15 else "[number]"
