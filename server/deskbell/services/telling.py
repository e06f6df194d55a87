"""Telling what changed: the finished wire objects, as they are at that point of the transaction."""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.errors import not_found
from deskbell.domain.people import Actor, AgentActor
from deskbell.domain.records import Conversation
from deskbell.services.agent_views import agent_views
from deskbell.services.core import Core
from deskbell.services.events import AgentChanged, ConversationChanged
from deskbell.services.queue import queue_of
from deskbell.services.views import conversation_views
from deskbell.storage import agents
from deskbell.storage import conversations as rows
from deskbell.storage.writer import Tx


async def tell_conversation(
    core: Core, tx: Tx, conversation_id: str, *, created: bool = False, reason: str | None = None
) -> dict[str, Any]:
    """Tell the conversation as it is at this point of the transaction; returns the visitor's view of it."""
    conversation = await fresh(tx, conversation_id)
    queues = await queue_of(core, tx.conn, [conversation], tx.now)
    [for_visitor] = await conversation_views(core, tx.conn, [conversation], for_agents=False, queues=queues)
    [for_agents] = await conversation_views(core, tx.conn, [conversation], for_agents=True, queues=queues)
    tx.tell(
        ConversationChanged(
            conversation.inbox_id, conversation.visitor_id, for_visitor, for_agents, created=created, reason=reason
        )
    )
    return for_visitor


async def bot_lost(core: Core, tx: Tx, conversation: Conversation) -> None:
    """Tell the features, inside the transaction, that the bot has this conversation no longer; nothing if it had not."""
    if conversation.assignee_type == "bot" and conversation.status == "open":
        for hook in core.hooks.bot_lost:
            await hook(tx, conversation.id)


async def view_for(core: Core, actor: Actor, conversation: Conversation) -> dict[str, Any]:
    """The wire's conversation for whoever asked, as it is now."""
    async with core.read() as conn:
        now = await rows.by_id(conn, conversation.id) or conversation
        [view] = await conversation_views(core, conn, [now], for_agents=isinstance(actor, AgentActor))
    return view


async def fresh(tx: Tx, conversation_id: str) -> Conversation:
    """The conversation as it is at this point of the transaction. Raises `not_found`."""
    conversation = await rows.by_id(tx.conn, conversation_id)
    if conversation is None:
        raise not_found()
    return conversation


async def tell_agent(tx: Tx, agent_id: str) -> list[str]:
    """Tell everybody what is new of an agent (presence, load, name); returns their inboxes."""
    inbox_ids = await inboxes_of(tx.conn, agent_id)
    for view in await agent_views(tx.conn, [agent_id]):
        tx.tell(AgentChanged(view, inbox_ids))
    return inbox_ids


async def inboxes_of(conn: AsyncConnection, agent_id: str) -> list[str]:
    return (await agents.inbox_ids(conn, [agent_id])).get(agent_id, [])
