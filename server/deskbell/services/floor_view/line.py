"""Who waits, in order: what they were told, why they still wait, and who would get them by the rules."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.records import Conversation, Inbox
from deskbell.domain.routing.choice import choose, look_at
from deskbell.domain.routing.floor import Post, Waiting
from deskbell.domain.routing.needs import read_needs
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
    served = await floor.last_agents(conn, [waiting.id for waiting in line])
    desk_of = {
        inbox.id: Desk(policy_of(inbox.routing), await posts_of(core, conn, inbox.id), core.clock())
        for inbox in inboxes
    }
    why = await _why(core, conn, line)
    return [
        {
            "conversation": view,
            "told": list(told[waiting.id]) if waiting.id in told else None,
            "why": why.get(waiting.id),
            "next": desk_of[waiting.inbox_id].next(waiting, served.get(waiting.id)),
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


class Desk:
    """An inbox's agents at one moment. Who would get a conversation depends on its kind, so each kind is looked at once."""

    def __init__(self, policy: Policy, posts: list[Post], now: datetime) -> None:
        self._policy, self._posts, self._now = policy, posts, now
        self._known: dict[tuple[object, ...], Wire | None] = {}

    def next(self, conversation: Conversation, last_agent_id: str | None) -> Wire | None:
        waiting = _as_waiting(conversation, last_agent_id)
        kind = (*waiting.kind, last_agent_id)
        if kind not in self._known:
            self._known[kind] = self._look(waiting)
        return self._known[kind]

    def _look(self, waiting: Waiting) -> Wire | None:
        able = [post for post in self._posts if look_at(post, waiting, self._now).why_not is None]
        if not able:
            return None
        agent = choose(waiting, self._posts, able, self._policy, self._now).agent
        return {"id": agent.id, "name": agent.name}


def _as_waiting(conversation: Conversation, last_agent_id: str | None) -> Waiting:
    """A place in line as the rules look at it."""
    return Waiting(
        id=conversation.id,
        order=conversation.queue_order or 0,
        priority=conversation.priority,
        team_id=conversation.team_id,
        overflow_team_id=conversation.overflow_team_id,
        needs=read_needs(conversation.needs),
        last_agent_id=last_agent_id,
        passes=floor.read_passes(conversation.passed_by, conversation.passed_until),
    )
