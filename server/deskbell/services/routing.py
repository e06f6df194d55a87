"""Who gets a conversation: claimed by an agent, given to the least loaded, or handed on by transfer.

Given by rule (an inbox's `routing.assignment = "least_loaded"`): the longest waiting goes to the online agent of the
inbox with the fewest open conversations under capacity; among equals to whoever was given one longest ago. Within the
grace of a lost connection an agent is shown as online but is given nothing.
"""

from __future__ import annotations

from collections.abc import Container
from datetime import UTC, datetime
from typing import Any

from deskbell.domain.errors import Conflict
from deskbell.domain.people import AgentActor, Presence
from deskbell.domain.records import Agent, Conversation
from deskbell.services import access, grace, line, messages
from deskbell.services.core import Core
from deskbell.services.events import QueueTouched
from deskbell.services.telling import tell_agent, tell_conversation
from deskbell.storage import agents, counters, inboxes, queue
from deskbell.storage import conversations as rows
from deskbell.storage import messages as message_rows
from deskbell.storage.writer import Tx

_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
_GONE = {"connection_lost": "lost the connection", "left": "had to leave"}


async def claim(core: Core, actor: AgentActor, conversation_id: str) -> Conversation:
    """The agent takes a waiting conversation, or one the bot has. Mine already: as it is. Raises `already_assigned`."""

    async def work(tx: Tx) -> Conversation:
        conversation = await access.access_conversation(tx.conn, actor, conversation_id)
        if conversation.status == "resolved":
            raise Conflict("already_resolved", "This conversation is resolved. Reopen it to take it.")
        if access.is_assignee(actor, conversation):
            return conversation
        if conversation.assignee_type == "agent":
            raise Conflict("already_assigned", "Another agent has this conversation.")
        return await assign(core, tx, conversation, actor.id, "claimed")

    return await core.write(work)


async def transfer(
    core: Core, actor: AgentActor, conversation_id: str, agent_id: str, note: str | None
) -> Conversation:
    """Hand the conversation to another agent, with a note that the visitor does not see. Sent again: as it is.

    Raises `not_found`, `not_assignee`, `already_resolved`, `agent_unavailable`.
    """
    if note is not None:
        messages.check_text(note)

    async def work(tx: Tx) -> Conversation:
        conversation = await access.access_conversation(tx.conn, actor, conversation_id)
        if await _handed_over(tx, actor, conversation, agent_id):
            return conversation
        conversation = await access.access_steered(tx.conn, actor, conversation_id)
        if conversation.status == "resolved":
            raise Conflict("already_resolved", "This conversation is resolved. Reopen it first.")
        if not await is_reachable(tx, agent_id, conversation.inbox_id, ("online", "away")):
            raise Conflict("agent_unavailable", "That agent cannot take it now. Choose somebody who is here.")
        if conversation.assignee_type == "agent" and conversation.assignee_id == agent_id:
            return conversation
        if note is not None:
            await messages.store_note(tx, actor, conversation, None, note)
        return await assign(core, tx, conversation, agent_id, "transferred")

    return await core.write(work)


async def _handed_over(tx: Tx, actor: AgentActor, conversation: Conversation, agent_id: str) -> bool:
    """Whether this very transfer is what happened last, so that only its acknowledgement can have been lost."""
    if (conversation.status, conversation.assignee_type, conversation.assignee_id) != ("open", "agent", agent_id):
        return False
    last = await message_rows.last_activity(tx.conn, conversation.id)
    data = last.data if last is not None else {}
    giver = data.get("from")
    return data.get("activity") == "transferred" and (giver is None or giver["id"] == actor.id)


async def give_waiting(core: Core, tx: Tx, inbox_id: str) -> None:
    """Give the waiting to whoever is free, the longest wait first, if the inbox gives by rule."""
    inbox = await inboxes.by_id(tx.conn, inbox_id)
    if inbox is None or inbox.routing.get("assignment") != "least_loaded":
        return
    for place in await queue.line(tx.conn, inbox_id):
        agent = await _least_loaded(core, tx, inbox_id)
        conversation = await rows.by_id(tx.conn, place.conversation_id)
        if agent is None or conversation is None:
            return
        await assign(core, tx, conversation, agent.id, "given")


async def assign(
    core: Core, tx: Tx, conversation: Conversation, agent_id: str, reason: str, *, gives: bool = True
) -> Conversation:
    """Make the agent the assignee, measure it, and tell everybody. Who had it before gets the next, unless not `gives`."""
    agent = await agents.by_id(tx.conn, agent_id)
    if agent is None:
        raise Conflict("agent_unavailable", "There is no such agent any more.")
    before = conversation
    await queue.end_assignment(tx.conn, conversation.id, tx.now)
    await queue.begin_assignment(
        tx.conn,
        conversation_id=conversation.id,
        inbox_id=conversation.inbox_id,
        agent_id=agent_id,
        reason=reason,
        queued_at=before.queued_at,
        started_at=tx.now,
    )
    conversation = await rows.change(
        tx.conn,
        conversation.id,
        assignee_type="agent",
        assignee_id=agent_id,
        assigned_at=tx.now,
        queue_order=None,
        queued_at=None,
        original_order=await _place_of(tx, before),
        misses=0,
    )
    await (grace.end if core.connections.agent_is_connected(agent_id) else grace.begin)(tx, [conversation])
    if reason != "reopened":  # that line stands already
        said = await _change_of_hands(tx, before, agent, reason)
        await messages.add_activity(core, tx, conversation, f"{agent.name} is here.", said)
    await tell_conversation(core, tx, conversation.id, reason=reason)
    tx.tell(QueueTouched(conversation.inbox_id))
    await tell_agent(tx, agent_id)
    if before.assignee_type == "agent" and before.assignee_id not in (None, agent_id) and before.status == "open":
        await (load_changed(core, tx, before) if gives else tell_agent(tx, before.assignee_id))
    return conversation


