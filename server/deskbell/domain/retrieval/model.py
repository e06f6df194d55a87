"""Scores of all owners for one question: the linear model blended with the nearest phrasing, and what they tell."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from deskbell.domain.retrieval.features import Counts, Floats, Ints, pieces_of
from deskbell.domain.retrieval.linear import linear
from deskbell.domain.retrieval.nearest import Nearest
from deskbell.domain.retrieval.space import Space, Widths, meanings_of, picked

_FEW = 2_500
"""Up to so many phrasings the model is solved over phrasings, where wide rows cost little."""
_MANY = 8_000
_WIDE, _MIDDLE, _NARROW = Widths(6144, 2048, 1024), Widths(2048, 768, 512), Widths(1280, 512, 256)
_BY_MEANING, _BY_STEMS = 0.2, 0.15
"""What the nearest phrasing adds to the linear score. Measured on the training and validation parts of CLINC150."""

_BY_LEAD = 0.3
"""The lead tells right from wrong, the score answerable from strange; more of the lead would lose the latter."""


class Scored(NamedTuple):
    """What one question scores with each owner."""

    scores: Floats

    def strength(self, owner: int) -> float:
        """The owner's score and a part of its lead over the best other."""
        others = np.delete(self.scores, owner)
        # Without a rival the half of it: that nothing else was better says little.
        lead = self.scores[owner] - others.max() if len(others) else self.scores[owner] / 2
        return float(self.scores[owner] + _BY_LEAD * lead)


class Model:
    """Built from phrasings sorted by owner."""

    def __init__(self, texts: list[str], owners: Ints, size: int) -> None:
        self._pieces = pieces_of(texts)
        self.owners, self.size = owners, size
        self._meanings = meanings_of(self._pieces.vectors)
        self._space = Space(self._pieces, _widths(len(texts)))
        self._nearest = Nearest(self._pieces.stems, self._meanings, owners, size)
        self._linear = linear(self._rows, self._space.width, owners, size)
        self._weights = self._linear.without(np.array([], dtype=np.int64))

    def score(self, normalised: str) -> Scored:
        """What the whole model makes of a question."""
        pieces = pieces_of([normalised])
        meanings = meanings_of(pieces.vectors)
        return self._scored(_summed(self._space.dense(pieces, meanings)[0], self._weights), meanings[0], pieces.stems)

    def rehearse(self, places: Ints, hidden: Ints) -> list[Scored]:
        """What a model without the phrasings at `hidden` makes of each at `places`."""
        pieces = picked(self._pieces, places)
        scores = self._rows(places) @ self._linear.without(hidden)
        return [
            self._scored(scores[at], self._meanings[place], picked(pieces, np.array([at])).stems, hidden)
            for at, place in enumerate(places)
        ]

    def finish(self) -> None:
        """Lets go of what only learning needed."""
        del self._pieces, self._linear

    def _rows(self, places: Ints) -> Floats:
        return self._space.dense(picked(self._pieces, places), self._meanings[places])

    def _scored(self, linear: Floats, meaning: Floats, stems: Counts, hidden: Ints | None = None) -> Scored:
        by_stems = self._nearest.by_stems(stems, hidden)
        by_meaning = self._nearest.by_meaning(meaning, hidden)
        return Scored(linear + _BY_MEANING * by_meaning + _BY_STEMS * by_stems)


def _summed(row: Floats, weights: Floats) -> Floats:
    """`row @ weights`. The row is mostly empty, and BLAS would wake all cores for a product as small as this."""
    filled = np.nonzero(row)[0]
    return np.asarray(np.einsum("i,ij->j", row[filled], weights[filled]))


def _widths(phrasings: int) -> Widths:
    if phrasings <= _FEW:
        return _WIDE
    return _NARROW if phrasings <= _MANY else _MIDDLE
