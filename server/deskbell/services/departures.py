"""An agent is gone: what becomes of those they were talking with.

A lost connection has a grace (`grace`), in which a return keeps everybody. After it, and at once when the session ended
or the agent is no more, they stand in line again where they stood before. Outside business hours that is so where the inbox
serves on and somebody is here who could take it; else whoever is not gone for good keeps them until the grace after the
opening.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import datetime, timedelta

from deskbell.domain import business_hours
from deskbell.domain.errors import Conflict
from deskbell.domain.records import Conversation, Inbox
from deskbell.domain.routing.choice import could_take
from deskbell.services import grace, routing
from deskbell.services.core import Core
from deskbell.services.routing import offers
from deskbell.services.routing.floor import posts_of
from deskbell.services.routing.giving import gives_now
from deskbell.services.telling import tell_agent
from deskbell.storage import agents, floor, inboxes
from deskbell.storage import conversations as rows
from deskbell.storage.writer import Tx

_AT_A_TIME = 20
_LOOK_AGAIN = timedelta(days=1)
"""Where no opening is in sight."""


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
    first = await _first([c for c in talks if c.id in due], tx)
    await _to_line(core, tx, agent_id, await _served_now(core, tx, first), "connection_lost")


async def signed_out(core: Core, tx: Tx, agent_id: str) -> None:
    """Nobody comes back after signing out: no grace."""
    await offers.withdraw_from(core, tx, agent_id)
    talks = [c for c in await rows.open_of_agent(tx.conn, agent_id) if c.kind == "live"]
    await grace.end(tx, talks)
    await _to_line(core, tx, agent_id, await _served_now(core, tx, talks), "left")


async def release(core: Core, tx: Tx, agent_id: str, keep: Container[str] = ()) -> None:
    """An agent is gone for good, or from all inboxes but `keep`: they cannot keep anybody, at no hour.

    Of what they were offered see `offers.recheck`.
    """
    talks = [c for c in await rows.open_of_agent(tx.conn, agent_id) if c.inbox_id not in keep]
    await grace.end(tx, talks)
    await _to_line(core, tx, agent_id, talks, "left")


async def hours_changed(tx: Tx, inbox: Inbox) -> None:
    """A grace that waits for the opening waits for the new one; none that runs gets shorter by it."""
    talks = [c for c in await rows.open_with_agents(tx.conn) if c.inbox_id == inbox.id]
    under_way = await grace.under_way(tx, talks)
    await grace.begin(tx, [c for c in talks if c.id in under_way], since=_opens_at(inbox, tx.now))


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


async def _served_now(core: Core, tx: Tx, talks: Iterable[Conversation]) -> list[Conversation]:
    """Those for whom the line is of use. The others stay with their agent until the grace after the opening."""
    served = []
    for conversation in talks:
        inbox = await inboxes.by_id(tx.conn, conversation.inbox_id)
        opens_at = _opens_at(inbox, tx.now) if inbox is not None else None
        if inbox is None or opens_at is None or await _stays_open_for(core, tx, inbox, conversation):
            served.append(conversation)
        else:
            await grace.begin(tx, [conversation], since=opens_at)
    return served


async def _stays_open_for(core: Core, tx: Tx, inbox: Inbox, conversation: Conversation) -> bool:
    """After closing: the inbox serves while agents stay, and one who could take this one has stayed, busy or not."""
    waiting = floor.as_waiting(conversation)
    posts = await posts_of(core, tx.conn, inbox.id) if gives_now(inbox, tx.now) else []
    return any(post.here and could_take(post, waiting) for post in posts if post.id != conversation.assignee_id)


def _opens_at(inbox: Inbox, now: datetime) -> datetime | None:
    """When a closed inbox opens; None when it is open."""
    hours = business_hours.state(inbox.business_hours, now)
    if hours["open"]:
        return None
    return datetime.fromisoformat(hours["opens_at"]) if hours["opens_at"] else now + _LOOK_AGAIN


async def _to_line(core: Core, tx: Tx, agent_id: str, talks: list[Conversation], reason: str) -> None:
    agent = await agents.by_id(tx.conn, agent_id)
    if agent is None or not talks:
        return
    for conversation in talks:
        await routing.return_to_line(core, tx, conversation, agent, reason)
    await tell_agent(tx, agent_id)
    await routing.give_in(core, tx, [conversation.inbox_id for conversation in talks])
