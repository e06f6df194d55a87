"""An offer is accepted, declined, missed or withdrawn; meanwhile the conversation keeps its place in line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from deskbell.app import open_core
from deskbell.domain.errors import DeskbellError
from deskbell.domain.people import AgentActor
from deskbell.domain.records import Agent
from deskbell.domain.routing.needs import Need
from deskbell.services import agents as settings
from deskbell.services import conversations, presence, routing, setup, teams, timers
from deskbell.services import inboxes as inbox_settings
from deskbell.services.events import ConversationOffered, OfferEnded, QueueTouched
from deskbell.storage import agents, history
from deskbell.storage import conversations as rows
from tests.services.needs_people import in_line, make_admin, make_skill
from tests.services.routing_people import gives, kinds, now, passes
from tests.world import World, open_world

pytestmark = pytest.mark.anyio


async def _agent(world: World, who: AgentActor) -> Agent:
    async with world.core.read() as conn:
        found = await agents.by_id(conn, who.id)
    assert found is not None
    return found


async def _ended(world: World, who: AgentActor) -> list[str]:
    await world.core.bus.told_all()
    return [event.reason for event in world.told if isinstance(event, OfferEnded) and event.agent_id == who.id]


async def test_an_offer_keeps_the_place_until_it_is_accepted(world: World) -> None:
    await gives(world, offer_seconds=20)
    await world.is_here(world.ann)
    offered = await world.waits(world.vic)
    assert (offered.offered_to, offered.assignee_id, offered.waiting) == (world.ann.id, None, True)
    assert offered.queue_order is not None
    await world.core.bus.told_all()
    [told] = [event for event in world.told if isinstance(event, ConversationOffered)]
    assert (told.agent_id, told.conversation["offer"]["agent_id"]) == (world.ann.id, world.ann.id)
    taken = await routing.accept(world.core, world.ann, offered.id)
    assert (taken.assignee_id, taken.queue_order) == (world.ann.id, None)
    assert (await now(world, offered)).offered_to is None
    assert (await routing.accept(world.core, world.ann, offered.id)).assignee_id == world.ann.id
    assert await kinds(world, offered) == ["offered", "accepted"]
    assert await _ended(world, world.ann) == ["accepted"]
    await passes(world, seconds=60)
    assert (await _agent(world, world.ann)).presence == "online"


async def test_where_all_decline_they_are_asked_in_turn(world: World) -> None:
    await gives(world, offer_seconds=20)
    await world.is_here(world.ann, world.ben)
    offered = await world.waits(world.vic)
    people, asked = {one.id: one for one in (world.ann, world.ben)}, []
    for seconds in (1, 19, 1, 19):  # each is free again 20 s after their own word, whatever the other says meanwhile
        asked.append((await now(world, offered)).offered_to or "")
        await routing.decline(world.core, people[asked[-1]], offered.id)
        await passes(world, seconds=seconds)
    assert asked[0] != asked[1] and asked[2:] == asked[:2]


async def test_who_misses_an_offer_is_set_away_and_the_next_is_asked(world: World) -> None:
    await gives(world, offer_seconds=20)
    await world.is_here(world.ann, world.ben)
    offered = await world.waits(world.vic)
    first = world.ann if offered.offered_to == world.ann.id else world.ben
    second = world.ben if first is world.ann else world.ann
    await passes(world, seconds=19)
    assert (await now(world, offered)).offered_to == first.id
    await passes(world, seconds=1)
    assert (await now(world, offered)).offered_to == second.id
    missed = await _agent(world, first)
    assert (missed.presence, missed.away_reason, missed.away_since) == ("away", "missed_offer", world.clock())
    assert await _ended(world, first) == ["missed"]
    assert await kinds(world, offered) == ["offered", "offer_missed", "offered"]
    await presence.set_presence(world.core, first, "online")
    back = await _agent(world, first)
    assert (back.presence, back.away_reason, back.away_since) == ("online", None, None)


async def test_who_is_set_away_is_asked_nothing_else_and_the_order_stays(world: World) -> None:
    """Vic's offer is missed; Ben is asked about him, before who came after him, and Ann about nobody."""
    await gives(world, offer_seconds=20)
    await world.is_here(world.ann)
    vic, wanda = await world.waits(world.vic), await world.waits(world.wanda)
    await passes(world, seconds=15)
    await presence.set_presence(world.core, world.ben, "online")
    world.core.connections.agent_came(world.ben.id, "a socket")
    await passes(world, seconds=5)
    assert [(await now(world, one)).offered_to for one in (vic, wanda)] == [world.ben.id, None]
    assert await _ended(world, world.ann) == ["missed"]
    await routing.accept(world.core, world.ben, vic.id)
    assert (await now(world, wanda)).offered_to == world.ben.id


