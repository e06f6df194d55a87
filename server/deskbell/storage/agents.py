"""Agents and the inboxes they belong to. SQL only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.records import Agent
from deskbell.storage.tables import agents, conversations, memberships


async def insert(conn: AsyncConnection, **values: Any) -> Agent:
    return _record((await conn.execute(agents.insert().values(**values).returning(agents))).one())


async def change(conn: AsyncConnection, agent_id: str, **values: Any) -> Agent | None:
    statement = update(agents).where(agents.c.id == agent_id).values(**values).returning(agents)
    row = (await conn.execute(statement)).one_or_none()
    return None if row is None else _record(row)


async def by_id(conn: AsyncConnection, agent_id: str) -> Agent | None:
    row = (await conn.execute(select(agents).where(agents.c.id == agent_id))).one_or_none()
    return None if row is None else _record(row)


async def by_ids(conn: AsyncConnection, agent_ids: Iterable[str]) -> dict[str, Agent]:
    rows = await conn.execute(select(agents).where(agents.c.id.in_(set(agent_ids))))
    return {row.id: _record(row) for row in rows}


async def by_email(conn: AsyncConnection, email: str) -> Agent | None:
    row = (await conn.execute(select(agents).where(agents.c.email == email))).one_or_none()
    return None if row is None else _record(row)


async def all_agents(conn: AsyncConnection) -> list[Agent]:
    """All of them, active or not, the oldest first."""
    rows = await conn.execute(select(agents).order_by(agents.c.created_at, agents.c.id))
    return [_record(row) for row in rows]


async def present(conn: AsyncConnection) -> list[Agent]:
    """Those shown as online or away."""
    rows = await conn.execute(select(agents).where(agents.c.presence != "offline"))
    return [_record(row) for row in rows]


async def count(conn: AsyncConnection) -> int:
    return (await conn.execute(select(func.count()).select_from(agents))).scalar_one()


async def count_active_admins(conn: AsyncConnection) -> int:
    statement = select(func.count()).where(agents.c.role == "admin", agents.c.active.is_(True))
    return (await conn.execute(statement)).scalar_one()


async def inbox_ids(conn: AsyncConnection, agent_ids: Iterable[str]) -> dict[str, list[str]]:
    """The inboxes of each agent; those without any are absent."""
    statement = select(memberships).where(memberships.c.agent_id.in_(set(agent_ids))).order_by(memberships.c.inbox_id)
    found: dict[str, list[str]] = defaultdict(list)
    for row in await conn.execute(statement):
        found[row.agent_id].append(row.inbox_id)
    return dict(found)


async def set_inboxes(conn: AsyncConnection, agent_id: str, wanted: Sequence[str]) -> None:
    """Which inboxes an agent belongs to; what is set for those they keep stays."""
    m = memberships.c
    await conn.execute(delete(memberships).where(m.agent_id == agent_id, m.inbox_id.not_in(list(wanted))))
    kept = set((await conn.execute(select(m.inbox_id).where(m.agent_id == agent_id))).scalars())
    for inbox_id in wanted:
        if inbox_id not in kept:
            await join_inbox(conn, agent_id, inbox_id)


async def inbox_capacities(conn: AsyncConnection, agent_ids: Iterable[str]) -> dict[str, dict[str, int | None]]:
    """By agent and inbox, how many conversations of it they may have at most; None where only their own capacity counts."""
    found: dict[str, dict[str, int | None]] = defaultdict(dict)
    for row in await conn.execute(select(memberships).where(memberships.c.agent_id.in_(set(agent_ids)))):
        found[row.agent_id][row.inbox_id] = row.capacity
    return dict(found)


async def set_inbox_capacity(conn: AsyncConnection, agent_id: str, inbox_id: str, capacity: int | None) -> None:
    m = memberships.c
    where = (m.agent_id == agent_id, m.inbox_id == inbox_id)
    await conn.execute(update(memberships).where(*where).values(capacity=capacity))


async def join_inbox(conn: AsyncConnection, agent_id: str, inbox_id: str) -> None:
    await conn.execute(memberships.insert().values(agent_id=agent_id, inbox_id=inbox_id))


async def open_conversations(conn: AsyncConnection, agent_ids: Iterable[str]) -> dict[str, int]:
    """How many open conversations each agent has; those without any are absent."""
    statement = (
        select(conversations.c.assignee_id, func.count())
        .where(
            conversations.c.assignee_id.in_(set(agent_ids)),
            conversations.c.assignee_type == "agent",
            conversations.c.status == "open",
        )
        .group_by(conversations.c.assignee_id)
    )
    return {row[0]: row[1] for row in await conn.execute(statement)}


def _record(row: Any) -> Agent:
    return Agent(**row._mapping)


async def move_given(conn: AsyncConnection, by: timedelta) -> None:
    """The clock was put back: when each was last given a conversation moves with it, so that nobody's turn is lost."""
    given = select(agents.c.id, agents.c.last_given_at).where(agents.c.last_given_at.is_not(None))
    for row in (await conn.execute(given)).all():
        await change(conn, row.id, last_given_at=row.last_given_at + by)
