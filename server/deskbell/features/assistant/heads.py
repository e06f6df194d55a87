"""What a clause begins with, without which its end says something else. No I/O.

"Order before noon, and we ship the same day; order after noon, and we ship the next day": neither end is told behind the
other head, nor by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from deskbell.features.assistant import marks
from deskbell.features.assistant.tokens import Text, Token, is_sign, kind_of
from deskbell.features.assistant.words import ADDABLE

_ALIKE = 2
"""Words that the heads of two clauses share, where they tell two cases apart; of Chinese ones the last."""
_CASES = marks.LIMITS - {"if", "only"} | {"not"}
"""Marks that make of the same words another case."""


@lru_cache(maxsize=2_000)
def beginnings(text: Text) -> tuple[int, ...]:
    """For each part of a sentence the one with which its clause begins: behind a semicolon, or as the third of four is alike
    the first."""
    if len(text.parts) == 4 and text.parts[2] == marks.COMMA and _are_alike(_part(text, 0), _part(text, 2)):
        return (0, 0, 2, 2)
    begins = [0]
    for part, joint in enumerate(text.parts[1:], start=1):
        begins.append(part if joint == marks.SEMICOLON else begins[-1])
    return tuple(begins)


def heads_of(text: Text) -> list[tuple[Token, ...]]:
    """Of its clauses that have a head and an end."""
    begins = beginnings(text)
    return [_part(text, begin) for begin in dict.fromkeys(begins) if begins.count(begin) > 1]


def has_rival(text: Text, heads: list[tuple[Token, ...]]) -> bool:
    """Whether one of its clauses has a case of its own: `heads` are those of its article."""
    mine = heads_of(text)
    return len(mine) > 1 or any(_are_alike(one, other) for one in mine for other in heads)


def keep_their_heads(text: Text, parts: Iterable[int], told: list[Text], *, is_case: bool, goes_on: bool) -> bool:
    """Whether what stands in these parts is `told` with its head, where that tells a case or limits it; and what goes on with
    something, with what stands before it."""
    begins = beginnings(text)
    firsts = {begins[part]: part for part in sorted(parts, reverse=True)}
    known = {(one.text, one.marks & _CASES) for each in told for one in each.tokens}
    return all(
        (one.text, one.marks & _CASES) in known or (one.text in ADDABLE and not is_case)
        for begin, first in firsts.items()
        for one in _owed(text, begin, first, is_case=is_case, goes_on=goes_on)
    )


def crosses(text: Text, parts: Iterable[int]) -> bool:
    """Whether these are parts that begin alike, of two cases: 发送“退订”停止短信，发送“帮助”获取说明."""
    begins = [
        [token.text for token in part[:_ALIKE]]
        for number in parts
        if (part := _part(text, number)) and is_sign(part[0])
    ]
    return any(begins.count(begin) > 1 for begin in begins if len(begin) == _ALIKE)


def _owed(text: Text, begin: int, first: int, *, is_case: bool, goes_on: bool) -> list[Token]:
    before = [one for one in text.tokens if begin <= one.part < first]
    if before and (before[0].limits or (is_case and not _counts_alike(_part(text, begin), _part(text, first)))):
        return before
    beside = [one for one in before if one.part == first - 1]
    return beside if goes_on and len(beside) > 1 else []


def _counts_alike(one: tuple[Token, ...], other: tuple[Token, ...]) -> bool:
    """As in a list of prices, each of which says what it is for."""
    return bool(
        {kind_of(token) for token in one if token.is_number} & {kind_of(token) for token in other if token.is_number}
    )


def _are_alike(one: tuple[Token, ...], other: tuple[Token, ...]) -> bool:
    texts, others = [token.text for token in one], [token.text for token in other]
    if texts == others or not (one and other):
        return False
    if any(is_sign(token) for token in one):
        return texts[-_ALIKE:] == others[-_ALIKE:] and len(texts) > _ALIKE and all(map(is_sign, one[-_ALIKE:]))
    return len(set(texts) & set(others)) >= _ALIKE


def _part(text: Text, part: int) -> tuple[Token, ...]:
    return tuple(one for one in text.tokens if one.part == part)
