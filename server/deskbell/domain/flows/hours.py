"""Which of several parts of the day an hour lies in: "at 3 pm", 15:00, "around 10", 下午3点. No I/O."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from deskbell.domain.flows.wording import is_negative
from deskbell.domain.folding import fold

_PARTS = (
    (re.compile(r"\bmornings?\b|上午|早上|早晨|清晨"), range(5, 12)),
    (re.compile(r"\bnoon\b|\bmidday\b|中午"), range(12, 13)),
    (re.compile(r"\bafternoons?\b|下午|午后"), range(12, 18)),
    (re.compile(r"\bevenings?\b|\btonight\b|傍晚|晚上|晚间"), range(18, 24)),
)
_LIKELY = frozenset(range(7, 21))
"""When somebody is called who does not say whether an hour is before noon: at 10 is in the morning, at 3 in the afternoon, and
8 may be either."""
_HAN = {sign: at for at, sign in enumerate((*"零一二三四五六七八九十", "十一", "十二"))} | {"两": 2}
_NUMBER = re.compile(
    r"(?P<hour>[0-9]+|十[一二]?|(?<![早晚有多快慢])一|[零二两三四五六七八九])"
    r"(?P<minutes>[:.][0-5][0-9])? ?(?:(?P<half>[ap])\.? ?m\b|(?P<sign>点(?:半|整|钟)?|o['’]?clock\b|ish\b))?"
)
_LEADS = re.compile(r"(?:\b(?:at|around|about|after|past|from|and|to|or)|[-–~到至]) ?$")
_FOLLOWS = re.compile(r" ?(?:[-–~到至]|(?:to|and|or)\b) ?[0-9]| ?in the\b")
_FROM_THEN_ON = re.compile(r"\b(?:after|past) $")
_THEN_ON_HAN = re.compile("(?:以|之)?后")
_NO_HOUR = re.compile(r"\b(?:before|until|till|by)\b|以前|之前|点前")
_LONGEST = 60
"""Characters of what can be a time; more is a story."""


def part_meant(labels: Sequence[Iterable[str]], said: str) -> int | None:
    """The place of the one option whose labels name the part of the day that is meant. None where not two of them name parts,
    where they name hours of their own, and where not exactly one fits."""
    folded, text = [fold(" / ".join(texts)) for texts in labels], fold(said)
    hours_of = [_named(label) for label in folded]
    if sum(map(bool, hours_of)) < 2 or any(re.search("[0-9]", label) for label in folded):
        return None
    if len(text) > _LONGEST or _NO_HOUR.search(text) or is_negative(text):
        return None
    meant = _meant(text)
    fits = [at for at, hours in enumerate(hours_of) if meant and all(hours & one for one in meant)]
    return fits[0] if len(fits) == 1 else None


def _named(folded: str) -> frozenset[int]:
    """The hours of all parts of the day that are named."""
    return frozenset(hour for words, hours in _PARTS if words.search(folded) for hour in hours)


def _meant(text: str) -> list[frozenset[int]]:
    """For each time that is told the hours that it may be; empty where a number is none of the day's."""
    named = [frozenset(hours) for words, hours in _PARTS if words.search(text)]
    told = [_hours(found, text, frozenset[int]().union(*named)) for found in _NUMBER.finditer(text)]
    return [*named, *told] if all(told) else []


def _hours(found: re.Match[str], text: str, named: frozenset[int]) -> frozenset[int]:
    before, after = text[: found.start()], text[found.end() :]
    hour = _HAN[found["hour"]] if found["hour"] in _HAN else int(found["hour"])
    is_time = found["half"] or found["sign"] or found["minutes"] or _LEADS.search(before) or _FOLLOWS.match(after)
    if hour > 23 or not is_time or (found["hour"] in _HAN and not found["sign"]):
        return frozenset()
    if found["half"]:
        may_be = {hour % 12 + (12 if found["half"] == "p" else 0)} if hour <= 12 else set()
    elif hour > 12 or found["hour"].startswith("0"):
        may_be = {hour}
    else:
        may_be = {hour, hour % 12 + 12} & (named or _LIKELY)
    is_open = _FROM_THEN_ON.search(before) or _THEN_ON_HAN.match(after)
    return frozenset(one + 1 for one in may_be) if is_open else frozenset(may_be)
