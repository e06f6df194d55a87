"""The linear model: each article's score is at least 1 for its own phrasings and at most 0 for others', as nearly as a
small model can: a one-versus-rest squared hinge with an L2 penalty (Fan, Chang and others 2008, LIBLINEAR).

It begins as ridge regression, which asks for exactly 1 and 0 and has an exact answer, and then takes steps in which
what is beyond its mark counts as met (each step bounds the hinge from above by a square; Nesterov's momentum). The
number of steps is fixed and nothing is drawn by chance: the same phrasings give the same model. A phrasing of an
article that has many weighs less, or 10,000 of one would drown the others.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Protocol

import numpy as np

from deskbell.domain.retrieval.features import Floats, Ints

_PENALTY = 0.3
_EVENNESS = 0.5
"""The power by which an article's number of phrasings is levelled: 0 not at all, 1 every article weighs the same."""
_STEPS = 8
_WORTH_STEPS = 30
"""Phrasings an article from which steps pay where they are dear: with fewer, ridge regression is as good."""
_KEPT = 30_000
"""Phrasings whose rows are held in memory together while the model is made: 400 MB; more get no steps."""
_AT_ONCE = 1_000


class Rows(Protocol):
    """Gives the phrasings' dense rows at `places`."""

    def __call__(self, places: Ints) -> Floats: ...


class Linear(Protocol):
    def without(self, hidden: Ints) -> Floats:
        """The weights, a column an article, as if nobody had written the phrasings at `hidden`."""


def linear(rows: Rows, width: int, owners: Ints, articles: int) -> Linear:
    """Whichever of two ways to the same answer is the cheaper: over phrasings, or over columns."""
    sizes = np.bincount(owners, minlength=articles)
    roots = ((sizes.mean() / sizes[owners]) ** (_EVENNESS / 2)).astype(np.float32)[:, None]
    own = np.zeros((len(owners), articles), dtype=np.float32)
    own[np.arange(len(owners)), owners] = 1
    kind = _OverPhrasings if len(owners) <= width else _OverColumns
    return kind(rows, width, own, roots)


class _OverPhrasings:
    """A weight a phrasing and article, which the phrasings' rows turn into weights of columns."""

    def __init__(self, rows: Rows, _width: int, own: Floats, roots: Floats) -> None:
        self._rows = rows(np.arange(len(own))) * roots
        self._alike = self._rows @ self._rows.T
        self._own, self._roots = own, roots

    def without(self, hidden: Ints) -> Floats:
        kept = np.delete(np.arange(len(self._rows)), hidden)
        alike, roots = self._alike[np.ix_(kept, kept)], self._roots[kept]
        inverse = np.linalg.inv(_penalised(alike))
        held = _stepped(
            self._own[kept], _STEPS, lambda marks: inverse @ (roots * marks), lambda held: alike @ held / roots
        )
        return np.asarray(self._rows[kept].T @ held, dtype=np.float32)


class _OverColumns:
    """Weights of columns directly; all phrasings' rows at once only where steps need them."""

    def __init__(self, rows: Rows, width: int, own: Floats, roots: Floats) -> None:
        self._width, self._read, self._own, self._roots = width, rows, own, roots
        steps = len(own) >= _WORTH_STEPS * own.shape[1] and len(own) <= _KEPT
        self._all = np.concatenate(list(_chunks(rows, np.arange(len(own))))) * roots if steps else None
        self._alike, self._sums = self._summed(np.arange(len(own)))

    def without(self, hidden: Ints) -> Floats:
        alike, sums = self._summed(hidden)
        penalised = _penalised(self._alike - alike)
        if self._all is None:
            return np.asarray(np.linalg.solve(penalised, self._sums - sums), dtype=np.float32)
        inverse = np.linalg.inv(penalised)
        rows, roots, seen = self._all, self._roots, np.ones((len(self._own), 1), dtype=np.float32)
        seen[hidden] = 0
        return _stepped(
            self._own,
            _STEPS,
            lambda marks: inverse @ (rows.T @ (seen * roots * marks)),
            lambda held: rows @ held / roots,
        )

    def _summed(self, places: Ints) -> tuple[Floats, Floats]:
        """The products of columns with each other and with the marks, over the phrasings at `places`."""
        alike = np.zeros((self._width, self._width), dtype=np.float32)
        sums = np.zeros((self._width, self._own.shape[1]), dtype=np.float32)
        for start in range(0, len(places), _AT_ONCE):
            some = places[start : start + _AT_ONCE]
            rows = self._read(some) * self._roots[some] if self._all is None else self._all[some]
            alike += rows.T @ rows
            sums += rows.T @ (self._roots * self._own)[some]
        return alike, sums


def _stepped(own: Floats, steps: int, solve: Callable[[Floats], Floats], score: Callable[[Floats], Floats]) -> Floats:
    """The weights after so many steps. `solve` gives those that meet marks best, `score` what weights give a phrasing."""
    held, pace = solve(own), 1.0
    ahead = held
    for _ in range(steps):
        scores = score(ahead)
        marks = np.where(own > 0, np.maximum(scores, 1), np.minimum(scores, 0))
        before, held, last = held, solve(marks), pace
        pace = (1 + math.sqrt(1 + 4 * pace * pace)) / 2
        ahead = held + np.float32((last - 1) / pace) * (held - before)
    return held


def _chunks(rows: Rows, places: Ints) -> Iterator[Floats]:
    for start in range(0, len(places), _AT_ONCE):
        yield rows(places[start : start + _AT_ONCE])


def _penalised(alike: Floats) -> Floats:
    return alike + np.float32(_PENALTY) * np.eye(len(alike), dtype=np.float32)
