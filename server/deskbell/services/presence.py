"""Who is here: which sockets belong to whom (in memory), and the presence that follows for an agent (a row).

`chosen_presence` is what the agent set; `presence` is what others see: the chosen one while there is a socket, and
`offline` once there has been none for 20 seconds, by a timer that survives a restart. An inbox with a shorter grace makes it
shorter: nobody counts as here whose conversations are in line again.
"""

from __future__ import annotations

from datetime import timedelta

from deskbell.domain.people import AgentActor, Presence
from deskbell.services import departures, grace, routing
from deskbell.services.core import Core
from deskbell.services.events import QueueTouched
from deskbell.services.routing import offers
from deskbell.services.telling import tell_agent
from deskbell.storage import agents, inboxes, sessions, timers
from deskbell.storage.writer import Tx

GONE_AFTER = timedelta(seconds=20)
AGENT_GONE = "agent_gone"


async def agent_arrived(core: Core, agent_id: str) -> None:
    """The agent's first socket is here."""

    async def work(tx: Tx) -> None:
        await timers.drop(tx.conn, AGENT_GONE, agent_id)
        await departures.came_back(tx, agent_id)
        agent = await agents.by_id(tx.conn, agent_id)
        if agent is None or not agent.active:
            return
        await _show(core, tx, agent_id, agent.presence, agent.chosen_presence)
        await has_room(core, tx, agent_id)

    await core.write(work)


async def has_room(core: Core, tx: Tx, agent_id: str) -> None:
    """Whoever waits in the agent's inboxes may be given now."""
    await routing.give_in(core, tx, (await agents.inbox_ids(tx.conn, [agent_id])).get(agent_id, []))


async def agent_signed_out(core: Core, tx: Tx, agent_id: str) -> None:
    """Nobody comes back after signing out: no grace."""
    agent = await agents.by_id(tx.conn, agent_id)
    if agent is not None:
        await _show(core, tx, agent_id, agent.presence, "offline")
    await departures.signed_out(core, tx, agent_id)


async def agent_left(core: Core, agent_id: str, session_id: str) -> None:
    """The agent's last socket is gone, one of this session; others see it after the grace.

    A session that ended is no lost connection: whom they were talking with stands in line at once. One that ended for
    another role is: they sign in again.
    """

    async def work(tx: Tx) -> None:
        await _look_later(tx, agent_id)
        if core.connections.agent_is_expected(agent_id) or await sessions.is_open(tx.conn, session_id, tx.now):
            await departures.connection_lost(core, tx, agent_id)
        else:
            await departures.signed_out(core, tx, agent_id)

    await core.write(work)


async def _look_later(tx: Tx, agent_id: str) -> None:
    """Until then a lost agent is shown as before: for no longer than the shortest grace of their inboxes, if they have any."""
    of_agent = (await agents.inbox_ids(tx.conn, [agent_id])).get(agent_id, [])
    graces = [grace.lasts(inbox) for inbox in await inboxes.all_inboxes(tx.conn) if inbox.id in of_agent]
    await timers.put(tx.conn, AGENT_GONE, agent_id, tx.now + min([GONE_AFTER, *graces]))


async def set_presence(core: Core, actor: AgentActor, presence: Presence) -> Presence:
    async def work(tx: Tx) -> Presence:
        agent = await agents.by_id(tx.conn, actor.id)
        if agent is not None:
            await agents.change(tx.conn, actor.id, chosen_presence=presence, away_reason=None)
            await _show(core, tx, actor.id, agent.presence, presence)
            if presence == "away":
                await offers.withdraw_from(core, tx, actor.id)
        return presence

    return await core.write(work)


async def agent_gone(core: Core, tx: Tx, agent_id: str) -> None:
    """The timer's rule: no socket came back in time."""
    agent = await agents.by_id(tx.conn, agent_id)
    if agent is not None and not core.connections.agent_is_connected(agent_id):
        await _show(core, tx, agent_id, agent.presence, "offline")


async def nobody_is_connected(core: Core) -> None:
    """At start there are no sockets: everybody shown as here has the grace to come back, and nobody missed an offer."""

    async def work(tx: Tx) -> None:
        for agent in await agents.present(tx.conn):
            await _look_later(tx, agent.id)
        await departures.nobody_is_connected(tx)
        await offers.nobody_is_asked(tx)

    await core.write(work)


async def _show(core: Core, tx: Tx, agent_id: str, before: Presence, presence: Presence) -> None:
    if before == presence:
        return
    away_since = tx.now if presence == "away" else None
    await agents.change(tx.conn, agent_id, presence=presence, away_since=away_since, last_seen_at=tx.now)
    inbox_ids = await tell_agent(tx, agent_id)
    for inbox_id in inbox_ids:
        tx.tell(QueueTouched(inbox_id))
    if presence == "online":
        await routing.give_in(core, tx, inbox_ids)
