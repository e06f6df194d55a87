"""Pictures that we encoded ourselves, by the name that comes from their content. SQL only."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.storage.tables import inboxes, pictures


async def keep(conn: AsyncConnection, name: str, content_type: str, data: bytes) -> None:
    """Store a picture once."""
    if await get(conn, name) is None:
        await conn.execute(pictures.insert().values(name=name, content_type=content_type, bytes=data))


async def get(conn: AsyncConnection, name: str) -> tuple[str, bytes] | None:
    """Content type and bytes."""
    statement = select(pictures.c.content_type, pictures.c.bytes).where(pictures.c.name == name)
    row = (await conn.execute(statement)).one_or_none()
    return None if row is None else (row.content_type, row.bytes)


async def names_of(conn: AsyncConnection, names: Sequence[str]) -> set[str]:
    """Those of these that are kept."""
    return set((await conn.execute(select(pictures.c.name).where(pictures.c.name.in_(names)))).scalars())


async def drop_unused_logo(conn: AsyncConnection, name: str) -> None:
    """Delete a picture that no inbox has as its logo any more."""
    used = select(inboxes.c.logo).where(inboxes.c.logo == name)
    await conn.execute(delete(pictures).where(pictures.c.name == name, ~used.exists()))
