"""Named counters that only go up: the order of the queue, the numbers of visitors."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.storage.tables import counters


async def next_value(conn: AsyncConnection, name: str) -> int:
    """The next number, from 1. Gaps stay where a command failed."""
    statement = (
        update(counters).where(counters.c.name == name).values(value=counters.c.value + 1).returning(counters.c.value)
    )
    value = (await conn.execute(statement)).scalar_one_or_none()
    if value is None:
        await conn.execute(counters.insert().values(name=name, value=1))
        return 1
    return int(value)
