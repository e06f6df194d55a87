"""The figures of the day, each with what it is compared with."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.clock import rfc3339, rfc3339_or_none
from deskbell.domain.records import QueueStay
from deskbell.services.floor_view.rings import Day
from deskbell.storage import floor_view

Wire = dict[str, Any]


async def tiles_view(conn: AsyncConnection, inbox_ids: list[str], day: Day) -> Wire:
    since, _ = day.span()
    stays = await floor_view.stays_since(conn, inbox_ids, since)
    return {
        "waiting": _waiting(stays, since),
        "longest": _longest(stays),
        "inside": _inside(stays, day.now),
        "left": _left(stays),
        "first_reply": {
            "today": await _median_reply(conn, inbox_ids, day, 0),
            "yesterday": await _median_reply(conn, inbox_ids, day, 1),
        },
    }


def _waiting(stays: list[QueueStay], since: datetime) -> Wire:
    """How many wait, and the most who waited at one moment of the day."""
    steps = [(max(stay.entered_at, since), 1) for stay in stays]
    steps += [(stay.left_at, -1) for stay in stays if stay.left_at is not None]
    most, most_at, there = 0, None, 0
    for moment, step in sorted(steps):  # who leaves at the moment somebody comes has left
        there += step
        if there > most:
            most, most_at = there, moment
    return {"now": there, "most": most, "most_at": rfc3339_or_none(most_at)}


def _longest(stays: list[QueueStay]) -> Wire | None:
    """Who has waited longest, and what they were told when they came."""
    first = min((stay for stay in stays if stay.left_at is None), key=lambda stay: stay.entered_at, default=None)
    if first is None:
        return None
    return {"conversation_id": first.conversation_id, "since": rfc3339(first.entered_at), "told": _told(first)}


def _inside(stays: Iterable[QueueStay], now: datetime) -> Wire:
    """Of the waits told and over, how many were within the range as it was shown, in whole minutes.

    "Under 1 min" is kept by an agent who comes at once, whatever was worked out to the second. Over is a wait with an
    agent, and one that is past its range already, whenever it ends.
    """
    count = of = 0
    for stay in stays:
        if stay.told_low is None or stay.told_high is None or stay.outcome not in ("served", None):
            continue
        wait, end = ((stay.left_at or now) - stay.entered_at).total_seconds(), math.ceil(stay.told_high / 60) * 60
        served = stay.left_at is not None
        of += served or wait > end
        count += served and stay.told_low // 60 * 60 <= wait <= end
    return {"count": count, "of": of}


def _left(stays: list[QueueStay]) -> Wire:
    """How many gave up waiting today, and how many of them left a message instead."""
    gone = [stay.outcome for stay in stays]
    return {"count": gone.count("left") + gone.count("form"), "form": gone.count("form")}


async def _median_reply(conn: AsyncConnection, inbox_ids: list[str], day: Day, days_ago: int) -> int | None:
    """In seconds; null when nobody was answered."""
    spans = await floor_view.first_replies(conn, inbox_ids, *day.span(days_ago))
    waits = [max(0.0, (replied - since).total_seconds()) for since, replied in spans]
    return round(statistics.median(waits)) if waits else None


def _told(stay: QueueStay) -> list[int] | None:
    return None if stay.told_low is None or stay.told_high is None else [stay.told_low, stay.told_high]
