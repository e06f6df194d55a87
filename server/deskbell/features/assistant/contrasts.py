"""Whether a claim keeps apart what a sentence of an article sets against each other. No I/O.

"Photos are not allowed, but drawings are", "三日前取消免费，之后收一半费用": neither has a denial, a permission, a number
or an object of the other. What is said comes of one of them, as denied as it is, or of all of them, word by word.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from deskbell.features.assistant import marks
from deskbell.features.assistant.tokens import Text, Token, is_sign

_Side = tuple[Token, ...]
_TELLING = frozenset(("not", "may", marks.BUT, marks.THEN))
_LIMITING = marks.LIMITS - {"only"}


def keeps_apart(said: Text, held: Text, whole: frozenset[str], *, goes_on: bool) -> bool:
    """`whole`: all words of the answer so far, of which what must be done may not be missing; `goes_on`: see `agreeing`."""
    if not _joined_alike(said, held):
        return False
    sides = _sides(held)
    if len(sides) < 2 or _row(said.tokens) == _row(held.tokens):
        return True
    words = said.words & held.words
    return any(
        words <= {one.text for one in side}
        and _denies(side) == _denies(said.tokens)
        and marks.THEN not in side[0].marks
        and not (goes_on and _loses_its_but(said, side))
        and sum(bool(one.part) for one in _joints(said)) <= sum(one.part > side[0].part for one in _joints(held))
        and _tells_what_must_be(sides[number + 1 :], whole)
        for number, side in enumerate(sides)
    )


def _row(tokens: _Side) -> list[tuple[str, int, frozenset[str]]]:
    return [(one.text, one.part, one.marks & _TELLING) for one in tokens]


def _denies(tokens: _Side) -> bool:
    return any("not" in one.marks for one in tokens)


def _tells_what_must_be(behind: list[_Side], whole: frozenset[str]) -> bool:
    """As in "…, but it must be on a lead"."""
    return all({one.text for one in side} <= whole for side in behind[:1] if marks.HELD_TO in side[0].marks)


def _loses_its_but(said: Text, side: _Side) -> bool:
    """As "no smoking and snacks" of "no smoking, but you may eat snacks"."""
    kept = marks.BUT in said.tokens[0].marks or any("may" in one.marks for one in said.tokens)
    return marks.BUT in side[0].marks and not kept


@lru_cache(maxsize=2_000)
def _sides(held: Text) -> list[_Side]:
    """The sentence where it is set against itself; a single one where it is not."""
    sides: list[_Side] = []
    for part in range(len(held.parts)):
        mine = tuple(one for one in held.tokens if one.part == part)
        if sides and mine and not _is_against(held, sides[-1], mine):
            sides[-1] += mine
        elif mine:
            sides.append(mine)
    return sides


def _is_against(held: Text, before: _Side, mine: _Side) -> bool:
    start, joint = mine[0], held.parts[mine[0].part]
    if marks.BUT in start.marks or joint == marks.SEMICOLON:
        return True
    if marks.THEN in start.marks:
        return not any("if" in one.marks for one in before)
    if joint == marks.AND:
        inserted = bool(start.marks & {"except", "unless"}) and held.parts[start.part + 1 : start.part + 2] == (
            marks.COMMA,
        )
        return inserted or _is_of_others(before, mine)
    return joint == marks.COMMA and (
        _is_of_others(before, mine)
        or _is_denied_alone(before, mine)
        or _is_alike(before, mine)
        or _is_free_alone(before, mine)
    )


def _is_of_others(before: _Side, mine: _Side) -> bool:
    """What we do, and what you do."""
    one, other = before[0].marks & marks.PERSONS, mine[0].marks & marks.PERSONS
    return bool(other) and one != other and any(token.text in {one.text for one in before} for token in mine)


def _is_denied_alone(before: _Side, mine: _Side) -> bool:
    """One of the two, none of which is a condition."""
    limited = before[0].marks & _LIMITING or mine[0].marks & _LIMITING
    return not limited and _denies(before) != _denies(mine)


def _is_alike(before: _Side, mine: _Side) -> bool:
    """In Chinese, the same verb of two ("平台承担…，商家承担…")."""
    pairs = {(one.text, other.text) for one, other in pairwise(before) if is_sign(one)}
    rows = pairwise(mine)
    both = [at for at, (one, other) in enumerate(rows) if other.glued and (one.text, other.text) in pairs]
    return bool(both) and both[0] > 0 and not any(one.is_number for one in mine)


def _is_free_alone(before: _Side, mine: _Side) -> bool:
    """One has a price, and the other none ("异地还车费500元，同城门店还车免费")."""
    free = _is_free(before)
    return free != _is_free(mine) and any(one.is_number for one in (mine if free else before))


def _is_free(side: _Side) -> bool:
    texts = [one.text for one in side]
    return texts[-1:] == ["free"] or texts[-2:] == ["免", "费"]


def _joined_alike(said: Text, held: Text) -> bool:
    """By "and" or by "or"."""
    theirs = {marks.OR in one.marks for one in _joints(held)}
    ends = {one.text for one in _joints(held)}
    mine = {marks.OR in one.marks for one in _joints(said) if one.part or marks.OR in one.marks or one.text in ends}
    return not theirs or mine <= theirs


def _joints(text: Text) -> list[Token]:
    starts = text.starts().items()
    return [one for part, one in starts if text.parts[part] == marks.AND and marks.BUT not in one.marks]
