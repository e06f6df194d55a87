"""Whether a question of nearly the same words asks something else than an article: the opposite, the reverse of a wish, or
another matter of the same thing.

"How do I export contacts", "please do not delete my account", "how much is the orchid": words alone, and what they mean,
put these beside "How do I import contacts?", "How do I delete my account?" and "How do I water an orchid?". A large
knowledge base has learned from its phrasings what tells them apart; a small one has not. So three narrow rules look at
what all of an article's phrasings say together; where one finds a contrast, the article may be suggested but hardly is the
answer (`calibration.contrasted`). Whoever teaches such a question to an article takes the contrast away.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from deskbell.domain.retrieval.contrast.denials import Denied, Said, denied_in, is_denied
from deskbell.domain.retrieval.contrast.kinds import is_another, is_question, kinds_asked, kinds_named
from deskbell.domain.retrieval.contrast.opposites import are_opposite, denied, sides_of
from deskbell.domain.retrieval.features import Ints


class Asked(NamedTuple):
    """What of one question may stand against an article."""

    sides: int
    kinds: int
    verbs: Denied


class _Article(NamedTuple):
    """The same of all phrasings of one."""

    sides: int
    kinds: int
    said: Said


def asked_of(normalised: str) -> Asked:
    """A few hundredths of a millisecond for a question."""
    verbs, sides = denied_in(normalised), sides_of(normalised)
    return Asked(denied(sides) if verbs else sides, kinds_asked(normalised), verbs)


class Contrasts:
    """Knows the phrasings of each of `size` articles; `owners` are those of `texts`, which are normalised."""

    def __init__(self, texts: Sequence[str], owners: Ints, size: int) -> None:
        ends = np.searchsorted(owners, np.arange(size + 1))
        self._articles = [_article(texts[first:last]) for first, last in pairwise(ends)]

    def between(self, asked: Asked, owner: int) -> bool:
        """Whether the question asks something else than this article answers."""
        article = self._articles[owner]
        return (
            are_opposite(asked.sides, article.sides)
            or is_another(asked.kinds, article.kinds)
            or is_denied(asked.verbs, article.said)
        )


def _article(texts: Sequence[str]) -> _Article:
    sides = kinds = 0
    for text in texts:
        sides |= sides_of(text)
        kinds |= kinds_named(text)
    # What only complains or names its subject may be asked anything.
    return _Article(sides, kinds if any(map(is_question, texts)) else 0, Said.of(texts))
