"""What routing decided and how each stay in line went: the numbers one can check. SQL only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, bindparam, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.ids import new_id
from deskbell.domain.records import Decision, QueueStay
from deskbell.storage.counters import next_value
from deskbell.storage.tables import decisions, queue_stays

CONFIDED = "set_away"
"""The kind of decision that only its agent and those who lead may know."""


async def add_decision(conn: AsyncConnection, **values: Any) -> Decision:
    values |= {"id": new_id(), "number": await next_value(conn, "decision")}
    row = (await conn.execute(decisions.insert().values(values).returning(decisions))).one()
    return Decision(**row._mapping)


async def add_decisions(conn: AsyncConnection, rows: Sequence[dict[str, Any]]) -> list[Decision]:
    """Many at once, numbered in their order."""
    if not rows:
        return []
    last = await next_value(conn, "decision", lambda value: value + len(rows))
    made = [row | {"id": new_id(), "number": last - len(rows) + i} for i, row in enumerate(rows, 1)]
    await conn.execute(decisions.insert(), made)
    return [Decision(**row) for row in made]


async def decisions_of(conn: AsyncConnection, conversation_id: str, limit: int = 100) -> list[Decision]:
    """A conversation's decisions, the newest first."""
    d = decisions.c
    statement = select(decisions).where(d.conversation_id == conversation_id).order_by(d.number.desc()).limit(limit)
    return [Decision(**row._mapping) for row in await conn.execute(statement)]


async def decisions_in(
    conn: AsyncConnection, inbox_id: str, before: int | None, limit: int, agent_id: str | None = None
) -> list[Decision]:
    """An inbox's decisions before one of them, the newest first; for an agent without what is confided to others."""
    d = decisions.c
    statement = select(decisions).where(d.inbox_id == inbox_id)
    if agent_id is not None:
        statement = statement.where(or_(d.kind != CONFIDED, d.data[("agent", "id")].as_string() == agent_id))
    if before is not None:
        statement = statement.where(d.number < before)
    return [Decision(**row._mapping) for row in await conn.execute(statement.order_by(d.number.desc()).limit(limit))]


async def begin_stay(conn: AsyncConnection, **values: Any) -> None:
    await conn.execute(queue_stays.insert().values(id=new_id(), **values))


async def change_stay(conn: AsyncConnection, conversation_id: str, **values: Any) -> None:
    """Change the stay that is under way; there may be none."""
    s = queue_stays.c
    statement = update(queue_stays).where(s.conversation_id == conversation_id, s.left_at.is_(None))
    await conn.execute(statement.values(**values))


async def tell_stay(conn: AsyncConnection, conversation_id: str, low: int, high: int) -> None:
    """Keep the first wait that was told in the stay that is under way, in seconds."""
    s = queue_stays.c
    untold = (s.conversation_id == conversation_id, s.left_at.is_(None), s.told_high.is_(None))
    await conn.execute(update(queue_stays).where(*untold).values(told_low=low, told_high=high))


async def move_stays(conn: AsyncConnection, by: timedelta) -> None:
    """The clock was put back or forward: the stays under way began as long ago as before."""
    s = queue_stays.c
    rows = (await conn.execute(select(s.id, s.entered_at).where(s.left_at.is_(None)))).all()
    moved = [{"moved": row.id, "entered_at": row.entered_at + by} for row in rows]
    if moved:
        one = update(queue_stays).where(s.id == bindparam("moved"))
        await conn.execute(one.values(entered_at=bindparam("entered_at")), moved)


async def stays_between(conn: AsyncConnection, inbox_id: str, since: datetime, until: datetime) -> list[QueueStay]:
    """Everybody who entered an inbox's line in that time, in order."""
    s = queue_stays.c
    statement = (
        select(queue_stays)
        .where(s.inbox_id == inbox_id, s.entered_at >= since, s.entered_at < until)
        .order_by(s.entered_at, s.id)
    )
    return [QueueStay(**row._mapping) for row in await conn.execute(statement)]


async def last_waits(conn: AsyncConnection, inbox_id: str, most: int) -> list[tuple[float, str | None]]:
    """The last stays of an inbox that took any time, so many at most: how long, in seconds, and with what outcome."""
    s = queue_stays.c
    ended = (s.inbox_id == inbox_id, s.left_at > s.entered_at)
    statement = select(s.entered_at, s.left_at, s.outcome).where(*ended).order_by(s.left_at.desc()).limit(most)
    return [((row.left_at - row.entered_at).total_seconds(), row.outcome) for row in await conn.execute(statement)]


async def first_told(conn: AsyncConnection, inbox_id: str) -> list[QueueStay]:
    """The stays under way in an inbox's line that were told a wait."""
    s = queue_stays.c
    told = select(queue_stays).where(s.inbox_id == inbox_id, s.left_at.is_(None), s.told_high.is_not(None))
    return [QueueStay(**row._mapping) for row in await conn.execute(told)]


async def last_moves(
    conn: AsyncConnection, conversation_ids: Iterable[str], kinds: Iterable[str], since: datetime | None
) -> dict[str, str]:
    """The last decision of these kinds of each conversation since then; those without any are absent."""
    d = decisions.c
    where: list[ColumnElement[bool]] = [d.conversation_id.in_(list(conversation_ids)), d.kind.in_(list(kinds))]
    if since is not None:
        where.append(d.created_at >= since)
    found = await conn.execute(select(d.conversation_id, d.kind).where(*where).order_by(d.number))
    return {row[0]: row[1] for row in found}
