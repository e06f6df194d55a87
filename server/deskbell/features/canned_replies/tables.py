"""Canned replies: a text under a short name, of one inbox or of all."""

from __future__ import annotations

from datetime import datetime

import msgspec
from sqlalchemy import Column, ForeignKey, Index, String, Table, Text

from deskbell.storage.tables import METADATA
from deskbell.storage.types import UtcDateTime

canned_replies = Table(
    "canned_replies",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("inbox_id", String(36), ForeignKey("inboxes.id", ondelete="CASCADE")),
    Column("shortcut", String(40), nullable=False),
    Column("text", Text, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Index("ix_canned_replies_inbox", "inbox_id"),
)


class CannedReply(msgspec.Struct, frozen=True):
    """`inbox_id` None: it may be used in every inbox."""

    id: str
    inbox_id: str | None
    shortcut: str
    text: str
    updated_at: datetime
