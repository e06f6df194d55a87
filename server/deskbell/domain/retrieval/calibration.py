"""From signals to a confidence: the share of right answers among those with that confidence.

A logistic model (Platt 1999) on few signals. It begins from weights that hold for small knowledge bases and moves to
what an inbox's own phrasings show, the more the more of them there are (a normal prior around the beginning).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]

SIGNALS = ("score", "lead")
"""The best article's score, and its lead over the second. More signals were tried (the nearest phrasing by stems and by
meaning, the share of words that nobody wrote): they are in the score already, and told questions out of scope apart worse."""

_BEGINNING = np.array([-1.56, 4.22, 8.63])
"""Constant first; then the signals in their order. Fitted on small knowledge bases that were made from the training
part of CLINC150 (1 to 150 articles of 1 to 10 phrasings) and from the demo's articles in three languages."""
_BY_PHRASINGS, _BY_ARTICLES = -0.58, 0.45
"""What the constant moves with the logarithms of how many phrasings and articles there are."""
_TRUST = 2.0
"""How firmly the beginning is held: the prior's precision."""
_OUT_OF_SCOPE = 0.2
"""The share of questions that no article answers, which nobody knows beforehand."""
_EVEN = 0.5
"""The same while the signals are weighed against each other: as much is at stake with either kind."""
_STEPS = 60


def beginning(phrasings: int, articles: int) -> Numbers:
    """The weights before anything is known of an inbox but its size."""
    moved = _BEGINNING.copy()
    moved[0] += _BY_PHRASINGS * np.log(phrasings) + _BY_ARTICLES * np.log(articles)
    return moved


def confidence(weights: Numbers, signals: Numbers) -> Numbers:
    """One number in 0..1 a row of signals."""
    return np.asarray(1 / (1 + np.exp(-np.clip(_with_constant(signals) @ weights, -30, 30))))


def fitted(begun: Numbers, signals: Numbers, right: Numbers, in_scope: npt.NDArray[np.bool_]) -> Numbers:
    """The weights that make `right` likeliest: first of the signals, then of the level, with the expected share."""
    weighed = _likeliest(begun, signals, right, _shares(in_scope, _EVEN))
    single = (_with_constant(signals) @ weighed)[:, None]
    level = _likeliest(np.array([0.0, 1.0]), single, right, _shares(in_scope, _OUT_OF_SCOPE))
    weighed *= level[1]
    weighed[0] += level[0]
    return weighed


def _likeliest(begun: Numbers, signals: Numbers, right: Numbers, shares: Numbers) -> Numbers:
    """Newton's method, with the prior around `begun`."""
    table, weights = _with_constant(signals), begun.copy()
    for _ in range(_STEPS):
        likely = confidence(weights, signals)
        slope = table.T @ (shares * (right - likely)) - _TRUST * (weights - begun)
        curve = (table * (shares * likely * (1 - likely))[:, None]).T @ table + _TRUST * np.eye(len(weights))
        step = np.linalg.solve(curve, slope)
        # A whole step may overshoot where the beginning is far off, and then never comes back.
        weights = weights + step / max(1.0, float(np.linalg.norm(step)))
    return weights


def _shares(in_scope: npt.NDArray[np.bool_], out_of_scope: float) -> Numbers:
    """Each example's weight: as many as there are, with this share of ones out of scope."""
    inside = int(in_scope.sum())
    if inside in (0, len(in_scope)):
        return np.ones(len(in_scope))
    outside = len(in_scope) - inside
    return np.where(in_scope, (1 - out_of_scope) / inside, out_of_scope / outside) * len(in_scope)


def _with_constant(signals: Numbers) -> Numbers:
    return np.concatenate([np.ones((len(signals), 1)), signals], axis=1)
