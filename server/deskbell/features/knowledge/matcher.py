"""Which article answers a question: BM25 over the pieces of questions and their alternative phrasings. No I/O.

A score is the weight that question and phrasing share over the weight they have: 1 for the very words, 0 for nothing
in common. Rare pieces weigh more, repeated ones saturate. A keyword ("退货") that stands whole in a longer phrasing is
half of a match, however long that is. Deciding what is good enough is the bot's affair.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from deskbell.features.knowledge.words import normalise, pieces

_SATURATION = 1.2
"""BM25's k1. Its b is 0: a score is already relative to the length of both sides."""

_KEYWORD = 0.5


class Phrasing(NamedTuple):
    """One way to ask what an article answers."""

    article_id: str
    locale: str
    text: str


class Found(NamedTuple):
    article_id: str
    locale: str
    score: float


class Matcher:
    """Built once over an inbox's phrasings; `find` is then a walk over the few that share a piece with the question."""

    def __init__(self, phrasings: Iterable[Phrasing]) -> None:
        self._phrasings: list[Phrasing] = []
        self._texts: list[str] = []
        self._once: dict[str, array[int]] = defaultdict(lambda: array("L"))
        self._often: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._spread: Counter[str] = Counter()
        counted = [self._add(phrasing) for phrasing in phrasings]
        self._rare = self._weigh(0)
        self._weights = {piece: self._weigh(phrasings) for piece, phrasings in self._spread.items()}
        self._own = [self._own_weight(counts) for counts in counted]

    def find(self, question: str, locale: str | None, limit: int) -> list[Found]:
        """The best articles first; where two are as good, the one in the visitor's language."""
        asked = normalise(question)
        if not asked or limit <= 0:
            return []
        best: dict[str, tuple[float, bool, str]] = {}
        for place, score in self._scores(asked):
            phrasing = self._phrasings[place]
            rank = (score, phrasing.locale == locale, phrasing.locale)
            if rank[:2] > best.get(phrasing.article_id, (0.0, False))[:2]:
                best[phrasing.article_id] = rank
        ranked = sorted(best.items(), key=lambda entry: entry[1][:2], reverse=True)
        return [Found(article_id, of, score) for article_id, (score, _, of) in ranked[:limit]]

    def _add(self, phrasing: Phrasing) -> Counter[str]:
        text = normalise(phrasing.text)
        counts, place = pieces(text), len(self._phrasings)
        self._phrasings.append(phrasing)
        self._texts.append(text)
        self._spread.update(counts.keys())
        for piece, count in counts.items():
            if count == 1:
                self._once[piece].append(place)
            else:
                self._often[piece].append((place, count))
        return counts

    def _scores(self, asked: str) -> Iterable[tuple[int, float]]:
        counts = pieces(asked)
        whole = self._own_weight(counts)
        for place, weight in enumerate(self._shared_weights(counts)):
            if weight:
                # The very words are 1 and nothing else is, whatever floating point makes of it.
                same = self._texts[place] == asked
                near = max(2 * weight / (whole + self._own[place]), _KEYWORD * weight / whole)
                yield place, 1.0 if same else min(0.999, near)

    def _shared_weights(self, counts: Counter[str]) -> list[float]:
        """What each phrasing shares with the question. The inner loop is kept bare: it runs a million times."""
        shared = [0.0] * len(self._phrasings)
        for piece, count in counts.items():
            weight = self._weights.get(piece, 0.0)
            for place in self._once.get(piece, ()):
                shared[place] += weight
            for place, there in self._often.get(piece, ()):
                shared[place] += weight * _saturated(min(count, there))
        return shared

    def _own_weight(self, counts: Counter[str]) -> float:
        return sum(self._weights.get(piece, self._rare) * _saturated(count) for piece, count in counts.items())

    def _weigh(self, phrasings: int) -> float:
        """BM25's inverse document frequency, in the form that is never negative."""
        return math.log(1 + (len(self._phrasings) - phrasings + 0.5) / (phrasings + 0.5))


def _saturated(count: int) -> float:
    return count * (_SATURATION + 1) / (count + _SATURATION)
