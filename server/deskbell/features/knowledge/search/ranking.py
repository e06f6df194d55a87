"""Which of the rows found comes first. No I/O; the same on both databases.

What counts is how much of the query's weight stands in the title or in one phrasing, then in the keywords, then in the
beginning of the body; and of two titles that have it, the one that says little else. A row that has all of the query,
wherever it stands, comes before a title with half of it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Container, Iterable
from typing import NamedTuple

from deskbell.features.knowledge.search.query import Query, Term
from deskbell.features.knowledge.search.tokens import SHORTEST_IN_BODY

IN_HEAD, IN_WORDS, IN_BODY = 8.0, 3.0, 1.5
"""The most that each can give: a title that has all of a query beats keywords and body that have it."""

EXACT, ADJACENT, PHRASING = 6.0, 1.0, 0.95
APART = 0.5
"""What a pair counts whose characters have others between them."""

COMPLETE, SIDE_BY_SIDE = 3.5, 1.5
"""What a row gets that has all of several terms, and that has them in its body as they were typed, such as a code."""

FOCUS = 0.35
"""The share of a title's score that depends on what else it says."""

IN_LOCALE, ALSO_IN = 1.0, 0.5
_ENOUGH = 4
_OFTEN = [math.log1p(times) / math.log1p(_ENOUGH) for times in range(_ENOUGH + 1)]
"""What so many occurrences in a body are worth; one more says ever less."""


class Row(NamedTuple):
    """A candidate, with its texts in their normal form; `start` is empty where it was not read."""

    number: int
    article_id: str
    locale: str
    heads: str
    words: str
    start: str


class Wanted(NamedTuple):
    """A term: it is in a normal form where any of `texts` is. A pair may also stand `apart` in it."""

    texts: tuple[str, ...]
    weight: float
    apart: re.Pattern[str] | None
    surely: tuple[str, ...] = ()
    """Of `texts` those that are no mere letter or two."""


def best(
    rows: Iterable[Row], query: Query, locale: str | None, limit: int, sure: Container[int], also: str | None = None
) -> list[Row]:
    """The best rows, one an article, the best first; of equals those in `locale`, then in `also`, then the later written.

    `sure` are the numbers of rows that have terms of the query; another row must be worth something here to count.
    """
    wanted = [Wanted(_texts(term), term.weight, _apart(term), _surely(term)) for term in query.terms]
    judged = [(_score(row, query, wanted), row) for row in rows]
    liked = {also: ALSO_IN, locale: IN_LOCALE}
    scored = [(score + liked.get(row.locale, 0), row) for score, row in judged if score or row.number in sure]
    scored.sort(key=lambda pair: (-pair[0], -pair[1].number))
    first: dict[str, Row] = {}
    for _, row in scored:
        first.setdefault(row.article_id, row)
    return list(first.values())[:limit]


def _texts(term: Term) -> tuple[str, ...]:
    """A term is in a normal form where any of these is."""
    if term.is_run:
        return (term.text,)
    whole, also = f" {term.text} ", [f" {form} " for form in term.also]
    if not term.begins:
        return (whole, *also)
    cut = [f" {term.begins[:end]} " for end in range(max(3, len(term.begins) - 3), len(term.begins))]
    return (whole, f" {term.begins}", *cut, *also)


def _surely(term: Term) -> tuple[str, ...]:
    # Any text has a word that begins with this or that letter.
    begun = f" {term.begins}" if term.begins and len(term.begins) < SHORTEST_IN_BODY else None
    return tuple(text for text in _texts(term) if text != begun)


def _apart(term: Term) -> re.Pattern[str] | None:
    """The characters of a pair in their order, with one or two others between them: 退货 in 退换货."""
    return re.compile(".{1,2}".join(map(re.escape, term.text))) if term.is_run and len(term.text) == 2 else None


def _score(row: Row, query: Query, wanted: list[Wanted]) -> float:
    """Written plainly, since it runs for hundreds of rows at every keystroke."""
    all_weight = sum(term.weight for term in wanted)
    head = 0.0
    if any(_found(wanted, row.heads)):
        for place, text in enumerate(row.heads.split("\n")):
            head = max(head, _head(text, query, wanted, all_weight) * (PHRASING if place else 1))
    words, _ = _found(wanted, row.words)
    body = sum(one.weight * _OFTEN[min(_ENOUGH, row.start.count(one.texts[0]))] for one in wanted) if row.start else 0
    if not (head or words or body):
        body, _ = _found(wanted, row.start)
    return head + (IN_WORDS * words + IN_BODY * body) / all_weight + _whole(row, query, wanted)


def _whole(row: Row, query: Query, wanted: list[Wanted]) -> float:
    """What a row is worth that has all of several terms."""
    if len(wanted) < 2 or not all(_stands_in(row, one.surely) for one in wanted if one.weight == 1):
        return 0.0
    return COMPLETE + SIDE_BY_SIDE * any(phrase in row.start for phrase in query.phrases)


def _stands_in(row: Row, texts: tuple[str, ...]) -> bool:
    return any(text in row.heads or text in row.start or text in row.words for text in texts)


def _head(text: str, query: Query, wanted: list[Wanted], all_weight: float) -> float:
    plain = text.partition("\t")[0]
    if plain == query.whole:
        return IN_HEAD + EXACT + ADJACENT
    weight, count = _found(wanted, text)
    if not count:
        return 0.0
    focus = min(1.0, count / _size(plain))
    score = IN_HEAD * weight / all_weight * (1 - FOCUS + FOCUS * focus)
    return score + ADJACENT * (query.whole.strip() in text)


def _size(normal_form: str) -> int:
    """About how many terms a text has: its words, and the pairs of its runs."""
    return max(1, sum(1 if word.isascii() else max(1, len(word) - 1) for word in normal_form.split()))


def _found(wanted: list[Wanted], normal_form: str) -> tuple[float, int]:
    """The weight of the terms that a text has, and how many they are."""
    sum_, count = 0.0, 0
    for texts, weight, apart, _ in wanted:
        for text in texts:
            if text in normal_form:
                sum_ += weight
                count += 1
                break
        else:
            if apart and texts[0][0] in normal_form and apart.search(normal_form):
                sum_ += weight * APART
                count += 1
    return sum_, count
