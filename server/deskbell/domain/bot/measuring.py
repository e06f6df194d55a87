"""Confidence beside truth, as admins see it; the figures themselves are in `domain.retrieval.evaluation`. No I/O."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from deskbell.domain.retrieval.evaluation import Outcome

BINS = 10


def bins(outcomes: Sequence[Outcome]) -> list[dict[str, Any]]:
    """Tenths of confidence: how many fell into each, their mean confidence, and the share of them that was right."""
    return [_bin(number, [one for one in outcomes if _bin_of(one) == number]) for number in range(BINS)]


def _bin(number: int, mine: Sequence[Outcome]) -> dict[str, Any]:
    of = max(1, len(mine))
    return {
        "from": number / BINS,
        "to": (number + 1) / BINS,
        "count": len(mine),
        "confidence": round(sum(one.confidence for one in mine) / of, 4),
        "right": round(sum(one.is_right for one in mine) / of, 4),
    }


def _bin_of(one: Outcome) -> int:
    return min(int(one.confidence * BINS), BINS - 1)
