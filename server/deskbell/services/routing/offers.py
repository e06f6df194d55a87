"""An offer is accepted, declined, missed or withdrawn. While it stands, the conversation keeps its place in line.

One agent is asked about one at a time: of five cards at once four would be missed, and the whole desk set away. Whoever
misses one is set away, so that the line does not wait for an empty chair; whoever declines is not asked for the same
conversation again until as much time has passed as an offer lasts.
"""

from __future__ import annotations

from deskbell.domain.errors import Conflict
from deskbell.domain.people import AgentActor
from deskbell.domain.records import Agent, Conversation
from deskbell.services import access
from deskbell.services.core import Core
from deskbell.services.events import OfferEnded, QueueTouched
from deskbell.services.routing.deciding import record, record_in, who
from deskbell.services.routing.giving import assign, give_in, give_waiting
from deskbell.services.routing.holding import ask_no_longer, withdraw
from deskbell.services.routing.standing import OFFER_TIMEOUT, arm_again, not_again, policy_in
from deskbell.services.telling import fresh, inboxes_of, tell_agent, tell_conversation
from deskbell.storage import agents, floor, timers
from deskbell.storage import conversations as rows
from deskbell.storage.writer import Tx

MISSED = "missed_offer"


async def accept(core: Core, actor: AgentActor, conversation_id: str) -> Conversation:
    """The agent takes what they were offered. Mine already: as it is. Raises `not_found`, `offer_ended`."""

    async def work(tx: Tx) -> Conversation:
        conversation = await access.access_conversation(tx.conn, actor, conversation_id)
        if access.is_assignee(actor, conversation):
            return conversation
        _check_offered(actor, conversation)
        taken = await assign(core, tx, conversation, actor.id, "accepted")
        await give_in(core, tx, await inboxes_of(tx.conn, actor.id))  # they may be asked about the next now
        return taken

    return await core.write(work)


async def decline(core: Core, actor: AgentActor, conversation_id: str) -> None:
    """Somebody else shall have it. Raises `not_found`, `offer_ended`."""

    async def work(tx: Tx) -> None:
        conversation = await access.access_conversation(tx.conn, actor, conversation_id)
        _check_offered(actor, conversation)
        await _pass_on(core, tx, conversation, "declined")

    await core.write(work)


def _check_offered(actor: AgentActor, conversation: Conversation) -> None:
    if conversation.offered_to != actor.id:
        raise Conflict("offer_ended", "This is no longer offered to you. The line shows who waits.")


async def time_out(core: Core, tx: Tx, conversation_id: str) -> None:
    """The timer's rule: nobody answered in time."""
    conversation = await rows.by_id(tx.conn, conversation_id)
    if conversation is None or conversation.offered_to is None:
        return
    agent = await agents.by_id(tx.conn, conversation.offered_to)
    if agent is not None and agent.presence == "online":
        await _set_away(tx, agent, conversation)
    await _pass_on(core, tx, conversation, "missed")


async def _set_away(tx: Tx, agent: Agent, missed: Conversation) -> None:
    away = {"presence": "away", "chosen_presence": "away", "away_since": tx.now, "away_reason": MISSED}
    await agents.change(tx.conn, agent.id, **away)
    await record_in(tx, missed.inbox_id, "set_away", None, agent=who(agent), reason=MISSED)
    for inbox_id in dict.fromkeys((missed.inbox_id, *await inboxes_of(tx.conn, agent.id))):
        tx.tell(QueueTouched(inbox_id))


async def _pass_on(core: Core, tx: Tx, conversation: Conversation, how: str) -> None:
    agent_id = conversation.offered_to
    agent = await agents.by_id(tx.conn, agent_id) if agent_id is not None else None
    if agent_id is None or agent is None:
        return
    policy = await policy_in(tx, conversation.inbox_id)
    await timers.drop(tx.conn, OFFER_TIMEOUT, conversation.id)
    await rows.change(tx.conn, conversation.id, offered_to=None, offered_until=None)
    await not_again(tx, conversation, agent_id, policy.declined_seconds)
    await record(tx, conversation, f"offer_{how}", agent=who(agent), seconds=policy.offer_seconds)
    tx.tell(OfferEnded(agent_id, conversation.id, how))
    await tell_conversation(core, tx, conversation.id)
    await give_in(core, tx, dict.fromkeys((conversation.inbox_id, *await tell_agent(tx, agent_id))))


async def offer_again(core: Core, tx: Tx, conversation_id: str) -> None:
    """The timer's rule: whoever let it pass may be asked again."""
    conversation = await rows.by_id(tx.conn, conversation_id)
    if conversation is not None and conversation.waiting and conversation.queue_order is not None:
        await arm_again(tx, conversation)
        await give_waiting(core, tx, conversation.inbox_id)


async def withdraw_from(core: Core, tx: Tx, agent_id: str) -> None:
    """The agent is gone: what they were offered is offered to the next, and that is no miss of theirs."""
    asked = [await fresh(tx, conversation_id) for conversation_id in await floor.offered(tx.conn, agent_id)]
    for conversation in asked:
        await withdraw(core, tx, conversation)
    for inbox_id in dict.fromkeys(conversation.inbox_id for conversation in asked):
        await give_waiting(core, tx, inbox_id)


async def offers_no_more(core: Core, tx: Tx, inbox_id: str) -> None:
    """The inbox asks nobody from now on: who was asked misses nothing. Giving by the new rule is the caller's."""
    for conversation_id in await floor.under_offer(tx.conn, inbox_id):
        await withdraw(core, tx, await fresh(tx, conversation_id))


async def nobody_is_asked(tx: Tx) -> None:
    """The server begins: nobody could answer while it was down. Offers are made anew as agents come back."""
    for conversation_id in await floor.under_offer(tx.conn):
        await ask_no_longer(tx, await fresh(tx, conversation_id))
