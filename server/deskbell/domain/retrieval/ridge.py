"""The linear model: each article's score is 1 for its own phrasings and 0 for others', as nearly as a small model can.

Ridge regression (Hoerl, Kennard 1970) has one exact answer: no steps, no chance, the same on every machine up to
rounding. A phrasing of an article that has many weighs less, or 10,000 of one would drown the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import numpy as np

from deskbell.domain.retrieval.features import Floats, Ints

_PENALTY = 0.3
_EVENNESS = 0.5
"""The power by which an article's number of phrasings is levelled: 0 not at all, 1 every article weighs the same."""
_AT_ONCE = 1_000


class Rows(Protocol):
    """Gives the phrasings' dense rows at `places`."""

    def __call__(self, places: Ints) -> Floats: ...


class Ridge(Protocol):
    def solve(self, hidden: Ints) -> Floats:
        """Weights, a column an article; the phrasings at `hidden` left out, as if nobody had written them."""


def ridge(rows: Rows, width: int, owners: Ints, articles: int) -> Ridge:
    """Whichever of two ways to the same answer is the cheaper: over phrasings, or over columns."""
    sizes = np.bincount(owners, minlength=articles)
    roots = ((sizes.mean() / sizes[owners]) ** (_EVENNESS / 2)).astype(np.float32)
    kind = _OverPhrasings if len(owners) <= width else _OverColumns
    return kind(rows, owners, articles, roots)


class _OverPhrasings:
    def __init__(self, rows: Rows, owners: Ints, articles: int, roots: Floats) -> None:
        self._rows = rows(np.arange(len(owners))) * roots[:, None]
        self._alike = self._rows @ self._rows.T
        self._wanted = np.zeros((len(owners), articles), dtype=np.float32)
        self._wanted[np.arange(len(owners)), owners] = roots

    def solve(self, hidden: Ints) -> Floats:
        kept = np.delete(np.arange(len(self._rows)), hidden)
        solved = _solved(self._alike[np.ix_(kept, kept)], self._wanted[kept])
        return np.asarray(self._rows[kept].T @ solved)


class _OverColumns:
    def __init__(self, rows: Rows, owners: Ints, articles: int, roots: Floats) -> None:
        self._read, self._owners, self._articles, self._roots = rows, owners, articles, roots
        self._alike, self._sums = self._summed(np.arange(len(owners)))

    def solve(self, hidden: Ints) -> Floats:
        if not len(hidden):
            return _solved(self._alike, self._sums)
        alike, sums = self._summed(hidden)
        return _solved(self._alike - alike, self._sums - sums)

    def _summed(self, places: Ints) -> tuple[Floats, Floats]:
        """The products of columns, and each article's weighed sum of rows, over the phrasings at `places`."""
        chunks = self._chunks(places)
        owners, rows = next(chunks)
        alike, sums = rows.T @ rows, self._by_article(owners, rows)
        for owners, rows in chunks:
            alike += rows.T @ rows
            sums += self._by_article(owners, rows)
        return alike, sums

    def _chunks(self, places: Ints) -> Iterator[tuple[Ints, Floats]]:
        for start in range(0, len(places), _AT_ONCE):
            some = places[start : start + _AT_ONCE]
            yield some, self._read(some) * self._roots[some, None]

    def _by_article(self, places: Ints, rows: Floats) -> Floats:
        wanted = np.zeros((len(places), self._articles), dtype=np.float32)
        wanted[np.arange(len(places)), self._owners[places]] = self._roots[places]
        return np.asarray(rows.T @ wanted)


def _solved(alike: Floats, wanted: Floats) -> Floats:
    penalised = alike + np.float32(_PENALTY) * np.eye(len(alike), dtype=np.float32)
    return np.asarray(np.linalg.solve(penalised, wanted), dtype=np.float32)
