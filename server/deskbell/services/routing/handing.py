"""From hand to hand: claimed from the line, transferred to an agent, a team or the bot, refused and given back."""

from __future__ import annotations

from collections.abc import Container

from deskbell.domain.errors import BadInput, Conflict
from deskbell.domain.people import AgentActor, Presence
from deskbell.domain.records import Agent, Conversation
from deskbell.services import access, grace, messages, turns
from deskbell.services.core import Core
from deskbell.services.routing.deciding import record, who
from deskbell.services.routing.giving import assign, give_waiting, load_changed
from deskbell.services.routing.standing import out_of_line, stand_again
from deskbell.services.telling import fresh, tell_conversation
from deskbell.storage import agents, queue, teams
from deskbell.storage import conversations as rows
from deskbell.storage import messages as message_rows
from deskbell.storage.writer import Tx


async def claim(core: Core, actor: AgentActor, conversation_id: str) -> Conversation:
    """The agent takes a waiting conversation, or one the bot has. Mine already: as it is.

    Raises `not_found`, `already_resolved`, `already_assigned`, `already_offered` (another agent is asked to accept it).
    """

    async def work(tx: Tx) -> Conversation:
        conversation = await access.access_conversation(tx.conn, actor, conversation_id)
        if conversation.status == "resolved":
            raise Conflict("already_resolved", "This conversation is resolved. Reopen it to take it.")
        if access.is_assignee(actor, conversation):
            return conversation
        if conversation.assignee_type == "agent":
            raise Conflict("already_assigned", "Another agent has this conversation.")
        if conversation.offered_to not in (None, actor.id) and not actor.leads:
            raise Conflict("already_offered", "It is being offered to another agent. Wait a moment, or take the next.")
        return await assign(core, tx, conversation, actor.id, "claimed")

    return await core.write(work)


async def transfer(
    core: Core, actor: AgentActor, conversation_id: str, agent_id: str, note: str | None
) -> Conversation:
    """Hand the conversation to another agent, with a note that the visitor does not see. Sent again: as it is.

    Raises `not_found`, `not_assignee`, `already_resolved`, `agent_unavailable`.
    """
    _check_note(note)

    async def work(tx: Tx) -> Conversation:
        conversation = await access.access_conversation(tx.conn, actor, conversation_id)
        if conversation.assignee_id == agent_id and await _handed_over(tx, actor, conversation):
            return conversation
        conversation = await _access_handed(tx, actor, conversation_id)
        if not await is_reachable(tx, agent_id, conversation.inbox_id, ("online", "away")):
            raise Conflict("agent_unavailable", "That agent cannot take it now. Choose somebody who is here.")
        if conversation.assignee_type == "agent" and conversation.assignee_id == agent_id:
            return conversation
        await _leave_note(tx, actor, conversation, note)
        return await assign(core, tx, conversation, agent_id, "transferred", inputs={"by": who(actor)})

    return await core.write(work)


async def transfer_to_team(
    core: Core, actor: AgentActor, conversation_id: str, team_id: str, note: str | None
) -> Conversation:
    """Hand the conversation to a team: it stands in line for it, at the place it once had.

    Raises `not_found` (also for the team), `not_assignee`, `already_resolved`, `unsupported` (an offline message).
    """
    _check_note(note)

    async def work(tx: Tx) -> Conversation:
        conversation = await access.access_conversation(tx.conn, actor, conversation_id)
        if conversation.team_id == team_id and await _handed_over(tx, actor, conversation):
            return conversation
        conversation = await _access_handed(tx, actor, conversation_id)
        team = await teams.team_by_id(tx.conn, team_id)
        if team is None:
            raise BadInput("unknown_team", "There is no such team any more. Choose another.")
        if conversation.kind == "offline":
            raise BadInput("unsupported", "An offline message waits for nobody in line. Hand it to an agent.")
        if conversation.waiting and conversation.team_id == team_id:
            return conversation
        await _leave_note(tx, actor, conversation, note)
        before = conversation
        conversation = await rows.change(tx.conn, conversation.id, team_id=team_id, overflow_team_id=None)
        await grace.end(tx, [conversation])
        said = {"activity": "transferred", "from": who(actor), "team": {"id": team.id, "name": team.name}}
        await messages.add_activity(core, tx, conversation, f"Handed to {team.name}.", said)
        await record(tx, conversation, "transferred", **{"from": who(actor)}, team=said["team"], by=who(actor))
        giver = before.assignee_id if before.assignee_type == "agent" else None
        await stand_again(core, tx, conversation, passed_by=giver)
        await load_changed(core, tx, before)
        await give_waiting(core, tx, conversation.inbox_id)
        return await fresh(tx, conversation.id)

    return await core.write(work)


