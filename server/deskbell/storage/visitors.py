"""Visitors: browsers with a token. SQL only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.records import Visitor
from deskbell.storage.counters import next_value
from deskbell.storage.tables import conversations, visitors

MOST_BROWSERS = 20
"""Of one person, as many as one step looks at; the latest first."""


async def insert(conn: AsyncConnection, **values: Any) -> Visitor:
    """Store a new visitor; the number that names them until they say their name is given here."""
    number = await next_value(conn, "visitor")
    statement = visitors.insert().values(number=number, epoch=1, **values).returning(visitors)
    return _record((await conn.execute(statement)).one())


async def change(conn: AsyncConnection, visitor_id: str, **values: Any) -> Visitor:
    statement = update(visitors).where(visitors.c.id == visitor_id).values(**values).returning(visitors)
    return _record((await conn.execute(statement)).one())


async def by_id(conn: AsyncConnection, visitor_id: str) -> Visitor | None:
    row = (await conn.execute(select(visitors).where(visitors.c.id == visitor_id))).one_or_none()
    return None if row is None else _record(row)


async def by_ids(conn: AsyncConnection, visitor_ids: Iterable[str]) -> dict[str, Visitor]:
    rows = await conn.execute(select(visitors).where(visitors.c.id.in_(set(visitor_ids))))
    return {row.id: _record(row) for row in rows}


async def epochs(conn: AsyncConnection, visitor_ids: Iterable[str]) -> dict[str, int]:
    """How often the tokens of each were revoked, counted from 1."""
    statement = select(visitors.c.id, visitors.c.epoch).where(visitors.c.id.in_(set(visitor_ids)))
    return {row.id: row.epoch for row in await conn.execute(statement)}


async def same_person(conn: AsyncConnection, visitor: Visitor) -> list[Visitor]:
    """The visitor, and their other browsers in this inbox: those in which the site signed the same `external_id`."""
    if visitor.external_id is None:
        return [visitor]
    return await of_person(conn, visitor.inbox_id, visitor.external_id)


async def of_person(conn: AsyncConnection, inbox_id: str, external_id: str) -> list[Visitor]:
    """The browsers of a person, the latest first."""
    same = (visitors.c.inbox_id == inbox_id, visitors.c.external_id == external_id)
    statement = select(visitors).where(*same).order_by(visitors.c.last_seen_at.desc(), visitors.c.id)
    return [_record(row) for row in await conn.execute(statement.limit(MOST_BROWSERS))]


async def count_conversations(conn: AsyncConnection, visitor_id: str) -> int:
    statement = select(func.count()).where(conversations.c.visitor_id == visitor_id)
    return (await conn.execute(statement)).scalar_one()


def _record(row: Any) -> Visitor:
    return Visitor(**row._mapping)
