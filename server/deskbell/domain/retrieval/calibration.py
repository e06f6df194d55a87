"""From how strong an answer is to a confidence: the share of right answers among those with that confidence.

A logistic model (Platt 1999) of one number (`model.Scored.strength`). More were tried (the lead by itself, the nearest
phrasing, the share of words that nobody wrote) and told questions out of scope apart worse. It begins from weights that
hold for small knowledge bases and moves to what an inbox's own phrasings show, the more the more of them there are (a
normal prior around the beginning).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]

_BEGINNING = np.array([-1.65, 8.10])
"""Constant and strength. Fitted on small knowledge bases that were made from the training part of CLINC150 (1 to 150
articles of 1 to 10 phrasings) and from the demo's articles in three languages."""
_BY_PHRASINGS, _BY_ARTICLES = -0.65, 0.39
"""What the constant moves with the logarithms of how many phrasings and articles there are."""
_TRUST = 0.5
"""How firmly the beginning is held: the prior's precision."""
_OUT_OF_SCOPE = 0.1
"""What hidden articles count for: the share of strange questions, halved, since a shop's own articles are nearer to each
other than what people ask beside the point."""
_STEPS = 60


def beginning(phrasings: int, articles: int) -> Numbers:
    """The weights before anything is known of an inbox but its size."""
    moved = _BEGINNING.copy()
    moved[0] += _BY_PHRASINGS * np.log(phrasings) + _BY_ARTICLES * np.log(articles)
    return moved


def confidence(weights: Numbers, strengths: Numbers) -> Numbers:
    """One number in 0..1 a strength."""
    return np.asarray(1 / (1 + np.exp(-np.clip(_with_constant(strengths) @ weights, -30, 30))))


def fitted(begun: Numbers, strengths: Numbers, right: Numbers, in_scope: npt.NDArray[np.bool_]) -> Numbers:
    """The weights that make `right` likeliest, with the prior around `begun`. Newton's method."""
    table, weights, shares = _with_constant(strengths), begun.copy(), _shares(in_scope)
    for _ in range(_STEPS):
        likely = confidence(weights, strengths)
        slope = table.T @ (shares * (right - likely)) - _TRUST * (weights - begun)
        curve = (table * (shares * likely * (1 - likely))[:, None]).T @ table + _TRUST * np.eye(len(weights))
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


def _with_constant(strengths: Numbers) -> Numbers:
    return np.stack([np.ones(len(strengths)), strengths], axis=1)
