"""What retrieval is measured beside: BM25 and the nearest phrasing by TF-IDF, each over plain words. Nothing is learned."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

from deskbell.domain.retrieval import Phrasing
from deskbell.domain.retrieval.text import normalise

Find = Callable[[str], tuple[str | None, float]]
_K1, _B = 1.2, 0.75
"""As Lucene has them."""


def bm25(phrasings: Iterable[Phrasing]) -> Find:
    """Robertson, Zaragoza (2009). The best phrasing's article; its score is squeezed into 0..1."""
    return _Postings(list(phrasings)).best_by_bm25


def nearest(phrasings: Iterable[Phrasing]) -> Find:
    """The article of the phrasing with the greatest cosine."""
    return _Postings(list(phrasings)).best_by_cosine


class _Postings:
    def __init__(self, phrasings: list[Phrasing]) -> None:
        counts = [Counter(_words(phrasing.text)) for phrasing in phrasings]
        self._articles = [phrasing.article_id for phrasing in phrasings]
        self._lengths = [sum(count.values()) for count in counts]
        self._mean = sum(self._lengths) / max(1, len(counts))
        self._having: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for place, count in enumerate(counts):
            for word, often in count.items():
                self._having[word].append((place, often))
        self._norms = [math.sqrt(sum((n * self._rarity(word)) ** 2 for word, n in count.items())) for count in counts]

    def best_by_bm25(self, text: str) -> tuple[str | None, float]:
        scores: dict[int, float] = defaultdict(float)
        for word in _words(text):
            having = self._having.get(word, [])
            rarity = math.log(1 + (len(self._articles) - len(having) + 0.5) / (len(having) + 0.5))
            for place, often in having:
                level = _K1 * (1 - _B + _B * self._lengths[place] / self._mean)
                scores[place] += rarity * often * (_K1 + 1) / (often + level)
        article, score = self._best(scores)
        return article, score / (1 + score)

    def best_by_cosine(self, text: str) -> tuple[str | None, float]:
        scores: dict[int, float] = defaultdict(float)
        asked = {word: often * self._rarity(word) for word, often in Counter(_words(text)).items()}
        for word, weight in asked.items():
            for place, often in self._having.get(word, []):
                scores[place] += weight * often * self._rarity(word) / self._norms[place]
        length = math.sqrt(sum(weight * weight for weight in asked.values()))
        article, score = self._best(scores)
        return article, min(1.0, score / length) if length else 0.0

    def _rarity(self, word: str) -> float:
        return math.log((1 + len(self._articles)) / (1 + len(self._having.get(word, [])))) + 1

    def _best(self, scores: dict[int, float]) -> tuple[str | None, float]:
        if not scores:
            return None, 0.0
        place = max(scores, key=lambda one: (scores[one], -one))
        return self._articles[place], scores[place]


def _words(text: str) -> list[str]:
    return normalise(text).split()
