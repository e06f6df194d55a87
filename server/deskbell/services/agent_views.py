"""Agents as wire objects, with their load and their inboxes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.clock import rfc3339, rfc3339_or_none
from deskbell.domain.people import AgentActor
from deskbell.domain.records import Agent
from deskbell.storage import agents

Wire = dict[str, Any]


def agent_view(agent: Agent, inbox_ids: list[str], open_conversations: int) -> Wire:
    """The wire's `agent`."""
    return {
        "id": agent.id,
        "name": agent.name,
        "role": agent.role,
        "active": agent.active,
        "face": agent.face,
        "presence": agent.presence,
        "away_since": rfc3339_or_none(agent.away_since),
        "away_reason": agent.away_reason,
        "open_conversations": open_conversations,
        "capacity": agent.capacity,
        "inbox_ids": inbox_ids,
    }


def seen_by(actor: AgentActor, view: Wire) -> Wire:
    """An agent as another agent sees them: why somebody was set away is theirs and the leaders' to know."""
    return view if actor.leads or actor.id == view["id"] else view | {"away_reason": None}


def agent_settings(agent: Agent, inbox_ids: list[str], open_conversations: int, abilities: Wire) -> Wire:
    """The same with what admins see of it; `abilities` are `services.abilities.views`."""
    return agent_view(agent, inbox_ids, open_conversations) | {
        **abilities,
        "serves_again": agent.serves_again,
        "email": agent.email,
        "created_at": rfc3339(agent.created_at),
        "last_seen_at": rfc3339_or_none(agent.last_seen_at),
    }


async def agent_views(conn: AsyncConnection, agent_ids: Iterable[str] | None = None) -> list[Wire]:
    """The active agents, all or those asked for, the oldest first."""
    wanted = None if agent_ids is None else set(agent_ids)
    people = [a for a in await agents.all_agents(conn) if a.active and (wanted is None or a.id in wanted)]
    load, homes = await load_and_homes(conn, people)
    return [agent_view(a, homes.get(a.id, []), load.get(a.id, 0)) for a in people]


async def load_and_homes(
    conn: AsyncConnection, people: Sequence[Agent]
) -> tuple[Mapping[str, int], Mapping[str, list[str]]]:
    """How many open conversations the agents have, and which inboxes are theirs."""
    ids = [agent.id for agent in people]
    return await agents.open_conversations(conn, ids), await agents.inbox_ids(conn, ids)
