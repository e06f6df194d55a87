"""An agent is gone: what becomes of those they were talking with.

A lost connection has a grace (`grace`), in which a return keeps everybody. After it, and at once when the session ended
or the agent is no more, they stand in line again where they stood before. That is so at any hour: after closing they are
told, and served or offered the form, like all who stand in line then.
"""

from __future__ import annotations

from collections.abc import Container

from deskbell.domain.errors import Conflict
from deskbell.domain.records import Conversation
from deskbell.services import grace, routing
from deskbell.services.core import Core
from deskbell.services.routing import offers
from deskbell.services.telling import tell_agent
from deskbell.storage import agents
from deskbell.storage import conversations as rows
from deskbell.storage.writer import Tx

_AT_A_TIME = 20


async def connection_lost(core: Core, tx: Tx, agent_id: str) -> None:
    await offers.withdraw_from(core, tx, agent_id)
    await grace.begin(tx, await rows.open_of_agent(tx.conn, agent_id))


async def came_back(tx: Tx, agent_id: str) -> None:
    await grace.end(tx, await rows.open_of_agent(tx.conn, agent_id))


async def nobody_is_connected(tx: Tx) -> None:
    """At start the grace runs anew for everybody: nobody could come back while the server was down."""
    await grace.begin(tx, await rows.open_with_agents(tx.conn))


async def grace_is_over(core: Core, tx: Tx, conversation_id: str) -> None:
    """The timer's rule. All of the agent's that are due go in one step, so that their order decides who is given first."""
    conversation = await rows.by_id(tx.conn, conversation_id)
    if conversation is None or conversation.status != "open" or conversation.assignee_type != "agent":
        return
    agent_id = conversation.assignee_id
    if agent_id is None or core.connections.agent_is_connected(agent_id):
        return
    talks = await rows.open_of_agent(tx.conn, agent_id)
    due = await grace.take_due(tx, talks) | {conversation_id}
    await _to_line(core, tx, agent_id, await _first([c for c in talks if c.id in due], tx), "connection_lost")


async def signed_out(core: Core, tx: Tx, agent_id: str) -> None:
    """Nobody comes back after signing out: no grace."""
    await offers.withdraw_from(core, tx, agent_id)
    talks = [c for c in await rows.open_of_agent(tx.conn, agent_id) if c.kind == "live"]
    await grace.end(tx, talks)
    await _to_line(core, tx, agent_id, talks, "left")


async def release(core: Core, tx: Tx, agent_id: str, keep: Container[str] = ()) -> None:
    """An agent is gone for good, or from all inboxes but `keep`: they cannot keep anybody.

    Of what they were offered see `offers.recheck`.
    """
    talks = [c for c in await rows.open_of_agent(tx.conn, agent_id) if c.inbox_id not in keep]
    await grace.end(tx, talks)
    await _to_line(core, tx, agent_id, talks, "left")


async def hand_over(core: Core, tx: Tx, agent_id: str, to: str) -> None:
    """All that an agent has open in talk goes to one colleague, or nothing does. Raises `agent_unavailable`."""
    for conversation in await rows.open_of_agent(tx.conn, agent_id):
        if conversation.kind != "live":
            continue
        if to == agent_id or not await routing.is_reachable(tx, to, conversation.inbox_id, ("online", "away")):
            raise Conflict("agent_unavailable", "That agent cannot take them now. Choose somebody who is here.")
        await routing.assign(core, tx, conversation, to, "transferred", gives=False)  # who leaves gets no next one


async def _first(talks: list[Conversation], tx: Tx) -> list[Conversation]:
    """As many as one step may hold up the writer for; the grace of the others is over a moment later."""
    await grace.over_now(tx, talks[_AT_A_TIME:])
    return talks[:_AT_A_TIME]


async def _to_line(core: Core, tx: Tx, agent_id: str, talks: list[Conversation], reason: str) -> None:
    agent = await agents.by_id(tx.conn, agent_id)
    if agent is None or not talks:
        return
    for conversation in talks:
        await routing.return_to_line(core, tx, conversation, agent, reason)
    await tell_agent(tx, agent_id)
    await routing.give_in(core, tx, [conversation.inbox_id for conversation in talks])