async def transfer_to_bot(core: Core, actor: AgentActor, conversation_id: str, note: str | None) -> Conversation:
    """Hand the conversation back to the bot. Raises `not_found`, `not_assignee`, `already_resolved`, `unsupported`."""
    _check_note(note)

    async def work(tx: Tx) -> Conversation:
        conversation = await access.access_conversation(tx.conn, actor, conversation_id)
        if conversation.assignee_type == "bot" and await _handed_over(tx, actor, conversation):
            return conversation
        conversation = await _access_handed(tx, actor, conversation_id)
        if conversation.kind == "offline":
            raise BadInput("unsupported", "The bot does not answer offline messages. Hand it to an agent.")
        if conversation.assignee_type == "bot":
            return conversation
        await _leave_note(tx, actor, conversation, note)
        before = conversation
        await out_of_line(tx, conversation, "bot")
        await queue.end_assignment(tx.conn, conversation.id, tx.now)
        await grace.end(tx, [conversation])
        await turns.is_nobodys(tx, conversation)
        values = {"assignee_id": None, "original_order": None, "transferred_by": None, "overflow_team_id": None}
        conversation = await rows.change(tx.conn, conversation.id, assignee_type="bot", **values, misses=0)
        said = {"activity": "transferred", "from": who(actor), "bot": True}
        await messages.add_activity(core, tx, conversation, "Handed to the assistant.", said)
        await record(tx, conversation, "transferred", **{"from": who(actor)}, bot=True, by=who(actor))
        await tell_conversation(core, tx, conversation.id)
        await load_changed(core, tx, before)
        return await fresh(tx, conversation.id)

    return await core.write(work)


async def refuse(core: Core, actor: AgentActor, conversation_id: str, note: str | None) -> Conversation:
    """The agent gives back what was just handed to them: to who handed it over, else to the line, where it had stood.

    Raises `not_found`, `not_assignee`, `not_transferred` (nobody handed it over, or it was answered already).
    """
    _check_note(note)

    async def work(tx: Tx) -> Conversation:
        conversation = await access.access_assigned(tx.conn, actor, conversation_id)
        giver = await _giver(tx, conversation)
        if giver is None or conversation.status == "resolved":
            raise Conflict("not_transferred", "This was not just handed to you. Transfer it instead.")
        await _leave_note(tx, actor, conversation, note)
        await record(tx, conversation, "transfer_refused", agent=who(actor), to=who(giver))
        if await is_reachable(tx, giver.id, conversation.inbox_id, ("online", "away")):
            return await assign(core, tx, conversation, giver.id, "refused", inputs={"by": who(actor)})
        before = conversation
        await grace.end(tx, [conversation])
        await stand_again(core, tx, conversation, passed_by=actor.id)
        await load_changed(core, tx, before)
        await give_waiting(core, tx, conversation.inbox_id)
        return await fresh(tx, conversation.id)

    return await core.write(work)


async def _giver(tx: Tx, conversation: Conversation) -> Agent | None:
    """Who handed it to the assignee, as long as the assignee has not answered."""
    handed = await message_rows.last_activity(tx.conn, conversation.id)
    if conversation.transferred_by is None or handed is None or handed.seq is None:
        return None
    if await message_rows.agent_wrote_after(tx.conn, conversation.id, handed.seq):
        return None
    return await agents.by_id(tx.conn, conversation.transferred_by)


async def is_reachable(tx: Tx, agent_id: str, inbox_id: str, here: Container[Presence]) -> bool:
    """Whether an agent is active, `here`, and in this inbox."""
    agent = await agents.by_id(tx.conn, agent_id)
    if agent is None or not agent.active or agent.presence not in here:
        return False
    return inbox_id in (await agents.inbox_ids(tx.conn, [agent_id])).get(agent_id, [])


async def _access_handed(tx: Tx, actor: AgentActor, conversation_id: str) -> Conversation:
    conversation = await access.access_handed(tx.conn, actor, conversation_id)
    if conversation.status == "resolved":
        raise Conflict("already_resolved", "This conversation is resolved. Reopen it first.")
    return conversation


async def _handed_over(tx: Tx, actor: AgentActor, conversation: Conversation) -> bool:
    """Whether it is with whom this agent handed it to last, so that only the acknowledgement can have been lost."""
    last = await message_rows.last_activity(tx.conn, conversation.id) if conversation.status == "open" else None
    data = last.data if last is not None else {}
    to = "bot" if data.get("bot") else None if "team" in data else "agent"
    giver = data.get("from")
    by_them = data.get("activity") == "transferred" and (giver is None or giver["id"] == actor.id)
    return by_them and conversation.assignee_type == to


def _check_note(note: str | None) -> None:
    if note is not None:
        messages.check_text(note)


async def _leave_note(tx: Tx, actor: AgentActor, conversation: Conversation, note: str | None) -> None:
    if note is not None:
        await messages.store_note(tx, actor, conversation, None, note)
