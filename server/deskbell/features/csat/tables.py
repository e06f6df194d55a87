"""Ratings, one a conversation."""

from __future__ import annotations

from datetime import datetime

import msgspec
from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text

from deskbell.storage.tables import METADATA
from deskbell.storage.types import UtcDateTime

csat = Table(
    "csat",
    METADATA,
    Column("conversation_id", String(36), ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    Column("rating", Integer, nullable=False),
    Column("comment", Text, nullable=False),
    Column("rated_at", UtcDateTime, nullable=False),
    Column("first_rated_at", UtcDateTime, nullable=False),
)


class Csat(msgspec.Struct, frozen=True):
    """What a visitor thought of a conversation: 1 to 5 stars and a comment."""

    conversation_id: str
    rating: int
    comment: str
    rated_at: datetime
    first_rated_at: datetime
