"""Whether an offer still holds: its agent is of the inbox, has what it takes, and has room for it.

Looked at whenever an agent may take other conversations than before, or has one more.
"""

from __future__ import annotations

from collections.abc import Iterable

from deskbell.domain.records import Conversation
from deskbell.domain.routing.choice import could_take
from deskbell.services.core import Core
from deskbell.services.routing.deciding import record, who
from deskbell.services.routing.floor import posts_of
from deskbell.services.routing.standing import withdraw_offer
from deskbell.services.telling import fresh, tell_conversation
from deskbell.storage import agents, floor
from deskbell.storage.writer import Tx


async def recheck(core: Core, tx: Tx, agent_ids: Iterable[str]) -> None:
    """These agents may take other conversations than before: what they are asked and may not take any more is withdrawn.
    An offer that still holds goes on as it was.

    Giving it to others is the caller's, once all that changed is stored.
    """
    for agent_id in agent_ids:
        for conversation_id in await floor.offered(tx.conn, agent_id):
            conversation = await fresh(tx, conversation_id)
            if not await _still_holds(core, tx, conversation, agent_id):
                await withdraw(core, tx, conversation)


async def _still_holds(core: Core, tx: Tx, conversation: Conversation, agent_id: str) -> bool:
    """Whether the agent is of the inbox, has what it takes, and no more than their capacity with this offer."""
    posts = await posts_of(core, tx.conn, conversation.inbox_id)
    post = next((post for post in posts if post.id == agent_id), None)
    if post is None or post.load > post.capacity:
        return False
    if post.inbox_capacity is not None and post.inbox_load > post.inbox_capacity:
        return False
    return could_take(post, floor.as_waiting(conversation))


async def ask_no_longer(tx: Tx, conversation: Conversation) -> None:
    """The agent is asked no longer, which is no miss, and is recorded: no offer is without an end."""
    agent = await agents.by_id(tx.conn, conversation.offered_to) if conversation.offered_to is not None else None
    await withdraw_offer(tx, conversation)
    if agent is not None:
        await record(tx, conversation, "offer_withdrawn", agent=who(agent))


async def withdraw(core: Core, tx: Tx, conversation: Conversation) -> None:
    """The same; told."""
    await ask_no_longer(tx, conversation)
    await tell_conversation(core, tx, conversation.id)