async def test_who_is_set_away_is_told_to_all_their_lines(world: World) -> None:
    await gives(world, offer_seconds=20)
    other = await world.core.write(lambda tx: setup.create_inbox(tx, "Other", "en", "UTC"))
    await world.core.write(lambda tx: agents.join_inbox(tx.conn, world.ann.id, other.id))
    await world.is_here(world.ann)
    await world.waits(world.vic)
    await world.core.bus.told_all()
    world.told.clear()
    await passes(world, seconds=20)
    await world.core.bus.told_all()
    touched = {event.inbox_id for event in world.told if isinstance(event, QueueTouched)}
    assert touched == {world.shop.id, other.id}


async def test_who_declines_is_not_asked_again_while_another_is_free(world: World) -> None:
    await gives(world, offer_seconds=20)
    await world.is_here(world.ann)
    offered = await world.waits(world.vic)
    await routing.decline(world.core, world.ann, offered.id)
    held = await now(world, offered)
    assert (held.offered_to, held.waiting) == (None, True)
    await world.is_here(world.ben)
    assert (await now(world, offered)).offered_to == world.ben.id
    await routing.decline(world.core, world.ben, offered.id)
    assert (await now(world, offered)).offered_to is None, "both let it pass, and neither is asked again at once"
    await passes(world, seconds=20)
    assert (await now(world, offered)).offered_to in (world.ann.id, world.ben.id)


async def test_of_three_each_is_asked_before_anybody_is_asked_twice(world: World) -> None:
    cy = await world.agent("Cy")
    await gives(world, offer_seconds=20)
    await world.is_here(world.ann, world.ben, cy)
    offered = await world.waits(world.vic)
    by_id = {one.id: one for one in (world.ann, world.ben, cy)}
    asked: list[str | None] = []
    for _ in by_id:
        standing = await now(world, offered)
        asked.append(standing.offered_to)
        world.clock.pass_(seconds=15)  # the first may be asked again when the third is asked, but is not
        await routing.decline(world.core, by_id[standing.offered_to or ""], offered.id)
    assert set(asked) == set(by_id), "the free one is asked before whoever let it pass already"
    assert (await now(world, offered)).offered_to == asked[0], "whose time is over is asked at once"


async def test_who_is_alone_is_asked_again_after_a_while(world: World) -> None:
    await gives(world, offer_seconds=20)
    await world.is_here(world.ann)
    offered, behind = await world.waits(world.vic), await world.waits(world.wanda)
    await routing.decline(world.core, world.ann, offered.id)
    assert [(await now(world, one)).offered_to for one in (offered, behind)] == [None, world.ann.id]
    await routing.accept(world.core, world.ann, behind.id)
    await passes(world, seconds=20)
    assert (await now(world, offered)).offered_to == world.ann.id


async def test_one_is_asked_about_one_at_a_time_and_it_counts_in_the_load(world: World) -> None:
    await gives(world, offer_seconds=20)
    await world.is_here(world.ann)  # who takes three at most
    four = [await world.waits(await world.visitor()) for _ in range(4)]
    for number, conversation in enumerate(four, 1):
        asked = [(await now(world, one)).offered_to for one in four]
        assert asked.count(world.ann.id) == (number <= 3), "about one, and not beyond her capacity"
        if number <= 3:
            await routing.accept(world.core, world.ann, conversation.id)
    assert (await now(world, four[3])).assignee_id is None


async def test_only_the_one_who_is_asked_answers(world: World) -> None:
    await gives(world, offer_seconds=20)
    await world.is_here(world.ann)
    offered = await world.waits(world.vic)
    for step in (routing.accept, routing.decline):
        with pytest.raises(DeskbellError) as refused:
            await step(world.core, world.ben, offered.id)
        assert refused.value.code == "offer_ended"
    with pytest.raises(DeskbellError) as refused:
        await routing.claim(world.core, world.ben, offered.id)
    assert refused.value.code == "already_offered"
    assert (await routing.claim(world.core, world.lee, offered.id)).assignee_id == world.lee.id
    assert await _ended(world, world.ann) == ["withdrawn"]


