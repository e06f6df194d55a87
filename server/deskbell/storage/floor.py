"""The floor as routing looks at it: the agents of an inbox with all that counts, and who waits. SQL only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    String,
    Subquery,
    and_,
    bindparam,
    cast,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.people import Presence
from deskbell.domain.records import Conversation
from deskbell.domain.routing.floor import Pass, Waiting
from deskbell.domain.routing.needs import read_needs
from deskbell.storage.tables import agent_skills, agents, assignments, memberships, team_members, visitors
from deskbell.storage.tables import conversations as table

c = table.c
_IN_LINE = and_(c.kind == "live", c.status == "open", c.queue_order.is_not(None))
INBOX: BindParameter[str] = bindparam("inbox")
By = dict[str, dict[str, int]]


class Member(NamedTuple):
    """An active agent of an inbox with all that counts. Loads are open conversations and offers under way."""

    id: str
    name: str
    presence: Presence
    capacity: int
    inbox_capacity: int | None
    last_given_at: datetime | None
    serves_again: bool
    load: int
    """In all inboxes."""
    inbox_load: int
    asked: int
    """Offers under way, in all inboxes."""
    teams: Mapping[str, int]
    """The share in each team."""
    skills: Mapping[str, int]
    """The level of each skill."""


class Standing(NamedTuple):
    """One place in a line, with all that decides who may take it."""

    id: str
    queue_order: int
    team_id: str | None
    overflow_team_id: str | None
    needs: str
    priority: str
    passed_by: str | None
    passed_until: datetime | None
    offered_to: str | None
    offered_until: datetime | None


async def members(conn: AsyncConnection, inbox_id: str) -> list[Member]:
    """The active agents of an inbox, by name."""
    rows = await conn.execute(_MEMBERS, {"inbox": inbox_id})
    return [Member._make((*known, _read_listed(in_teams), _read_listed(can))) for *known, in_teams, can in rows]


def _loads() -> Subquery:
    """Of every agent with an open conversation or an offer under way: how many, in all inboxes and in this one."""
    held = select(c.assignee_id.label("agent_id"), c.inbox_id, literal(0).label("asked"))
    asked = select(c.offered_to.label("agent_id"), c.inbox_id, literal(1).label("asked"))
    held = held.where(c.status == "open", c.assignee_type == "agent")
    asked = asked.where(c.offered_to.is_not(None))
    each = union_all(held, asked).subquery()
    here = func.count().filter(each.c.inbox_id == INBOX)
    counts = (func.count().label("total"), here.label("here"), func.sum(each.c.asked).label("asked"))
    return select(each.c.agent_id, *counts).group_by(each.c.agent_id).subquery()


def _listed(other_id: Any, number: Any, agent_id: Any) -> Any:
    """`id:number id:number`, of the agent in the surrounding statement."""
    each = other_id.concat(":").concat(cast(number, String))
    return select(func.aggregate_strings(each, " ")).where(agent_id == agents.c.id).scalar_subquery()


def _read_listed(text: str | None) -> dict[str, int]:
    parts = [part.rpartition(":") for part in text.split()] if text else ()
    return {other_id: int(number) for other_id, _, number in parts}


def _members() -> Select[Any]:
    a, m, loads = agents.c, memberships.c, _loads()
    return (
        select(a.id, a.name, a.presence, a.capacity, m.capacity, a.last_given_at, a.serves_again)
        .add_columns(*(func.coalesce(loads.c[name], 0) for name in ("total", "here", "asked")))
        .add_columns(_listed(team_members.c.team_id, team_members.c.share, team_members.c.agent_id))
        .add_columns(_listed(agent_skills.c.skill_id, agent_skills.c.level, agent_skills.c.agent_id))
        .join(memberships, m.agent_id == a.id)
        .outerjoin(loads, loads.c.agent_id == a.id)
        .where(m.inbox_id == INBOX, a.active)
        .order_by(a.name, a.id)
    )


_MEMBERS = _members()
"""Built once, and one statement for all: a decision reads it, and a statement costs more than its rows."""


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


async def first_in_line(conn: AsyncConnection, inbox_id: str, limit: int) -> list[Waiting]:
    """As many from the front of the line, in order. Offers under way are left out: they are somebody's already."""
    return await _read(conn, _FIRST, {"inbox": inbox_id, "most": limit})


