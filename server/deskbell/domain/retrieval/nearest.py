"""The nearest phrasing of each article, by its stems and by its meaning: what a linear model has averaged away."""

from __future__ import annotations

import numpy as np

from deskbell.domain.retrieval.features import Counts, Floats, Ints
from deskbell.domain.retrieval.space import Rarity

_COMMONEST = 400
"""Stems of a question beyond so many are not looked up."""
_ANYTHING = np.float32(0.4)
"""The cosine that two English questions about different things have."""


class Nearest:
    """Phrasings sorted by article; for each stem those that have it."""

    def __init__(self, stems: Counts, meanings: Floats, owners: Ints, articles: int) -> None:
        self._rarity = Rarity(stems, 1.0)
        self._starts = np.searchsorted(owners, np.arange(articles))
        self._meanings = meanings
        by_stem = np.argsort(stems.features, kind="stable")
        self._places = stems.rows[by_stem].astype(np.int32)
        self._weights = self._rarity.weighed(stems)[by_stem]
        self._bounds = np.concatenate([[0], np.cumsum(self._rarity.spread)]).astype(np.int32)

    def by_stems(self, stems: Counts, hidden: Ints | None = None) -> Floats:
        """Cosine of one text with the nearest phrasing of each article."""
        shared = np.zeros(len(self._meanings), dtype=np.float32)
        named, values = stems.features[:_COMMONEST], self._rarity.weighed(stems)[:_COMMONEST]
        spans = [slice(self._bounds[feature], self._bounds[feature + 1]) for feature in named]
        if spans:
            places = np.concatenate([self._places[span] for span in spans])
            products = np.concatenate([self._weights[span] * value for span, value in zip(spans, values, strict=True)])
            shared = np.bincount(places, products, minlength=len(self._meanings)).astype(np.float32)
        return self._best(shared, hidden)

    def by_meaning(self, meaning: Floats, hidden: Ints | None = None) -> Floats:
        """The same of meanings, counted from where two questions about anything are, since all begin alike."""
        alike = np.einsum("ij,j->i", self._meanings, meaning)
        return self._best((alike - _ANYTHING) / (1 - _ANYTHING), hidden)

    def _best(self, alike: Floats, hidden: Ints | None) -> Floats:
        if hidden is not None:
            alike[hidden] = 0
        return np.maximum(np.maximum.reduceat(alike, self._starts), 0)
