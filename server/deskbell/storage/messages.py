"""Messages and internal notes. SQL only. (conversation, client_id) and (conversation, seq) are unique in the database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import case, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.records import Conversation, Message
from deskbell.storage.tables import conversations as c
from deskbell.storage.tables import messages as m


async def insert(conn: AsyncConnection, message: Message) -> None:
    values = {name: getattr(message, name) for name in message.__struct_fields__}
    await conn.execute(m.insert().values(**values))


async def by_client_id(conn: AsyncConnection, conversation: Conversation, client_id: str) -> Message | None:
    """The message with this `client_id` in the conversation, else the one of its visitor in another of theirs."""
    theirs = select(c.c.id).where(c.c.visitor_id == conversation.visitor_id)
    said = or_(m.c.conversation_id == conversation.id, m.c.author_type == "visitor")
    statement = select(m).where(m.c.client_id == client_id, m.c.conversation_id.in_(theirs), said)
    here_first = case((m.c.conversation_id == conversation.id, 0), else_=1)
    row = (await conn.execute(statement.order_by(here_first).limit(1))).one_or_none()
    return None if row is None else Message(**row._mapping)


async def by_id(conn: AsyncConnection, conversation_id: str, message_id: str) -> Message | None:
    statement = select(m).where(m.c.conversation_id == conversation_id, m.c.id == message_id)
    row = (await conn.execute(statement)).one_or_none()
    return None if row is None else Message(**row._mapping)


async def after(conn: AsyncConnection, conversation_id: str, seq: int, limit: int) -> list[Message]:
    """What the visitor may see after `seq`, in order."""
    statement = select(m).where(m.c.conversation_id == conversation_id, m.c.seq > seq).order_by(m.c.seq).limit(limit)
    return [Message(**row._mapping) for row in await conn.execute(statement)]


async def notes_after(conn: AsyncConnection, conversation_id: str, note_seq: int, limit: int) -> list[Message]:
    """Internal notes after `note_seq`, in order."""
    statement = (
        select(m)
        .where(m.c.conversation_id == conversation_id, m.c.note_seq > note_seq)
        .order_by(m.c.note_seq)
        .limit(limit)
    )
    return [Message(**row._mapping) for row in await conn.execute(statement)]


async def last_activity(conn: AsyncConnection, conversation_id: str) -> Message | None:
    """What last happened to the conversation."""
    statement = select(m).where(m.c.conversation_id == conversation_id, m.c.kind == "activity")
    row = (await conn.execute(statement.order_by(m.c.seq.desc()).limit(1))).one_or_none()
    return None if row is None else Message(**row._mapping)


async def agent_wrote_after(conn: AsyncConnection, conversation_id: str, seq: int) -> bool:
    """Whether an agent said anything to the visitor after `seq`."""
    said = (m.c.conversation_id == conversation_id, m.c.seq > seq, m.c.author_type == "agent", m.c.kind == "text")
    return (await conn.execute(select(m.c.id).where(*said).limit(1))).first() is not None


async def visitors_texts(conn: AsyncConnection, conversation_id: str, limit: int = 50) -> list[str]:
    """What the visitor wrote in a conversation, the newest first."""
    said = (m.c.conversation_id == conversation_id, m.c.author_type == "visitor", m.c.seq.is_not(None))
    return list((await conn.execute(select(m.c.text).where(*said).order_by(m.c.seq.desc()).limit(limit))).scalars())


async def set_data(conn: AsyncConnection, message_id: str, data: dict[str, Any]) -> None:
    await conn.execute(update(m).where(m.c.id == message_id).values(data=data))


async def count_of_visitor_after(conn: AsyncConnection, conversation_id: str, seq: int) -> int:
    """How many messages the visitor wrote after `seq`."""
    statement = select(func.count()).where(
        m.c.conversation_id == conversation_id, m.c.seq > seq, m.c.author_type == "visitor"
    )
    return (await conn.execute(statement)).scalar_one()
