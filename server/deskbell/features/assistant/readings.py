"""What a sentence of an article says, part by part: the rows of its parts that may be told by themselves. No I/O."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from deskbell.features.assistant import marks
from deskbell.features.assistant.tokens import Text, Token, is_sign, kind_of, together


class Reading(NamedTuple):
    """`cut`: a list or a denial goes on before or behind it, so that no other words may go on with it."""

    text: Text
    cut: bool
    first: int
    """The part of the sentence that it begins with."""


def readings_of(text: Text) -> Iterator[Reading]:
    """The sentence, each row of its parts, and each part with what it shares; never without what limits them."""
    begin = 0
    for first in range(len(text.parts)):
        begin = first if text.parts[first] == marks.SEMICOLON else begin
        if not any(must_stay(text, at) for at in range(begin, first)) and not _is_denied_before(text, first):
            yield from until_limits(text, begin, first)
    for at, one in _expanded(text):
        yield from (reading._replace(first=at) for reading in until_limits(one, 0, 0))


def until_limits(text: Text, begin: int, first: int) -> Iterator[Reading]:
    """From that part on, as far as each that no limit follows ("…, if it is unused")."""
    end = text.end_of(first)
    for last in range(first, len(text.parts)):
        if last >= end or not _limits_before(text, last + 1):
            gone = [*range(begin, first), *range(last + 1, end + 1)]
            joints = text.parts[begin : first + 1] + text.parts[last + 1 : end + 1]
            denies = any(one.part in gone and "not" in one.marks for one in text.tokens)
            yield Reading(text.between(first, last), marks.AND in joints or denies, first)


def _limits_before(text: Text, part: int) -> bool:
    """It limits what stands before it. In Chinese most limits stand before what they limit."""
    start, own = text.starts()[part], [one for one in text.tokens if one.part == part]
    chinese = any(is_sign(one) for one in own)
    if chinese and own[-1].text == "外" and "except" in own[-1].marks:
        return True
    return start.limits and not (chinese and not start.marks & {"unless", "except", "without", "only"})


def _is_denied_before(text: Text, part: int) -> bool:
    """It goes on with a list that is denied ("…, but not bathrobes and slippers")."""
    before = text.starts().get(part - 1)
    return text.parts[part] == marks.AND and before is not None and bool(before.marks & {"not", "except", "without"})


def must_stay(text: Text, part: int) -> bool:
    """It begins with a limit, or tells what all that follows is about ("Austria: …")."""
    return text.starts()[part].limits or text.parts[part + 1 : part + 2] == (marks.LEAD,)


def _expanded(text: Text) -> list[tuple[int, Text]]:
    """The sentence for each of its parts that leaves away what a part before it said ("…, the glass kettle one year"), with that.

    What is shared stands where nothing stands for it: between the words and the counted units that both have. Of the parts
    before it that have such, the first and the last may be meant.
    """
    parts = [tuple(one for one in text.tokens if one.part == part) for part in range(len(text.parts))]
    found = []
    for at in range(1, len(parts)):
        if _goes_on_next(text, parts, at):
            continue
        shared = [one for base in parts[:at] if (one := _shared(base, parts[at])) is not None]
        shared = [too] if (too := _denied_too(parts[at - 1], parts[at])) else shared
        rest = text.between(at + 1, text.end_of(at))
        found += [
            (at, together(Text(one, (text.parts[at],)), rest)) for one in dict.fromkeys((*shared[:1], *shared[-1:]))
        ]
    return found


def _goes_on_next(text: Text, parts: list[tuple[Token, ...]], at: int) -> bool:
    """A number whose end comes with the next ("…, six or twelve cost more") says nothing of what stood before."""
    lone = len(parts[at]) == 1 and parts[at][0].is_number and text.parts[at] == marks.COMMA
    return lone and text.parts[at + 1 : at + 2] == (marks.AND,) and len(parts[at + 1]) > 1


def _shared(base: tuple[Token, ...], part: tuple[Token, ...]) -> tuple[Token, ...] | None:
    anchors = _anchors(base, part)
    if not anchors:
        if {"except", "soft"} <= part[0].marks:
            return _excepted(base, part)
        return _denied(base, part) if "not" in part[0].marks and len(part) < len(base) else None
    told: list[Token] = []
    was = (-1, -1)
    for mine, theirs in [*anchors, (len(base), len(part))]:
        left, own = base[was[0] + 1 : mine], part[was[1] + 1 : theirs]
        anchor = part[theirs : theirs + 1]
        if was[0] < 0 and _is_named_anew(left, own, anchor):
            left = ()
        kept = _kept(left, len(own), before_word=bool(anchor) and not anchor[0].is_number, last=not anchor)
        if not anchor and part[-1].marks & marks.LEFT_OVER:
            kept = []  # "ask us" has its object
        told += [*kept, *own, *anchor] if anchor and not anchor[0].is_number else [*own, *kept, *anchor]
        was = (mine, theirs)
    return tuple(one._replace(part=0) for one in told)


def _denied(base: tuple[Token, ...], part: tuple[Token, ...]) -> tuple[Token, ...]:
    """As "we accept cards, but not cheques": we do not accept cheques."""
    *begin, verb = base[: -len(part)]
    verb = verb._replace(marks=verb.marks | {"not"})
    first = part[0]._replace(marks=part[0].marks - {"not"})
    return tuple(one._replace(part=0) for one in (*begin, verb, first, *part[1:]))


def _denied_too(base: tuple[Token, ...], part: tuple[Token, ...]) -> tuple[Token, ...] | None:
    """As "engraved items cannot be changed or returned": they cannot be returned."""
    if not (base and len(part) == 1 and {marks.OR, "not"} <= part[0].marks):
        return None
    return tuple(one._replace(part=0) for one in (*base[:-1], *part))


def _excepted(base: tuple[Token, ...], part: tuple[Token, ...]) -> tuple[Token, ...] | None:
    """As "dogs are welcome in the bar, but not in the kitchen": dogs are not welcome in the kitchen."""
    place = next((at for at, one in enumerate(base) if "soft" in one.marks), 0)
    if not place:
        return None
    first = part[0]._replace(marks=part[0].marks - {"except"})
    told = [*base[:place], first, *part[1:]]
    at = place if "may" in base[place].marks else place - 1
    told[at] = told[at]._replace(marks=told[at].marks | {"not"})
    return tuple(one._replace(part=0) for one in told)


def _is_named_anew(left: tuple[Token, ...], own: tuple[Token, ...], anchor: tuple[Token, ...]) -> bool:
    """In English, "kettles" after "steel kettles" are any kettles; in Chinese, a subject is often left away."""
    return not own and bool(left and anchor) and not (is_sign(anchor[0]) or kind_of(anchor[0]) != anchor[0].text)


def _kept(left: tuple[Token, ...], own: int, *, before_word: bool, last: bool) -> list[Token]:
    """Of the words in one place those that the other part does not replace. They are marked as words that may be missing."""
    if own >= len(left) or (own and last):
        return []
    kept = left[: len(left) - own] if before_word else left[own:]
    if any(one.binding for one in kept):
        return []
    return [one._replace(marks=one.marks | {marks.SHARED}) for one in kept]


def _anchors(base: tuple[Token, ...], part: tuple[Token, ...]) -> list[tuple[int, int]]:
    """The places of what both have, in the order of both: words, and numbers of the same unit."""
    found, after = [], 0
    for theirs, token in enumerate(part):
        for mine in range(after, len(base)):
            if kind_of(base[mine]) == kind_of(token):
                found.append((mine, theirs))
                after = mine + 1
                break
    return found
