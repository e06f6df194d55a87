"""Who answers: presence, load, and in which conversation a visitor waits longest for their word."""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.clock import rfc3339
from deskbell.domain.records import Inbox
from deskbell.services.agent_views import agent_views
from deskbell.services.core import Core
from deskbell.services.routing.floor import posts_of
from deskbell.storage import floor_view, visitors
from deskbell.storage.floor_view import Unanswered

Wire = dict[str, Any]
PATIENCE_MINUTES = 5
"""After how long an agent's silence stands out, where the inbox sets nothing."""


def patience_seconds(inbox: Inbox) -> int:
    """After how long a visitor without an answer is pointed out to the leader."""
    silence = inbox.routing.get("silence") or {}
    minutes = silence.get("leader_minutes") or silence.get("agent_minutes") or PATIENCE_MINUTES
    return int(minutes) * 60


async def people_view(core: Core, conn: AsyncConnection, inbox_ids: list[str]) -> list[Wire]:
    """The active agents of these inboxes, by name. `load` counts open conversations and offers under way."""
    posts = {post.id: post for inbox_id in inbox_ids for post in await posts_of(core, conn, inbox_id)}
    silences = await _silences(conn, inbox_ids)
    views = sorted(await agent_views(conn, posts), key=lambda view: (view["name"], view["id"]))
    return [
        {
            "agent": view,
            "load": posts[view["id"]].load,
            "connected": core.connections.agent_is_connected(view["id"]),
            "silence": silences.get(view["id"]),
        }
        for view in views
    ]


async def _silences(conn: AsyncConnection, inbox_ids: list[str]) -> dict[str, Wire]:
    """The longest of each agent who has anybody waiting."""
    longest: dict[str, Unanswered] = {}
    for one in sorted(await floor_view.unanswered(conn, inbox_ids), key=lambda one: one.since, reverse=True):
        longest[one.agent_id] = one
    people = await visitors.by_ids(conn, {one.visitor_id for one in longest.values()})
    return {
        agent_id: {
            "conversation_id": one.conversation_id,
            "since": rfc3339(one.since),
            "visitor": people[one.visitor_id].label,
        }
        for agent_id, one in longest.items()
    }