async def heads(conn: AsyncConnection, inbox_id: str) -> list[Waiting]:
    """The first in line of every kind (team, needs, who let it pass), in order: nobody behind them can go before them."""
    return await _read(conn, _HEADS, {"inbox": inbox_id})


async def _read(conn: AsyncConnection, statement: Select[Any], values: dict[str, Any]) -> list[Waiting]:
    rows = await conn.execute(statement, values)
    return [
        Waiting(
            id=row.id,
            order=row.queue_order,
            priority=row.priority,
            team_id=row.team_id,
            overflow_team_id=row.overflow_team_id,
            needs=read_needs(row.needs),
            last_agent_id=row.last_agent_id,
            passes=read_passes(row.passed_by, row.passed_until),
        )
        for row in rows
    ]


def _served_last() -> Any:
    """Who served the person of the conversation in the surrounding statement last."""
    return _served(c.visitor_id, assignments.c.agent_id).scalar_subquery().label("last_agent_id")


def _served(visitor_id: Any, *columns: Any) -> Select[Any]:
    """The last time that anybody served this visitor, in any browser in which the site signed them as the same."""
    earlier, me, same, browser = table.alias(), visitors.alias(), visitors.alias(), visitors.alias()
    signed = and_(browser.c.inbox_id == same.c.inbox_id, browser.c.external_id == same.c.external_id)
    browsers = union_all(  # with `or` no index would serve
        select(me.c.id).where(me.c.id == visitor_id).correlate(table),
        select(browser.c.id).join(same, signed).where(same.c.id == visitor_id).correlate(table),
    )
    latest = select(*columns).join(earlier, earlier.c.id == assignments.c.conversation_id)
    return latest.where(earlier.c.visitor_id.in_(browsers)).order_by(assignments.c.started_at.desc()).limit(1)


def _heads() -> Select[Any]:
    rank = func.row_number().over(
        partition_by=(c.team_id, c.overflow_team_id, c.needs, c.passed_by, c.passed_until),
        order_by=(c.queue_order, c.id),
    )
    first = select(c.id, rank.label("rank")).where(IS_WAITING).subquery()
    heads = select(*_WAITING).join(first, and_(first.c.id == c.id, first.c.rank == 1))
    return heads.order_by(c.queue_order, c.id)


IS_WAITING = and_(c.inbox_id == INBOX, _IN_LINE, c.offered_to.is_(None))
SPECIAL = or_(c.team_id.is_not(None), c.needs != "")
WANTS = (c.team_id, c.overflow_team_id, c.needs)
_WAITING = (c.id, c.queue_order, c.priority, *WANTS, c.passed_by, c.passed_until, _served_last())
_FIRST = select(*_WAITING).where(IS_WAITING).order_by(c.queue_order, c.id).limit(bindparam("most"))
_HEADS = _heads()


async def standing(conn: AsyncConnection, inbox_id: str) -> list[Standing]:
    """Everybody in an inbox's line, in order, also those who are being offered."""
    columns = [c[name] for name in Standing._fields]
    statement = select(*columns).where(c.inbox_id == inbox_id, _IN_LINE).order_by(c.queue_order, c.id)
    return [Standing(*row) for row in await conn.execute(statement)]


def read_passes(text: str | None, last: datetime | None) -> tuple[Pass, ...]:
    """`conversations.passed_by` and `passed_until` as the rules know them. One text, so that a line can be grouped by it.

    The text has of each agent the id and by how many milliseconds their moment is before `passed_until`, the last of all
    (none where it is that one): a clock that is put back moves a single column.
    """
    if not text or last is None:
        return ()
    told = (one.partition("/") for one in text.split())
    return tuple(Pass(agent_id, last - timedelta(milliseconds=int(before or 0))) for agent_id, _, before in told)


def written_passes(passes: Sequence[Pass]) -> dict[str, Any]:
    """The two columns that `read_passes` reads."""
    last = max(one.until for one in passes)
    told = (f"{one.agent_id}/{(last - one.until) // timedelta(milliseconds=1)}" for one in passes)
    return {"passed_by": " ".join(told), "passed_until": last}


