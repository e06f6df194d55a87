"""What those in a line were told last outlives a restart."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "told_lines",
        sa.Column("inbox_id", sa.String(36), primary_key=True),
        sa.Column("line", sa.LargeBinary(), nullable=False),
    )
