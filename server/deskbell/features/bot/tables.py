"""What the bot was asked and what came of it, and the questions it is tried with. The SQL on them is in `store`, `trials`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import JSON, Boolean, Column, Float, ForeignKey, Index, String, Table, Text, UniqueConstraint

from deskbell.storage.tables import METADATA
from deskbell.storage.types import UtcDateTime

LONGEST_FOLDED = 500
_ID = String(36)

bot_questions = Table(
    "bot_questions",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("conversation_id", _ID, ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False),
    Column("inbox_id", _ID, ForeignKey("inboxes.id", ondelete="CASCADE"), nullable=False),
    Column("message_id", _ID, nullable=False),
    Column("card_id", _ID),
    Column("locale", String(35)),
    Column("text", Text, nullable=False),
    Column("folded", String(LONGEST_FOLDED), nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("reason", String(100)),
    Column("article_id", _ID),
    Column("title", String(500), nullable=False),
    Column("confidence", Float, nullable=False),
    Column("others", JSON, nullable=False),
    Column("offered", JSON, nullable=False),
    Column("clicked", _ID),
    Column("clicked_title", String(500)),
    Column("helpful", Boolean),
    Column("taught", String(16)),
    Column("draft_id", _ID),
    Column("created_at", UtcDateTime, nullable=False),
    Index("ix_bot_questions_conversation_id", "conversation_id", "id"),
    Index("ix_bot_questions_inbox_id", "inbox_id", "id"),
    Index("ix_bot_questions_folded", "inbox_id", "folded"),
    Index("ix_bot_questions_card_id", "card_id"),
)

bot_tests = Table(
    "bot_tests",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("inbox_id", _ID, ForeignKey("inboxes.id", ondelete="CASCADE"), nullable=False),
    Column("text", Text, nullable=False),
    Column("folded", String(LONGEST_FOLDED), nullable=False),
    Column("locale", String(35)),
    Column("article_id", _ID),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("inbox_id", "folded"),
)

Offer = dict[str, str]
"""`{article_id, question}`, as it stands on a card."""


class Question(msgspec.Struct, frozen=True):
    """One message that the bot was asked with."""

    id: str
    conversation_id: str
    inbox_id: str
    message_id: str
    card_id: str | None
    """The bot's message that answered it."""
    locale: str | None
    text: str
    folded: str
    """Its first characters, folded: what is the same question to people."""
    outcome: str
    """`answered`, `suggested`, `missed`, `courtesy` or `handed_over`."""
    reason: str | None
    """Why it was handed over: `asked`, `anger`, `misses`, or `rule: ` and the rule's name."""
    article_id: str | None
    """The best match, whatever became of it."""
    title: str
    confidence: float
    others: list[Offer]
    """What may be meant where the answer does not help, until it was offered."""
    offered: list[Offer]
    """What was offered under it, and may be clicked."""
    clicked: str | None
    clicked_title: str | None
    helpful: bool | None
    taught: str | None
    """What an admin made of it: `article`, `draft`, `dismissed`; None while nothing."""
    draft_id: str | None
    """The article that was begun with it: while that is not published, the bot still has no answer. It stays when something
    else is made of it, so that this can be taken back."""
    created_at: datetime


class Trial(msgspec.Struct, frozen=True):
    """A question the bot is tried with, and the article that answers it; None is out of scope."""

    id: str
    inbox_id: str
    text: str
    folded: str
    locale: str | None
    article_id: str | None
    created_at: datetime


def as_values(record: msgspec.Struct) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__struct_fields__}
