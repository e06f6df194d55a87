"""Look-ups and language models have a time limit of their own, and a language model's last failure is known."""

import sqlalchemy as sa
from alembic import op

from deskbell.storage.types import UtcDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("look_ups", sa.Column("seconds", sa.Integer(), nullable=False, server_default="5"))
    op.add_column("assistants", sa.Column("seconds", sa.Integer(), nullable=False, server_default="15"))
    op.add_column("assistants", sa.Column("problem", sa.String(40)))
    op.add_column("assistants", sa.Column("problem_at", UtcDateTime()))