async def enter_line(core: Core, tx: Tx, conversation: Conversation, by: str) -> None:
    """Give the conversation the last place in its inbox's line and tell it.

    A visitor has one place: an older one of theirs is given up. An offline message waits at the desk too, without any.
    """
    order = await counters.next_value(tx.conn, "queue") if conversation.kind == "live" else None
    await _let_wait(core, tx, conversation, order)
    if order is not None:
        await messages.add_activity(core, tx, conversation, "In line for a person.", {"activity": "queued", "by": by})
    await _tell_waiting(core, tx, conversation)


async def return_to_line(core: Core, tx: Tx, conversation: Conversation, agent: Agent, reason: str) -> None:
    """The agent is gone: the conversation has the place again that it had before, and the visitor reads why.

    `reason` is `connection_lost` or `left`.
    """
    await queue.end_assignment(tx.conn, conversation.id, tx.now)
    order = conversation.original_order if conversation.kind == "live" else None
    await _let_wait(core, tx, conversation, order)
    if order is not None:
        position = await queue.position(tx.conn, conversation.inbox_id, order)
        said = {"activity": "agent_gone", "agent": _who(agent), "reason": reason, "position": position}
        await messages.add_activity(core, tx, conversation, f"{agent.name} {_GONE[reason]}.", said)
    await _tell_waiting(core, tx, conversation)


async def _let_wait(core: Core, tx: Tx, conversation: Conversation, order: int | None) -> None:
    if order is not None:
        await line.leave_line(core, tx, conversation.inbox_id, conversation.visitor_id)
    await rows.change(
        tx.conn,
        conversation.id,
        assignee_type=None,
        assignee_id=None,
        misses=0,
        queue_order=order,
        original_order=order,
        queued_at=None if order is None else tx.now,
    )


async def _tell_waiting(core: Core, tx: Tx, conversation: Conversation) -> None:
    await tell_conversation(core, tx, conversation.id)
    tx.tell(QueueTouched(conversation.inbox_id))


async def load_changed(core: Core, tx: Tx, conversation: Conversation) -> None:
    """An agent has one conversation less: say so, and give them the next."""
    tx.tell(QueueTouched(conversation.inbox_id))
    if conversation.assignee_type != "agent" or conversation.assignee_id is None:
        return
    for inbox_id in await tell_agent(tx, conversation.assignee_id):
        await give_waiting(core, tx, inbox_id)


async def is_reachable(tx: Tx, agent_id: str, inbox_id: str, here: Container[Presence]) -> bool:
    """Whether an agent is active, `here`, and in this inbox."""
    agent = await agents.by_id(tx.conn, agent_id)
    if agent is None or not agent.active or agent.presence not in here:
        return False
    return inbox_id in (await agents.inbox_ids(tx.conn, [agent_id])).get(agent_id, [])


async def _least_loaded(core: Core, tx: Tx, inbox_id: str) -> Agent | None:
    load = await rows.open_counts(tx.conn)
    given = await queue.last_given(tx.conn)
    here = [a for a in await queue.agents_online(tx.conn, inbox_id) if core.connections.agent_is_connected(a.id)]
    free = [a for a in here if load.get(a.id, 0) < a.capacity]
    return min(free, key=lambda a: (load.get(a.id, 0), given.get(a.id, _LONG_AGO), a.id), default=None)


async def _place_of(tx: Tx, conversation: Conversation) -> int:
    """Where it stood in line; who never stood there has the place of this moment."""
    if conversation.original_order is not None:
        return conversation.original_order
    return await counters.next_value(tx.conn, "queue")


async def _change_of_hands(tx: Tx, before: Conversation, agent: Agent, reason: str) -> dict[str, Any]:
    if reason == "transferred":
        giver = await agents.by_id(tx.conn, before.assignee_id) if before.assignee_id else None
        return {"activity": "transferred", "from": _who(giver) if giver else None, "agent": _who(agent)}
    data: dict[str, Any] = {"activity": "assigned", "reason": reason, "agent": _who(agent)}
    if before.queued_at is not None:
        data["waited_seconds"] = max(0, round((tx.now - before.queued_at).total_seconds()))
    return data


def _who(agent: Agent) -> dict[str, Any]:
    return {"id": agent.id, "name": agent.name, "face": agent.face}
