"""A language model, where an admin gives one, and what it was asked each day."""

import sqlalchemy as sa
from alembic import op

from deskbell.storage.types import UtcDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def _inbox() -> sa.Column[str]:
    return sa.Column("inbox_id", sa.String(36), sa.ForeignKey("inboxes.id", ondelete="CASCADE"), primary_key=True)


def upgrade() -> None:
    op.create_table(
        "assistants",
        _inbox(),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("base_url", sa.Text(), nullable=False),
        sa.Column("model", sa.String(200), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("tokens_per_day", sa.Integer(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
    )
    op.create_table(
        "assistant_days",
        _inbox(),
        sa.Column("day", sa.String(10), primary_key=True),
        sa.Column("tokens", sa.Integer(), nullable=False),
    )
