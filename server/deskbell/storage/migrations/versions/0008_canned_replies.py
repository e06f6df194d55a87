"""Canned replies."""

import sqlalchemy as sa
from alembic import op

from deskbell.storage.types import UtcDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "canned_replies",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("inbox_id", sa.String(36), sa.ForeignKey("inboxes.id", ondelete="CASCADE")),
        sa.Column("shortcut", sa.String(40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
    )
    op.create_index("ix_canned_replies_inbox", "canned_replies", ["inbox_id"])
