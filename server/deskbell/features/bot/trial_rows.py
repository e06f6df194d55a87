"""The test set in the database. SQL only."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.features.bot.tables import Trial, as_values, bot_tests

_T = bot_tests.c


async def of_inbox(conn: AsyncConnection, inbox_id: str) -> list[Trial]:
    """All, the oldest first."""
    rows = await conn.execute(select(bot_tests).where(_T.inbox_id == inbox_id).order_by(_T.id))
    return [Trial(**row._mapping) for row in rows]


async def count(conn: AsyncConnection, inbox_id: str) -> int:
    statement = select(func.count()).select_from(bot_tests).where(_T.inbox_id == inbox_id)
    return (await conn.execute(statement)).scalar_one()


async def put(conn: AsyncConnection, trial: Trial) -> None:
    """Store one; one with the same question is replaced."""
    await remove_folded(conn, trial.inbox_id, [trial.folded])
    await conn.execute(bot_tests.insert().values(**as_values(trial)))


async def remove_folded(conn: AsyncConnection, inbox_id: str, folded: Collection[str]) -> None:
    await conn.execute(delete(bot_tests).where(_T.inbox_id == inbox_id, _T.folded.in_(folded)))


async def remove(conn: AsyncConnection, inbox_id: str, trial_id: str) -> bool:
    return (await conn.execute(delete(bot_tests).where(_T.inbox_id == inbox_id, _T.id == trial_id))).rowcount > 0


async def remove_all(conn: AsyncConnection, inbox_id: str) -> None:
    await conn.execute(delete(bot_tests).where(_T.inbox_id == inbox_id))
