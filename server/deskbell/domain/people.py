"""Who performs a command: a visitor, an agent, the bot, or the system itself. No I/O."""

from __future__ import annotations

from typing import Literal

import msgspec

Role = Literal["agent", "team_leader", "admin"]
Presence = Literal["online", "away", "offline"]
ROLES: tuple[Role, ...] = ("agent", "team_leader", "admin")
FACES = ("ann", "ben", "lee", "lina", "chen", "wu")


class VisitorActor(msgspec.Struct, frozen=True):
    """A browser with a valid visitor token."""

    id: str
    inbox_id: str
    name: str | None = None
    locale: str | None = None


class AgentActor(msgspec.Struct, frozen=True):
    """A signed-in agent, with what they may see: `inbox_ids` is None for those who see all inboxes."""

    id: str
    name: str
    role: Role
    face: str | None
    inbox_ids: frozenset[str] | None
    session_id: str = ""

    def sees_inbox(self, inbox_id: str) -> bool:
        return self.inbox_ids is None or inbox_id in self.inbox_ids

    @property
    def leads(self) -> bool:
        """Team leaders and admins see all conversations and may act on them."""
        return self.role in ("team_leader", "admin")


Actor = VisitorActor | AgentActor


class Author(msgspec.Struct, frozen=True):
    """Who wrote a message, as it is stored and as it stands on the wire."""

    type: Literal["visitor", "agent", "bot", "system"]
    id: str | None
    name: str
    face: str | None = None


BOT = Author("bot", None, "Assistant")
SYSTEM = Author("system", None, "Deskbell")


def author_of(actor: Actor) -> Author:
    """The author of what `actor` writes."""
    if isinstance(actor, AgentActor):
        return Author("agent", actor.id, actor.name, actor.face)
    return Author("visitor", actor.id, actor.name or "")
