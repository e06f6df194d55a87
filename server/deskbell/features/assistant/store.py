"""Language models of inboxes in the database. SQL only."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.features.assistant.tables import Assistant, assistant_days, assistants

_A, _D = assistants.c, assistant_days.c


async def of_inbox(conn: AsyncConnection, inbox_id: str) -> Assistant | None:
    row = (await conn.execute(select(assistants).where(_A.inbox_id == inbox_id))).one_or_none()
    return None if row is None else Assistant(**row._mapping)


async def insert(conn: AsyncConnection, assistant: Assistant) -> None:
    values = {name: getattr(assistant, name) for name in assistant.__struct_fields__}
    await conn.execute(assistants.insert().values(values))


async def change(conn: AsyncConnection, inbox_id: str, **values: Any) -> None:
    await conn.execute(update(assistants).where(_A.inbox_id == inbox_id).values(values))


def asks_elsewhere(one: Assistant, other: Assistant) -> bool:
    """Whether two states of an inbox's language model ask another endpoint, or in another way."""
    return (one.base_url, one.model, one.key) != (other.base_url, other.model, other.key)


async def tokens_of(conn: AsyncConnection, inbox_id: str, day: str) -> int:
    statement = select(_D.tokens).where(_D.inbox_id == inbox_id, _D.day == day)
    return int((await conn.execute(statement)).scalar_one_or_none() or 0)


async def add_tokens(conn: AsyncConnection, inbox_id: str, day: str, tokens: int) -> None:
    """To the day's; a negative number gives back."""
    statement = update(assistant_days).where(_D.inbox_id == inbox_id, _D.day == day)
    changed = await conn.execute(statement.values(tokens=_D.tokens + tokens))
    if changed.rowcount == 0:
        await conn.execute(assistant_days.insert().values(inbox_id=inbox_id, day=day, tokens=tokens))