@pytest.mark.parametrize("how", ["leaves", "resolves"])
async def test_a_visitor_who_goes_ends_the_offer_and_makes_room(world: World, how: str) -> None:
    await gives(world, offer_seconds=20)
    await world.is_here(world.ann)
    offered = await world.waits(world.vic)
    behind = await world.waits(world.wanda)
    assert (await now(world, behind)).offered_to is None
    step = conversations.leave_queue if how == "leaves" else conversations.resolve
    await step(world.core, world.vic, offered.id)
    await passes(world, seconds=0)
    assert (await now(world, offered)).offered_to is None
    assert (await now(world, behind)).offered_to == world.ann.id


@pytest.mark.parametrize("how", ["away", "connection", "deactivated"])
async def test_an_agent_who_goes_is_asked_no_longer_and_that_is_no_miss(world: World, how: str) -> None:
    await gives(world, offer_seconds=20)
    await world.is_here(world.ann)
    offered = await world.waits(world.vic)
    await world.is_here(world.ben)
    if how == "away":
        await presence.set_presence(world.core, world.ann, "away")
    elif how == "connection":
        await world.loses_connection(world.ann)
    else:
        admin = await world.agent("Ada", "admin")
        await settings.change_agent(world.core, admin, world.ann.id, {"active": False})
    await passes(world, seconds=0)
    assert (await now(world, offered)).offered_to == world.ben.id
    assert (await _agent(world, world.ann)).away_reason is None
    assert "offer_missed" not in await kinds(world, offered)


