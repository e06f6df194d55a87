"""Look-ups: how an inbox asks the business's own server, and what it takes from the answer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Table, Text

from deskbell.storage.tables import METADATA
from deskbell.storage.types import UtcDateTime

look_ups = Table(
    "look_ups",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("inbox_id", String(36), ForeignKey("inboxes.id", ondelete="CASCADE"), nullable=False),
    Column("name", String(200), nullable=False),
    Column("method", String(8), nullable=False),
    Column("url", Text, nullable=False),
    Column("parameters", JSON, nullable=False),
    Column("found_when", String(200), nullable=False),
    Column("title", JSON, nullable=False),
    Column("fields", JSON, nullable=False),
    Column("secret", String(64), nullable=False),
    Column("seconds", Integer, nullable=False, server_default="5"),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Index("ix_look_ups_inbox_id", "inbox_id"),
)


class LookUp(msgspec.Struct, frozen=True):
    id: str
    inbox_id: str
    name: str
    method: str
    """`GET` or `POST`."""
    url: str
    """With `{parameter}` in path and query."""
    parameters: list[dict[str, str]]
    """`{name}` each: what is asked with."""
    found_when: str
    """The place in the answer that must hold something; empty: any answer will do."""
    title: dict[str, str]
    """The card's, by locale."""
    fields: list[dict[str, Any]]
    """`{name, label: {locale: text}, path}`: what is taken from the answer; without a label it is for the flow only."""
    secret: str
    seconds: int
    """The time limit."""
    created_at: datetime
    updated_at: datetime
