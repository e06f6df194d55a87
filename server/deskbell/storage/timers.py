"""Timers are rows with a due time: a restart fires them late once, never twice, never not at all. SQL only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.storage.tables import timers


async def put(conn: AsyncConnection, kind: str, subject_id: str, due_at: datetime) -> None:
    """Set a timer; one of the same kind and subject is replaced."""
    await drop(conn, kind, subject_id)
    await conn.execute(timers.insert().values(kind=kind, subject_id=subject_id, due_at=due_at))


async def put_all(conn: AsyncConnection, kind: str, due_at: Mapping[str, datetime]) -> None:
    """Set many of a kind, by subject, at the cost of a few."""
    if not due_at:
        return
    one = delete(timers).where(timers.c.kind == kind, timers.c.subject_id == bindparam("subject"))
    await conn.execute(one, [{"subject": subject_id} for subject_id in due_at])
    values = [{"kind": kind, "subject_id": subject_id, "due_at": moment} for subject_id, moment in due_at.items()]
    await conn.execute(timers.insert(), values)


async def drop(conn: AsyncConnection, kind: str, subject_id: str) -> bool:
    """Take a timer away; False when it was not there (somebody else fired or dropped it)."""
    result = await conn.execute(delete(timers).where(timers.c.kind == kind, timers.c.subject_id == subject_id))
    return result.rowcount > 0


async def drop_all(conn: AsyncConnection, kind: str, subject_ids: Iterable[str]) -> None:
    await conn.execute(delete(timers).where(timers.c.kind == kind, timers.c.subject_id.in_(list(subject_ids))))


async def pending(conn: AsyncConnection, kind: str, subject_ids: Iterable[str]) -> set[str]:
    """The subjects of those of these timers that are set."""
    statement = select(timers.c.subject_id).where(timers.c.kind == kind, timers.c.subject_id.in_(list(subject_ids)))
    return set((await conn.execute(statement)).scalars())


async def due_at(conn: AsyncConnection, kind: str, subject_id: str) -> datetime | None:
    """When a timer is due; None when it is not set."""
    statement = select(timers.c.due_at).where(timers.c.kind == kind, timers.c.subject_id == subject_id)
    return (await conn.execute(statement)).scalar_one_or_none()


async def take_due(conn: AsyncConnection, kind: str, subject_ids: Iterable[str], now: datetime) -> set[str]:
    """Take those of these timers away that are due; returns their subjects."""
    statement = (
        delete(timers)
        .where(timers.c.kind == kind, timers.c.subject_id.in_(list(subject_ids)), timers.c.due_at <= now)
        .returning(timers.c.subject_id)
    )
    return set((await conn.execute(statement)).scalars())


async def move_all(conn: AsyncConnection, by: timedelta) -> None:
    """The clock was put back or forward: all that is still to come moves with it."""
    rows = (await conn.execute(select(timers))).all()
    one = update(timers).where(timers.c.kind == bindparam("of_kind"), timers.c.subject_id == bindparam("subject"))
    moved = [{"of_kind": row.kind, "subject": row.subject_id, "due_at": row.due_at + by} for row in rows]
    if moved:
        await conn.execute(one.values(due_at=bindparam("due_at")), moved)


async def due(conn: AsyncConnection, now: datetime, limit: int = 100) -> list[tuple[str, str]]:
    """(kind, subject) of the timers that are due, the oldest first; of the same moment the subject that was made first."""
    statement = select(timers.c.kind, timers.c.subject_id).where(timers.c.due_at <= now)
    return [
        tuple(row) for row in await conn.execute(statement.order_by(timers.c.due_at, timers.c.subject_id).limit(limit))
    ]
