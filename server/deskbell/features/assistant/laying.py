"""Whether a sentence of a language model can be laid onto words of an article. No I/O.

Every word of it is there (or is the topic), bound by the same marks (not, if, within, to), in the same order but for what may be
moved; and of what the article says nothing is left away but whole parts ("… and bank transfer") that limit nothing.
"""

from __future__ import annotations

from typing import NamedTuple

from deskbell.features.assistant import marks
from deskbell.features.assistant.moods import bound_alike, moods_agree, only_alike, persons_keep_their_side
from deskbell.features.assistant.ordering import is_in_order
from deskbell.features.assistant.readings import must_stay
from deskbell.features.assistant.tokens import Text, Token, is_sign, kind_of
from deskbell.features.assistant.words import ADDABLE, LEAVABLE, TOLD_APART

_LENIENT = frozenset(("to", "by"))
"""Where an article is a list ("Austria: 9 euros") a sentence about it has them."""
_BORROWED, _ADDED = -1, -2


class Known(NamedTuple):
    """What may be said (if it `adds`) and left away beside the sentence: its `topic`, what it points back to (`before`), and
    what the model has said itself (`said`). `whole`: nothing may be left away, since it goes on with something else."""

    topic: Text
    before: Text
    said: frozenset[str]
    adds: bool = True
    whole: bool = False


def laid(said: Text, held: Text, known: Known, *, denied: bool = False) -> frozenset[int]:
    """The parts onto which it can be laid; none where it cannot."""
    places = _places(said, held, known)
    if places is None or not _says_something(said, places) or not _fits(said, places, held, known, denied=denied):
        return frozenset()
    return frozenset(held.tokens[at].part for at in places if at >= 0)


def _fits(said: Text, places: list[int], held: Text, known: Known, *, denied: bool) -> bool:
    pairs = [(said.tokens[one], held.tokens[at]) for one, at in enumerate(places) if at >= 0]
    return (
        _marks_agree(said, places, held, pairs, denied=denied)
        and moods_agree(said, places, held)
        and persons_keep_their_side(said, places, held)
        and _nothing_left(said, places, held, known)
        and is_in_order(said, places, held)
    )


def _says_something(said: Text, places: list[int]) -> bool:
    """In each part, but for a phrase of the topic ("to return something, …"); and not only "the order", which is anywhere."""
    own = {one.part for one, at in zip(said.tokens, places, strict=True) if at >= 0}
    if any(one.part not in own and not one.marks & marks.MOVING for one in said.starts().values()):
        return False
    return any(at >= 0 and one.text not in ADDABLE for one, at in zip(said.tokens, places, strict=True))


def _places(said: Text, held: Text, known: Known) -> list[int] | None:
    """Where each word of the one stands in the other, taking the longest runs; None if one is nowhere."""
    places: list[int] = []
    where = held.places()
    while (at := len(places)) < len(said.tokens):
        run, place = _longest(said.tokens, at, held.tokens, where, places)
        if not (_is_whole(said.tokens, at, run) or (run and _is_alone(held.tokens, place))):
            run, place = _elsewhere(said.tokens, at, known)
        if not run:
            return None
        places += [place + step for step in range(run)] if place >= 0 else [place] * run
    return places


def _longest(
    said: tuple[Token, ...], at: int, held: tuple[Token, ...], where: dict[str, list[int]], places: list[int]
) -> tuple[int, int]:
    """Its length and place; of several the one that is nearest behind the last."""
    after, used, best = max(places[-1:], default=-1), set(places), (0, False, 0, 0)
    for place in where.get(said[at].text, ()):
        if place not in used:
            best = max(best, (_run(said[at:], held[place:], place, used), place > after, -abs(place - after), place))
    return best[0], best[3]


def _run(said: tuple[Token, ...], held: tuple[Token, ...], place: int, used: set[int]) -> int:
    pairs = enumerate(zip(said, held, strict=False))
    return next(
        (run for run, (one, other) in pairs if one.text != other.text or place + run in used), min(len(said), len(held))
    )


def _is_whole(said: tuple[Token, ...], at: int, run: int) -> bool:
    """One Chinese sign of a longer row may be of any word."""
    if run != 1 or not is_sign(said[at]):
        return run > 0
    return _is_alone(said, at)


def _is_alone(tokens: tuple[Token, ...], at: int) -> bool:
    return not tokens[at].glued and not (at + 1 < len(tokens) and tokens[at + 1].glued)


def _elsewhere(said: tuple[Token, ...], at: int, known: Known) -> tuple[int, int]:
    if not known.adds:
        return 0, _ADDED
    for text in (known.topic, known.before):
        run, _ = _longest(said, at, text.tokens, text.places(), [])
        if _is_whole(said, at, run):
            return run if is_sign(said[at]) else 1, _BORROWED
    if TOLD_APART.get(said[at].text) in known.topic.words or (said[at].text == "each" and not at):
        return 1, _ADDED
    if said[at].text in ADDABLE and (said[at].text != "cost" or any(one.is_number for one in said)):
        return 1, _ADDED
    if at + 1 < len(said) and said[at].text + said[at + 1].text in ADDABLE:
        return 2, _ADDED
    return 0, _ADDED


