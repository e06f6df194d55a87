"""The floor as routing looks at it: the agents of an inbox with all that counts, and who waits. SQL only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.records import Agent, Conversation
from deskbell.domain.routing.floor import Waiting
from deskbell.domain.routing.needs import read_needs
from deskbell.storage.tables import agent_skills, agents, assignments, memberships, team_members
from deskbell.storage.tables import conversations as table

c = table.c
_IN_LINE = and_(c.kind == "live", c.status == "open", c.queue_order.is_not(None))
By = dict[str, dict[str, int]]


class Member(NamedTuple):
    """An active agent of an inbox, with how many conversations of it they may have at most."""

    agent: Agent
    capacity: int | None


class Standing(NamedTuple):
    """One place in a line, with all that decides who may take it."""

    id: str
    team_id: str | None
    needs: str
    priority: str
    passed_by: str | None
    passed_until: datetime | None
    offered_to: str | None
    offered_until: datetime | None


class Load(NamedTuple):
    """Open conversations and offers under way: all, and those of one inbox."""

    total: int
    here: int


async def members(conn: AsyncConnection, inbox_id: str) -> list[Member]:
    """The active agents of an inbox, by name."""
    statement = (
        select(agents, memberships.c.capacity.label("inbox_capacity"))
        .join(memberships, memberships.c.agent_id == agents.c.id)
        .where(memberships.c.inbox_id == inbox_id, agents.c.active)
        .order_by(agents.c.name, agents.c.id)
    )
    found = []
    for row in await conn.execute(statement):
        values = dict(row._mapping)
        found.append(Member(capacity=values.pop("inbox_capacity"), agent=Agent(**values)))
    return found


async def loads(conn: AsyncConnection, inbox_id: str) -> dict[str, Load]:
    """Of every agent with an open conversation or an offer under way, in any inbox."""
    has = and_(c.status == "open", c.assignee_type == "agent")
    found: dict[str, Load] = {}
    for agent_id, where in ((c.assignee_id, has), (c.offered_to, c.offered_to.is_not(None))):
        here = func.count().filter(c.inbox_id == inbox_id)
        for agent, total, of_inbox in await conn.execute(
            select(agent_id, func.count(), here).where(where).group_by(agent_id)
        ):
            before = found.get(agent, Load(0, 0))
            found[agent] = Load(before.total + total, before.here + of_inbox)
    return found


async def teams_of(conn: AsyncConnection, agent_ids: Iterable[str] | None = None) -> By:
    """The share in each team, by agent."""
    t = team_members.c
    return await _by_agent(conn, select(t.agent_id, t.team_id, t.share), t.agent_id, agent_ids)


async def skills_of(conn: AsyncConnection, agent_ids: Iterable[str] | None = None) -> By:
    """The level of each skill, by agent."""
    s = agent_skills.c
    return await _by_agent(conn, select(s.agent_id, s.skill_id, s.level), s.agent_id, agent_ids)


async def _by_agent(conn: AsyncConnection, statement: Any, agent_id: Any, wanted: Iterable[str] | None) -> By:
    if wanted is not None:
        statement = statement.where(agent_id.in_(list(wanted)))
    found: By = defaultdict(dict)
    for agent, other, number in await conn.execute(statement):
        found[agent][other] = number
    return dict(found)


async def heads(conn: AsyncConnection, inbox_id: str) -> list[Waiting]:
    """The first in line of every kind (team, needs, who let it pass), in order: nobody behind them can go before them.

    Offers under way are left out: they are somebody's already.
    """
    rank = func.row_number().over(
        partition_by=(c.team_id, c.needs, c.passed_by, c.passed_until), order_by=(c.queue_order, c.id)
    )
    waiting = select(c.id, rank.label("rank")).where(c.inbox_id == inbox_id, _IN_LINE, c.offered_to.is_(None))
    first = waiting.subquery()
    statement = select(table).join(first, and_(first.c.id == c.id, first.c.rank == 1)).order_by(c.queue_order, c.id)
    return [as_waiting(Conversation(**row._mapping)) for row in await conn.execute(statement)]


async def standing(conn: AsyncConnection, inbox_id: str) -> list[Standing]:
    """Everybody in an inbox's line, in order, also those who are being offered."""
    columns = [c[name] for name in Standing._fields]
    statement = select(*columns).where(c.inbox_id == inbox_id, _IN_LINE).order_by(c.queue_order, c.id)
    return [Standing(*row) for row in await conn.execute(statement)]


