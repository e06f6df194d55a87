"""An agent is gone: the grace of a lost connection, the way back into the line, nights and restarts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from deskbell.app import open_core
from deskbell.domain.records import Conversation
from deskbell.services import conversations, lists, presence, routing, sign_in, timers
from deskbell.services.events import ConversationChanged, QueueTouched
from deskbell.storage import agents
from tests.services.departure_people import (
    assignee_of,
    graces_of,
    keeps_mornings,
    line_of,
    said_to,
    sets_routing,
    talks_with,
)
from tests.services.routing_people import passes
from tests.world import World, new_agent, open_world

pytestmark = pytest.mark.anyio


async def test_after_the_grace_vic_stands_before_all_who_came_after_him(world: World) -> None:
    await world.is_here(world.ann, world.ben)
    xu = await world.visitor("Xu")
    first = await world.waits(world.wanda)
    talk = await talks_with(world, world.ann, world.vic)
    last = await world.waits(xu)
    await world.loses_connection(world.ann)
    world.clock.pass_(seconds=59)
    await timers.fire_due(world.core)
    assert await line_of(world) == [first.id, last.id] and await assignee_of(world, talk) == world.ann.id
    world.clock.pass_(seconds=1)
    await timers.fire_due(world.core)
    assert await line_of(world) == [first.id, talk.id, last.id]
    [said] = await said_to(world, world.vic, talk)
    assert (said["agent"]["name"], said["reason"], said["position"]) == ("Ann", "connection_lost", 2)


async def test_all_of_anns_return_in_the_order_in_which_they_came(world: World) -> None:
    await world.is_here(world.ann)
    early, late = await world.waits(world.vic), await world.waits(world.wanda)
    for conversation in (late, early):  # claimed the other way round
        await routing.claim(world.core, world.ann, conversation.id)
    newcomer = await world.waits(await world.visitor())
    await world.loses_connection(world.ann)
    world.clock.pass_(seconds=60)
    await timers.fire_due(world.core)
    assert await line_of(world) == [early.id, late.id, newcomer.id]


async def test_who_never_stood_in_line_has_the_place_of_when_ann_took_them(world: World) -> None:
    await world.is_here(world.ann)
    before = await world.waits(world.wanda)
    talk = await world.begins(world.vic)
    await routing.claim(world.core, world.ann, talk.id)
    after = await world.waits(await world.visitor())
    await world.loses_connection(world.ann)
    world.clock.pass_(seconds=60)
    await timers.fire_due(world.core)
    assert await line_of(world) == [before.id, talk.id, after.id]


async def test_a_return_within_the_grace_keeps_the_conversation(world: World) -> None:
    await world.is_here(world.ann)
    talk = await talks_with(world, world.ann, world.vic)
    await world.loses_connection(world.ann)
    world.clock.pass_(seconds=59)
    await world.comes_back(world.ann)
    assert await graces_of(world) == 0
    world.clock.pass_(minutes=10)
    await timers.fire_due(world.core)
    assert await assignee_of(world, talk) == world.ann.id and await said_to(world, world.vic, talk) == []


async def test_the_grace_is_the_inboxs_own(world: World) -> None:
    await sets_routing(world, assignment="manual", grace_seconds=600)
    await world.is_here(world.ann)
    talk = await talks_with(world, world.ann, world.vic)
    await world.loses_connection(world.ann)
    world.clock.pass_(seconds=599)
    await timers.fire_due(world.core)
    assert await assignee_of(world, talk) == world.ann.id
    world.clock.pass_(seconds=1)
    await timers.fire_due(world.core)
    assert await line_of(world) == [talk.id]


async def test_it_is_over_once_also_when_the_clock_jumps_back(world: World) -> None:
    await world.is_here(world.ann)
    talk = await talks_with(world, world.ann, world.vic)
    await world.loses_connection(world.ann)
    world.clock.pass_(seconds=60)
    await timers.fire_due(world.core)
    await routing.claim(world.core, world.ann, talk.id)
    await world.comes_back(world.ann)
    world.clock.pass_(hours=-1)
    await timers.fire_due(world.core)
    world.clock.pass_(hours=2)
    await timers.fire_due(world.core)
    assert await assignee_of(world, talk) == world.ann.id and len(await said_to(world, world.vic, talk)) == 1


async def test_by_rule_the_next_agent_has_the_longest_waiting_at_once(world: World) -> None:
    await world.is_here(world.ann, world.ben)
    early, late = await world.waits(world.vic), await world.waits(world.wanda)
    await routing.claim(world.core, world.ann, late.id)
    await routing.claim(world.core, world.ben, early.id)
    for _ in range(2):
        await routing.claim(world.core, world.ben, (await world.waits(await world.visitor())).id)
    await world.loses_connection(world.ann)
    world.clock.pass_(seconds=5)
    await routing.transfer(world.core, world.ben, early.id, world.ann.id, None)  # so Ben has one place left
    await sets_routing(world, assignment="least_loaded")
    world.clock.pass_(seconds=60)
    await timers.fire_due(world.core)
    assert await assignee_of(world, early) == world.ben.id and await line_of(world) == [late.id]


async def test_everybody_hears_of_it(world: World) -> None:
    await world.is_here(world.ann)
    talk = await talks_with(world, world.ann, world.vic)
    await world.loses_connection(world.ann)
    await world.core.bus.told_all()
    world.told.clear()
    world.clock.pass_(seconds=60)
    await timers.fire_due(world.core)
    await world.core.bus.told_all()
    [changed] = [e for e in world.told if isinstance(e, ConversationChanged)]
    assert (changed.for_agents["id"], changed.for_agents["waiting"]) == (talk.id, True)
    assert changed.for_visitor["queue"]["position"] == 1
    assert QueueTouched(world.shop.id) in world.told


async def test_an_offline_message_stays_with_ann(world: World) -> None:
    await world.is_here(world.ann)

    async def leaves(tx: Any) -> Conversation:
        return await conversations.create(world.core, tx, world.shop, world.vic.id, "a letter of Vic", "offline")

    letter = await world.core.write(leaves)
    await routing.claim(world.core, world.ann, letter.id)
    await world.loses_connection(world.ann)
    assert await graces_of(world) == 0
    await sign_in.sign_out(world.core, world.ann)
    assert await assignee_of(world, letter) == world.ann.id


async def test_what_is_given_to_ann_within_her_grace_does_not_stay_with_nobody(world: World) -> None:
    await world.is_here(world.ann, world.ben)
    talk = await talks_with(world, world.ben, world.vic)
    await world.loses_connection(world.ann)
    await routing.transfer(world.core, world.ben, talk.id, world.ann.id, None)
    world.clock.pass_(seconds=60)
    await timers.fire_due(world.core)
    assert await line_of(world) == [talk.id]


async def test_what_ann_hands_on_within_her_grace_stays_there(world: World) -> None:
    await world.is_here(world.ann, world.ben)
    talk = await talks_with(world, world.ann, world.vic)
    await world.loses_connection(world.ann)
    await routing.transfer(world.core, world.lee, talk.id, world.ben.id, None)
    world.clock.pass_(seconds=60)
    await timers.fire_due(world.core)
    assert await assignee_of(world, talk) == world.ben.id


async def _gives_up_the_place(world: World, talk: Conversation) -> None:
    await conversations.leave_queue(world.core, world.vic, talk.id)


async def _is_answered(world: World, talk: Conversation) -> None:
    await routing.claim(world.core, world.ann, talk.id)
    await conversations.resolve(world.core, world.ann, talk.id)


@pytest.mark.parametrize("ends", [_gives_up_the_place, _is_answered])
async def test_a_place_that_was_given_up_or_used_is_not_kept(world: World, ends: Any) -> None:
    await world.is_here(world.ann)
    talk = await world.waits(world.vic)
    await ends(world, talk)
    others = await world.waits(world.wanda)
    if ends is _is_answered:
        await conversations.reopen(world.core, world.ann, talk.id)
    else:
        await routing.claim(world.core, world.ann, talk.id)
    await world.loses_connection(world.ann)
    world.clock.pass_(seconds=60)
    await timers.fire_due(world.core)
    assert await line_of(world) == [others.id, talk.id]


async def test_ann_who_is_coming_in_when_the_grace_is_over_keeps_vic(world: World) -> None:
    await world.is_here(world.ann)
    talk = await talks_with(world, world.ann, world.vic)
    await world.loses_connection(world.ann)
    world.clock.pass_(seconds=60)
    world.core.connections.agent_came(world.ann.id, "a socket")
    await timers.fire_due(world.core)
    await presence.agent_arrived(world.core, world.ann.id)
    assert await assignee_of(world, talk) == world.ann.id


@pytest.mark.parametrize("how", ["connection", "signing out"])
async def test_at_night_vic_is_told_and_stands_in_line_until_the_opening(world: World, how: str) -> None:
    await keeps_mornings(world)
    await sets_routing(world, assignment="least_loaded", closing="serve")
    await world.is_here(world.ann)
    talk = await talks_with(world, world.ann, world.vic)
    world.clock.pass_(hours=3)
    if how == "signing out":
        await sign_in.sign_out(world.core, world.ann)
    await world.loses_connection(world.ann)
    await passes(world, seconds=60)
    [said] = await said_to(world, world.vic, talk)
    assert (said["agent"]["name"], said["position"]) == ("Ann", 1)
    queue = (await lists.sync(world.core, world.vic, talk.id, 0, 1))["conversation"]["queue"]
    assert (queue["closed"], queue["agents_online"]) == ("serve", 0), "so that the form is offered"
    await world.is_here(world.ben)
    assert await assignee_of(world, talk) == world.ben.id


async def test_at_night_vic_is_given_to_nobody_before_the_opening_where_the_form_is_offered(world: World) -> None:
    await keeps_mornings(world)
    await sets_routing(world, assignment="least_loaded", closing="form")
    await world.is_here(world.ann)
    talk = await talks_with(world, world.ann, world.vic)
    world.clock.pass_(hours=3)
    await world.is_here(world.ben)
    await world.loses_connection(world.ann)
    await passes(world, seconds=60)
    assert await line_of(world) == [talk.id] and len(await said_to(world, world.vic, talk)) == 1
    world.clock.now = world.clock.now.replace(day=24, hour=9, minute=0, second=0)
    await passes(world, seconds=0)
    assert await assignee_of(world, talk) == world.ben.id


async def test_at_night_vic_is_told_and_served_by_ben_who_has_stayed(world: World) -> None:
    await keeps_mornings(world)
    await sets_routing(world, assignment="least_loaded", closing="serve")
    await world.is_here(world.ann)
    talk = await talks_with(world, world.ann, world.vic)
    world.clock.pass_(hours=3)
    await world.is_here(world.ben)
    await world.loses_connection(world.ann)
    world.clock.pass_(seconds=60)
    await timers.fire_due(world.core)
    assert await assignee_of(world, talk) == world.ben.id
    [said] = await said_to(world, world.vic, talk)
    assert (said["agent"]["name"], said["reason"]) == ("Ann", "connection_lost")


async def test_whose_grace_is_over_counts_as_here_no_longer(world: World) -> None:
    await sets_routing(world, assignment="manual", grace_seconds=10)
    await world.is_here(world.ann, world.ben)
    talk = await talks_with(world, world.ann, world.vic)
    await world.loses_connection(world.ann)
    await passes(world, seconds=9)
    assert await assignee_of(world, talk) == world.ann.id
    await passes(world, seconds=1)
    assert await line_of(world) == [talk.id]
    seen = (await lists.sync(world.core, world.vic, talk.id, 0, 1))["conversation"]
    assert seen["queue"]["agents_online"] == 1


async def test_a_restart_gives_the_grace_anew_and_it_is_over_once(tmp_path: Path, ready_database_url: str) -> None:
    async with open_world(tmp_path, ready_database_url) as world:
        await world.is_here(world.ann)
        talk = await talks_with(world, world.ann, world.vic)
        await world.loses_connection(world.ann)
        world.clock.pass_(minutes=5)
    async with open_core(world.core.settings, world.clock) as core:
        world.core = core
        await presence.nobody_is_connected(core)
        await timers.fire_due(core)
        assert await assignee_of(world, talk) == world.ann.id
        world.clock.pass_(seconds=60)
        await timers.fire_due(core)
    async with open_core(world.core.settings, world.clock) as core:
        world.core = core
        await presence.nobody_is_connected(core)
        world.clock.pass_(seconds=60)
        await timers.fire_due(core)
        assert await line_of(world) == [talk.id] and len(await said_to(world, world.vic, talk)) == 1


async def test_an_agent_without_an_inbox_goes_like_any_other_and_stops_no_start(world: World) -> None:
    cy = await new_agent(world.core, "Cy", "agent", [])
    await world.is_here(cy)
    await presence.nobody_is_connected(world.core)
    await world.loses_connection(cy)
    await passes(world, seconds=20)
    async with world.core.read() as conn:
        found = await agents.by_id(conn, cy.id)
    assert found is not None and found.presence == "offline"
