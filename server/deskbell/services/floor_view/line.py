"""Who waits, in order: what they were told, why they still wait, and who would get them by the rules."""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.records import Conversation, Inbox
from deskbell.domain.routing.choice import choose, look_at
from deskbell.domain.routing.floor import Post
from deskbell.domain.routing.policy import Policy, policy_of
from deskbell.services.core import Core
from deskbell.services.routing.floor import posts_of
from deskbell.services.routing.why import still_waiting
from deskbell.services.views import conversation_views
from deskbell.storage import floor, floor_view

Wire = dict[str, Any]
LINE_SHOWN = 100


async def line_view(core: Core, conn: AsyncConnection, inboxes: list[Inbox]) -> list[Wire]:
    """The first hundred; `next` is who would get it now, null when nobody is free for it."""
    line = await floor_view.line(conn, [inbox.id for inbox in inboxes], LINE_SHOWN)
    told = await floor_view.told(conn, [waiting.id for waiting in line])
    views = await conversation_views(core, conn, line, for_agents=True)
    desks = {inbox.id: (policy_of(inbox.routing), await posts_of(core, conn, inbox.id)) for inbox in inboxes}
    served = await floor.last_agents(conn, [waiting.id for waiting in line])
    why = await _why(core, conn, line)
    return [
        {
            "conversation": view,
            "told": list(told[waiting.id]) if waiting.id in told else None,
            "why": why.get(waiting.id),
            "next": _next(core, waiting, served.get(waiting.id), *desks[waiting.inbox_id]),
        }
        for waiting, view in zip(line, views, strict=True)
    ]


async def _why(core: Core, conn: AsyncConnection, line: list[Conversation]) -> dict[str, Wire]:
    """Why each of them still waits, a sentence a language."""
    found: dict[str, Wire] = {}
    for inbox_id in {waiting.inbox_id for waiting in line}:
        here = {waiting.id for waiting in line if waiting.inbox_id == inbox_id}
        found |= await still_waiting(core, conn, inbox_id, here)
    return {conversation_id: said["sentences"] for conversation_id, said in found.items()}


def _next(core: Core, conversation: Conversation, last: str | None, policy: Policy, posts: list[Post]) -> Wire | None:
    now = core.clock()
    waiting = floor.with_last_agent(floor.as_waiting(conversation), last)
    able = [post for post in posts if look_at(post, waiting, now).why_not is None]
    if not able:
        return None
    agent = choose(waiting, posts, able, policy, now).agent
    return {"id": agent.id, "name": agent.name}
