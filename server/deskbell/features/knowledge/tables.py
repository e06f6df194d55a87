"""The articles of an inbox, and a mark that changes whenever they do. The SQL on them is in `store`."""

from __future__ import annotations

from datetime import datetime

import msgspec
from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from deskbell.storage.tables import METADATA
from deskbell.storage.types import UtcDateTime

articles = Table(
    "articles",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("inbox_id", String(36), ForeignKey("inboxes.id", ondelete="CASCADE"), nullable=False),
    Column("locale", String(35), nullable=False),
    Column("question", String(500), nullable=False),
    Column("answer", Text, nullable=False),
    Column("phrasings", JSON, nullable=False),
    Column("category", String(200), nullable=False),
    Column("suggested", Boolean, nullable=False),
    Column("position", Integer, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Index("ix_articles_inbox_position", "inbox_id", "position"),
)

knowledge_revisions = Table(
    "knowledge_revisions",
    METADATA,
    Column("inbox_id", String(36), ForeignKey("inboxes.id", ondelete="CASCADE"), primary_key=True),
    Column("revision", String(36), nullable=False),
)


class Article(msgspec.Struct, frozen=True):
    """A question, its other phrasings, and the answer, in one language."""

    id: str
    inbox_id: str
    locale: str
    question: str
    answer: str
    phrasings: list[str]
    category: str
    suggested: bool
    position: int
    updated_at: datetime
