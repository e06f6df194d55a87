"""What happened, as told after COMMIT by the rules to whoever listens (`realtime/broadcast`, features).

An event carries the finished wire object as it was inside the transaction, so that the order of events is the order of
states, and nobody has to read a state that is already newer than the event.
"""

from __future__ import annotations

from typing import Any

import msgspec

from deskbell.domain.records import Decision

Wire = dict[str, Any]


class MessageCreated(msgspec.Struct, frozen=True):
    """A message that the visitor may see was stored."""

    inbox_id: str
    visitor_id: str
    message: Wire


class MessageUpdated(msgspec.Struct, frozen=True):
    inbox_id: str
    visitor_id: str
    message: Wire


class NoteCreated(msgspec.Struct, frozen=True):
    inbox_id: str
    message: Wire


class ConversationChanged(msgspec.Struct, frozen=True):
    """A conversation began (`created`) or changed. `reason` and `assignee` are set when somebody was given it."""

    inbox_id: str
    visitor_id: str
    for_visitor: Wire
    for_agents: Wire
    created: bool = False
    reason: str | None = None


class ConversationResolved(msgspec.Struct, frozen=True):
    inbox_id: str
    visitor_id: str
    conversation_id: str
    by: str


class QueueTouched(msgspec.Struct, frozen=True):
    """Somebody entered or left an inbox's line, or who could answer it changed: places are to be told anew."""

    inbox_id: str


class DecisionMade(msgspec.Struct, frozen=True):
    """Routing decided something."""

    decision: Decision


class ConversationOffered(msgspec.Struct, frozen=True):
    """An agent is asked to accept a conversation."""

    agent_id: str
    conversation: Wire


class OfferEnded(msgspec.Struct, frozen=True):
    """An offer is over: `accepted`, `declined`, `missed`, `withdrawn`."""

    agent_id: str
    conversation_id: str
    reason: str


class JoinedChanged(msgspec.Struct, frozen=True):
    """Somebody began or ceased to read along in a conversation."""

    inbox_id: str
    conversation_id: str


class AgentSilent(msgspec.Struct, frozen=True):
    """A visitor has waited too long for the assignee's word: the agent (`told` is `agent`) or those who lead are told."""

    inbox_id: str
    agent_id: str
    conversation: Wire
    told: str


class ReadMarkMoved(msgspec.Struct, frozen=True):
    inbox_id: str
    visitor_id: str
    mark: Wire


class TypingChanged(msgspec.Struct, frozen=True):
    inbox_id: str
    visitor_id: str
    by: str
    typing: Wire


class AnswerDrafted(msgspec.Struct, frozen=True):
    """What a machine has written so far of an answer; nothing of it is stored."""

    visitor_id: str
    draft: Wire


class VisitorChanged(msgspec.Struct, frozen=True):
    inbox_id: str
    visitor: Wire


class VisitorRevoked(msgspec.Struct, frozen=True):
    visitor_id: str


class AgentChanged(msgspec.Struct, frozen=True):
    """An agent's presence, name, face, load or inboxes changed."""

    agent: Wire
    inbox_ids: list[str]


class InboxChanged(msgspec.Struct, frozen=True):
    inbox_id: str


class SessionsEnded(msgspec.Struct, frozen=True):
    """Sessions were revoked: `session_id`, or all of `agent_id`."""

    reason: str
    agent_id: str
    session_id: str | None = None
