"""Every decision is recorded with its inputs, in the transaction that carries it out. Reading them: `services.decisions`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.people import AgentActor
from deskbell.domain.records import Agent, Conversation
from deskbell.domain.routing.choice import Choice, Finding
from deskbell.services.events import DecisionMade
from deskbell.services.routing.floor import team_view, wants_view
from deskbell.storage import floor, history, visitors
from deskbell.storage.writer import Tx

Wire = dict[str, Any]
FINDINGS_KEPT = 12


def who(agent: Agent | AgentActor) -> Wire:
    """An agent as activities and decisions name them."""
    return {"id": agent.id, "name": agent.name, "face": agent.face}


async def record(tx: Tx, conversation: Conversation, kind: str, **data: Any) -> None:
    """Store what was decided of a conversation, with its inputs, and tell it."""
    await record_in(tx, conversation.inbox_id, kind, conversation.id, **data)


async def record_in(tx: Tx, inbox_id: str, kind: str, conversation_id: str | None, **data: Any) -> None:
    """The same for what concerns an inbox and maybe no conversation of it."""
    decision = await history.add_decision(
        tx.conn, inbox_id=inbox_id, conversation_id=conversation_id, kind=kind, data=data, created_at=tx.now
    )
    tx.tell(DecisionMade(decision))


async def record_each(tx: Tx, kind: str, said: Sequence[tuple[Conversation, Wire]]) -> None:
    """The same for many at once, at the cost of a few."""
    rows = [
        {"inbox_id": one.inbox_id, "conversation_id": one.id, "kind": kind, "data": data, "created_at": tx.now}
        for one, data in said
    ]
    for decision in await history.add_decisions(tx.conn, rows):
        tx.tell(DecisionMade(decision))


async def inputs_of(conn: AsyncConnection, choice: Choice, conversation: Conversation) -> Wire:
    """Why this agent: what was found of them and of the others, the nearest to being chosen first."""
    others = [finding for finding in choice.findings if finding.agent_id != choice.agent.id]
    others.sort(key=lambda finding: (DISTANCE.index(finding.why_not), finding.load))
    served = await floor.last_served(conn, conversation.visitor_id) if choice.because == "served_before" else None
    return {
        "because": choice.because,
        "load": choice.agent.load,
        "capacity": choice.agent.capacity,
        "share": choice.agent.share(choice.waiting),
        "visitor": await _name_of(conn, conversation.visitor_id),
        "served_at": served[1].isoformat() if served else None,
        **await wants_view(conn, choice.waiting),
        "in_team": await team_view(conn, choice.agent.team_for(choice.waiting)),
        "others": [finding_view(finding) for finding in others[:FINDINGS_KEPT]],
        "counts": _counts(others),
        "looked_at": len(choice.findings),
    }


async def _name_of(conn: AsyncConnection, visitor_id: str) -> str | None:
    """What the visitor calls themselves, if anything."""
    found = await visitors.by_id(conn, visitor_id)
    return found.name if found is not None else None


def _counts(others: list[Finding]) -> dict[str, int]:
    """How many agents each reason kept from it; of a skill, `lacks_skill:<id>`."""
    reasons = (f"{f.why_not}:{f.skill_id}" if f.skill_id else f.why_not for f in others if f.why_not is not None)
    return dict(Counter(reason for reason in reasons if reason is not None))


DISTANCE = (None, "asked", "let_it_pass", "full_here", "full", "not_here", "lacks_skill", "other_team")


def finding_view(finding: Finding) -> Wire:
    return {
        "agent": {"id": finding.agent_id, "name": finding.name},
        "why_not": finding.why_not,
        "load": finding.load,
        "capacity": finding.capacity,
        "skill_id": finding.skill_id,
        "share": finding.share,
    }
