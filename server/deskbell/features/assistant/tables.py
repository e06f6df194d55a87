"""The language model of an inbox and the tokens it has cost each day (UTC). The SQL on them is in `store`."""

from __future__ import annotations

from datetime import datetime

import msgspec
from sqlalchemy import Boolean, Column, ForeignKey, Integer, String, Table, Text

from deskbell.storage.tables import METADATA
from deskbell.storage.types import UtcDateTime


def _inbox() -> Column[str]:
    return Column("inbox_id", String(36), ForeignKey("inboxes.id", ondelete="CASCADE"), primary_key=True)


assistants = Table(
    "assistants",
    METADATA,
    _inbox(),
    Column("enabled", Boolean, nullable=False),
    Column("base_url", Text, nullable=False),
    Column("model", String(200), nullable=False),
    Column("key", Text, nullable=False),
    Column("tokens_per_day", Integer, nullable=False),
    Column("seconds", Integer, nullable=False, server_default="15"),
    Column("problem", String(40)),
    Column("problem_at", UtcDateTime),
    Column("updated_at", UtcDateTime, nullable=False),
)

assistant_days = Table(
    "assistant_days",
    METADATA,
    _inbox(),
    Column("day", String(10), primary_key=True),
    Column("tokens", Integer, nullable=False),
)


class Assistant(msgspec.Struct, frozen=True):
    inbox_id: str
    enabled: bool
    base_url: str
    """Of an OpenAI-compatible endpoint, such as `https://models.example/v1`."""
    model: str
    key: str
    """Shown to nobody again."""
    tokens_per_day: int
    seconds: int
    """The time limit of one answer."""
    problem: str | None
    """Why the endpoint failed when it was last asked; null where it answered."""
    problem_at: datetime | None
    """Since when it has failed, without an answer in between."""
    updated_at: datetime
