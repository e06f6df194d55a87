"""What a text limits: within 30 days, until we ship, 发货后. A most is +1, a least is -1. No I/O.

A least that is denied is a most: whoever cannot cancel after something can until then.
"""

from __future__ import annotations

import re

from deskbell.features.assistant.amounts import HALF, amounts_in
from deskbell.features.assistant.numbers import with_places
from deskbell.features.assistant.words import first_word

_NUMBER = (
    r"(?=\s*(?:(?:the|a|an|about|us|\$|€|£|¥)\s*)*(?:\d|[零一二三四五六七八九十百千两半]"
    r"|(?:half|one|two|three|four|five|six|seven|eight|nine|ten|\w+teen|\w+ty)\b))"
)
_BEFORE = (
    (
        +1,
        r"\b(?:no|not) (?:more|later|longer) than\b|\b(?:at most|up to|less than|fewer than|within|until|till|before|prior to"
        rf"|maximum(?: of)?)\b|\b(?:under|below|in){_NUMBER}|不超过|不多于|不高于|不晚于|不迟于|最多|至多|最迟|最晚|少于|低于"
        "|小于|不到|不满|未满|不足",
    ),
    (
        -1,
        r"\b(?:no|not) (?:less|fewer|earlier) than\b|\b(?:at least|more than|after|once(?! (?:a|per|every)\b)|as soon as"
        rf"|later than|longer than|minimum(?: of)?|exceed(?:s|ing)?|beyond|past|outside)\b|\b(?:over|above){_NUMBER}"
        "|至少|最少|起码|逾(?!期)|超过|多于|高于|大于|不少于|不低于|满(?!意)",
    ),
)
_BEHIND = (
    (+1, "以内|之内|(?<=[天日周年月时钟])内|以下|(?<![台目之以提当眼面先])前(?![台往提后面])|[之以]前"),
    (-1, "(?<![售最然随背今先前落])后(?![台续果面悔勤期])|[之以]后|以上|or (?:more|longer|over)|later|afterwards"),
)
_FIRST = [(sign, re.compile(mark)) for sign, mark in _BEFORE]
_LAST = [(sign, re.compile(mark)) for sign, mark in _BEHIND]
"""What stands behind what it limits."""
_OF_NUMBERS = {"in", "under", "below", "over", "above"}
_LATER = re.compile(r"\b(?:more than|after|over|once)\b|逾|超过|多于|后")
_FILLER = re.compile(r"\W*(?:(?:the|a|an|about|us)\b\W*)*")
_END = re.compile("[,;。]")
ALLOWS = re.compile(r"\b(?:in|within|up to)\b|内")
"""A most that may be told of any number: for 30 days is within 30 days."""


def limited(text: str) -> tuple[str, dict[str, int], frozenset[str]]:
    """The text without its limits; what each number or word is limited to; of these, which limits nobody may leave away."""
    limits: dict[str, int] = {}
    later: set[str] = set()
    for marks, key_of in ((_FIRST, _key_behind), (_LAST, _key_before)):
        for sign, mark in marks:
            for found in mark.finditer(text):
                key = key_of(text, found)
                if key and (found[0] not in _OF_NUMBERS or key[0].isdecimal()):
                    limits[key] = sign
                    later |= {key} if _LATER.search(found[0]) else set()
            text = mark.sub(" ", text)
    return text, limits, frozenset(later)


def ends_with_limit(text: str) -> bool:
    return any(mark.search(text[-2:]) for _, mark in _LAST)


def _key_behind(text: str, found: re.Match[str]) -> str:
    """The number that follows, else the first word that means something."""
    rest = _END.split(text[found.end() : found.end() + 60])[0]
    rest = _FILLER.sub("", rest, count=1)  # it begins there, if only with nothing
    if HALF.match(rest):
        return "0.5"
    numbers = with_places(rest)
    return numbers[0][0] if numbers and numbers[0][1] == 0 else first_word(rest)


def _key_before(text: str, found: re.Match[str]) -> str:
    """The number or the last two characters before it."""
    rest = _END.split(text[max(0, found.start() - 14) : found.start()])[-1]
    if amounts := [*amounts_in(rest)]:
        return amounts[-1][0]
    run = re.search("[\u4e00-\u9fff]{2}$", rest.strip())
    return run[0] if run else ""