def as_waiting(conversation: Conversation) -> Waiting:
    """A conversation in line as the rules look at it, without who served this person last."""
    return Waiting(
        id=conversation.id,
        order=conversation.queue_order or 0,
        priority=conversation.priority,
        team_id=conversation.team_id,
        overflow_team_id=conversation.overflow_team_id,
        needs=read_needs(conversation.needs),
        passes=read_passes(conversation.passed_by, conversation.passed_until),
    )


async def last_agents(conn: AsyncConnection, conversation_ids: Iterable[str]) -> dict[str, str]:
    """Who served the visitor of each conversation last; those nobody served are absent."""
    statement = select(c.id, _served_last()).where(c.id.in_(list(conversation_ids)))
    return {row[0]: row[1] for row in await conn.execute(statement) if row[1] is not None}


async def last_served(conn: AsyncConnection, visitor_id: str) -> tuple[str, Any] | None:
    """Who served this visitor last, and when."""
    found = await conn.execute(_served(visitor_id, assignments.c.agent_id, assignments.c.started_at))
    row = found.one_or_none()
    return None if row is None else (row[0], row[1])


async def offered(conn: AsyncConnection, agent_id: str) -> list[str]:
    """The conversations that an agent is asked to accept, the newest offer first."""
    statement = select(c.id).where(c.offered_to == agent_id).order_by(c.offered_until.desc(), c.queue_order.desc())
    return list((await conn.execute(statement)).scalars())


async def under_offer(conn: AsyncConnection, inbox_id: str | None = None) -> list[str]:
    """The conversations that anybody is asked to accept, in all inboxes or in one."""
    statement = select(c.id).where(c.offered_to.is_not(None))
    if inbox_id is not None:
        statement = statement.where(c.inbox_id == inbox_id)
    return list((await conn.execute(statement)).scalars())


async def ahead(conn: AsyncConnection, inbox_id: str, queue_order: int, conversation_id: str) -> int:
    """How many stand before somebody in line."""
    before = or_(c.queue_order < queue_order, and_(c.queue_order == queue_order, c.id < conversation_id))
    statement = select(func.count()).where(c.inbox_id == inbox_id, _IN_LINE, before)
    return int((await conn.execute(statement)).scalar_one())


async def positions(conn: AsyncConnection, inbox_id: str, standing: Sequence[Conversation]) -> dict[str, int]:
    """The places of these in an inbox's line: 1 for the first."""
    if len(standing) == 1:
        [one] = standing
        return {one.id: 1 + await ahead(conn, inbox_id, one.queue_order or 0, one.id)}
    statement = select(c.id).where(c.inbox_id == inbox_id, _IN_LINE).order_by(c.queue_order, c.id)
    return {found: place for place, found in enumerate((await conn.execute(statement)).scalars(), 1)}


async def passed(conn: AsyncConnection, conversation: Conversation) -> int:
    """How many came before somebody and stand behind them."""
    before = c.original_order < conversation.original_order
    behind = c.queue_order > conversation.queue_order
    statement = select(func.count()).where(c.inbox_id == conversation.inbox_id, _IN_LINE, before, behind)
    return int((await conn.execute(statement)).scalar_one())


class Kind(NamedTuple):
    """What those in line ask for, the same for all of a kind."""

    team_id: str | None
    overflow_team_id: str | None
    needs: str


async def special_kinds(conn: AsyncConnection, inbox_id: str) -> list[Kind]:
    """The different kinds of those in line who ask for more than anybody."""
    statement = select(*WANTS).where(c.inbox_id == inbox_id, _IN_LINE, SPECIAL).distinct()
    return [Kind(*row) for row in await conn.execute(statement)]


async def of_kind(conn: AsyncConnection, inbox_id: str, kind: Kind) -> list[str]:
    """Who stands in line and asks for this, in order."""
    statement = select(c.id).where(c.inbox_id == inbox_id, _IN_LINE, asks(kind)).order_by(c.queue_order, c.id)
    return list((await conn.execute(statement)).scalars())


def asks(kind: Kind) -> ColumnElement[bool]:
    return and_(*(column.is_not_distinct_from(value) for column, value in zip(WANTS, kind, strict=True)))
