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
from deskbell.services import access, messages
from deskbell.services.core import Core
from deskbell.services.events import QueueTouched
from deskbell.services.telling import tell_agent, tell_conversation
from deskbell.storage import agents, counters, inboxes, queue
from deskbell.storage import conversations as rows
from deskbell.storage.writer import Tx

_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


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
    """Hand the conversation to another agent, with a note that the visitor does not see.

    Raises `not_found`, `not_assignee`, `already_resolved`, `agent_unavailable`.
    """
    if note is not None:
        messages.check_text(note)

    async def work(tx: Tx) -> Conversation:
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


async def assign(core: Core, tx: Tx, conversation: Conversation, agent_id: str, reason: str) -> Conversation:
    """Make the agent the assignee, measure it, and tell everybody."""
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
        misses=0,
    )
    if reason != "reopened":  # that line stands already
        said = await _change_of_hands(tx, before, agent, reason)
        await messages.add_activity(core, tx, conversation, f"{agent.name} is here.", said)
    await tell_conversation(core, tx, conversation.id, reason=reason)
    tx.tell(QueueTouched(conversation.inbox_id))
    await tell_agent(tx, agent_id)
    if before.assignee_type == "agent" and before.assignee_id not in (None, agent_id) and before.status == "open":
        await load_changed(core, tx, before)
    return conversation


async def release(core: Core, tx: Tx, agent_id: str, keep: Container[str] = ()) -> None:
    """An agent is gone for good, or from all inboxes but `keep`.

    Those they were talking with come first in line, the longest open before the others.
    """
    left = [c for c in await rows.open_of_agent(tx.conn, agent_id) if c.inbox_id not in keep]
    for conversation in reversed(left):
        await queue.end_assignment(tx.conn, conversation.id, tx.now)
        await enter_line(core, tx, conversation, by="system", first=True)
    for inbox_id in dict.fromkeys(conversation.inbox_id for conversation in left):
        await give_waiting(core, tx, inbox_id)


async def enter_line(core: Core, tx: Tx, conversation: Conversation, by: str, *, first: bool = False) -> None:
    """Give the conversation the last (or the `first`) place in its inbox's line and tell it.

    An offline message waits at the desk too, but has no place in line.
    """
    if conversation.kind == "live":
        ahead = await queue.first_order(tx.conn, conversation.inbox_id) if first else None
        order = await counters.next_value(tx.conn, "queue") if ahead is None else ahead - 1
        place = {"queue_order": order, "queued_at": tx.now}
    else:
        place = {"queue_order": None, "queued_at": None}
    await rows.change(tx.conn, conversation.id, assignee_type=None, assignee_id=None, misses=0, **place)
    if conversation.kind == "live":
        await messages.add_activity(core, tx, conversation, "In line for a person.", {"activity": "queued", "by": by})
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
