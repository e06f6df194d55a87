"""Which article answers a question, and how sure that is. Built once over an inbox's phrasings; `find` only reads."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from deskbell.domain.retrieval.calibration import confidence
from deskbell.domain.retrieval.embedding import EVERYDAY, Embed, Likeness
from deskbell.domain.retrieval.features import Floats
from deskbell.domain.retrieval.linear import Pause
from deskbell.domain.retrieval.model import Model, Scored
from deskbell.domain.retrieval.rehearsal import calibrated
from deskbell.domain.retrieval.shelf import Phrasing, Shelf
from deskbell.domain.retrieval.subject import subject_of
from deskbell.domain.retrieval.text import as_embedded, normalise

_NOTHING = 0.01
"""What is less sure is not worth naming."""
_BARELY = 0.15
"""A strength below this, with which words of everyday use are met, takes away from a confidence in proportion."""
_ALMOST = 0.99
"""Only the very words of a phrasing are surer."""


class Found(NamedTuple):
    article_id: str
    locale: str
    confidence: float
    """The share of right answers among those with this number, 0..1; 1 for the very words of one article alone."""
    very: bool = False
    """These are the very words of one of its phrasings."""


def step_aside() -> None:
    """A moment in which another thread gets to run; without a real sleep Python would rarely change over."""
    time.sleep(0.0001)


class Retriever:
    def __init__(self, shelf: Shelf, pause: Pause, embed: Embed | None = None) -> None:
        self._shelf = shelf
        likeness = _likeness(shelf, pause, embed) if embed and shelf.size else None
        self.takes_vectors = likeness is not None
        """Whether a question's vector changes what is found."""
        self._model = Model(shelf.texts, shelf.owners, shelf.size, pause, likeness) if shelf.size else None
        if self._model:
            self._weights = calibrated(self._model)
            self._model.finish()

    @classmethod
    def build(cls, phrasings: Iterable[Phrasing], pause: Pause = step_aside, embed: Embed | None = None) -> Retriever:
        """Seconds for thousands of phrasings. `pause` is called all the while; what it raises ends the building. With
        `embed` the vectors of the phrasings count too, unless it fails."""
        return cls(Shelf(phrasings), pause, embed)

    def find(self, text: str, locale: str | None, limit: int, vector: Floats | None = None) -> list[Found]:
        """The best articles first, each once; where two are the same in two languages, the visitor's. `vector` is what
        the embedder makes of `as_embedded(text)`; without one the answer is that of a retriever without an embedder."""
        asked = normalise(text)
        if not asked or limit <= 0 or self._model is None:
            return []
        sure = self._very_words(asked)
        very = {owner for owner, _ in sure}
        ranked = [*sure, *self._guessed(asked, vector, limit + len(sure), very)]
        return [
            Found(*self._shelf.shown(owner, locale, asked), certain, owner in very) for owner, certain in ranked[:limit]
        ]

    def _very_words(self, asked: str) -> list[tuple[int, float]]:
        owners = self._shelf.owners_of.get(asked, [])
        return [(owner, 1 / len(owners)) for owner in owners]

    def _guessed(self, asked: str, vector: Floats | None, limit: int, without: set[int]) -> list[tuple[int, float]]:
        """Best first, none surer than the one before it nor than what the very words leave over."""
        assert self._model
        view, scored = self._model.score(asked, vector)
        owners = [owner for owner in _best(scored, limit) if owner not in without]
        if not owners:
            return []
        about = subject_of(asked)
        evidence = np.array([self._model.evidence(scored, owner, about) for owner in owners])
        most = _ALMOST if not without else 1 / (1 + len(without))
        certain = confidence(self._weights[view], evidence) * np.clip(evidence[:, 0] / _BARELY, 0, 1)
        falling = np.minimum.accumulate(np.minimum(certain, np.minimum(most, self._model.surest(asked, owners))))
        return [(owner, float(sure)) for owner, sure in zip(owners, falling, strict=True) if sure >= _NOTHING]


def _likeness(shelf: Shelf, pause: Pause, embed: Embed) -> Likeness | None:
    vectors = embed([*EVERYDAY, *map(as_embedded, shelf.written)])
    if vectors is None:
        return None
    return Likeness(vectors[len(EVERYDAY) :], vectors[: len(EVERYDAY)], shelf.owners, shelf.size, pause)


def _best(scored: Scored, limit: int) -> list[int]:
    return [int(owner) for owner in np.argsort(-scored.scores, kind="stable")[:limit]]
