"""What a person typed as terms to look up, and the rows to ask the index for. No I/O; no input is an error.

An index that is asked for the best of 80,000 rows must look at all of them. So it is asked for few rows at a time, the
most promising first: those whose title is the query, those with every term in the title, those with every term
anywhere, and where these are few, those with some of the terms. `ranking` then compares what came.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from deskbell.features.knowledge.search.tokens import (
    SHORTEST_IN_BODY,
    beginning,
    exact_token,
    locale_token,
    sign,
    whole,
)
from deskbell.features.knowledge.search.words import PIECE, SMALL_SIGNS, STOP_WORDS, Piece, normal, pairs, pieces, stem

LONGEST_QUERY = 200
MOST_TERMS = 16
MOST_ALONE = 6
"""Terms that are looked up one by one where no row has them all."""

MANY, SOME = 60, 30
"""Rows that one question to the index brings at most: for a strict one, for one of many loose ones."""

MOST_STRICT, MOST_LOOSE = 2 * MANY, 160
"""Rows after which nothing more is asked: then the titles alone had more than enough."""

MOST_READINGS, _FEW, _SHORT, _LONGEST_READING = 4, 4, 4, 24
"""Words that stand side by side are read as one where a query has few, or where both are short: wi fi."""
_BY_KIND = re.compile(r"\d+|\D+")
_SMALL_PAIR, _SMALL = 0.1, 0.3


class Term(NamedTuple):
    """`text` as it stands in a normal form: a stem, or a piece of a run. `weight` is how much it says, 1 at most."""

    text: str
    is_run: bool
    weight: float = 1.0
    begins: str = ""
    """Set for a last word, which may not be typed to its end: how it begins, folded."""
    also: tuple[str, ...] = ()
    """Normal forms in which it stands as well, with a neighbour or in two: wifi for wi, mx 200 for mx200."""

    @property
    def tokens(self) -> tuple[str, ...]:
        """Any of these in a field of a row is the term in that field."""
        if self.is_run:
            return (sign(self.text),)
        words = [whole(word) for word in _finished(self.begins)] if self.begins else [whole(self.text)]
        return tuple(dict.fromkeys([*words, *([beginning(self.begins)] if self.begins else [])]))


class Query(NamedTuple):
    """`whole` is the normal form of all that was typed. `readings` are the terms with two words as one, or one as two."""

    terms: tuple[Term, ...]
    whole: str
    readings: tuple[tuple[Term, ...], ...] = ()

    @property
    def strong(self) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if term.weight == 1)

    @property
    def phrases(self) -> tuple[str, ...]:
        """A normal form that has one of these has all that was typed, side by side."""
        if len(self.terms) < 2:
            return ()
        first, last = self.terms[0], self.terms[-1]
        before = "" if first.is_run else " "
        after = "" if last.is_run or len(last.begins) >= SHORTEST_IN_BODY else " "
        return (f"{before}{self.whole.strip()}{after}", *(f" {one[0].text} " for one in self.readings if len(one) == 1))


class Ask(NamedTuple):
    """Rows that have all of `all_of`, each an any-of-these, in one of the spaces searched; at most `limit` of them."""

    all_of: tuple[tuple[str, ...], ...]
    limit: int


def read(text: str) -> Query:
    """The terms of a query. Text without a single letter, digit or symbol has none."""
    text = text[:LONGEST_QUERY].encode("utf-8", "replace").decode()  # half a surrogate is no text
    found = _terms(text)
    telling = [term for term in found if term.weight > _SMALL_PAIR] or found
    terms = tuple(dict.fromkeys(telling))[:MOST_TERMS]
    changes = list(_changes(text, terms))[:MOST_READINGS]
    readings = tuple(_changed(terms, old, new) for old, new in changes)
    return Query(tuple(_with_also(term, changes) for term in terms), normal(text), readings)


Change = tuple[tuple[Term, ...], tuple[Term, ...]]
"""Terms, and the ones that say the same in their place."""


def _changes(text: str, terms: tuple[Term, ...]) -> Iterator[Change]:
    """Words in one where they were typed in two or more, then in two where a number stands beside letters."""
    found = list(pieces(text))
    known = {term.text: term for term in terms if not term.is_run}
    sizes = dict.fromkeys((2, len(found)) if 1 < len(found) <= _FEW else (2,))
    for some in (found[at : at + size] for size in sizes for at in range(len(found) - size + 1)):
        if _reads_as_one(some, len(found)) and all(stem(one.text) in known for one in some):
            word, last = "".join(one.text for one in some), known[stem(some[-1].text)]
            one = Term(stem(word), False, 1.0, begins=word if last.begins else "")
            yield tuple(known[stem(one.text)] for one in some), (one,)
    for piece in found:
        parts = [] if piece.is_run else _BY_KIND.findall(piece.text)
        if 1 < len(parts) <= _FEW and (term := known.get(stem(piece.text))):
            yield (term,), tuple(Term(stem(part), False) for part in parts)


def _reads_as_one(some: Sequence[Piece], count: int) -> bool:
    """Whether pieces may be one word; `count` are all that were typed."""
    if any(one.is_run for one in some) or sum(len(one.text) for one in some) > _LONGEST_READING:
        return False
    return count <= _FEW or not any(len(one.text) > _SHORT or one.text in STOP_WORDS for one in some)


def _changed(terms: tuple[Term, ...], old: tuple[Term, ...], new: tuple[Term, ...]) -> tuple[Term, ...]:
    return tuple(dict.fromkeys([*new, *(term for term in terms if term not in old)]))


def _with_also(term: Term, changes: Sequence[Change]) -> Term:
    forms = (" ".join(one.text for one in new) for old, new in changes if term in old)
    return term._replace(also=tuple(dict.fromkeys(forms)))


def _terms(text: str) -> list[Term]:
    found: list[Term] = []
    for piece in pieces(text):
        if piece.is_run:
            found += [Term(pair, True, _weight_of_pair(pair)) for pair in pairs(piece.text)]
        else:
            small = piece.text in STOP_WORDS
            found.append(Term(stem(piece.text), False, _SMALL_PAIR if small else 1.0))
    last = None if text[-1:].isspace() else _last_word(text)
    if last and found and not found[-1].is_run:
        weight = _SMALL if last in STOP_WORDS else 1.0
        found[-1] = Term(found[-1].text, False, weight, begins=last)
    return found


def _last_word(text: str) -> str:
    """The folded word that a text ends with, if it ends with one."""
    ends = [found for found in PIECE.finditer(text) if found.end() == len(text)]
    words = [piece.text for piece in pieces(text)] if ends else []
    return words[-1] if words else ""


def _weight_of_pair(pair: str) -> float:
    if len(pair) == 1:
        return 1.0
    small = sum(char in SMALL_SIGNS for char in pair)
    return (1.0, _SMALL, _SMALL_PAIR)[small]


def _finished(begun: str) -> list[str]:
    """What a word may become that is being typed: `shippin` is looked up as `shipping` too, whose stem is in the index."""
    ends = {"i": "ng", "in": "g"}
    return [begun, *(begun + rest for end, rest in ends.items() if len(begun) > 3 and begun.endswith(end))]


def strict(query: Query, locale: str | None) -> list[Ask]:
    """The whole as a title, all terms in the title, the other readings, all terms anywhere; first in the language asked for."""
    asks: list[Ask] = []
    for narrowed in dict.fromkeys((((locale_token(locale),),) if locale else (), ())):
        asks.append(Ask(((exact_token(query.whole),), *narrowed), MANY))
        asks += [Ask(_all(query.terms, field) + narrowed, MANY) for field in "abc"]
    others = [Ask(_all(reading, "c"), SOME) for reading in query.readings]
    return [*asks[:2], *others, *asks[2:]]


def loose(query: Query) -> list[Ask]:
    """Some of the terms that say most; nothing where `strict` has said it all."""
    return list(_loose(query, query.strong or query.terms)) if len(query.terms) > 1 else []


def apart(query: Query, *, nothing_yet: bool) -> list[Ask]:
    """The characters of pairs wherever they stand, for 退货 in 退换货: in titles, and where nothing was found anywhere."""
    chars = dict.fromkeys(char for term in query.strong if term.is_run for char in term.text)
    fields = "ac" if nothing_yet else "a"
    few = [*chars][:MOST_ALONE]
    return [Ask(tuple((field + sign(char),) for char in few), SOME) for field in fields] if len(few) > 1 else []


def _loose(query: Query, strong: tuple[Term, ...]) -> Iterator[Ask]:
    if strong != query.terms:
        yield from (Ask(_all(strong, field), MANY) for field in "ac")
    if 2 < len(strong) <= MOST_ALONE // 2:
        yield from (Ask(_all([t for t in strong if t is not left], "c"), SOME) for left in strong)
    few = strong[:MOST_ALONE]
    if len(strong) > 2:
        yield from (Ask(_all(two, "a"), SOME) for two in pairwise(few))
    yield from (Ask(_all([term], field), SOME) for field in "ac" for term in few)


def _all(terms: Sequence[Term], field: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(field + token for token in term.tokens) for term in terms)
