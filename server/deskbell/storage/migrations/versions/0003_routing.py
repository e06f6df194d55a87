"""Teams, skills, priorities, offers; the line's own clock; what routing decided and how each stay in line went."""

import secrets

import sqlalchemy as sa
from alembic import op

from deskbell.domain.ids import new_id
from deskbell.storage.types import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_ID = sa.String(36)


def upgrade() -> None:
    _add_columns()
    op.create_index("ix_visitors_person", "visitors", ["inbox_id", "external_id"])
    _create_people_tables()
    _create_history_tables()
    _remember_last_given()
    _begin_stays()
    _make_secrets()


def _remember_last_given() -> None:
    agents = sa.table("agents", sa.column("id"), sa.column("last_given_at", UtcDateTime()))
    given = sa.table("assignments", sa.column("agent_id"), sa.column("started_at", UtcDateTime()))
    last = sa.select(sa.func.max(given.c.started_at)).where(given.c.agent_id == agents.c.id).scalar_subquery()
    op.execute(agents.update().values(last_given_at=last))


def _begin_stays() -> None:
    """Who waits already has a stay in line under way, like everybody who comes after them."""
    names = ("id", "inbox_id", "kind", "status", "queue_order")
    moments = [sa.column(name, UtcDateTime()) for name in ("queued_at", "created_at")]
    c = sa.table("conversations", *[sa.column(name) for name in names], *moments).c
    in_line = (c.kind == "live", c.status == "open", c.queue_order.is_not(None))
    came = sa.func.coalesce(c.queued_at, c.created_at)
    waiting = op.get_bind().execute(sa.select(c.id, c.inbox_id, came).where(*in_line)).all()
    names = ("id", "conversation_id", "inbox_id", "priority", "needs")
    stays = sa.table("queue_stays", *[sa.column(name) for name in names], sa.column("entered_at", UtcDateTime()))
    for conversation_id, inbox_id, entered_at in waiting:
        known = {"conversation_id": conversation_id, "inbox_id": inbox_id, "entered_at": entered_at}
        op.execute(stays.insert().values(id=new_id(), priority="normal", needs="", **known))


def _make_secrets() -> None:
    """Every inbox has a secret of its own for signed identities."""
    inboxes = sa.table("inboxes", sa.column("id"), sa.column("identity_secret"))
    for inbox_id in op.get_bind().execute(sa.select(inboxes.c.id)).scalars().all():
        made = {"identity_secret": secrets.token_urlsafe(32)}
        op.execute(inboxes.update().where(inboxes.c.id == inbox_id).values(made))


def _add_columns() -> None:
    # Not in a batch: with such a default it would rebuild the table on SQLite, and what hangs on the old one goes with it.
    op.add_column("agents", sa.Column("serves_again", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("visitors", sa.Column("email_verified", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("agents") as table:
        table.add_column(sa.Column("away_since", UtcDateTime()))
        table.add_column(sa.Column("away_reason", sa.String(32)))
        table.add_column(sa.Column("last_given_at", UtcDateTime()))
    with op.batch_alter_table("memberships") as table:
        table.add_column(sa.Column("capacity", sa.Integer()))
    with op.batch_alter_table("visitors") as table:
        table.add_column(sa.Column("tags", sa.JSON(), nullable=False, server_default="[]"))
        table.add_column(sa.Column("external_id", sa.String(200)))
        table.add_column(sa.Column("attributes", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("inboxes") as table:
        table.add_column(sa.Column("identity_secret", sa.String(64), nullable=False, server_default=""))
        table.add_column(sa.Column("identity_secret_before", sa.String(64)))
    with op.batch_alter_table("conversations") as table:
        table.add_column(sa.Column("priority", sa.String(16), nullable=False, server_default="normal"))
        table.add_column(sa.Column("team_id", _ID))
        table.add_column(sa.Column("overflow_team_id", _ID))
        table.add_column(sa.Column("needs", sa.String(2000), nullable=False, server_default=""))
        table.add_column(sa.Column("tags", sa.JSON(), nullable=False, server_default="[]"))
        table.add_column(sa.Column("offered_to", _ID))
        table.add_column(sa.Column("offered_until", UtcDateTime()))
        table.add_column(sa.Column("passed_by", sa.Text()))
        table.add_column(sa.Column("passed_until", UtcDateTime()))
        table.add_column(sa.Column("transferred_by", _ID))
        table.add_column(sa.Column("reminders", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("idle_since", UtcDateTime()))
        table.add_column(sa.Column("silent_since", UtcDateTime()))
        table.add_column(sa.Column("silence_told", sa.String(16)))
    held = ["status", "assignee_type", "assignee_id", "inbox_id"]
    op.create_index("ix_conversations_held", "conversations", held)
    op.create_index("ix_conversations_first_reply", "conversations", ["inbox_id", "first_reply_at"])
    columns, where = ["offered_to", "inbox_id"], sa.text("offered_to IS NOT NULL")
    op.create_index("ix_conversations_offered", "conversations", columns, sqlite_where=where, postgresql_where=where)


def _create_people_tables() -> None:
    op.create_table(
        "teams",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
    )
    op.create_table(
        "team_members",
        sa.Column("team_id", _ID, sa.ForeignKey("teams.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("agent_id", _ID, sa.ForeignKey("agents.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("share", sa.Integer(), nullable=False),
    )
    op.create_index("ix_team_members_agent_id", "team_members", ["agent_id"])
    op.create_table(
        "skills",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("language", sa.String(35)),
        sa.Column("created_at", UtcDateTime(), nullable=False),
    )
    op.create_table(
        "agent_skills",
        sa.Column("agent_id", _ID, sa.ForeignKey("agents.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("skill_id", _ID, sa.ForeignKey("skills.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("level", sa.Integer(), nullable=False),
    )
    op.create_index("ix_agent_skills_skill_id", "agent_skills", ["skill_id"])


def _create_history_tables() -> None:
    op.create_table(
        "queue_stays",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("conversation_id", _ID, sa.ForeignKey("conversations.id"), nullable=False),
        sa.Column("inbox_id", _ID, nullable=False),
        sa.Column("entered_at", UtcDateTime(), nullable=False),
        sa.Column("left_at", UtcDateTime()),
        sa.Column("outcome", sa.String(32)),
        sa.Column("agent_id", _ID),
        sa.Column("priority", sa.String(16), nullable=False),
        sa.Column("team_id", _ID),
        sa.Column("needs", sa.String(2000), nullable=False),
        sa.Column("told_low", sa.Integer()),
        sa.Column("told_high", sa.Integer()),
    )
    op.create_index("ix_queue_stays_conversation_id", "queue_stays", ["conversation_id"])
    op.create_index("ix_queue_stays_entered", "queue_stays", ["inbox_id", "entered_at"])
    op.create_index("ix_queue_stays_left", "queue_stays", ["inbox_id", "left_at"])
    op.create_table(
        "decisions",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("inbox_id", _ID, nullable=False),
        sa.Column("conversation_id", _ID),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
    )
    op.create_index("ix_decisions_conversation_id", "decisions", ["conversation_id"])
    op.create_index("ix_decisions_inbox", "decisions", ["inbox_id", "number"])
