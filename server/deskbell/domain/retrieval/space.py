"""Texts as rows of numbers whose inner products say how alike two texts are.

Features are weighed by how rare they are among the phrasings, and folded into a fixed width with random signs (feature
hashing: Weinberger and others 2009), which keeps inner products up to a little noise. Meaning comes in as random
Fourier features of the text's vector (Rahimi, Recht 2007), for a kernel that only counts what is really near.
"""

from __future__ import annotations

import math
from functools import cache
from typing import NamedTuple

import numpy as np

from deskbell.domain.retrieval import vectors
from deskbell.domain.retrieval.features import BUCKETS, Counts, Floats, Ints, Pieces

_RARITY = 0.75
"""The power of a feature's rarity: 1 would be plain TF-IDF."""
_SHARE_OF_WORDS, _SHARE_OF_MEANING = 0.65, 0.3
"""Of what is written, the part of words (the rest: of characters); of all, the part of meaning."""
_NEARNESS = 4.0
"""Two meanings count as alike by exp(-4 (1 - cosine))."""


class Widths(NamedTuple):
    """Columns for words, characters and meaning. Wider is truer and costs its square."""

    words: int
    characters: int
    meaning: int


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
    """Fitted on the phrasings; `dense` then places any text."""

    def __init__(self, pieces: Pieces, widths: Widths) -> None:
        self.widths = widths
        self.words, self.characters = Rarity(pieces.words, _RARITY), Rarity(pieces.characters, _RARITY)
        self._waves = _waves(vectors.vectors().shape[1], widths.meaning // 2)

    @property
    def width(self) -> int:
        return sum(self.widths)

    def dense(self, pieces: Pieces, meanings: Floats) -> Floats:
        """A row a text; `meanings` are the texts' vectors (`meanings_of`)."""
        written = 1 - _SHARE_OF_MEANING
        return np.concatenate(
            [
                _folded(pieces.words, self.words, self.widths.words, math.sqrt(written * _SHARE_OF_WORDS)),
                _folded(
                    pieces.characters,
                    self.characters,
                    self.widths.characters,
                    math.sqrt(written * (1 - _SHARE_OF_WORDS)),
                ),
                self._meant(meanings),
            ],
            axis=1,
        )

    def _meant(self, meanings: Floats) -> Floats:
        angles = meanings @ self._waves
        both = np.concatenate([np.cos(angles), np.sin(angles)], axis=1)
        # A text without a known word has no meaning here, rather than one in the middle of all.
        known = np.any(meanings, axis=1)[:, None]
        return np.asarray(both * known * np.float32(math.sqrt(2 * _SHARE_OF_MEANING / self.widths.meaning)))


def meanings_of(named: Counts) -> Floats:
    """Each text's vector of length 1, or 0 where no word is known."""
    table = vectors.vectors()
    summed = np.zeros((named.height, table.shape[1]), dtype=np.float32)
    if len(named.rows):
        filled, starts = np.unique(named.rows, return_index=True)
        summed[filled] = np.add.reduceat(table[named.features] * named.values[:, None], starts, axis=0)
    lengths = np.linalg.norm(summed, axis=1, keepdims=True)
    return np.asarray(summed / np.maximum(lengths, 1e-9), dtype=np.float32)


def _folded(counts: Counts, rarity: Rarity, width: int, scale: float) -> Floats:
    mixed = (counts.features.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    columns = ((mixed >> np.uint64(33)) % np.uint64(width)).astype(np.int64)
    signs = ((mixed >> np.uint64(32)) & np.uint64(1)).astype(np.float32) * 2 - 1
    values = rarity.weighed(counts) * signs * np.float32(scale)
    flat = np.bincount(counts.rows * width + columns, values, minlength=counts.height * width)
    return flat.astype(np.float32).reshape(counts.height, width)


@cache
def _waves(height: int, width: int) -> Floats:
    drawn = np.random.default_rng(20261128).standard_normal((height, width))
    return np.asarray(drawn * math.sqrt(_NEARNESS), dtype=np.float32)


def picked(pieces: Pieces, places: Ints) -> Pieces:
    """The rows at `places`, in that order."""
    return Pieces(*(_picked(counts, places) for counts in pieces))


def _picked(counts: Counts, places: Ints) -> Counts:
    starts, ends = np.searchsorted(counts.rows, places), np.searchsorted(counts.rows, places, "right")
    lengths = ends - starts
    entries = np.repeat(starts - np.cumsum(lengths) + lengths, lengths) + np.arange(lengths.sum())
    rows = np.repeat(np.arange(len(places)), lengths)
    return Counts(rows, counts.features[entries], counts.values[entries], len(places))
