"""The figures of answering, worked out by hand."""

from __future__ import annotations

import pytest

from deskbell.domain.retrieval.evaluation import Outcome, calibration_error, curve, report, threshold_of

SURE = [Outcome("tin", "tin", 0.9)] * 19
UNSURE = Outcome("tin", "lid", 0.2)


def test_the_threshold_hands_over_one_in_twenty_of_what_could_be_answered() -> None:
    assert threshold_of([*SURE, UNSURE]) == 0.9
    found = report([*SURE, UNSURE, Outcome(None, "tin", 0.5), Outcome(None, None, 0.0), Outcome(None, "tin", 0.95)])
    assert (found.in_scope_accuracy, found.threshold) == (0.95, 0.9)
    assert (found.answered_right, found.answered_wrong) == (0.95, 0.0)
    assert found.oos_recall == pytest.approx(2 / 3), "two of three strange questions go to a person"


def test_confidence_that_means_what_it_says_has_no_error() -> None:
    honest = [*[Outcome("a", "a", 0.75)] * 3, Outcome("a", "b", 0.75)]
    assert calibration_error(honest) == pytest.approx(0)
    assert calibration_error([Outcome(None, "a", 0.75)] * 4) == pytest.approx(0.75), "out of scope is a wrong answer"


def test_the_curve_says_how_much_is_answered_and_how_much_of_that_is_right() -> None:
    points = {point.threshold: point for point in curve([*SURE, UNSURE])}
    assert (points[0.0].answered, points[0.0].right) == (1.0, 0.95)
    assert (points[0.5].answered, points[0.5].right) == (0.95, 1.0)
    assert (points[1.0].answered, points[1.0].right) == (0.0, None)


def test_nothing_is_reported_of_nothing() -> None:
    only_outside = report([Outcome(None, "tin", 0.5), Outcome(None, None, 0.0)])
    assert only_outside[:5] == (None,) * 5
    with pytest.raises(ValueError, match="a question"):
        report([])
