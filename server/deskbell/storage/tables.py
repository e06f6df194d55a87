"""The core's tables. Features keep theirs in their own folder, on the same `METADATA`; migrations build both.

Kinds and statuses are text, not database enums: a new one needs no migration.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
    true,
)

from deskbell.storage.types import UtcDateTime

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)
_ID = String(36)
_OFFERED = text("offered_to IS NOT NULL")

installation = Table(
    "installation",
    METADATA,
    Column("name", String(64), primary_key=True),
    Column("value", JSON, nullable=False),
)

counters = Table(
    "counters",
    METADATA,
    Column("name", String(64), primary_key=True),
    Column("value", BigInteger, nullable=False),
)

inboxes = Table(
    "inboxes",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("key", String(64), nullable=False, unique=True),
    Column("name", String(200), nullable=False),
    Column("locales", JSON, nullable=False),
    Column("brand", JSON, nullable=False),
    Column("greetings", JSON, nullable=False),
    Column("business_hours", JSON, nullable=False),
    Column("allowed_origins", JSON, nullable=False),
    Column("routing", JSON, nullable=False),
    Column("logo", String(64)),
    Column("identity_secret", String(64), nullable=False, server_default=""),
    Column("identity_secret_before", String(64)),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
)

agents = Table(
    "agents",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("name", String(200), nullable=False),
    Column("email", String(254), nullable=False, unique=True),
    Column("role", String(32), nullable=False),
    Column("face", String(32)),
    Column("locale", String(35)),
    Column("password_hash", String(200), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("capacity", Integer, nullable=False),
    Column("presence", String(16), nullable=False),
    Column("chosen_presence", String(16), nullable=False),
    Column("away_since", UtcDateTime),
    Column("away_reason", String(32)),
    Column("last_given_at", UtcDateTime),
    Column("serves_again", Boolean, nullable=False, server_default=true()),
    Column("created_at", UtcDateTime, nullable=False),
    Column("last_seen_at", UtcDateTime),
)

memberships = Table(
    "memberships",
    METADATA,
    Column("inbox_id", _ID, ForeignKey("inboxes.id", ondelete="CASCADE"), primary_key=True),
    Column("agent_id", _ID, ForeignKey("agents.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("capacity", Integer),
)

teams = Table(
    "teams",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("name", String(200), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)

team_members = Table(
    "team_members",
    METADATA,
    Column("team_id", _ID, ForeignKey("teams.id", ondelete="CASCADE"), primary_key=True),
    Column("agent_id", _ID, ForeignKey("agents.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("share", Integer, nullable=False),
)

skills = Table(
    "skills",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("name", String(200), nullable=False),
    Column("language", String(35)),
    Column("created_at", UtcDateTime, nullable=False),
)

agent_skills = Table(
    "agent_skills",
    METADATA,
    Column("agent_id", _ID, ForeignKey("agents.id", ondelete="CASCADE"), primary_key=True),
    Column("skill_id", _ID, ForeignKey("skills.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("level", Integer, nullable=False),
)

sessions = Table(
    "sessions",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("secret_hash", String(64), nullable=False, unique=True),
    Column("agent_id", _ID, ForeignKey("agents.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("revoked_at", UtcDateTime),
)

socket_tickets = Table(
    "socket_tickets",
    METADATA,
    Column("secret_hash", String(64), primary_key=True),
    Column("session_id", _ID, ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
)

invitations = Table(
    "invitations",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("secret_hash", String(64), nullable=False, unique=True),
    Column("name", String(200), nullable=False),
    Column("email", String(254), nullable=False),
    Column("role", String(32), nullable=False),
    Column("inbox_ids", JSON, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
)

pictures = Table(
    "pictures",
    METADATA,
    Column("name", String(64), primary_key=True),
    Column("content_type", String(64), nullable=False),
    Column("bytes", LargeBinary, nullable=False),
)

sightings = Table(
    "sightings",
    METADATA,
    Column("inbox_id", _ID, ForeignKey("inboxes.id", ondelete="CASCADE"), primary_key=True),
    Column("origin", String(300), primary_key=True),
    Column("last_seen_at", UtcDateTime, nullable=False),
)

visitors = Table(
    "visitors",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("inbox_id", _ID, ForeignKey("inboxes.id"), nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("name", String(200)),
    Column("email", String(254)),
    Column("email_verified", Boolean, nullable=False, server_default=false()),
    Column("locale", String(35)),
    Column("browser", String(64)),
    Column("device", String(64)),
    Column("page", JSON),
    Column("address", String(45)),
    Column("tags", JSON, nullable=False, server_default="[]"),
    Column("external_id", String(200)),
    Column("attributes", JSON, nullable=False, server_default="{}"),
    Column("epoch", Integer, nullable=False),
    Column("first_seen_at", UtcDateTime, nullable=False),
    Column("last_seen_at", UtcDateTime, nullable=False),
    Index("ix_visitors_person", "inbox_id", "external_id"),
)

conversations = Table(
    "conversations",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("inbox_id", _ID, ForeignKey("inboxes.id"), nullable=False),
    Column("visitor_id", _ID, ForeignKey("visitors.id"), nullable=False),
    Column("client_id", String(64), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("status", String(16), nullable=False),
    Column("locale", String(35)),
    Column("assignee_type", String(16)),
    Column("assignee_id", _ID),
    Column("queue_order", BigInteger),
    Column("queued_at", UtcDateTime),
    Column("original_order", BigInteger),
    Column("priority", String(16), nullable=False, server_default="normal"),
    Column("team_id", _ID),
    Column("overflow_team_id", _ID),
    Column("needs", String(2000), nullable=False, server_default=""),
    Column("tags", JSON, nullable=False, server_default="[]"),
    Column("offered_to", _ID),
    Column("offered_until", UtcDateTime),
    Column("passed_by", Text),
    Column("passed_until", UtcDateTime),
    Column("transferred_by", _ID),
    Column("reminders", Integer, nullable=False, server_default="0"),
    Column("idle_since", UtcDateTime),
    Column("silent_since", UtcDateTime),
    Column("silence_told", String(16)),
    Column("misses", Integer, nullable=False, default=0),
    Column("last_seq", Integer, nullable=False, default=0),
    Column("last_note_seq", Integer, nullable=False, default=0),
    Column("visitor_delivered_seq", Integer, nullable=False, default=0),
    Column("visitor_read_seq", Integer, nullable=False, default=0),
    Column("agent_delivered_seq", Integer, nullable=False, default=0),
    Column("agent_read_seq", Integer, nullable=False, default=0),
    Column("unread", Integer, nullable=False, default=0),
    Column("topic", String(200)),
    Column("last_message", JSON(none_as_null=True)),
    Column("assigned_at", UtcDateTime),
    Column("first_reply_at", UtcDateTime),
    Column("resolved_at", UtcDateTime),
    Column("resolved_by", JSON(none_as_null=True)),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    UniqueConstraint("visitor_id", "client_id"),
    Index("ix_conversations_inbox_status", "inbox_id", "status", "updated_at"),
    Index("ix_conversations_assignee", "assignee_id", "status"),
    Index("ix_conversations_queue", "inbox_id", "queue_order"),
    Index("ix_conversations_first_reply", "inbox_id", "first_reply_at"),
    Index("ix_conversations_held", "status", "assignee_type", "assignee_id", "inbox_id"),
    Index("ix_conversations_offered", "offered_to", "inbox_id", sqlite_where=_OFFERED, postgresql_where=_OFFERED),
)

messages = Table(
    "messages",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("conversation_id", _ID, ForeignKey("conversations.id"), nullable=False),
    Column("seq", Integer),
    Column("note_seq", Integer),
    Column("after_seq", Integer),
    Column("client_id", String(64), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("author_type", String(16), nullable=False),
    Column("author_id", _ID),
    Column("author_name", String(200), nullable=False),
    Column("author_face", String(32)),
    Column("text", Text, nullable=False),
    Column("data", JSON, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("conversation_id", "client_id"),
    UniqueConstraint("conversation_id", "seq"),
    UniqueConstraint("conversation_id", "note_seq"),
)

assignments = Table(
    "assignments",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("conversation_id", _ID, ForeignKey("conversations.id"), nullable=False, index=True),
    Column("inbox_id", _ID, nullable=False),
    Column("agent_id", _ID, nullable=False),
    Column("reason", String(32), nullable=False),
    Column("queued_at", UtcDateTime),
    Column("started_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Index("ix_assignments_measured", "inbox_id", "ended_at"),
)

queue_stays = Table(
    "queue_stays",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("conversation_id", _ID, ForeignKey("conversations.id"), nullable=False, index=True),
    Column("inbox_id", _ID, nullable=False),
    Column("entered_at", UtcDateTime, nullable=False),
    Column("left_at", UtcDateTime),
    Column("outcome", String(32)),
    Column("agent_id", _ID),
    Column("priority", String(16), nullable=False),
    Column("team_id", _ID),
    Column("needs", String(2000), nullable=False),
    Column("told_low", Integer),
    Column("told_high", Integer),
    Index("ix_queue_stays_entered", "inbox_id", "entered_at"),
    Index("ix_queue_stays_left", "inbox_id", "left_at"),
)

told_lines = Table(
    "told_lines",
    METADATA,
    Column("inbox_id", _ID, primary_key=True),
    Column("line", LargeBinary, nullable=False),
)

decisions = Table(
    "decisions",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("number", BigInteger, nullable=False),
    Column("inbox_id", _ID, nullable=False),
    Column("conversation_id", _ID, index=True),
    Column("kind", String(32), nullable=False),
    Column("data", JSON, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Index("ix_decisions_inbox", "inbox_id", "number"),
)

timers = Table(
    "timers",
    METADATA,
    Column("kind", String(32), primary_key=True),
    Column("subject_id", String(64), primary_key=True),
    Column("due_at", UtcDateTime, nullable=False, index=True),
)
