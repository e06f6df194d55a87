"""Named counters that only go up: the clock of the line, the numbers of visitors."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.storage.tables import counters

LINE_IS_AHEAD = "line_is_ahead"
"""How far, in milliseconds, the line's clock is ahead of the machine's (`domain.routing.order`)."""


async def current(conn: AsyncConnection, name: str) -> int:
    """The last value; 0 where there was none."""
    return (await conn.execute(select(counters.c.value).where(counters.c.name == name))).scalar_one_or_none() or 0


async def next_value(conn: AsyncConnection, name: str, following: Callable[[int], int] = lambda last: last + 1) -> int:
    """The next value: one more, from 1, or what is `following` the last. Gaps stay where a command failed."""
    last = (await conn.execute(select(counters.c.value).where(counters.c.name == name))).scalar_one_or_none()
    value = following(last or 0)
    if last is None:
        await conn.execute(counters.insert().values(name=name, value=value))
    else:
        await conn.execute(update(counters).where(counters.c.name == name).values(value=value))
    return value
