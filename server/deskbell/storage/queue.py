"""The line of each inbox and what was measured of it. SQL only; the rules are in `services.queue` and `services.routing`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.ids import new_id
from deskbell.domain.records import Agent
from deskbell.storage.tables import agents, assignments, conversations, memberships


class Queued(NamedTuple):
    """One place in the line."""

    conversation_id: str
    visitor_id: str
    queue_order: int
    queued_at: datetime
    priority: str = "normal"
    team_id: str | None = None
    overflow_team_id: str | None = None
    needs: str = ""
    offered_to: str | None = None


async def line(conn: AsyncConnection, inbox_id: str) -> list[Queued]:
    """Everybody in an inbox's line, in order: live conversations, offline messages have no place."""
    c = conversations.c
    statement = (
        select(c.id, c.visitor_id, c.queue_order, c.queued_at, c.priority)
        .add_columns(c.team_id, c.overflow_team_id, c.needs, c.offered_to)
        .where(c.inbox_id == inbox_id, c.kind == "live", c.status == "open", c.queue_order.is_not(None))
        .order_by(c.queue_order, c.id)
    )
    return [Queued(*row) for row in await conn.execute(statement)]


async def length(conn: AsyncConnection, inbox_id: str) -> int:
    """How many stand in an inbox's line."""
    c = conversations.c
    standing = (c.inbox_id == inbox_id, c.kind == "live", c.status == "open", c.queue_order.is_not(None))
    return int((await conn.execute(select(func.count()).where(*standing))).scalar_one())


async def arrivals(conn: AsyncConnection, inbox_id: str) -> list[tuple[str, int, str]]:
    """(conversation, when it came to the line by the line's clock, priority) of everybody in an inbox's line."""
    c = conversations.c
    where = (c.inbox_id == inbox_id, c.kind == "live", c.status == "open", c.queue_order.is_not(None))
    statement = select(c.id, c.original_order, c.priority).where(*where, c.original_order.is_not(None))
    return [(row[0], row[1], row[2]) for row in await conn.execute(statement)]


async def place_all(conn: AsyncConnection, places: Mapping[str, int]) -> None:
    """Give many another place in line, at the cost of a few."""
    moved = [{"moved": conversation_id, "place": place} for conversation_id, place in places.items()]
    if moved:
        one = update(conversations).where(conversations.c.id == bindparam("moved"))
        await conn.execute(one.values(queue_order=bindparam("place")), moved)


async def agents_online(conn: AsyncConnection, inbox_id: str) -> list[Agent]:
    """The active agents of an inbox who are online, by name."""
    statement = (
        select(agents)
        .join(memberships, memberships.c.agent_id == agents.c.id)
        .where(memberships.c.inbox_id == inbox_id, agents.c.active, agents.c.presence == "online")
        .order_by(agents.c.name, agents.c.id)
    )
    return [Agent(**row._mapping) for row in await conn.execute(statement)]


async def handling_seconds(conn: AsyncConnection, inbox_id: str, most: int) -> list[float]:
    """How long the last live conversations of an inbox, so many at most, took an agent, in seconds.

    Nobody waits behind an offline message: it is answered in a minute or a day later.
    """
    a = assignments.c
    statement = (
        select(a.started_at, a.ended_at)
        .join(conversations, conversations.c.id == a.conversation_id)
        .where(a.inbox_id == inbox_id, a.ended_at.is_not(None), conversations.c.kind == "live")
        .order_by(a.ended_at.desc())
        .limit(most)
    )
    return [max(0.0, (ended - started).total_seconds()) for started, ended in await conn.execute(statement)]


async def waited_seconds(conn: AsyncConnection, inbox_id: str, since: datetime) -> list[float]:
    """How long those waited in line who were given to an agent since then, in seconds."""
    a = assignments.c
    statement = select(a.queued_at, a.started_at).where(
        a.inbox_id == inbox_id, a.queued_at.is_not(None), a.started_at >= since
    )
    return [max(0.0, (started - queued).total_seconds()) for queued, started in await conn.execute(statement)]


async def waits_ended(conn: AsyncConnection, conversation_ids: Iterable[str]) -> dict[str, int]:
    """How long each stood in line until the agent who had it last got it, in seconds; none that came in another way."""
    a, c = assignments.c, conversations.c
    statement = (
        select(c.id, a.queued_at, a.started_at)
        .join(assignments, and_(a.conversation_id == c.id, a.started_at == c.assigned_at))
        .where(c.id.in_(list(conversation_ids)), a.queued_at.is_not(None))
    )
    found = await conn.execute(statement)
    return {row[0]: max(0, round((row[2] - row[1]).total_seconds())) for row in found}


async def begin_assignment(conn: AsyncConnection, **values: Any) -> None:
    """A row a period in which one agent has one conversation: the measure of handling times."""
    await conn.execute(assignments.insert().values(id=new_id(), **values))


async def move_assignments(conn: AsyncConnection, by: timedelta, since: datetime) -> None:
    """The clock was put back: what agents have, or got since then, began and ended as long ago as before."""
    a = assignments.c
    moments = ("queued_at", "started_at", "ended_at")
    recent = select(a.id, *(a[name] for name in moments)).where(or_(a.started_at > since, a.ended_at.is_(None)))
    rows = [row._mapping for row in await conn.execute(recent)]
    if rows:
        one = update(assignments).where(a.id == bindparam("moved")).values({n: bindparam(f"to_{n}") for n in moments})
        await conn.execute(one, [{"moved": r["id"], **{f"to_{n}": r[n] and r[n] + by for n in moments}} for r in rows])


async def end_assignment(conn: AsyncConnection, conversation_id: str, now: datetime) -> None:
    statement = update(assignments).where(
        assignments.c.conversation_id == conversation_id, assignments.c.ended_at.is_(None)
    )
    await conn.execute(statement.values(ended_at=now))
