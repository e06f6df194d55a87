"""What the bot was asked, in the database. SQL only."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, case, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.features.bot.tables import Question, as_values, bot_questions

_Q = bot_questions.c
_WITHOUT_ANSWER = or_(
    _Q.outcome == "missed",
    and_(_Q.outcome == "suggested", _Q.clicked.is_(None)),
    and_(_Q.outcome == "answered", _Q.helpful.is_(False)),
)

_OPEN = or_(_Q.taught.is_(None), _Q.taught == "draft")
"""Nothing was made of it yet, or what was begun may still be unpublished."""


async def insert(conn: AsyncConnection, question: Question) -> None:
    await conn.execute(bot_questions.insert().values(**as_values(question)))


async def change(conn: AsyncConnection, question_id: str, **values: Any) -> None:
    await conn.execute(update(bot_questions).where(_Q.id == question_id).values(**values))


async def last_of(conn: AsyncConnection, conversation_id: str, before: str | None = None) -> Question | None:
    """What the bot was asked last in a conversation, courtesies apart; `before` a message, by its id."""
    statement = select(bot_questions).where(_Q.conversation_id == conversation_id, _Q.outcome != "courtesy")
    if before is not None:
        statement = statement.where(_Q.id < before)
    row = (await conn.execute(statement.order_by(_Q.id.desc()).limit(1))).one_or_none()
    return None if row is None else Question(**row._mapping)


async def by_card(conn: AsyncConnection, message_id: str) -> Question | None:
    """The question that a card of the bot's answered."""
    row = (await conn.execute(select(bot_questions).where(_Q.card_id == message_id))).one_or_none()
    return None if row is None else Question(**row._mapping)


async def of_conversation(conn: AsyncConnection, conversation_id: str, limit: int) -> list[Question]:
    """The newest so many, the oldest first."""
    statement = select(bot_questions).where(_Q.conversation_id == conversation_id).order_by(_Q.id.desc()).limit(limit)
    return [Question(**row._mapping) for row in await conn.execute(statement)][::-1]


class Unanswered(NamedTuple):
    """What is needed to group questions."""

    id: str
    text: str
    folded: str
    locale: str | None
    outcome: str
    conversation_id: str
    created_at: datetime
    draft_id: str | None
    """The article that was begun with it, published or not."""
    article_id: str | None
    """The best match, whatever became of it."""


async def unanswered(conn: AsyncConnection, inbox_id: str, limit: int) -> list[Unanswered]:
    """Questions without a good answer of which nothing was made yet, or a draft at most, the newest first."""
    columns = [_Q[name] for name in Unanswered._fields]
    statement = select(*columns).where(_Q.inbox_id == inbox_id, _OPEN, _WITHOUT_ANSWER)
    return [Unanswered(*row) for row in await conn.execute(statement.order_by(_Q.id.desc()).limit(limit))]


async def by_ids(conn: AsyncConnection, inbox_id: str, ids: Collection[str]) -> list[Question]:
    statement = select(bot_questions).where(_Q.inbox_id == inbox_id, _Q.id.in_(ids)).order_by(_Q.id)
    return [Question(**row._mapping) for row in await conn.execute(statement)]


async def set_taught(
    conn: AsyncConnection, inbox_id: str, folded: Collection[str], taught: str, draft_id: str | None = None
) -> int:
    """Say what was made of these questions, however often they were asked; returns how often. Which draft was begun with
    them before is kept, for `set_untaught`."""
    statement = update(bot_questions).where(_Q.inbox_id == inbox_id, _Q.folded.in_(folded), _OPEN, _WITHOUT_ANSWER)
    values = {"taught": taught} | ({"draft_id": draft_id} if draft_id is not None else {})
    return (await conn.execute(statement.values(values))).rowcount


async def set_untaught(conn: AsyncConnection, inbox_id: str, folded: Collection[str]) -> int:
    """Nothing was made of these questions, apart from a draft that was begun before that; returns how often they were
    asked."""
    statement = update(bot_questions).where(
        _Q.inbox_id == inbox_id, _Q.folded.in_(folded), _Q.taught.is_not(None), _WITHOUT_ANSWER
    )
    was_draft = _Q.taught == "draft"
    taught = case((or_(was_draft, _Q.draft_id.is_(None)), None), else_="draft")
    values = {"taught": taught, "draft_id": case((was_draft, None), else_=_Q.draft_id)}
    return (await conn.execute(statement.values(values))).rowcount


async def rated(conn: AsyncConnection, inbox_id: str, limit: int) -> list[tuple[float, bool]]:
    """The newest answers that a visitor rated: confidence, and whether it helped."""
    statement = select(_Q.confidence, _Q.helpful).where(
        _Q.inbox_id == inbox_id, _Q.outcome == "answered", _Q.helpful.is_not(None)
    )
    rows = await conn.execute(statement.order_by(_Q.id.desc()).limit(limit))
    return [(row.confidence, bool(row.helpful)) for row in rows]
