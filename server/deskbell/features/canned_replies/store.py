"""Canned replies in the database. SQL only."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.ids import new_id
from deskbell.features.canned_replies.tables import CannedReply, canned_replies

_C = canned_replies.c


async def of_inboxes(conn: AsyncConnection, inbox_ids: Collection[str]) -> list[CannedReply]:
    """Those of these inboxes and those of all, by name."""
    statement = select(canned_replies).where(or_(_C.inbox_id.is_(None), _C.inbox_id.in_(inbox_ids)))
    return [CannedReply(**row._mapping) for row in await conn.execute(statement.order_by(_C.shortcut, _C.id))]


async def everywhere(conn: AsyncConnection) -> list[CannedReply]:
    rows = await conn.execute(select(canned_replies).order_by(_C.shortcut, _C.id))
    return [CannedReply(**row._mapping) for row in rows]


async def by_id(conn: AsyncConnection, reply_id: str) -> CannedReply | None:
    row = (await conn.execute(select(canned_replies).where(_C.id == reply_id))).one_or_none()
    return None if row is None else CannedReply(**row._mapping)


async def insert(conn: AsyncConnection, **values: Any) -> CannedReply:
    statement = canned_replies.insert().values(id=new_id(), **values).returning(canned_replies)
    return CannedReply(**(await conn.execute(statement)).one()._mapping)


async def change(conn: AsyncConnection, reply_id: str, **values: Any) -> CannedReply:
    statement = update(canned_replies).where(_C.id == reply_id).values(**values).returning(canned_replies)
    return CannedReply(**(await conn.execute(statement)).one()._mapping)


async def remove(conn: AsyncConnection, reply_id: str) -> None:
    await conn.execute(delete(canned_replies).where(_C.id == reply_id))
