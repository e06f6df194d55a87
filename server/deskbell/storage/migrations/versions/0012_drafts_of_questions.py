"""A question from which a draft was begun knows which, so that it stays listed until that draft is published."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("bot_questions", sa.Column("draft_id", sa.String(36)))
