"""Conversations: their rows, their lists and their counts. SQL only; who may see what is decided in `services.access`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, func, or_, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.records import Conversation
from deskbell.storage.tables import conversations as c
from deskbell.storage.tables import messages

_ROW = c.c
MOMENTS = ("queued_at", "offered_until", "passed_until", "idle_since", "silent_since")
"""The columns that timers go by."""
_WAITING = and_(_ROW.status == "open", _ROW.assignee_type.is_(None))


async def insert(conn: AsyncConnection, **values: Any) -> Conversation:
    return _record((await conn.execute(c.insert().values(**values).returning(c))).one())


async def change(conn: AsyncConnection, conversation_id: str, **values: Any) -> Conversation:
    """Set columns (values may be SQL expressions) and return the row as it is now."""
    statement = update(c).where(_ROW.id == conversation_id).values(**values).returning(c)
    return _record((await conn.execute(statement)).one())


async def by_id(conn: AsyncConnection, conversation_id: str) -> Conversation | None:
    return _maybe((await conn.execute(select(c).where(_ROW.id == conversation_id))).one_or_none())


async def by_client_id(conn: AsyncConnection, visitor_id: str, client_id: str) -> Conversation | None:
    statement = select(c).where(_ROW.visitor_id == visitor_id, _ROW.client_id == client_id)
    return _maybe((await conn.execute(statement)).one_or_none())


async def by_own_message(conn: AsyncConnection, visitor_id: str, client_id: str) -> Conversation | None:
    """The conversation in which the visitor wrote under this `client_id`, the newest if there were several."""
    m = messages.c
    statement = (
        select(c)
        .join(messages, m.conversation_id == _ROW.id)
        .where(_ROW.visitor_id == visitor_id, m.client_id == client_id, m.author_type == "visitor")
        .order_by(_ROW.created_at.desc(), _ROW.id.desc())
        .limit(1)
    )
    return _maybe((await conn.execute(statement)).one_or_none())


async def live_of_visitor(conn: AsyncConnection, visitor_id: str) -> Conversation | None:
    """The visitor's live conversation that is not resolved, the newest if there were several."""
    statement = (
        select(c)
        .where(_ROW.visitor_id == visitor_id, _ROW.kind == "live", _ROW.status != "resolved")
        .order_by(_ROW.created_at.desc(), _ROW.id.desc())
        .limit(1)
    )
    return _maybe((await conn.execute(statement)).one_or_none())


async def open_of_visitor(conn: AsyncConnection, visitor_id: str) -> list[Conversation]:
    """The visitor's live conversations that are not resolved, the oldest first."""
    where = (_ROW.visitor_id == visitor_id, _ROW.kind == "live", _ROW.status == "open")
    return [_record(row) for row in await conn.execute(select(c).where(*where).order_by(_ROW.created_at, _ROW.id))]


async def in_line_of_visitor(conn: AsyncConnection, inbox_id: str, visitor_id: str) -> list[Conversation]:
    """Where the visitor stands in an inbox's line."""
    where = (_ROW.visitor_id == visitor_id, _ROW.inbox_id == inbox_id, _ROW.kind == "live", _WAITING)
    statement = select(c).where(*where, _ROW.queue_order.is_not(None)).order_by(_ROW.queue_order, _ROW.id)
    return [_record(row) for row in await conn.execute(statement)]


async def open_of_agent(conn: AsyncConnection, agent_id: str) -> list[Conversation]:
    """What an agent has open, in the order in which they came to the line."""
    statement = select(c).where(_view("mine", agent_id)).order_by(_ROW.original_order, _ROW.id)
    return [_record(row) for row in await conn.execute(statement)]


async def open_with_agents(conn: AsyncConnection) -> list[Conversation]:
    """What all agents have open."""
    statement = select(c).where(_ROW.status == "open", _ROW.assignee_type == "agent")
    return [_record(row) for row in await conn.execute(statement)]


