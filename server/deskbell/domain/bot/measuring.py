"""How good confidences are: what a threshold answers and how much of that is right, and whether they mean what they say.

No I/O. A calibrated confidence is the share of right answers among those with it (Guo et al., "On Calibration of Modern
Neural Networks", 2017, from which the binned calibration error is taken).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import msgspec

BINS = 10
STEPS = 20
"""A curve has a point every twentieth."""


class Tried(msgspec.Struct, frozen=True):
    """One question whose answer is known: how sure the best match was, and whether it was the right article."""

    confidence: float
    right: bool
    in_scope: bool = True
    """Whether any article answers it; out of scope every answer is wrong."""


def curve(tried: Sequence[Tried]) -> list[dict[str, float]]:
    """For thresholds from 0 to 1: the share answered, of those the share right, of those in scope the share answered right."""
    return [_point(tried, step / STEPS) for step in range(STEPS + 1)]


def _point(tried: Sequence[Tried], threshold: float) -> dict[str, float]:
    answered = [one for one in tried if one.confidence >= threshold]
    right = sum(one.right for one in answered)
    return {
        "threshold": threshold,
        "answered": _share(len(answered), len(tried)),
        "right": _share(right, len(answered), empty=1.0),
        "answered_right": _share(right, sum(one.in_scope for one in tried)),
    }


def bins(tried: Sequence[Tried]) -> list[dict[str, Any]]:
    """Tenths of confidence: how many fell into each, their mean confidence, and the share of them that was right."""
    result = []
    for number in range(BINS):
        mine = [one for one in tried if _bin(one) == number]
        result.append(
            {
                "from": number / BINS,
                "to": (number + 1) / BINS,
                "count": len(mine),
                "confidence": _share(sum(one.confidence for one in mine), len(mine)),
                "right": _share(sum(one.right for one in mine), len(mine)),
            }
        )
    return result


def calibration_error(tried: Sequence[Tried]) -> float:
    """The mean distance of confidence and truth over the bins, weighed by what is in them (Guo's ECE)."""
    if not tried:
        return 0.0
    off = sum(one["count"] * abs(one["confidence"] - one["right"]) for one in bins(tried))
    return float(off / len(tried))


def threshold_handing_over(tried: Sequence[Tried], share: float) -> float:
    """The highest threshold below which at most this share of the answerable questions is."""
    sure = sorted(one.confidence for one in tried if one.in_scope)
    return sure[math.floor(share * len(sure))] if sure else 1.0


def _bin(one: Tried) -> int:
    return min(int(one.confidence * BINS), BINS - 1)


def _share(part: float, whole: int, empty: float = 0.0) -> float:
    return part / whole if whole else empty
