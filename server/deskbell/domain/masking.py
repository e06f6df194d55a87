"""What a person may have typed and nobody else need know, taken out of a text before it leaves the house. No I/O."""

from __future__ import annotations

import re

UNSEEN = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
"""Characters without a width: between two digits they part nothing for a person."""

_AT = r"(?:[@＠﹫]|%(?:25){0,2}40|\s?[\[(（{]\s?(?:at|AT|@)\s?[\])）}]\s?)"
_LOCAL = r"(?:[\"“][^\"”\n@]{1,64}[\"”]|[^\s@＠<>()\[\],;:，。；：（）\"]{1,64})"
_EMAIL = re.compile(rf"{_LOCAL}{_AT}[^\s@＠<>()\[\],;，。；：（）&\"]+")
_DIGIT = r"[\d零〇○一二三四五六七八九两兩幺壹贰貳叁參肆伍陆陸柒捌玖]"
_GAP = r"(?:%(?:25)?2[0-9A-Fa-f]|[\s\-‐-―－_＿.．·•*+()（）/／])"
_DIGITS = re.compile(rf"[+＋]?[(（]?{_DIGIT}(?:{_GAP}{{0,3}}{_DIGIT}){{6,}}[xXｘＸ]?")
"""Seven digits or more, however they are grouped: no price, year or article number needs as many."""
_GROUPED = re.compile(r"(?<!\d)\d{4}(?:[\W_xX]{1,3}\d{4,6}){2,3}(?:[\W_]{1,3}\d{1,5})?(?!\d)")
"""The groups of a card, whatever parts them: a colon or comma alone parts hours and amounts as well."""
_PAPER = re.compile(r"(?<![A-Za-z\d])[A-Za-zＡ-Ｚ]{1,2}[ \-]?(?:\d{7,9}|\d{6}[(（][\dAa][)）])(?![A-Za-z\d])")
"""A passport, or an identity card of Taiwan or Hong Kong: a letter or two are part of the number."""
_SPELT = re.compile(r"\b(?:(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)\b[\s,\-]{0,3}){6,}", re.IGNORECASE)


def masked(text: str) -> str:
    """With e-mail addresses, and numbers that may be those of a card, an identity or a phone, replaced by what they are.

    A date with its day counts as a number, too: rather one too many.
    """
    left = _PAPER.sub("[id]", _EMAIL.sub("[e-mail]", UNSEEN.sub("", text)))
    return _SPELT.sub("[number] ", _DIGITS.sub(_kind, _GROUPED.sub("[card]", left)))


def _kind(number: re.Match[str]) -> str:
    parted = re.sub("%(?:25)?2[0-9A-Fa-f]", "", number[0])
    digits = len(re.findall(_DIGIT, parted))
    if number[0][-1] in "xXｘＸ" or digits == 18:
        return "[id]"
    if number[0][0] in "+＋":
        return "[phone]"
    return "[card]" if 13 <= digits <= 19 else "[phone]" if digits <= 15 else "[number]"
