"""Whether the words of a language model's sentence stand in the order of the article's. No I/O.

Phrases that a mark begins may stand anywhere ("within 30 days you can …"), parts may change places, and a verb may come first;
all else keeps its order, or it says what belongs to what otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from deskbell.features.assistant import marks
from deskbell.features.assistant.tokens import Text, Token, is_sign
from deskbell.features.assistant.words import LEAVABLE, PARTICLES

_CLAUSE = frozenset(("if", "unless", "after", "before"))
"""What begins with them has words of its own, which none of the rest may change places with."""


class _Run(NamedTuple):
    """Words in a row between two marks: their places, and whether the same marks move them as one."""

    places: list[int]
    free: bool


def is_in_order(said: Text, places: list[int], held: Text) -> bool:
    """`places`: where each word of the one stands in the other, negative where it does not."""
    runs = list(_runs(said, places, held))
    rest = [at for run in runs if not run.free for at in run.places]
    rise = all(run.places == sorted(run.places) for run in runs if run.free)
    return (
        rise
        and (rest == sorted(rest) or _is_turned(rest, held) or _is_price_of(rest, said, places, held))
        and _stay_together(said, places, held)
    )


def _runs(said: Text, places: list[int], held: Text) -> Iterator[_Run]:
    run, free, part = list[int](), False, -1
    for token, at in zip(said.tokens, places, strict=True):
        if run and (token.part != part or token.marks & marks.MOVING or (free and at >= 0 and at != run[-1] + 1)):
            yield _Run(run, free)
            run = []
        if at >= 0 and token.text not in LEAVABLE:
            free = free if run else _moves(token, held, at, begins=token.part != part)
            run = [*run, at]
            part = token.part
    if run:
        yield _Run(run, free)


def _moves(token: Token, held: Text, at: int, *, begins: bool) -> bool:
    other = held.tokens[at]
    leads = held.parts[other.part + 1 : other.part + 2] == (marks.LEAD,)
    if token.marks & marks.MOVING and (leads or other.marks & marks.MOVING):
        return True
    return begins and (at == 0 or held.tokens[at - 1].part != other.part)


def _stay_together(said: Text, places: list[int], held: Text) -> bool:
    """What one part says may come of two ("gold members get … a discount"), but not over words that another part says: they
    belong to one of the two. What is bound otherwise than these may ("… to Berlin and Bonn within 2 days")."""
    for part in range(len(said.parts)):
        mine = sorted(at for one, at in zip(said.tokens, places, strict=True) if at >= 0 and one.part == part)
        for one, other in pairwise(mine):
            over = any(one < at < other and at not in mine for at in places)
            if over and held.tokens[one].part != held.tokens[other].part and not _is_for_both(held, one, other):
                return False
    return True


def _is_for_both(held: Text, one: int, other: int) -> bool:
    bound = held.tokens[other].marks & marks.MOVING
    first = (token for token in held.tokens if token.part == held.tokens[one].part)
    return bool(bound) and not any(bound == token.marks & marks.MOVING for token in first)


def _is_price_of(run: list[int], said: Text, places: list[int], held: Text) -> bool:
    """As "it is 15 euros a night for a dog" of "a dog costs 15 euros a night"."""
    turned = min(run)
    first, behind = held.tokens[run[0]], run.index(turned)
    whole = run[behind:] + run[:behind] == sorted(run) and len({held.tokens[at].part for at in run}) == 1
    return whole and first.is_number and "soft" in said.tokens[places.index(turned)].marks


def _is_turned(run: list[int], held: Text) -> bool:
    """In one part, its last words come first ("return sale items" of "sale items … returned"), or its first last, if these are
    what we or you do ("cards are accepted" of "we accept cards")."""
    if any(one.marks & _CLAUSE for one in held.tokens[min(run) + 1 : max(run)]):
        return False
    tiles = [at for number, at in enumerate(run) if not number or run[number - 1] + 1 != at]
    if len({held.tokens[at].part for at in run}) != 1:
        return False
    moved = run[: run.index(tiles[1])]
    first_last = tiles[-1:] + tiles[:-1] == sorted(tiles) and bool(held.tokens[min(run)].marks & marks.PERSONS)
    verb = [at for at in moved if held.tokens[at].text not in PARTICLES]
    short = len(verb) <= (2 if is_sign(held.tokens[moved[0]]) else 1)
    return first_last or (short and tiles[1:] + tiles[:1] == sorted(tiles))
