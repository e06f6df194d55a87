"""A day as it was recorded: who had which conversation when, and what was decided. SQL only."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.records import Decision
from deskbell.storage.tables import assignments, conversations, decisions, queue_stays

a, d, s = assignments.c, decisions.c, queue_stays.c


class Held(NamedTuple):
    """An agent had a conversation from then until then; `ended_at` is None while they still have it."""

    conversation_id: str
    visitor_id: str
    agent_id: str
    started_at: datetime
    ended_at: datetime | None


async def held_between(conn: AsyncConnection, inbox_id: str, since: datetime, until: datetime) -> list[Held]:
    """Every live conversation that agents had at any moment of that time, in the order in which they got it."""
    still = or_(a.ended_at.is_(None), a.ended_at >= since)
    return await _held(conn, _HELD.where(a.inbox_id == inbox_id, a.started_at < until, still))


async def served_of(conn: AsyncConnection, inbox_id: str, since: datetime, until: datetime) -> list[Held]:
    """Who ever served those who came to the line in that time, the first service first."""
    came = select(s.conversation_id).where(s.inbox_id == inbox_id, s.entered_at >= since, s.entered_at < until)
    whose = select(conversations.c.visitor_id).where(conversations.c.id.in_(came))
    return await _held(conn, _HELD.where(a.started_at < until, conversations.c.visitor_id.in_(whose)))


_HELD: Select[Any] = (
    select(a.conversation_id, conversations.c.visitor_id, a.agent_id, a.started_at, a.ended_at)
    .join(conversations, conversations.c.id == a.conversation_id)
    .where(conversations.c.kind == "live")
    .order_by(a.started_at, a.id)
)


async def _held(conn: AsyncConnection, statement: Select[Any]) -> list[Held]:
    return [Held(*row) for row in await conn.execute(statement)]


async def last_arrival(conn: AsyncConnection, inbox_id: str, since: datetime, until: datetime) -> datetime | None:
    """When somebody came to the line last in that time; None where nobody did."""
    came = select(func.max(s.entered_at)).where(s.inbox_id == inbox_id, s.entered_at >= since, s.entered_at < until)
    found: datetime | None = (await conn.execute(came)).scalar_one()
    return found


async def visitors_of(conn: AsyncConnection, inbox_id: str, since: datetime, until: datetime) -> dict[str, str]:
    """The visitor of every conversation that came to the line in that time."""
    statement = (
        select(s.conversation_id, conversations.c.visitor_id)
        .join(conversations, conversations.c.id == s.conversation_id)
        .where(s.inbox_id == inbox_id, s.entered_at >= since, s.entered_at < until)
    )
    return {row[0]: row[1] for row in await conn.execute(statement)}


async def decided_between(
    conn: AsyncConnection, inbox_id: str, since: datetime, until: datetime, kinds: Iterable[str]
) -> list[Decision]:
    """In the order in which they were made."""
    in_time = d.created_at >= since, d.created_at < until
    statement = select(decisions).where(d.inbox_id == inbox_id, *in_time, d.kind.in_(list(kinds))).order_by(d.number)
    return [Decision(**row._mapping) for row in await conn.execute(statement)]
