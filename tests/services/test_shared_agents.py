"""Ann answers in two inboxes: whoever waits longest is next, in whichever line, so that no inbox starves the other."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from deskbell.domain.records import Inbox
from deskbell.services import abilities, agents, conversations, presence, setup
from deskbell.services.routing import offers
from deskbell.storage import agents as agent_rows
from deskbell.storage import inboxes
from deskbell.storage.writer import Tx
from tests.services.needs_people import make_admin
from tests.services.routing_people import gives, now, passes
from tests.world import World, new_visitor

pytestmark = pytest.mark.anyio


async def _two_inboxes(world: World, **routing: object) -> tuple[Inbox, Inbox]:
    """The one that is looked at last first. Ann is in both, with one place."""

    async def work(tx: Tx) -> Inbox:
        inbox = await setup.create_inbox(tx, "Repairs", "en", "UTC")
        await agent_rows.join_inbox(tx.conn, world.ann.id, inbox.id)
        await agent_rows.change(tx.conn, world.ann.id, capacity=1)
        values = inbox.routing | {"assignment": "least_loaded"} | routing
        await inboxes.change(tx.conn, inbox.id, routing=values)
        return inbox

    repairs = await world.core.write(work)
    world.ann = replace(world.ann, inbox_ids=frozenset({world.shop.id, repairs.id}))
    await gives(world, **routing)
    async with world.core.read() as conn:
        order = (await agent_rows.inbox_ids(conn, [world.ann.id]))[world.ann.id]
    early, late = sorted((world.shop, repairs), key=lambda inbox: order.index(inbox.id))
    return late, early


async def test_who_waits_longest_is_next_in_whichever_inbox(world: World) -> None:
    late, early = await _two_inboxes(world)
    await world.is_here(world.ann)
    current = await world.waits(await new_visitor(world.core, early, "first"))
    long_waiting = await world.waits(await new_visitor(world.core, late, "an hour"))
    world.clock.pass_(minutes=60)
    newcomer = await world.waits(await new_visitor(world.core, early, "new"))
    await conversations.resolve(world.core, world.ann, current.id)
    assert (await now(world, long_waiting)).assignee_id == world.ann.id
    await conversations.resolve(world.core, world.ann, long_waiting.id)
    assert (await now(world, newcomer)).assignee_id == world.ann.id


async def test_so_it_is_when_somebody_comes_to_work_or_may_take_more(world: World) -> None:
    late, early = await _two_inboxes(world)
    waiting = [await world.waits(await new_visitor(world.core, late, str(n))) for n in range(3)]
    world.clock.pass_(minutes=60)
    await world.waits(await new_visitor(world.core, early, "new"))
    await world.is_here(world.ann)
    ada = await make_admin(world)
    await agents.change_agent(world.core, ada, world.ann.id, {"capacity": 2})
    assert [(await now(world, one)).assignee_id for one in waiting] == [world.ann.id, world.ann.id, None]
    await world.core.write(lambda tx: agent_rows.change(tx.conn, world.ann.id, capacity=3))
    await world.core.write(lambda tx: abilities.changed(world.core, tx, [world.ann.id]))
    assert (await now(world, waiting[2])).assignee_id == world.ann.id


async def test_so_it_is_of_offers_that_are_declined_or_withdrawn(world: World) -> None:
    late, early = await _two_inboxes(world, offer_seconds=20)
    await world.is_here(world.ann)
    first = await world.waits(await new_visitor(world.core, early, "first"))
    long_waiting = await world.waits(await new_visitor(world.core, late, "an hour"))
    world.clock.pass_(seconds=5)
    newcomer = await world.waits(await new_visitor(world.core, early, "new"))
    await offers.decline(world.core, world.ann, first.id)
    assert (await now(world, long_waiting)).offered_to == world.ann.id
    await offers.accept(world.core, world.ann, long_waiting.id)
    await presence.set_presence(world.core, world.ann, "away")
    await presence.set_presence(world.core, world.ann, "online")
    await conversations.resolve(world.core, world.ann, long_waiting.id)
    assert (await now(world, newcomer)).offered_to == world.ann.id, "the first was let pass just now"


async def test_so_it_is_of_lines_whose_moment_comes_together(world: World) -> None:
    """A visitor leaves the line while Ann is asked about them: both lines are due in the next step."""
    late, early = await _two_inboxes(world, offer_seconds=20)
    await world.is_here(world.ann)
    leaver = await new_visitor(world.core, early, "first")
    first = await world.waits(leaver)
    long_waiting = await world.waits(await new_visitor(world.core, late, "longer"))
    world.clock.pass_(seconds=5)
    newcomer = await world.waits(await new_visitor(world.core, early, "new"))
    await conversations.leave_queue(world.core, leaver, first.id)
    await passes(world, seconds=1)
    assert (await now(world, long_waiting)).offered_to == world.ann.id
    assert (await now(world, newcomer)).offered_to is None
