"""A team leader steps in: gives a conversation to somebody, or takes it over themselves, whoever had it."""

from __future__ import annotations

from deskbell.domain.errors import Conflict
from deskbell.domain.people import AgentActor
from deskbell.domain.records import Conversation
from deskbell.services import access
from deskbell.services.core import Core
from deskbell.services.routing.deciding import who
from deskbell.services.routing.giving import assign
from deskbell.services.routing.handing import is_reachable
from deskbell.storage.writer import Tx


async def assign_to(core: Core, actor: AgentActor, conversation_id: str, agent_id: str) -> Conversation:
    """Give a conversation from the line, from the bot or from another agent to this one, full or not. Theirs already: as
    it is.

    Raises `not_allowed`, `not_found`, `already_resolved`, `agent_unavailable`.
    """

    async def work(tx: Tx) -> Conversation:
        conversation = await _access_open(tx, actor, conversation_id)
        if (conversation.assignee_type, conversation.assignee_id) == ("agent", agent_id):
            return conversation
        if not await is_reachable(tx, agent_id, conversation.inbox_id, ("online", "away")):
            raise Conflict("agent_unavailable", "That agent cannot take it now. Choose somebody who is here.")
        return await assign(core, tx, conversation, agent_id, "assigned", inputs={"by": who(actor)})

    return await core.write(work)


async def take_over(core: Core, actor: AgentActor, conversation_id: str) -> Conversation:
    """The leader becomes the assignee. Theirs already: as it is. Raises `not_allowed`, `not_found`, `already_resolved`."""

    async def work(tx: Tx) -> Conversation:
        conversation = await _access_open(tx, actor, conversation_id)
        if access.is_assignee(actor, conversation):
            return conversation
        return await assign(core, tx, conversation, actor.id, "taken_over")

    return await core.write(work)


async def _access_open(tx: Tx, actor: AgentActor, conversation_id: str) -> Conversation:
    conversation = await access.access_led(tx.conn, actor, conversation_id)
    if conversation.status == "resolved":
        raise Conflict("already_resolved", "This conversation is resolved. Reopen it first.")
    return conversation
