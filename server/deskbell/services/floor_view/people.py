"""Who answers: presence, load, and in which conversation a visitor waits longest for their word."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.clock import rfc3339
from deskbell.domain.patience import silence_policy
from deskbell.domain.records import Inbox
from deskbell.domain.routing.floor import Post
from deskbell.services.agent_views import agent_views
from deskbell.services.core import Core
from deskbell.services.routing.floor import posts_of
from deskbell.storage import floor_view, visitors
from deskbell.storage.floor_view import Unanswered

Wire = dict[str, Any]


def patience_seconds(inbox: Inbox) -> int | None:
    """After how long an agent's silence stands out: when the first is told of it, the agent or the leader; None: never."""
    told = silence_policy(inbox.routing).next_told(None)
    return None if told is None else told[1] * 60


async def people_view(core: Core, conn: AsyncConnection, inbox_ids: list[str]) -> list[Wire]:
    """The active agents of these inboxes and whoever else talks with somebody there, such as a leader who took over, by
    name. `load` counts open conversations and offers under way.

    `here` is what the rules go by: within the grace of a lost connection an agent is still `online`, and not here.
    """
    posts = {post.id: post for inbox_id in inbox_ids for post in await posts_of(core, conn, inbox_id)}
    silences, talks = await _silences(conn, inbox_ids), await _talks(conn, inbox_ids)
    views = sorted(await agent_views(conn, {*posts, *talks}), key=lambda view: (view["name"], view["id"]))
    posts |= {view["id"]: _guest(core, view) for view in views if view["id"] not in posts}
    return [
        {
            "agent": view,
            "load": posts[view["id"]].load,
            "here": posts[view["id"]].here,
            "silence": silences.get(view["id"]),
            "talks": talks[view["id"]],
        }
        for view in views
    ]


def _guest(core: Core, view: Wire) -> Post:
    """Whoever does not belong to the inbox: nothing is given to them, so that they are asked nothing either."""
    here = view["presence"] == "online" and core.connections.agent_is_connected(view["id"])
    return Post(view["id"], view["name"], here, view["capacity"], load=view["open_conversations"])


async def _talks(conn: AsyncConnection, inbox_ids: list[str]) -> dict[str, list[Wire]]:
    """With whom each agent is talking."""
    found = await floor_view.talks(conn, inbox_ids)
    people = await visitors.by_ids(conn, {one.visitor_id for one in found})
    by_agent: dict[str, list[Wire]] = defaultdict(list)
    for one in found:
        by_agent[one.agent_id].append({"id": one.conversation_id, "visitor": people[one.visitor_id].label})
    return by_agent


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
