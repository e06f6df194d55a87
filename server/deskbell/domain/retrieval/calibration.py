"""From how strong an answer is to a confidence: the share of right answers among those with that confidence.

A logistic model (Platt 1999) of two numbers: `model.Scored.strength`, and in small knowledge bases what the question and
the nearest phrasing share of their subject (`subject`). More were tried (the lead by itself, the nearest phrasing, the
share of words that nobody wrote, the least known word) and told right from wrong no better. It begins from weights for a
knowledge base of its size and moves to what an inbox's own phrasings show, the more the more of them there are (a normal
prior around the beginning).
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]


class Case(NamedTuple):
    """What holds for a knowledge base before anything is known of it but its size."""

    constant: float
    strength: float
    shared: float
    by_phrasings: float
    by_articles: float
    """What the constant moves with the logarithms of how many phrasings and articles there are."""
    trust: float
    """How firmly this is held against what its own phrasings show: the prior's precision."""


_FEW = Case(-2.39, 3.78, 5.11, -0.88, 0.35, 20.0)
"""Fitted on knowledge bases of 1 to 30 articles of 1 to 10 phrasings, made from the training part of CLINC150 and from 40
articles of a shop, each asked about what was left out too: three such questions beside six that have an answer. Few
phrasings show little of what people will ask."""
_MANY = Case(-1.65, 8.10, 0.0, -0.65, 0.39, 0.5)
"""Where so much is written that a model learns by itself which words are common."""
LARGE = 1_500
"""So many phrasings are many."""
_PHRASINGS, _ARTICLES = (100, LARGE), (20, 200)
"""Up to the first of each it is few, from the second on of either it is many; in between a part of both, by the logarithm."""
_CONTRAST_PHRASINGS, _CONTRAST_ARTICLES = (400, LARGE), (100, 300)
"""The same for how much a contrast counts (`contrast`)."""
_CONTRASTED = 0.6
"""The most that a confidence is where a contrast was found: the article may be suggested, not answered."""
_OUT_OF_SCOPE = 0.1
"""What hidden articles count for: the share of strange questions, halved, since a shop's own articles are nearer to each
other than what people ask beside the point."""
_STEPS = 60


def case_of(phrasings: int, articles: int) -> Case:
    """What holds for so many."""
    many = max(_reached(phrasings, *_PHRASINGS), _reached(articles, *_ARTICLES))
    return Case(*((1 - many) * few + many * most for few, most in zip(_FEW, _MANY, strict=True)))


def contrasted(phrasings: int, articles: int) -> float:
    """How sure an article may be at most that a contrast was found with; 1 where so much is written that the score tells."""
    many = max(_reached(phrasings, *_CONTRAST_PHRASINGS), _reached(articles, *_CONTRAST_ARTICLES))
    return _CONTRASTED + many * (1 - _CONTRASTED)


def _reached(number: int, few: int, many: int) -> float:
    return min(1.0, max(0.0, math.log(number / few) / math.log(many / few)))


def beginning(case: Case, phrasings: int, articles: int) -> Numbers:
    """The weights of a constant, of strength, and of what is shared, before anything is learned."""
    constant = case.constant + case.by_phrasings * math.log(phrasings) + case.by_articles * math.log(articles)
    return np.array([constant, case.strength, case.shared])


def confidence(weights: Numbers, evidence: Numbers) -> Numbers:
    """One number in 0..1 a row of `evidence`, which is a strength and what is shared."""
    return np.asarray(1 / (1 + np.exp(-np.clip(_with_constant(evidence) @ weights, -30, 30))))


def fitted(case: Case, begun: Numbers, evidence: Numbers, right: Numbers, in_scope: npt.NDArray[np.bool_]) -> Numbers:
    """The weights that make `right` likeliest, with the prior around `begun`. Newton's method."""
    table, weights, shares = _with_constant(evidence), begun.copy(), _shares(in_scope)
    for _ in range(_STEPS):
        likely = confidence(weights, evidence)
        slope = table.T @ (shares * (right - likely)) - case.trust * (weights - begun)
        curve = (table * (shares * likely * (1 - likely))[:, None]).T @ table + case.trust * np.eye(len(weights))
        step = np.linalg.solve(curve, slope)
        # A whole step may overshoot where the beginning is far off, and then never comes back.
        weights = weights + step / max(1.0, float(np.linalg.norm(step)))
    return weights


def _shares(in_scope: npt.NDArray[np.bool_]) -> Numbers:
    """Each example's weight: as many as there are, with the expected share out of scope."""
    inside = int(in_scope.sum())
    if inside in (0, len(in_scope)):
        return np.ones(len(in_scope))
    outside = len(in_scope) - inside
    return np.where(in_scope, (1 - _OUT_OF_SCOPE) / inside, _OUT_OF_SCOPE / outside) * len(in_scope)


def _with_constant(evidence: Numbers) -> Numbers:
    return np.column_stack([np.ones(len(evidence)), evidence])
