"""Look-ups in the database. SQL only."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.ids import new_id
from deskbell.features.lookups.tables import LookUp, look_ups

_C = look_ups.c


async def of_inbox(conn: AsyncConnection, inbox_id: str) -> list[LookUp]:
    """By name."""
    statement = select(look_ups).where(_C.inbox_id == inbox_id).order_by(func.lower(_C.name), _C.id)
    return [LookUp(**row._mapping) for row in await conn.execute(statement)]


async def names_of_inbox(conn: AsyncConnection, inbox_id: str) -> dict[str, str]:
    """The hook `look_ups`."""
    return {row.id: row.name for row in await conn.execute(select(_C.id, _C.name).where(_C.inbox_id == inbox_id))}


async def by_id(conn: AsyncConnection, look_up_id: str) -> LookUp | None:
    row = (await conn.execute(select(look_ups).where(_C.id == look_up_id))).one_or_none()
    return None if row is None else LookUp(**row._mapping)


async def insert(conn: AsyncConnection, **values: Any) -> LookUp:
    statement = look_ups.insert().values(id=new_id(), **values).returning(look_ups)
    return LookUp(**(await conn.execute(statement)).one()._mapping)


async def change(conn: AsyncConnection, look_up_id: str, **values: Any) -> LookUp:
    statement = update(look_ups).where(_C.id == look_up_id).values(**values).returning(look_ups)
    return LookUp(**(await conn.execute(statement)).one()._mapping)


async def remove(conn: AsyncConnection, look_up_id: str) -> None:
    await conn.execute(delete(look_ups).where(_C.id == look_up_id))
