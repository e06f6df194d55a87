"""What there is one of: the organization, the signing keys, what the clock said last. A name and a JSON value each."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.storage.tables import installation


async def get(conn: AsyncConnection, name: str) -> Any:
    """The value, or None."""
    return (await conn.execute(select(installation.c.value).where(installation.c.name == name))).scalar_one_or_none()


async def put(conn: AsyncConnection, name: str, value: Any) -> None:
    changed = await conn.execute(update(installation).where(installation.c.name == name).values(value=value))
    if changed.rowcount == 0:
        await conn.execute(installation.insert().values(name=name, value=value))