async def test_a_restart_in_the_middle_of_an_offer_loses_nothing_and_is_no_miss(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await gives(world, offer_seconds=20)
        await world.is_here(world.ann)
        offered = await world.waits(world.vic)
        folder, clock = world.core.settings, world.clock
    clock.pass_(seconds=45)
    async with open_core(folder, clock) as core:
        core.bus.start()
        await presence.nobody_is_connected(core)
        assert await timers.fire_due(core) >= 1
        async with core.read() as conn:
            waiting = await rows.by_id(conn, offered.id)
            ann, decided = await agents.by_id(conn, world.ann.id), await history.decisions_of(conn, offered.id)
        assert ann is not None and (ann.presence, ann.away_reason) == ("online", None)
        assert [decision.kind for decision in decided] == ["offer_withdrawn", "offered"]
        assert waiting is not None and waiting.waiting and waiting.offered_to is None
        assert waiting.queue_order == offered.queue_order
        core.connections.agent_came(world.ann.id, "a socket")
        await presence.agent_arrived(core, world.ann.id)
        assert (await routing.accept(core, world.ann, offered.id)).assignee_id == world.ann.id
        await timers.fire_due(core)
        await core.bus.stop()


async def test_an_offer_goes_to_another_when_its_agent_may_not_take_it_any_more(world: World) -> None:
    await gives(world, offer_seconds=20)
    admin = await world.agent("Ada", "admin")
    both = [{"agent_id": agent.id, "share": 100} for agent in (world.ann, world.ben)]
    team = await teams.add_team(world.core, admin, {"name": "Returns", "members": both})
    await world.is_here(world.ann)
    begun = await world.begins(world.vic)
    await routing.set_needs(world.core, world.lee, begun.id, routing.Said(team_id=team["id"]))
    offered = await conversations.request_human(world.core, world.vic, begun.id)
    assert offered.offered_to == world.ann.id
    await world.is_here(world.ben)
    await teams.change_team(world.core, admin, team["id"], {"members": both[1:]})
    assert (await now(world, offered)).offered_to == world.ben.id
    assert await _ended(world, world.ann) == ["withdrawn"]


async def _makes_lee_unfit(world: World, how: str) -> dict[str, Any]:
    """What an admin changes of Lee, who is asked to accept Wanda and has Vic already."""
    if how == "skills":
        skill = await make_skill(world, {world.lee.id: 3, world.ann.id: 3})
        [wanda] = await in_line(world)
        await routing.set_needs(world.core, world.ann, wanda, routing.Said(needs=(Need(skill),)))
    changes: dict[str, dict[str, Any]] = {
        "capacity": {"capacity": 1},
        "inbox": {"inbox_ids": []},
        "inactive": {"active": False},
        "skills": {"skills": []},
        "inbox_capacity": {"inbox_capacity": {world.shop.id: 1}},
    }
    return changes[how]


@pytest.mark.parametrize("how", ["skills", "capacity", "inbox", "inactive", "inbox_capacity"])
async def test_a_leader_who_may_not_take_it_any_more_is_asked_no_longer(world: World, how: str) -> None:
    await gives(world, offer_seconds=20)
    await world.is_here(world.lee)
    had = await world.waits(world.vic)
    await routing.accept(world.core, world.lee, had.id)
    offered = await world.waits(world.wanda)
    change = await _makes_lee_unfit(world, how)
    assert (await now(world, offered)).offered_to == world.lee.id
    await world.is_here(world.ann)
    await settings.change_agent(world.core, await make_admin(world), world.lee.id, change)
    if how == "inactive":
        await routing.accept(world.core, world.ann, had.id)  # who is in line again, before her
    assert (await now(world, offered)).offered_to == world.ann.id
    assert (await _ended(world, world.lee))[-1] == "withdrawn"
    assert "offer_missed" not in await kinds(world, offered)


@pytest.mark.parametrize("change", [{"name": "Anne"}, {"capacity": 1}, {"capacity": 9}, {"skills": []}])
async def test_an_offer_that_still_holds_goes_on_as_it_was(world: World, change: dict[str, Any]) -> None:
    await gives(world, offer_seconds=20)
    await world.is_here(world.ann)
    offered = await now(world, await world.waits(world.vic))
    await passes(world, seconds=10)
    await settings.change_agent(world.core, await make_admin(world), world.ann.id, change)
    still = await now(world, offered)
    assert (still.offered_to, still.offered_until) == (world.ann.id, offered.offered_until)
    assert await kinds(world, offered) == ["offered"]


async def test_who_takes_another_by_hand_is_asked_no_longer_beyond_their_capacity(world: World) -> None:
    await gives(world, offer_seconds=20)
    await settings.change_agent(world.core, await make_admin(world), world.ann.id, {"capacity": 1})
    bots = await world.begins(world.wanda)
    await world.is_here(world.ann)
    offered = await world.waits(world.vic)
    assert offered.offered_to == world.ann.id
    await routing.claim(world.core, world.ann, bots.id)
    assert (await now(world, offered)).offered_to is None
    assert await _ended(world, world.ann) == ["withdrawn"]
    await world.is_here(world.ben)
    assert (await now(world, offered)).offered_to == world.ben.id


async def test_what_somebody_declines_after_leaving_the_inbox_goes_on_there(world: World) -> None:
    """An offer of an inbox that its agent is not in any more, as a database may have it from before."""
    await gives(world, offer_seconds=20)
    await world.is_here(world.lee)
    offered = await world.waits(world.vic)
    await world.core.write(lambda tx: agents.set_inboxes(tx.conn, world.lee.id, []))
    await world.is_here(world.ann)
    await routing.decline(world.core, world.lee, offered.id)
    assert (await now(world, offered)).offered_to == world.ann.id


@pytest.mark.parametrize(("change", "has_it"), [({"assignment": "manual"}, False), ({"offer_seconds": 0}, True)])
async def test_an_inbox_that_offers_no_more_ends_its_offers_and_blames_nobody(
    world: World, change: dict[str, Any], has_it: bool
) -> None:
    await gives(world, offer_seconds=20)
    await world.is_here(world.ann)
    offered = await world.waits(world.vic)
    await inbox_settings.change_inbox(world.core, await make_admin(world), world.shop.id, {"routing": change})
    standing = await now(world, offered)
    assert (standing.offered_to, standing.assignee_id) == (None, world.ann.id if has_it else None)
    assert await _ended(world, world.ann) == ["withdrawn"]
    await passes(world, seconds=20)
    assert (await _agent(world, world.ann)).presence == "online"
    assert (await kinds(world, offered))[:2] == ["offered", "offer_withdrawn"]
