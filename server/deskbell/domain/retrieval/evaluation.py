"""How good answers are, from questions whose right article is known (or that none answers). Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

HANDED_OVER = 0.05
"""The share of answerable questions that the threshold of the report hands over to a person."""
_BINS = 10


class Outcome(NamedTuple):
    """One question of a test."""

    right: str | None
    """The article that answers it; None where none does (out of scope)."""
    found: str | None
    confidence: float
    """0 where nothing was found."""

    @property
    def is_right(self) -> bool:
        return self.right is not None and self.right == self.found


class Report(NamedTuple):
    """None where there is nothing to tell it from: no answerable question, or none out of scope."""

    in_scope_accuracy: float | None
    """Share of answerable questions whose best article is the right one, whatever the confidence."""
    threshold: float | None
    """The confidence that hands over `HANDED_OVER` of the answerable questions."""
    answered_right: float | None
    """Of the answerable questions, the share that is answered at the threshold, and rightly."""
    answered_wrong: float | None
    """Of the answerable questions, the share that is answered at the threshold, but wrongly."""
    oos_recall: float | None
    """Of the questions out of scope, the share that is handed over."""
    calibration_error: float
    """See `calibration_error`."""


class Point(NamedTuple):
    """One threshold of the curve, over all questions."""

    threshold: float
    answered: float
    """Share of all questions that is answered."""
    right: float | None
    """Share of those answered that is answered rightly; None where none is answered."""


def report(outcomes: Sequence[Outcome]) -> Report:
    """All figures at once. No outcomes at all are a ValueError."""
    if not outcomes:
        raise ValueError("a report needs a question at least")
    inside = [outcome for outcome in outcomes if outcome.right is not None]
    outside = [outcome for outcome in outcomes if outcome.right is None]
    threshold = threshold_of(inside)
    error = calibration_error(outcomes)
    if threshold is None:
        return Report(None, None, None, None, None, error)
    return Report(
        _share(outcome.is_right for outcome in inside),
        threshold,
        _share(outcome.is_right and outcome.confidence >= threshold for outcome in inside),
        _share(not outcome.is_right and outcome.confidence >= threshold for outcome in inside),
        _share(outcome.confidence < threshold for outcome in outside),
        error,
    )


def threshold_of(inside: Sequence[Outcome], handed_over: float = HANDED_OVER) -> float | None:
    """The highest confidence at which at most `handed_over` of the answerable questions stay below it; None of none."""
    ranked = sorted(outcome.confidence for outcome in inside)
    return ranked[min(len(ranked) - 1, int(len(ranked) * handed_over))] if ranked else None


def calibration_error(outcomes: Sequence[Outcome]) -> float:
    """Expected calibration error: over ten bins of equal width, the distance of mean confidence and share of right answers.

    Weighed by how many fall into a bin (Guo, Pleiss, Sun, Weinberger 2017, with M = 10). A question out of scope counts
    as a wrong answer: that is what answering it would be.
    """
    bins: list[list[Outcome]] = [[] for _ in range(_BINS)]
    for outcome in outcomes:
        bins[min(_BINS - 1, int(outcome.confidence * _BINS))].append(outcome)
    gaps = (abs(sum(one.confidence for one in filled) - sum(one.is_right for one in filled)) for filled in bins)
    return sum(gaps) / max(1, len(outcomes))


def curve(outcomes: Sequence[Outcome], steps: int = 20) -> list[Point]:
    """Answered against right at `steps` + 1 thresholds from 0 to 1."""
    return [_point(outcomes, step / steps) for step in range(steps + 1)]


def _point(outcomes: Sequence[Outcome], threshold: float) -> Point:
    answered = [outcome for outcome in outcomes if outcome.confidence >= threshold and outcome.found is not None]
    return Point(threshold, len(answered) / max(1, len(outcomes)), _share(outcome.is_right for outcome in answered))


def _share(facts: Iterable[bool]) -> float | None:
    known = list(facts)
    return sum(known) / len(known) if known else None