def _marks_agree(said: Text, places: list[int], held: Text, pairs: list[tuple[Token, Token]], *, denied: bool) -> bool:
    theirs = [other for _, other in pairs]
    if not only_alike(said, places, held):
        return False
    listed = not any(one.marks & _LENIENT for one in held.tokens)
    loose = _LENIENT if listed else frozenset()
    if denied:
        loose |= {"not"}
        if sum("not" in one.marks for one in said.tokens) % 2 == sum("not" in one.marks for one in theirs) % 2:
            return False
    borrowed = [said.tokens[one] for one, at in enumerate(places) if at < 0]
    return (
        bound_alike(said, places, held, loose)
        and _persons_agree(pairs, held)
        and all(one.binding <= _LENIENT | loose | {"from", "if"} for one in borrowed)
    )


def _persons_agree(pairs: list[tuple[Token, Token]], held: Text) -> bool:
    """We or you, ours or yours; and what an article asks to do ("bring it back") is not what we do."""
    for one, other in pairs:
        for kind in (marks.PERSONS, marks.WHOSE, marks.LEFT_OVER):
            mine, theirs = one.marks & kind, other.marks & kind
            if mine and theirs and not mine & theirs:
                return False
        asked = not other.marks & marks.PERSONS and other is held.starts()[other.part]
        if "we" in one.marks and asked and not is_sign(other):
            return False
    return True


def _nothing_left(said: Text, places: list[int], held: Text, known: Known) -> bool:
    """But words that say nothing more, those of the topic and of what was said before, and parts. Where words of elsewhere were
    put in, or "only" is said, less may be left away: they might stand for it."""
    used = {at: said.tokens[one].part for one, at in enumerate(places) if at >= 0}
    foreign = min(places) < 0
    leavable = ADDABLE if foreign else ADDABLE | LEAVABLE
    left = {at for at in range(len(held.tokens)) if at not in used and not _may_be_left(held.tokens, at, leavable)}
    if known.whole and len(used) < len(held.tokens):
        return False
    if any("only" in one.marks for one in said.tokens) and (left or not known.adds):
        return False
    gone = left if foreign else {at for at in left if not _is_known(held.tokens[at], known)}
    return all(_part_is_droppable(number, held, used, left) for number in {held.tokens[at].part for at in gone})


def _is_known(token: Token, known: Known) -> bool:
    """Without saying it; what limits or moves is not."""
    known_words = known.said | known.topic.words
    return token.text in known_words and not token.marks & (marks.MOVING | marks.LIMITS | {"not"})


def _may_be_left(tokens: tuple[Token, ...], at: int, leavable: frozenset[str]) -> bool:
    token = tokens[at]
    if marks.SHARED in token.marks:
        return not (token.binding or token.limits)
    if token.binding or token.limits:
        return False
    before = tokens[at - 1].text if at else ""
    after = tokens[at + 1].text if at + 1 < len(tokens) else ""
    return any(word in leavable for word in (token.text, before + token.text, token.text + after))


def _part_is_droppable(number: int, held: Text, used: dict[int, int], left: set[int]) -> bool:
    """As a whole, or its end or its beginning, if another part has another that goes with the rest."""
    places = [at for at, one in enumerate(held.tokens) if one.part == number]
    mine, gone = [at for at in places if at in used], [at for at in places if at in left]
    if not mine:
        return 0 < number < len(held.parts) - 1 and not (must_stay(held, number) or _denies_next(held, number, used))
    if any(held.tokens[at].limits for at in gone):
        return False
    if max(mine) < min(gone):
        return _goes_on(held, used, left, number, min((at for at in used if at > places[-1]), default=-1))
    before = max((at for at in used if at < places[0]), default=-1)
    unused = set(range(len(held.tokens))) - used.keys()
    joined = before >= 0 and held.parts[number] == marks.AND and used[before] == used[min(mine)]
    return min(mine) > max(gone) and joined and _is_full(held, unused, before)


def _denies_next(held: Text, number: int, used: dict[int, int]) -> bool:
    """As in "but not limescale or broken glass", of which the end says nothing by itself."""
    denies = any(one.marks & {"not", "except", "without"} for one in held.tokens if one.part == number)
    listed = held.parts[number + 1] == marks.AND
    return denies and listed and any(held.tokens[at].part == number + 1 for at in used)


def _goes_on(held: Text, used: dict[int, int], left: set[int], number: int, following: int) -> bool:
    """As in "gold members get samples and a discount": what begins there may end with another end, which has none of its words;
    and no "not" of the one is that of the other."""
    if following < 0 or not _is_full(held, left, following):
        return False
    other = held.tokens[following].part
    if other > held.end_of(number) or used[following] != used[max(at for at in used if at < following)]:
        return False
    gone = [one for at, one in enumerate(held.tokens) if at in left and one.part == number]
    if (
        any("not" in one.marks and one.text for one in gone)
        and marks.AND in held.parts[number + 1 : held.end_of(number) + 1]
    ):
        return False
    kinds = {kind_of(one) for one in held.tokens if one.part == number} - LEAVABLE
    return not any(kind_of(one) in kinds for one in held.tokens if number < one.part <= other)


def _is_full(held: Text, left: set[int], place: int) -> bool:
    return not any(held.tokens[at].part == held.tokens[place].part for at in left)
