"""Flows, their versions, and where a conversation stands in one."""

import sqlalchemy as sa
from alembic import op

from deskbell.storage.types import UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_ID = sa.String(36)


def _reference(name: str, target: str) -> sa.Column[str]:
    return sa.Column(name, _ID, sa.ForeignKey(f"{target}.id", ondelete="CASCADE"), nullable=False)


def upgrade() -> None:
    op.create_table(
        "flows",
        sa.Column("id", _ID, primary_key=True),
        _reference("inbox_id", "inboxes"),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer()),
        sa.Column("definition", sa.JSON(), nullable=False),
        sa.Column("changed", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("published_at", UtcDateTime()),
        sa.Column("deleted_at", UtcDateTime()),
    )
    op.create_index("ix_flows_inbox_id", "flows", ["inbox_id"])
    op.create_table(
        "flow_versions",
        sa.Column("flow_id", _ID, sa.ForeignKey("flows.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("definition", sa.JSON(), nullable=False),
        sa.Column("author_name", sa.String(200), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=False),
    )
    op.create_table(
        "flow_runs",
        sa.Column("id", _ID, primary_key=True),
        _reference("conversation_id", "conversations"),
        _reference("visitor_id", "visitors"),
        _reference("flow_id", "flows"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("started_by", sa.String(32), nullable=False),
        sa.Column("node_id", sa.String(64), nullable=False),
        sa.Column("stack", sa.JSON(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("retries", sa.Integer(), nullable=False),
        sa.Column("looks_up", sa.JSON()),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("waits_since", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime()),
        sa.Column("outcome", sa.String(32)),
        sa.Column("reason", sa.String(32)),
    )
    under_way = sa.text("ended_at IS NULL")
    op.create_index(
        "uq_flow_runs_conversation_under_way",
        "flow_runs",
        ["conversation_id"],
        unique=True,
        sqlite_where=under_way,
        postgresql_where=under_way,
    )
    op.create_index("ix_flow_runs_visitor_flow", "flow_runs", ["visitor_id", "flow_id", "started_at"])
    op.create_index("ix_flow_runs_flow_id", "flow_runs", ["flow_id", "ended_at"])
