"""The line as it is told to people: place, people ahead, and a wait from measured handling times.

The wait: with k agents' worth of places at the desk, somebody leaves the desk every (mean handling time / k) seconds,
so the person with n ahead waits about (n + 1) times that. Its range uses the first and third quartile of the measured
handling times instead of their mean. A place that is free is not counted off: who stands in line beside a free place
waits for somebody to claim, and "no wait" would promise what nobody measured. Nothing measured, nobody online or
closed: no number at all, rather than a guess.
"""

from __future__ import annotations

import statistics
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain import business_hours
from deskbell.domain.clock import rfc3339
from deskbell.domain.records import Conversation
from deskbell.storage import inboxes, queue

MINIMUM_MEASURED = 3


class Measures(NamedTuple):
    """What an inbox's waits are worked out from."""

    agents_online: int
    places: int
    handling: tuple[float, float, float] | None
    """Mean, first and third quartile of the last handling times, in seconds; None while nobody would be answered."""


async def measure(conn: AsyncConnection, inbox_id: str, now: datetime) -> Measures:
    """The state of the desk behind one inbox's line."""
    online = await queue.agents_online(conn, inbox_id)
    handling = await _handling(conn, inbox_id) if await _is_open(conn, inbox_id, now) else None
    return Measures(len(online), sum(agent.capacity for agent in online), handling)


async def _handling(conn: AsyncConnection, inbox_id: str) -> tuple[float, float, float] | None:
    seconds = await queue.handling_seconds(conn, inbox_id)
    if len(seconds) < MINIMUM_MEASURED:
        return None
    low, _, high = statistics.quantiles(seconds, n=4, method="inclusive")
    return statistics.fmean(seconds), low, high


async def _is_open(conn: AsyncConnection, inbox_id: str, now: datetime) -> bool:
    inbox = await inboxes.by_id(conn, inbox_id)
    return inbox is not None and bool(business_hours.state(inbox.business_hours, now)["open"])


def queue_view(place: queue.Queued, ahead: int, measures: Measures, now: datetime) -> dict[str, Any]:
    """The wire's `queue` for somebody with `ahead` people in front of them."""
    wait = None
    if measures.handling is not None and measures.places > 0:
        wait = [round((ahead + 1) * seconds / measures.places) for seconds in measures.handling]
    return {
        "position": ahead + 1,
        "ahead": ahead,
        "estimated_wait_seconds": None if wait is None else wait[0],
        "estimated_wait_range": None if wait is None else wait[1:],
        "agents_online": measures.agents_online,
        "waiting_since": rfc3339(place.queued_at),
        "calculated_at": rfc3339(now),
    }


async def queue_views(conn: AsyncConnection, inbox_id: str, now: datetime) -> list[tuple[queue.Queued, dict[str, Any]]]:
    """Everybody in the line with what they are told, in order."""
    line = await queue.line(conn, inbox_id)
    if not line:
        return []
    measures = await measure(conn, inbox_id, now)
    return [(place, queue_view(place, ahead, measures, now)) for ahead, place in enumerate(line)]


async def queue_of(
    conn: AsyncConnection, conversations_: list[Conversation], now: datetime
) -> dict[str, dict[str, Any]]:
    """The `queue` of those conversations that stand in a line, by conversation id."""
    inbox_ids = {c.inbox_id for c in conversations_ if c.waiting and c.queue_order is not None}
    views: dict[str, dict[str, Any]] = {}
    for inbox_id in inbox_ids:
        views.update({place.conversation_id: view for place, view in await queue_views(conn, inbox_id, now)})
    return views


async def outlook(conn: AsyncConnection, inbox_id: str, now: datetime) -> dict[str, Any]:
    """What somebody who has not asked for a person yet is told: who is there, the wait to come, the waits that were."""
    measures, ahead = await measure(conn, inbox_id, now), len(await queue.line(conn, inbox_id))
    newcomer = queue_view(queue.Queued("", "", 0, now), ahead, measures, now)
    return {
        "agents_online": measures.agents_online,
        "estimated_wait_range": newcomer["estimated_wait_range"],
        "typical_wait_seconds": await _typical_wait(conn, inbox_id, now),
    }


async def _typical_wait(conn: AsyncConnection, inbox_id: str, now: datetime) -> int | None:
    """Three of four people waited no longer than this in the last 24 hours; None when too few waited."""
    waits = await queue.waited_seconds(conn, inbox_id, now - timedelta(hours=24))
    if len(waits) < MINIMUM_MEASURED:
        return None
    return round(statistics.quantiles(waits, n=4, method="inclusive")[2])
