"""What those in a line were told last outlives a restart. And leaders are told of a silence no sooner than the agent: where
an inbox had it the other way round, at the same time.
"""

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
    inboxes = sa.table("inboxes", sa.column("id", sa.String), sa.column("routing", sa.JSON))
    conn = op.get_bind()
    for inbox_id, routing in conn.execute(sa.select(inboxes.c.id, inboxes.c.routing)).all():
        silence = (routing or {}).get("silence") or {}
        agent, leader = silence.get("agent_minutes"), silence.get("leader_minutes")
        if agent is not None and leader is not None and leader < agent:
            mended = routing | {"silence": silence | {"leader_minutes": agent}}
            conn.execute(sa.update(inboxes).where(inboxes.c.id == inbox_id).values(routing=mended))
