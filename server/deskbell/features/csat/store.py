"""Ratings in the database. SQL only; who may rate, and until when, is decided in `rating`."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.features.csat.tables import Csat, csat


async def by_conversations(conn: AsyncConnection, conversation_ids: Sequence[str]) -> dict[str, Csat]:
    rows = await conn.execute(select(csat).where(csat.c.conversation_id.in_(conversation_ids)))
    return {row.conversation_id: Csat(**row._mapping) for row in rows}


async def insert(conn: AsyncConnection, rated: Csat) -> None:
    values = {name: getattr(rated, name) for name in rated.__struct_fields__}
    await conn.execute(csat.insert().values(**values))


async def change(conn: AsyncConnection, rated: Csat) -> None:
    """Store another opinion; the moment of the first stays, since the day for changing runs from it."""
    statement = update(csat).where(csat.c.conversation_id == rated.conversation_id)
    await conn.execute(statement.values(rating=rated.rating, comment=rated.comment, rated_at=rated.rated_at))
