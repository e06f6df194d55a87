"""Which websites were seen loading an inbox's widget, and when last. SQL only."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.storage.tables import sightings

MOST_PER_INBOX = 50


class Sighting(NamedTuple):
    origin: str
    last_seen_at: datetime


async def put(conn: AsyncConnection, inbox_id: str, origin: str, seen_at: datetime) -> None:
    this = (sightings.c.inbox_id == inbox_id, sightings.c.origin == origin)
    changed = await conn.execute(update(sightings).where(*this).values(last_seen_at=seen_at))
    if changed.rowcount == 0:
        await conn.execute(sightings.insert().values(inbox_id=inbox_id, origin=origin, last_seen_at=seen_at))


async def of_inbox(conn: AsyncConnection, inbox_id: str) -> list[Sighting]:
    """The latest first."""
    statement = select(sightings.c.origin, sightings.c.last_seen_at).where(sightings.c.inbox_id == inbox_id)
    rows = await conn.execute(statement.order_by(sightings.c.last_seen_at.desc(), sightings.c.origin))
    return [Sighting(row.origin, row.last_seen_at) for row in rows]


async def forget_oldest(conn: AsyncConnection, inbox_id: str) -> None:
    """Keep the latest: anybody can send a made-up Referer."""
    for sighting in (await of_inbox(conn, inbox_id))[MOST_PER_INBOX:]:
        this = (sightings.c.inbox_id == inbox_id, sightings.c.origin == sighting.origin)
        await conn.execute(delete(sightings).where(*this))