def as_waiting(conversation: Conversation) -> Waiting:
    return Waiting(
        id=conversation.id,
        order=conversation.queue_order or 0,
        priority=conversation.priority,
        team_id=conversation.team_id,
        needs=read_needs(conversation.needs),
        passed_by=conversation.passed_by,
        passed_until=conversation.passed_until,
    )


def with_last_agent(waiting: Waiting, agent_id: str | None) -> Waiting:
    return msgspec.structs.replace(waiting, last_agent_id=agent_id)


async def last_agents(conn: AsyncConnection, conversation_ids: Iterable[str]) -> dict[str, str]:
    """Who served the visitor of each conversation last; those nobody served are absent."""
    earlier = table.alias()
    statement = (
        select(c.id, assignments.c.agent_id)
        .join(earlier, earlier.c.visitor_id == c.visitor_id)
        .join(assignments, assignments.c.conversation_id == earlier.c.id)
        .where(c.id.in_(list(conversation_ids)))
        .order_by(assignments.c.started_at)
    )
    return {row[0]: row[1] for row in await conn.execute(statement)}


async def last_served(conn: AsyncConnection, visitor_id: str) -> tuple[str, Any] | None:
    """Who served this visitor last, and when."""
    statement = (
        select(assignments.c.agent_id, assignments.c.started_at)
        .join(table, c.id == assignments.c.conversation_id)
        .where(c.visitor_id == visitor_id)
        .order_by(assignments.c.started_at.desc())
        .limit(1)
    )
    row = (await conn.execute(statement)).one_or_none()
    return None if row is None else (row[0], row[1])


async def offered(conn: AsyncConnection, agent_id: str) -> list[str]:
    """The conversations that an agent is asked to accept."""
    return list((await conn.execute(select(c.id).where(c.offered_to == agent_id))).scalars())


async def ahead(conn: AsyncConnection, inbox_id: str, queue_order: int, conversation_id: str) -> int:
    """How many stand before somebody in line."""
    before = or_(c.queue_order < queue_order, and_(c.queue_order == queue_order, c.id < conversation_id))
    statement = select(func.count()).where(c.inbox_id == inbox_id, _IN_LINE, before)
    return int((await conn.execute(statement)).scalar_one())


async def passed(conn: AsyncConnection, conversation: Conversation) -> int:
    """How many came before somebody and stand behind them."""
    before = c.original_order < conversation.original_order
    behind = c.queue_order > conversation.queue_order
    statement = select(func.count()).where(c.inbox_id == conversation.inbox_id, _IN_LINE, before, behind)
    return int((await conn.execute(statement)).scalar_one())


async def special_kinds(conn: AsyncConnection, inbox_id: str) -> list[tuple[str | None, str]]:
    """The different (team, needs) of those in line who need more than anybody."""
    special = or_(c.team_id.is_not(None), c.needs != "")
    statement = select(c.team_id, c.needs).where(c.inbox_id == inbox_id, _IN_LINE, special).distinct()
    return [(row[0], row[1]) for row in await conn.execute(statement)]


async def of_kind(conn: AsyncConnection, inbox_id: str, team_id: str | None, needs: str) -> list[str]:
    """Who stands in line with this team and these needs, in order."""
    same = and_(c.team_id == team_id if team_id is not None else c.team_id.is_(None), c.needs == needs)
    statement = select(c.id).where(c.inbox_id == inbox_id, _IN_LINE, same).order_by(c.queue_order, c.id)
    return list((await conn.execute(statement)).scalars())
