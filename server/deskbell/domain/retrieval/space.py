"""Texts as rows of numbers whose inner products say how alike two texts are.

What is written is sparse, weighed by how rare it is among the phrasings. Meaning comes in as dense random Fourier
features of the text's vector (Rahimi, Recht 2007), for a kernel that only counts what is really near.
"""

from __future__ import annotations

import math
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from deskbell.domain.retrieval import vectors
from deskbell.domain.retrieval.features import BUCKETS, Counts, Floats, Ints, Pieces

_RARITY = 0.6
"""The power of a feature's rarity: 1 would be plain TF-IDF."""
_SHARE_OF_WORDS, _SHARE_OF_MEANING = 0.65, 0.45
"""Of what is written, the part of words (the rest: of characters); of all, the part of meaning."""
_NEARNESS = 3.0
"""Two meanings count as alike by exp(-3 (1 - cosine))."""
_WAVES = 512
"""Random frequencies that stand for that, two columns each."""
_AT_ONCE = 1_000
"""Rows of meaning that are made together: they take ten times what is kept of them."""


class Rows(NamedTuple):
    """Texts as rows: what is written as sparse columns, what is meant as dense ones."""

    starts: Ints
    columns: Ints
    values: Floats
    meant: npt.NDArray[np.float16]
    squares: Floats
    """Each row's product with itself."""
    width: int
    """Of what is written."""

    def written(self, place: int) -> tuple[Ints, Floats]:
        span = slice(self.starts[place], self.starts[place + 1])
        return self.columns[span], self.values[span]


class Rarity:
    """What a feature weighs: more, the fewer phrasings have it."""

    def __init__(self, counts: Counts, power: float) -> None:
        self.spread = np.bincount(counts.features, minlength=BUCKETS).astype(np.int32)
        self._height, self._power = counts.height, power

    def weighed(self, counts: Counts) -> Floats:
        """The values of `counts`, weighed, each row of length 1."""
        rarity = np.log((1 + self._height) / (1 + self.spread[counts.features])) + 1
        values = counts.values * rarity.astype(np.float32) ** np.float32(self._power)
        lengths = np.sqrt(np.bincount(counts.rows, values * values, minlength=counts.height))
        return (values / np.maximum(lengths, 1e-9)[counts.rows]).astype(np.float32)


class Space:
    """Fitted on the phrasings; `rows` then places any text."""

    def __init__(self, pieces: Pieces, most: int) -> None:
        """At most so many columns, those that most phrasings have."""
        self._words, self._characters = Rarity(pieces.words, _RARITY), Rarity(pieces.characters, _RARITY)
        self._column = _columns(np.concatenate([self._words.spread, self._characters.spread]), most)
        self._width = int(self._column.max()) + 1
        self._waves = waves(vectors.width(), _WAVES, _NEARNESS)

    def rows(self, pieces: Pieces, meanings: Floats) -> Rows:
        """A row a text; `meanings` are the texts' vectors (`meanings_of`)."""
        height, written = len(meanings), 1 - _SHARE_OF_MEANING
        words = self._words.weighed(pieces.words) * np.float32(math.sqrt(written * _SHARE_OF_WORDS))
        characters = self._characters.weighed(pieces.characters) * np.float32(
            math.sqrt(written * (1 - _SHARE_OF_WORDS))
        )
        rows = np.concatenate([pieces.words.rows, pieces.characters.rows])
        columns = self._column[np.concatenate([pieces.words.features, pieces.characters.features + BUCKETS])]
        values = np.concatenate([words, characters])
        order = np.argsort(rows, kind="stable")
        order = order[columns[order] >= 0]
        rows, columns, values = rows[order], columns[order], values[order]
        meant = np.concatenate(
            [self._meant(meanings[start : start + _AT_ONCE]) for start in range(0, height, _AT_ONCE)]
        )
        squares = np.bincount(rows, values * values, minlength=height) + _SHARE_OF_MEANING * np.any(meanings, axis=1)
        starts = np.searchsorted(rows, np.arange(height + 1))
        return Rows(starts, columns, values, meant, squares.astype(np.float32), self._width)

    def _meant(self, meanings: Floats) -> npt.NDArray[np.float16]:
        angles = meanings @ self._waves
        both = np.concatenate([np.cos(angles), np.sin(angles)], axis=1)
        # A text without a known word has no meaning here, rather than one in the middle of all.
        known = np.any(meanings, axis=1)[:, None]
        return np.asarray(both * known * np.float32(math.sqrt(_SHARE_OF_MEANING / _WAVES)), dtype=np.float16)


def _columns(spread: Ints, most: int) -> npt.NDArray[np.int32]:
    """The column of each feature, -1 for none."""
    named = np.nonzero(spread)[0]
    if len(named) > most:
        named = np.sort(named[np.argsort(-spread[named], kind="stable")[:most]])
    column = np.full(len(spread), -1, dtype=np.int32)
    column[named] = np.arange(len(named), dtype=np.int32)
    return column


def meanings_of(named: Counts) -> Floats:
    """Each text's vector of length 1, or 0 where no word is known."""
    summed = np.zeros((named.height, vectors.width()), dtype=np.float32)
    if len(named.rows):
        filled, starts = np.unique(named.rows, return_index=True)
        summed[filled] = np.add.reduceat(vectors.at(named.features) * named.values[:, None], starts, axis=0)
    lengths = np.linalg.norm(summed, axis=1, keepdims=True)
    return np.asarray(summed / np.maximum(lengths, 1e-9), dtype=np.float32)


@cache
def waves(height: int, width: int, nearness: float) -> Floats:
    """Random frequencies for a kernel exp(-nearness (1 - cosine)) of vectors of length 1, always the same."""
    drawn = np.random.default_rng(20261128).standard_normal((height, width))
    return np.asarray(drawn * math.sqrt(nearness), dtype=np.float32)


def picked(counts: Counts, place: int) -> Counts:
    """One row alone."""
    span = slice(*np.searchsorted(counts.rows, (place, place + 1)))
    return Counts(np.zeros(span.stop - span.start, dtype=np.int64), counts.features[span], counts.values[span], 1)
