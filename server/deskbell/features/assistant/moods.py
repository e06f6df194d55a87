"""Whether a sentence of a language model is as sure as the article: what must be, may be, or is if something is. No I/O.

A claim may be weaker than the article, never stronger: who adds a condition to what is always so says less.
"""

from __future__ import annotations

from deskbell.features.assistant import marks
from deskbell.features.assistant.tokens import Text, Token, is_sign


def moods_agree(said: Text, places: list[int], held: Text) -> bool:
    """What may be done is nothing that must be, and what may come nothing that comes. An article may also say "must" by asking
    for it ("keep the receipt"), and who may do something may be asked to."""
    musts = [at for one, at in zip(said.tokens, places, strict=True) if "must" in one.marks]
    if musts:
        return all(at >= 0 and _is_a_must(held, at) for at in musts)
    may = {one.part for one in said.tokens if one.marks & {"may", "might"}}
    pairs = [(one, held.tokens[at]) for one, at in zip(said.tokens, places, strict=True) if at >= 0]
    if any(one.part in may and "must" in other.marks for one, other in pairs):
        return False
    starts = said.starts()
    return not any(
        one.part not in may and starts[one.part] is not one and other.marks & {"might", "you"} == {"might"}
        for one, other in pairs
    )


def persons_keep_their_side(said: Text, places: list[int], held: Text) -> bool:
    """Whom something is done to ("the technician calls you") does not do it ("you call the technician")."""
    starts = held.starts()
    for token in said.starts().values():
        at = places[said.tokens.index(token)]
        persons = token.marks & marks.PERSONS
        if at < 0 or not persons or (held.tokens[at].marks | starts[held.tokens[at].part].marks) & persons:
            continue
        named = {one.removesuffix("_last") for other in _of_part(held, held.tokens[at].part) for one in other.marks}
        if named & persons:
            return False
    return True


def only_alike(said: Text, places: list[int], held: Text) -> bool:
    """As often; and "only account holders can order" is not "account holders can only order"."""
    theirs = [at for at in places if at >= 0 and "only" in held.tokens[at].marks]
    mine = [at for one, at in zip(said.tokens, places, strict=True) if "only" in one.marks]
    return len(mine) == len(theirs) and _subjects(mine, held) == _subjects(theirs, held)


def _subjects(places: list[int], held: Text) -> set[int]:
    """Those that begin a part, and are no verb of ours or yours."""
    starts = held.starts()
    found = {at for at in places if at >= 0 and held.tokens[at] is starts[held.tokens[at].part]}
    return {at for at in found if not (is_sign(held.tokens[at]) or held.tokens[at].marks & marks.PERSONS)}


def _of_part(text: Text, part: int) -> list[Token]:
    return [one for one in text.tokens if one.part == part]


def _is_a_must(held: Text, at: int) -> bool:
    token = held.tokens[at]
    asked = token is held.starts()[token.part] and not token.marks - {"must"}
    return asked or any("must" in one.marks for one in _of_part(held, token.part))


def bound_alike(said: Text, places: list[int], held: Text, loose: frozenset[str]) -> bool:
    """By the same marks, but for those that are `loose`, and what a claim adds to say less; with an "if" so in the same order."""
    found = [at for at in places if at >= 0]
    for number, at in enumerate(places):
        if at < 0:
            continue
        one, other = said.tokens[number].binding - loose, held.tokens[at].binding - loose
        if other - one or ("if" in one - other and found != sorted(found)):
            return False
        if not all(_may_be_added(mark, said.tokens[number], places[:number], held, at) for mark in one - other):
            return False
    return True


def _may_be_added(mark: str, token: Token, before: list[int], held: Text, at: int) -> bool:
    """An "if" where a part of the article begins ("opened tea …": if tea is opened); within a place, not a time."""
    if mark == "within":
        return not (token.is_number or "soft" in held.tokens[at].marks)
    begin = next(place for place, one in enumerate(held.tokens) if one.part == held.tokens[at].part)
    return mark == "if" and list(range(begin, at)) == before[len(before) - (at - begin) :]
