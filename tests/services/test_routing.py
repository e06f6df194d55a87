"""The line: its order, its places, who gets the next, and how it survives."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from deskbell.app import open_core
from deskbell.domain.business_hours import DAYS
from deskbell.domain.errors import DeskbellError
from deskbell.domain.ids import new_id
from deskbell.domain.people import AgentActor, VisitorActor
from deskbell.domain.records import Conversation
from deskbell.services import agents, conversations, lists, presence, routing, sign_in, talk, timers
from deskbell.services import inboxes as settings
from deskbell.services.agent_views import agent_views
from deskbell.services.events import ConversationChanged, QueueTouched
from deskbell.services.outlook import outlook
from deskbell.storage import agents as agent_rows
from deskbell.storage import conversations as rows
from deskbell.storage import inboxes
from tests.world import World, open_world

pytestmark = pytest.mark.anyio


async def _place(world: World, who: VisitorActor) -> dict[str, object] | None:
    view = await lists.current_of_visitor(world.core, who)
    assert view is not None
    queue: dict[str, object] | None = view["queue"]
    return queue


async def _given_by_rule(world: World) -> None:
    routing_ = {"assignment": "least_loaded"}
    await world.core.write(lambda tx: inboxes.change(tx.conn, world.shop.id, routing=routing_))


async def _fresh(world: World, conversation: Conversation) -> Conversation:
    async with world.core.read() as conn:
        found = await rows.by_id(conn, conversation.id)
    assert found is not None
    return found


async def test_places_are_in_order_and_move_up(world: World) -> None:
    first = await world.waits(world.vic)
    await world.waits(world.wanda)
    third = await world.visitor("Xu")
    await world.waits(third)
    assert [((await _place(world, who)) or {})["position"] for who in (world.vic, world.wanda, third)] == [1, 2, 3]
    await routing.claim(world.core, world.ann, first.id)
    assert await _place(world, world.vic) is None
    assert [((await _place(world, who)) or {})["ahead"] for who in (world.wanda, third)] == [0, 1]


async def test_how_long_they_waited_is_told_to_the_desk_until_another_agent_has_it(world: World) -> None:
    await world.is_here(world.ann, world.ben)
    conversation = await world.waits(world.vic)
    world.clock.pass_(seconds=48)
    await routing.claim(world.core, world.ann, conversation.id)
    await world.core.bus.told_all()
    told = [event for event in world.told if isinstance(event, ConversationChanged)][-1]
    page = await lists.list_conversations(world.core, world.ann, "mine", None, None, 5)
    assert [told.for_agents["waited_seconds"], page["conversations"][0]["waited_seconds"]] == [48, 48]
    assert "waited_seconds" not in told.for_visitor
    world.clock.pass_(seconds=5)
    await routing.transfer(world.core, world.ann, conversation.id, world.ben.id, None)
    page = await lists.list_conversations(world.core, world.ben, "mine", None, None, 5)
    assert page["conversations"][0]["waited_seconds"] is None


async def test_asking_twice_keeps_the_place(world: World) -> None:
    conversation = await world.waits(world.vic)
    await world.waits(world.wanda)
    again = await conversations.request_human(world.core, world.vic, conversation.id)
    assert again.queue_order == conversation.queue_order


async def test_leaving_the_line_gives_the_bot_back(world: World) -> None:
    conversation = await world.waits(world.vic)
    left = await conversations.leave_queue(world.core, world.vic, conversation.id)
    assert (left.assignee_type, left.queue_order) == ("bot", None)
    with pytest.raises(DeskbellError) as refused:
        await conversations.leave_queue(world.core, world.vic, conversation.id)
    assert refused.value.code == "not_waiting"


async def test_of_ten_who_claim_one_wins(world: World) -> None:
    conversation = await world.waits(world.vic)
    agents = [world.ann, world.ben, *[await world.agent(f"Agent{n}") for n in range(8)]]

    async def claims(agent: AgentActor) -> str:
        try:
            await routing.claim(world.core, agent, conversation.id)
        except DeskbellError as error:
            return error.code
        return "won"

    outcomes = await asyncio.gather(*[claims(agent) for agent in agents])
    assert sorted(outcomes) == ["already_assigned"] * 9 + ["won"]
    winner = agents[outcomes.index("won")]
    assert (await _fresh(world, conversation)).assignee_id == winner.id
    assert (await routing.claim(world.core, winner, conversation.id)).assignee_id == winner.id


async def test_a_bots_conversation_can_be_claimed(world: World) -> None:
    conversation = await world.begins(world.vic)
    assert (await routing.claim(world.core, world.ann, conversation.id)).assignee_id == world.ann.id


async def test_by_rule_the_least_loaded_online_agent_gets_it(world: World) -> None:
    await _given_by_rule(world)
    await world.is_here(world.ann, world.ben)
    given = [(await world.waits(await world.visitor())).assignee_id for _ in range(6)]
    assert sorted(str(agent_id) for agent_id in given) == sorted([world.ann.id, world.ben.id] * 3)
    seventh = await world.waits(world.vic)
    assert seventh.assignee_id is None and seventh.queue_order is not None


async def test_nobody_gets_one_while_away_and_coming_back_takes_the_longest_wait(world: World) -> None:
    await _given_by_rule(world)
    await world.is_here(world.ann, presence_="away")
    first, second = await world.waits(world.vic), await world.waits(world.wanda)
    assert first.assignee_id is None and second.assignee_id is None
    await world.is_here(world.ann)
    assert (await _fresh(world, first)).assignee_id == world.ann.id
    assert (await _fresh(world, second)).assignee_id == world.ann.id


async def test_a_freed_place_goes_to_the_longest_wait(world: World) -> None:
    await _given_by_rule(world)
    await world.is_here(world.ann)
    held = [await world.waits(await world.visitor()) for _ in range(3)]
    waiting = [await world.waits(await world.visitor()) for _ in range(2)]
    await conversations.resolve(world.core, world.ann, held[0].id)
    assert [(await _fresh(world, c)).assignee_id for c in waiting] == [world.ann.id, None]


async def test_the_wait_is_worked_out_from_measured_handling_times(world: World) -> None:
    await world.is_here(world.ann)
    conversation = await world.waits(world.vic)
    assert ((await _place(world, world.vic)) or {})["estimated_wait_seconds"] is None
    await routing.claim(world.core, world.ann, conversation.id)
    await conversations.resolve(world.core, world.ann, conversation.id)
    for minutes in (4, 6, 8):
        served = await world.waits(await world.visitor())
        await routing.claim(world.core, world.ann, served.id)
        world.clock.pass_(minutes=minutes)
        await conversations.resolve(world.core, world.ann, served.id)
    await world.waits(world.wanda)
    place = await _place(world, world.wanda)
    assert place is not None
    assert (place["estimated_wait_seconds"], place["estimated_wait_range"]) == (84, [4, 192])
    assert place["agents_online"] == 1


async def test_an_agent_without_a_socket_is_offline_after_the_grace_once(world: World) -> None:
    await world.is_here(world.ann)
    await world.loses_connection(world.ann)
    world.clock.pass_(seconds=19)
    assert await timers.fire_due(world.core) == 0
    world.clock.pass_(seconds=2)
    await world.core.bus.told_all()
    world.told.clear()
    assert await timers.fire_due(world.core) == 1
    assert await timers.fire_due(world.core) == 0
    await world.core.bus.told_all()
    assert len([event for event in world.told if isinstance(event, QueueTouched)]) == 1


async def test_an_agent_who_comes_back_in_time_was_never_gone(world: World) -> None:
    await world.is_here(world.ann)
    await world.loses_connection(world.ann)
    await world.comes_back(world.ann)
    world.clock.pass_(minutes=5)
    assert await timers.fire_due(world.core) == 0


async def test_the_line_survives_a_restart(tmp_path: Path, ready_database_url: str) -> None:
    async with open_world(tmp_path, ready_database_url) as before:
        first, second = await before.waits(before.vic), await before.waits(before.wanda)
    async with open_core(before.core.settings) as after:
        views = [await lists.current_of_visitor(after, who) for who in (before.vic, before.wanda)]
        assert [view["queue"]["position"] for view in views if view] == [1, 2]
        async with after.read() as conn:
            assert await rows.by_id(conn, first.id) == first
            assert await rows.by_id(conn, second.id) == second


async def test_every_change_of_hands_is_told_with_its_reason(world: World) -> None:
    conversation = await world.waits(world.vic)
    await world.is_here(world.ann, world.ben)
    await routing.claim(world.core, world.ann, conversation.id)
    await routing.transfer(world.core, world.ann, conversation.id, world.ben.id, None)
    await conversations.resolve(world.core, world.ben, conversation.id)
    await conversations.reopen(world.core, world.ann, conversation.id)
    await world.core.bus.told_all()
    reasons = [e.reason for e in world.told if isinstance(e, ConversationChanged) and e.reason]
    assert reasons == ["claimed", "transferred", "reopened"]


async def test_what_a_newcomer_is_told_is_what_was_measured(world: World) -> None:
    await world.is_here(world.ann)
    for seconds in (10, 20, 30, 40, 100):
        served = await world.waits(await world.visitor())
        world.clock.pass_(seconds=seconds)
        await routing.claim(world.core, world.ann, served.id)
        await conversations.resolve(world.core, world.ann, served.id)
    async with world.core.read() as conn:
        assert (await outlook(conn, world.shop, world.clock()))["typical_wait_seconds"] == 40
        world.clock.pass_(hours=25)
        assert (await outlook(conn, world.shop, world.clock()))["typical_wait_seconds"] is None


async def test_whom_an_agent_talked_with_in_an_inbox_they_left_is_first_in_line(world: World) -> None:
    ada = await world.agent("Ada", "admin")
    talking = await world.waits(world.vic)
    await world.is_here(world.ann)
    await routing.claim(world.core, world.ann, talking.id)
    await agents.change_agent(world.core, ada, world.ann.id, {"inbox_ids": []})
    assert ((await _place(world, world.vic)) or {})["position"] == 1


async def test_switching_to_giving_gives_at_once(world: World) -> None:
    ada = await world.agent("Ada", "admin")
    await world.is_here(world.ann)
    waiting = await world.waits(world.vic)
    await settings.change_inbox(world.core, ada, world.shop.id, {"routing": {"assignment": "least_loaded"}})
    assert (await _fresh(world, waiting)).assignee_id == world.ann.id


async def test_in_the_grace_of_a_lost_connection_nothing_is_given_and_coming_back_takes_it(world: World) -> None:
    await _given_by_rule(world)
    await world.is_here(world.ann)
    world.core.connections.agent_went(world.ann.id, "a socket")
    waiting = await world.waits(world.vic)
    assert waiting.assignee_id is None
    world.core.connections.agent_came(world.ann.id, "another")
    await presence.agent_arrived(world.core, world.ann.id)
    assert (await _fresh(world, waiting)).assignee_id == world.ann.id


async def test_signing_out_everywhere_is_being_gone(world: World) -> None:
    await world.is_here(world.ann)
    await sign_in.sign_out(world.core, world.ann)
    async with world.core.read() as conn:
        [view] = await agent_views(conn, [world.ann.id])
    assert view["presence"] == "offline"


async def test_at_night_a_word_more_waits_with_the_same_agent_and_not_in_line(world: World) -> None:
    ada = await world.agent("Ada", "admin")
    conversation = await world.waits(world.vic)
    await routing.claim(world.core, world.ann, conversation.id)
    await conversations.resolve(world.core, world.vic, conversation.id)
    night = {
        "always_open": False,
        "time_zone": "UTC",
        "week": {day: [] for day in DAYS} | {"sun": [["01:00", "02:00"]]},
    }
    await settings.change_inbox(world.core, ada, world.shop.id, {"business_hours": night})
    await talk.send_message(world.core, world.vic, conversation.id, new_id(), "one more thing")
    reopened = await _fresh(world, conversation)
    assert (reopened.status, reopened.assignee_id, reopened.queue_order) == ("open", world.ann.id, None)


async def test_ben_who_was_deactivated_while_he_came_in_is_not_shown_as_here(world: World) -> None:
    await world.core.write(lambda tx: agent_rows.change(tx.conn, world.ben.id, active=False, chosen_presence="online"))
    await presence.agent_arrived(world.core, world.ben.id)
    async with world.core.read() as conn:
        ben = await agent_rows.by_id(conn, world.ben.id)
    assert ben is not None and ben.presence == "offline"
