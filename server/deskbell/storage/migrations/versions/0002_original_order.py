"""A conversation keeps its place in line while an agent has it."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("conversations") as table:
        table.add_column(sa.Column("original_order", sa.BigInteger(), nullable=True))
    names = ("id", "kind", "queued_at", "status", "assignee_type", "assigned_at", "queue_order", "original_order")
    rows = sa.table("conversations", *[sa.column(name) for name in names])
    queue_order = rows.c.queue_order
    connection = op.get_bind()
    # Offline messages had places once; they wait without any.
    connection.execute(rows.update().where(rows.c.kind == "offline").values(queue_order=None, queued_at=None))
    connection.execute(rows.update().where(queue_order.is_not(None)).values(original_order=queue_order))
    # Who has an agent was called before everybody who still waits.
    first = connection.execute(sa.select(sa.func.min(queue_order)).select_from(rows)).scalar_one() or 0
    talking = sa.select(rows.c.id).where(rows.c.status == "open", rows.c.assignee_type == "agent")
    latest_first = connection.execute(talking.order_by(rows.c.assigned_at.desc(), rows.c.id.desc())).scalars().all()
    for back, identity in enumerate(latest_first, 1):
        connection.execute(rows.update().where(rows.c.id == identity).values(original_order=first - back))
