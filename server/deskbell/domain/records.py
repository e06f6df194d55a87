"""What the database holds, a record a row. No I/O; `storage` fills them, `services/views` puts them on the wire."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from deskbell.domain.people import Author, Presence, Role


class Inbox(msgspec.Struct, frozen=True):
    """A configured entrance: a website's widget with its own brand, hours, languages, origins and routing."""

    id: str
    key: str
    name: str
    locales: list[str]
    brand: dict[str, Any]
    greetings: dict[str, Any]
    business_hours: dict[str, Any]
    allowed_origins: list[str]
    routing: dict[str, Any]
    logo: str | None
    identity_secret: str
    """Signs who a visitor is; for admins' eyes only."""
    identity_secret_before: str | None
    """Good until the next rotation."""
    created_at: datetime
    updated_at: datetime


class Agent(msgspec.Struct, frozen=True):
    id: str
    name: str
    email: str
    role: Role
    face: str | None
    locale: str | None
    password_hash: str
    active: bool
    capacity: int
    presence: Presence
    chosen_presence: Presence
    away_since: datetime | None
    away_reason: str | None
    """Why they are away, where it was not their choice: `missed_offer`."""
    last_given_at: datetime | None
    serves_again: bool
    """Whether people they served before may come to them first."""
    created_at: datetime
    last_seen_at: datetime | None


class Visitor(msgspec.Struct, frozen=True):
    """A browser with a token. Name and e-mail are what they said of themselves, unless the site signed them."""

    id: str
    inbox_id: str
    number: int
    name: str | None
    email: str | None
    email_verified: bool
    """Whether the site signed that this is their address."""
    locale: str | None
    browser: str | None
    device: str | None
    page: dict[str, str] | None
    address: str | None
    tags: list[str]
    external_id: str | None
    """Who the site says they are, by a signed identity."""
    attributes: dict[str, Any]
    """What the site says of them, signed."""
    epoch: int
    first_seen_at: datetime
    last_seen_at: datetime

    @property
    def label(self) -> str:
        return self.name or f"Visitor {self.number}"


class Conversation(msgspec.Struct, frozen=True):
    id: str
    inbox_id: str
    visitor_id: str
    client_id: str
    kind: str
    status: str
    locale: str | None
    assignee_type: str | None
    assignee_id: str | None
    queue_order: int | None
    queued_at: datetime | None
    original_order: int | None
    """The place in line, kept while an agent has the conversation: it comes back there when the agent is gone."""
    priority: str
    team_id: str | None
    overflow_team_id: str | None
    """Another team that may take it, too, since it waited too long (see `domain.routing.overflow`)."""
    needs: str
    """What it needs of an agent (see `domain.routing.needs`)."""
    tags: list[str]
    offered_to: str | None
    """The agent who is asked to accept it, until `offered_until`."""
    offered_until: datetime | None
    passed_by: str | None
    """Who let an offer pass or gave it away, and how long before `passed_until` each may be asked again
    (`storage.floor.read_passes`)."""
    passed_until: datetime | None
    transferred_by: str | None
    """Who handed it to the assignee and gets it back when they refuse."""
    reminders: int
    """How many of the idle steps (`domain.patience`) are behind since the agent's last word."""
    idle_since: datetime | None
    """The visitor's turn: since the agent's last word, or since the last reminder."""
    silent_since: datetime | None
    """The agent's turn: since the visitor wrote, or since it came to this agent."""
    silence_told: str | None
    """Who was told that the agent is silent: `agent`, then `leader`."""
    misses: int
    last_seq: int
    last_note_seq: int
    visitor_delivered_seq: int
    visitor_read_seq: int
    agent_delivered_seq: int
    agent_read_seq: int
    unread: int
    topic: str | None
    last_message: dict[str, Any] | None
    assigned_at: datetime | None
    first_reply_at: datetime | None
    resolved_at: datetime | None
    resolved_by: dict[str, Any] | None
    created_at: datetime
    updated_at: datetime

    @property
    def waiting(self) -> bool:
        """Open and unassigned."""
        return self.status == "open" and self.assignee_type is None


class Message(msgspec.Struct, frozen=True):
    id: str
    conversation_id: str
    seq: int | None
    note_seq: int | None
    after_seq: int | None
    client_id: str
    kind: str
    author_type: str
    author_id: str | None
    author_name: str
    author_face: str | None
    text: str
    data: dict[str, Any]
    created_at: datetime

    @property
    def author(self) -> Author:
        return Author(self.author_type, self.author_id, self.author_name, self.author_face)  # type: ignore[arg-type]


class Team(msgspec.Struct, frozen=True):
    """Agents who take the same kind of conversations."""

    id: str
    name: str
    created_at: datetime


class Skill(msgspec.Struct, frozen=True):
    """Something an agent can do at a level of 1 to 5; a language where `language` is set."""

    id: str
    name: str
    language: str | None
    created_at: datetime


class Decision(msgspec.Struct, frozen=True):
    """What routing decided, with its inputs in `data`. `number` is their order, whatever the clock does."""

    id: str
    number: int
    inbox_id: str
    conversation_id: str | None
    kind: str
    data: dict[str, Any]
    created_at: datetime


class QueueStay(msgspec.Struct, frozen=True):
    """One stay of one conversation in the line: what was told at its beginning, and how it ended."""

    id: str
    conversation_id: str
    inbox_id: str
    entered_at: datetime
    left_at: datetime | None
    outcome: str | None
    """`served`, `left`, `form`, `closed`, `resolved`."""
    agent_id: str | None
    priority: str
    team_id: str | None
    needs: str
    told_low: int | None
    told_high: int | None


class Session(msgspec.Struct, frozen=True):
    """An agent's signed-in browser. The cookie holds a random secret; the row holds its hash."""

    id: str
    agent_id: str
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None


class Invitation(msgspec.Struct, frozen=True):
    """A way in for a future agent. The link holds a random secret; the row holds its hash."""

    id: str
    name: str
    email: str
    role: Role
    inbox_ids: list[str]
    created_at: datetime
    expires_at: datetime
