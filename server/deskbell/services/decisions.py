"""Reading what routing decided. Recording it is in `services.routing.deciding`."""

from __future__ import annotations

from typing import Any

from deskbell.domain.clock import rfc3339
from deskbell.domain.people import AgentActor
from deskbell.domain.records import Decision
from deskbell.services import access
from deskbell.services.core import Core
from deskbell.services.routing.why import still_waiting
from deskbell.services.sentences import sentences_of, sentences_to_agent
from deskbell.storage import history

Wire = dict[str, Any]


def decision_view(decision: Decision) -> Wire:
    """The wire's `decision`."""
    return {
        "id": decision.id,
        "number": decision.number,
        "inbox_id": decision.inbox_id,
        "conversation_id": decision.conversation_id,
        "kind": decision.kind,
        "data": decision.data,
        "sentences": sentences_of(decision.kind, decision.data, decision.created_at),
        "to_agent": sentences_to_agent(decision.kind, decision.data, decision.created_at),
        "created_at": rfc3339(decision.created_at),
    }


def confided_to(decision: Decision) -> str | None:
    """The one agent who sees it beside those who lead: why somebody was set away is nobody else's business."""
    return decision.data["agent"]["id"] if decision.kind == history.CONFIDED else None


async def reasons_of(core: Core, actor: AgentActor, conversation_id: str) -> Wire:
    """A conversation's latest decisions, the newest first, and why it still waits, if it does: `{decisions, waiting}`.

    Raises `not_found`.
    """
    async with core.read() as conn:
        conversation = await access.access_conversation(conn, actor, conversation_id)
        found = await history.decisions_of(conn, conversation.id)
        in_line = (
            await still_waiting(core, conn, conversation.inbox_id, [conversation.id]) if conversation.waiting else {}
        )
    return {"decisions": [decision_view(decision) for decision in found], "waiting": in_line.get(conversation.id)}


async def of_inbox(core: Core, actor: AgentActor, inbox_id: str, before: int | None, limit: int) -> list[Wire]:
    """An inbox's decisions that the agent may know, the newest first, those with a smaller number than `before`.

    Raises `not_found`.
    """
    async with core.read() as conn:
        inbox = await access.access_inbox(conn, actor, inbox_id)
        found = await history.decisions_in(conn, inbox.id, before, limit, None if actor.leads else actor.id)
    return [decision_view(decision) for decision in found]
