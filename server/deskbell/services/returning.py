"""A visitor comes back to what is over: within the inbox's `return_hours` it goes on, after that a new one begins.

Here is the rule; `conversations.go_on` carries it out. Nothing that a visitor writes is refused for it.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from deskbell.domain.patience import return_hours
from deskbell.domain.records import Conversation, Inbox
from deskbell.domain.routing.choice import look_at
from deskbell.domain.routing.policy import policy_of
from deskbell.services import routing
from deskbell.services.core import Core
from deskbell.services.routing.floor import posts_of
from deskbell.storage import agents, floor, inboxes
from deskbell.storage.writer import Tx


def can_go_on(conversation: Conversation, inbox: Inbox, now: datetime) -> bool:
    """Whether a resolved conversation is still the one to come back to. A letter always is: its answer may take days."""
    if conversation.kind == "offline" or conversation.resolved_at is None:
        return True
    return now < conversation.resolved_at + timedelta(hours=return_hours(inbox.routing))


async def goes_back(core: Core, tx: Tx, conversation: Conversation, is_open: bool) -> bool:
    """Whether the agent who had it may be given it now, as of anybody in line; while it is closed, whether they are one still.

    Not where who served somebody before does not come first, by the inbox's setting or the agent's own.
    """
    if not await _comes_first(tx, conversation):
        return False
    agent_id, waiting = conversation.assignee_id or "", floor.as_waiting(conversation)
    if not is_open:
        return await routing.is_reachable(tx, agent_id, conversation.inbox_id, ("online", "away", "offline"))
    posts = await posts_of(core, tx.conn, conversation.inbox_id)
    return any(look_at(post, waiting, tx.now).why_not is None for post in posts if post.id == agent_id)


async def _comes_first(tx: Tx, conversation: Conversation) -> bool:
    inbox, agent = (
        await inboxes.by_id(tx.conn, conversation.inbox_id),
        await agents.by_id(tx.conn, conversation.assignee_id or ""),
    )
    preferred = inbox is not None and policy_of(inbox.routing).prefer_last_agent
    return preferred and agent is not None and agent.serves_again
