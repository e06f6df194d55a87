"""Inboxes. SQL only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.records import Inbox
from deskbell.storage.tables import inboxes


async def insert(conn: AsyncConnection, **values: Any) -> Inbox:
    return _record((await conn.execute(inboxes.insert().values(**values).returning(inboxes))).one())


async def change(conn: AsyncConnection, inbox_id: str, **values: Any) -> Inbox | None:
    statement = update(inboxes).where(inboxes.c.id == inbox_id).values(**values).returning(inboxes)
    row = (await conn.execute(statement)).one_or_none()
    return None if row is None else _record(row)


async def by_id(conn: AsyncConnection, inbox_id: str) -> Inbox | None:
    row = (await conn.execute(select(inboxes).where(inboxes.c.id == inbox_id))).one_or_none()
    return None if row is None else _record(row)


async def by_key(conn: AsyncConnection, key: str) -> Inbox | None:
    row = (await conn.execute(select(inboxes).where(inboxes.c.key == key))).one_or_none()
    return None if row is None else _record(row)


async def all_inboxes(conn: AsyncConnection) -> list[Inbox]:
    """All of them, the oldest first."""
    rows = await conn.execute(select(inboxes).order_by(inboxes.c.created_at, inboxes.c.id))
    return [_record(row) for row in rows]


async def unknown_ids(conn: AsyncConnection, inbox_ids: Iterable[str]) -> list[str]:
    """Those of `inbox_ids` that no inbox has."""
    wanted = list(inbox_ids)
    known = set((await conn.execute(select(inboxes.c.id).where(inboxes.c.id.in_(wanted)))).scalars())
    return [inbox_id for inbox_id in wanted if inbox_id not in known]


def _record(row: Any) -> Inbox:
    return Inbox(**row._mapping)