async def move_moments(conn: AsyncConnection, by: timedelta) -> list[str]:
    """The clock was put back or forward: what is measured or to come moves with it. Returns whose it was, in their order."""
    columns = [c.c[name] for name in MOMENTS]
    measured = or_(*(column.is_not(None) for column in columns))
    statement = select(_ROW.id, *columns).where(_ROW.status == "open", measured).order_by(_ROW.id)
    rows = (await conn.execute(statement)).all()
    moved = [{"moved": row.id} | {n: at and at + by for n, at in zip(MOMENTS, row[1:], strict=True)} for row in rows]
    if moved:
        values: dict[str, Any] = {name: bindparam(name) for name in MOMENTS}
        await conn.execute(update(c).where(_ROW.id == bindparam("moved")).values(values), moved)
    return [row.id for row in rows]


async def latest_of_visitor(conn: AsyncConnection, visitor_id: str) -> Conversation | None:
    """Of the live conversations one that is not resolved, else the latest; an offline message is none of them."""
    statement = (
        select(c)
        .where(_ROW.visitor_id == visitor_id, _ROW.kind == "live")
        .order_by(
            case((_ROW.status != "resolved", 0), else_=1),
            _ROW.updated_at.desc(),
            _ROW.id.desc(),
        )
        .limit(1)
    )
    return _maybe((await conn.execute(statement)).one_or_none())


async def of_visitor(
    conn: AsyncConnection, visitor_id: str, before: tuple[datetime, str] | None, limit: int
) -> list[Conversation]:
    """A visitor's conversations, the newest activity first."""
    return await _newest_first(conn, _ROW.visitor_id == visitor_id, before, limit)


async def listed(
    conn: AsyncConnection,
    view: str,
    agent_id: str,
    inbox_ids: Iterable[str] | None,
    before: tuple[datetime, str] | None,
    limit: int,
) -> list[Conversation]:
    """One of the desk's views `mine`, `all`, `resolved`, the newest activity first."""
    return await _newest_first(conn, and_(_seen(inbox_ids), _view(view, agent_id)), before, limit)


async def waiting(
    conn: AsyncConnection, inbox_ids: Iterable[str] | None, after: tuple[int, str] | None, limit: int
) -> list[Conversation]:
    """Open and unassigned: the queue in its order, then offline messages, the oldest first."""
    order = func.coalesce(_ROW.queue_order, 2**53)
    where = [_seen(inbox_ids), _WAITING]
    if after is not None:
        where.append(or_(order > after[0], and_(order == after[0], _ROW.id > after[1])))
    statement = select(c).where(*where).order_by(order, _ROW.id).limit(limit)
    return [_record(row) for row in await conn.execute(statement)]


async def counts(conn: AsyncConnection, agent_id: str, inbox_ids: Iterable[str] | None) -> dict[str, int]:
    """How many conversations each of the desk's views holds."""
    queued = and_(_WAITING, _ROW.queue_order.is_not(None))
    left = and_(_WAITING, _ROW.queue_order.is_(None))
    columns = {
        "waiting": queued,
        "offline_messages": left,
        "mine": _view("mine", agent_id),
        "all": _view("all", agent_id),
        "resolved": _view("resolved", agent_id),
    }
    statement = select(*[func.count(case((where, 1))).label(name) for name, where in columns.items()])
    row = (await conn.execute(statement.where(_seen(inbox_ids)))).one()
    return {name: int(row._mapping[name]) for name in columns}


def _view(view: str, agent_id: str) -> ColumnElement[bool]:
    if view == "resolved":
        return _ROW.status == "resolved"
    if view == "mine":
        return and_(_ROW.status == "open", _ROW.assignee_type == "agent", _ROW.assignee_id == agent_id)
    return _ROW.status == "open"


def _seen(inbox_ids: Iterable[str] | None) -> ColumnElement[bool]:
    return true() if inbox_ids is None else _ROW.inbox_id.in_(list(inbox_ids))


async def _newest_first(
    conn: AsyncConnection, where: ColumnElement[bool], before: tuple[datetime, str] | None, limit: int
) -> list[Conversation]:
    statement = select(c).where(where)
    if before is not None:
        moment, last_id = before
        statement = statement.where(or_(_ROW.updated_at < moment, and_(_ROW.updated_at == moment, _ROW.id < last_id)))
    statement = statement.order_by(_ROW.updated_at.desc(), _ROW.id.desc()).limit(limit)
    return [_record(row) for row in await conn.execute(statement)]


def _record(row: Any) -> Conversation:
    return Conversation(**row._mapping)


def _maybe(row: Any) -> Conversation | None:
    return None if row is None else _record(row)
