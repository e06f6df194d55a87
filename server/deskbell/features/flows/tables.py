"""Flows, their published versions, and the conversations that walk through one. The SQL on them is in `store` and `runs`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, String, Table, text

from deskbell.storage.tables import METADATA
from deskbell.storage.types import UtcDateTime

_ID = String(36)
_UNDER_WAY = text("ended_at IS NULL")


def _reference(name: str, target: str) -> Column[str]:
    return Column(name, _ID, ForeignKey(f"{target}.id", ondelete="CASCADE"), nullable=False)


flows = Table(
    "flows",
    METADATA,
    Column("id", _ID, primary_key=True),
    _reference("inbox_id", "inboxes"),
    Column("name", String(200), nullable=False),
    Column("status", String(32), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("version", Integer),
    Column("definition", JSON, nullable=False),
    Column("changed", Boolean, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("published_at", UtcDateTime),
    Column("deleted_at", UtcDateTime),
    Index("ix_flows_inbox_id", "inbox_id"),
)

flow_versions = Table(
    "flow_versions",
    METADATA,
    Column("flow_id", _ID, ForeignKey("flows.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("definition", JSON, nullable=False),
    Column("author_name", String(200), nullable=False),
    Column("published_at", UtcDateTime, nullable=False),
)

flow_runs = Table(
    "flow_runs",
    METADATA,
    Column("id", _ID, primary_key=True),
    _reference("conversation_id", "conversations"),
    _reference("visitor_id", "visitors"),
    _reference("flow_id", "flows"),
    Column("version", Integer, nullable=False),
    Column("started_by", String(32), nullable=False),
    Column("node_id", String(64), nullable=False),
    Column("stack", JSON, nullable=False),
    Column("values", JSON, nullable=False),
    Column("retries", Integer, nullable=False),
    Column("looks_up", JSON),
    Column("started_at", UtcDateTime, nullable=False),
    Column("waits_since", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("outcome", String(32)),
    Column("reason", String(32)),
    Index(
        "uq_flow_runs_conversation_under_way",
        "conversation_id",
        unique=True,
        sqlite_where=_UNDER_WAY,
        postgresql_where=_UNDER_WAY,
    ),
    Index("ix_flow_runs_visitor_flow", "visitor_id", "flow_id", "started_at"),
    Index("ix_flow_runs_flow_id", "flow_id", "ended_at"),
)


class Flow(msgspec.Struct, frozen=True):
    """A flow as it is being drawn, and which version of it is published."""

    id: str
    inbox_id: str
    name: str
    status: str
    """`draft` until the first publish, then `published` or `stopped`."""
    revision: int
    """Counts the changes of the draft, so that of two who draw neither overwrites the other."""
    version: int | None
    definition: dict[str, Any]
    changed: bool
    """Whether the draft differs from what is published."""
    created_at: datetime
    updated_at: datetime
    published_at: datetime | None
    deleted_at: datetime | None
    """Deleted flows are kept for the conversations that are still in them."""


class FlowVersion(msgspec.Struct, frozen=True):
    """What was published once; it never changes, since conversations finish on the version they began."""

    flow_id: str
    number: int
    definition: dict[str, Any]
    author_name: str
    published_at: datetime


class Run(msgspec.Struct, frozen=True):
    """A conversation's walk through a flow. Where it waits is in `stack`, the innermost flow last."""

    id: str
    conversation_id: str
    visitor_id: str
    flow_id: str
    version: int
    """The flow and version it began with."""
    started_by: str
    """The kind of the trigger."""
    node_id: str
    stack: list[dict[str, Any]]
    values: dict[str, Any]
    retries: int
    looks_up: dict[str, Any] | None
    """The look-up it waits for: `{look_up_id, inputs, tries}`, and `told` once who wrote meanwhile was told so."""
    started_at: datetime
    waits_since: datetime
    ended_at: datetime | None
    outcome: str | None
    """`ended`, `resolved`, `handed_over`, or `left`: a person was asked for, the bot lost it, or it was not gone on with."""
    reason: str | None
