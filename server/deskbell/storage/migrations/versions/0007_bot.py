"""What the bot was asked and answered, and the questions it is tested with."""

import sqlalchemy as sa
from alembic import op

from deskbell.storage.types import UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_ID = sa.String(36)


def upgrade() -> None:
    _create_bot_questions()
    _create_bot_tests()


def _create_bot_questions() -> None:
    op.create_table(
        "bot_questions",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("conversation_id", _ID, sa.ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False),
        sa.Column("inbox_id", _ID, sa.ForeignKey("inboxes.id", ondelete="CASCADE"), nullable=False),
        sa.Column("message_id", _ID, nullable=False),
        sa.Column("card_id", _ID),
        sa.Column("locale", sa.String(35)),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("folded", sa.String(500), nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(100)),
        sa.Column("article_id", _ID),
        sa.Column("title", sa.String(500), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("others", sa.JSON(), nullable=False),
        sa.Column("offered", sa.JSON(), nullable=False),
        sa.Column("clicked", _ID),
        sa.Column("clicked_title", sa.String(500)),
        sa.Column("helpful", sa.Boolean()),
        sa.Column("taught", sa.String(16)),
        sa.Column("created_at", UtcDateTime(), nullable=False),
    )
    op.create_index("ix_bot_questions_conversation_id", "bot_questions", ["conversation_id", "id"])
    op.create_index("ix_bot_questions_inbox_id", "bot_questions", ["inbox_id", "id"])
    op.create_index("ix_bot_questions_folded", "bot_questions", ["inbox_id", "folded"])
    op.create_index("ix_bot_questions_card_id", "bot_questions", ["card_id"])


def _create_bot_tests() -> None:
    op.create_table(
        "bot_tests",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("inbox_id", _ID, sa.ForeignKey("inboxes.id", ondelete="CASCADE"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("folded", sa.String(500), nullable=False),
        sa.Column("locale", sa.String(35)),
        sa.Column("article_id", _ID),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.UniqueConstraint("inbox_id", "folded"),
    )
