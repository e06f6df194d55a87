"""What the team leader's floor is counted from. SQL only; every function takes the inboxes looked at."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import chain, pairwise
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, distinct, func, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.records import Conversation, Decision, QueueStay
from deskbell.storage.history import decisions_in
from deskbell.storage.tables import conversations, inboxes, queue_stays

c, s = conversations.c, queue_stays.c
Inboxes = Collection[str]


async def line(conn: AsyncConnection, inbox_ids: Inboxes, limit: int) -> list[Conversation]:
    """The first in line, in order."""
    in_line = (c.kind == "live", c.status == "open", c.queue_order.is_not(None))
    statement = select(conversations).where(c.inbox_id.in_(inbox_ids), *in_line).order_by(c.queue_order, c.id)
    return [Conversation(**row._mapping) for row in await conn.execute(statement.limit(limit))]


async def stays_since(conn: AsyncConnection, inbox_ids: Inboxes, since: datetime) -> list[QueueStay]:
    """Everybody who stood in line at some moment since then, in the order in which they came."""
    here = select(queue_stays).where(s.inbox_id.in_(inbox_ids))
    each = union_all(here.where(s.left_at.is_(None)), here.where(s.left_at >= since))  # with `or` no index would serve
    found = [QueueStay(**row._mapping) for row in await conn.execute(each)]
    return sorted(found, key=lambda stay: (stay.entered_at, stay.id))


async def told(conn: AsyncConnection, conversation_ids: Collection[str]) -> dict[str, tuple[int, int]]:
    """The range, in seconds, that those who wait were told at the start; who was told none is absent."""
    there = (s.conversation_id.in_(conversation_ids), s.left_at.is_(None), s.told_low.is_not(None))
    rows = await conn.execute(select(s.conversation_id, s.told_low, s.told_high).where(*there))
    return {row[0]: (row[1], row[2]) for row in rows if row[2] is not None}


async def first_replies(
    conn: AsyncConnection, inbox_ids: Inboxes, since: datetime, until: datetime
) -> list[tuple[datetime, datetime]]:
    """From when to when those waited for the first word of an agent who had it in that time: since they last came into
    line, or since somebody took it."""
    entered = (
        select(func.max(s.entered_at))
        .where(s.conversation_id == c.id, s.entered_at <= c.first_reply_at)
        .scalar_subquery()
    )
    statement = select(func.coalesce(entered, c.assigned_at, c.created_at), c.first_reply_at).where(
        c.inbox_id.in_(inbox_ids), c.kind == "live", c.first_reply_at >= since, c.first_reply_at < until
    )
    return [(row[0], row[1]) for row in await conn.execute(statement)]


class Unanswered(NamedTuple):
    """An agent's open conversation whose visitor waits for a word."""

    conversation_id: str
    visitor_id: str
    agent_id: str
    since: datetime


async def unanswered(conn: AsyncConnection, inbox_ids: Inboxes) -> list[Unanswered]:
    """Where it is the agent's turn (`services.turns`), and since when."""
    statement = select(c.id, c.visitor_id, c.assignee_id, c.silent_since)
    theirs = (c.status == "open", c.assignee_type == "agent", c.silent_since.is_not(None))
    found = await conn.execute(statement.where(c.inbox_id.in_(inbox_ids), *theirs))
    return [Unanswered(*row) for row in found]


class Talk(NamedTuple):
    """An agent's open live conversation."""

    conversation_id: str
    visitor_id: str
    agent_id: str


async def talks(conn: AsyncConnection, inbox_ids: Inboxes) -> list[Talk]:
    """The longest held first."""
    theirs = (c.kind == "live", c.status == "open", c.assignee_type == "agent")
    statement = select(c.id, c.visitor_id, c.assignee_id).where(c.inbox_id.in_(inbox_ids), *theirs)
    return [Talk(*row) for row in await conn.execute(statement.order_by(c.assigned_at, c.id))]


async def latest_decisions(conn: AsyncConnection, inbox_ids: Inboxes, limit: int) -> list[Decision]:
    """The newest first."""
    each = [await decisions_in(conn, inbox_id, None, limit) for inbox_id in inbox_ids]
    return heapq.nlargest(limit, chain.from_iterable(each), key=lambda decision: decision.number)


async def visitors_of(conn: AsyncConnection, conversation_ids: Collection[str]) -> dict[str, str]:
    """Whose each conversation is."""
    rows = await conn.execute(select(c.id, c.visitor_id).where(c.id.in_(conversation_ids)))
    return {row[0]: row[1] for row in rows}


async def rings(conn: AsyncConnection, inbox_ids: Inboxes, bounds: Sequence[datetime]) -> list[int]:
    """How many conversations came into line between each two of these moments."""

    def between(since: datetime, until: datetime) -> ColumnElement[bool]:
        return and_(s.entered_at >= since, s.entered_at < until)

    spans: list[Any] = [func.count(distinct(s.conversation_id)).filter(between(*span)) for span in pairwise(bounds)]
    statement = select(*spans).where(s.inbox_id.in_(inbox_ids), between(bounds[0], bounds[-1]))
    return [int(count) for count in (await conn.execute(statement)).one()]


async def first_ring(conn: AsyncConnection, inbox_ids: Inboxes) -> datetime | None:
    """When the first of all came into line."""
    here = select(func.min(s.entered_at)).where(s.inbox_id == inboxes.c.id).scalar_subquery()
    first: datetime | None = (await conn.scalars(select(func.min(here)).where(inboxes.c.id.in_(inbox_ids)))).one()
    return first
