"""Which of the rows found comes first. No I/O; the same on both databases.

What counts is how much of the query's weight stands in the title or in one phrasing, then in the keywords, then in the
beginning of the body; and of two titles that have it, the one that says little else.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

from deskbell.features.knowledge.search.query import Query, Term

IN_HEAD, IN_WORDS, IN_BODY = 8.0, 3.0, 1.5
"""The most that each can give: a title that has all of a query beats keywords and body that have it."""

EXACT, ADJACENT, PHRASING = 6.0, 1.0, 0.95
FOCUS = 0.35
"""The share of a title's score that depends on what else it says."""

IN_LOCALE = 1.0
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


Wanted = list[tuple[tuple[str, ...], float]]
"""A term each: it is in a normal form where any of the texts is; and its weight."""


def best(rows: Iterable[Row], query: Query, locale: str | None, limit: int) -> list[Row]:
    """The best rows, one an article, the best first; of equals the later written."""
    wanted = [(_texts(term), term.weight) for term in query.terms]
    scored = [(_score(row, query, wanted) + IN_LOCALE * (row.locale == locale), row) for row in rows]
    scored.sort(key=lambda pair: (-pair[0], -pair[1].number))
    first: dict[str, Row] = {}
    for _, row in scored:
        first.setdefault(row.article_id, row)
    return list(first.values())[:limit]


def _texts(term: Term) -> tuple[str, ...]:
    """A term is in a normal form where any of these is."""
    if term.is_run:
        return (term.text,)
    whole = f" {term.text} "
    if not term.begins:
        return (whole,)
    cut = [f" {term.begins[:end]} " for end in range(max(3, len(term.begins) - 3), len(term.begins))]
    return (whole, f" {term.begins}", *cut)


def _score(row: Row, query: Query, wanted: Wanted) -> float:
    """Written plainly, since it runs for hundreds of rows at every keystroke."""
    all_weight = sum(weight for _, weight in wanted)
    head = 0.0
    if any(_found(wanted, row.heads)):
        for place, text in enumerate(row.heads.split("\n")):
            head = max(head, _head(text, query, wanted, all_weight) * (PHRASING if place else 1))
    words, _ = _found(wanted, row.words)
    body = sum(weight * _OFTEN[min(_ENOUGH, row.start.count(texts[0]))] for texts, weight in wanted) if row.start else 0
    return head + (IN_WORDS * words + IN_BODY * body) / all_weight


def _head(text: str, query: Query, wanted: Wanted, all_weight: float) -> float:
    if text == query.whole:
        return IN_HEAD + EXACT + ADJACENT
    weight, count = _found(wanted, text)
    if not count:
        return 0.0
    focus = min(1.0, count / _size(text))
    score = IN_HEAD * weight / all_weight * (1 - FOCUS + FOCUS * focus)
    return score + ADJACENT * (query.whole.strip() in text)


def _size(normal_form: str) -> int:
    """About how many terms a text has: its words, and the pairs of its runs."""
    return max(1, sum(1 if word.isascii() else max(1, len(word) - 1) for word in normal_form.split()))


def _found(wanted: Wanted, normal_form: str) -> tuple[float, int]:
    """The weight of the terms that a text has, and how many they are."""
    sum_, count = 0.0, 0
    for texts, weight in wanted:
        for text in texts:
            if text in normal_form:
                sum_ += weight
                count += 1
                break
    return sum_, count
