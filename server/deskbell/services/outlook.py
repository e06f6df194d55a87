"""What somebody who has not asked for a person yet is told of an inbox's line: who is there, and how long it would take."""

from __future__ import annotations

import statistics
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.records import Inbox
from deskbell.domain.routing.floor import Waiting
from deskbell.domain.routing.overflow import is_full, overflow_of
from deskbell.domain.routing.waits import LEAST_MEASURED
from deskbell.services.queue import as_waiting, look_at_desk
from deskbell.storage import queue

Wire = dict[str, Any]


async def outlook(conn: AsyncConnection, inbox: Inbox, now: datetime) -> Wire:
    """Who is there, whether the line has room, the wait to come, the waits that were. Where it is full there is no wait.

    It is the same for everybody: whose priority lets them in asks all the same.
    """
    desk, line = await look_at_desk(conn, inbox.id, now), await queue.line(conn, inbox.id)
    full = is_full(overflow_of(inbox.routing), len(line) + 1, 0)
    waiting = [as_waiting(place) for place in line if place.offered_to is None]
    newcomer = Waiting("", waiting[-1].order + 1 if waiting else 0)
    wait = desk.waits([*waiting, newcomer])[-1]
    return {
        "agents_online": len(desk.crew(newcomer).agent_ids),
        "line_full": full,
        "estimated_wait_range": None if wait is None or full else [round(wait.low), round(wait.high)],
        "typical_wait_seconds": await _typical_wait(conn, inbox.id, now),
    }


async def _typical_wait(conn: AsyncConnection, inbox_id: str, now: datetime) -> int | None:
    """Three of four people waited no longer than this in the last 24 hours; None when too few waited."""
    waits = await queue.waited_seconds(conn, inbox_id, now - timedelta(hours=24))
    if len(waits) < LEAST_MEASURED:
        return None
    return round(statistics.quantiles(waits, n=4, method="inclusive")[2])
