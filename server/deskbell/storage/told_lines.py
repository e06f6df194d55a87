"""What each inbox's line was told last, as `services.told` writes it: one value an inbox. SQL only."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.storage.tables import told_lines

_T = told_lines.c


async def get(conn: AsyncConnection, inbox_id: str) -> bytes | None:
    return (await conn.execute(select(_T.line).where(_T.inbox_id == inbox_id))).scalar_one_or_none()


async def every(conn: AsyncConnection) -> dict[str, bytes]:
    """By inbox."""
    return {row.inbox_id: row.line for row in await conn.execute(select(told_lines))}


async def put(conn: AsyncConnection, inbox_id: str, line: bytes) -> None:
    changed = await conn.execute(update(told_lines).where(_T.inbox_id == inbox_id).values(line=line))
    if changed.rowcount == 0:
        await conn.execute(told_lines.insert().values(inbox_id=inbox_id, line=line))
