"""Who stands in line and who does not, in which order, and the wait they are told."""

from __future__ import annotations

from typing import Any

import pytest

from deskbell.domain.ids import new_id
from deskbell.domain.people import AgentActor, VisitorActor
from deskbell.domain.records import Conversation
from deskbell.features.offline_messages.form import LeaveOfflineMessage
from deskbell.features.offline_messages.leaving import leave_offline_message
from deskbell.services import agents, conversations, lists, presence, routing, talk, timers
from deskbell.services.events import QueueTouched
from deskbell.services.outlook import outlook
from deskbell.storage import inboxes
from tests.world import World

pytestmark = pytest.mark.anyio
NIGHT = {"always_open": False, "time_zone": "UTC", "week": {"sun": [["01:00", "02:00"]]}}


async def _seen(world: World, who: VisitorActor, conversation_id: str) -> dict[str, Any]:
    seen: dict[str, Any] = (await lists.sync(world.core, who, conversation_id, 0, 50))["conversation"]
    return seen


async def _leaves_message(world: World, who: VisitorActor) -> str:
    form = LeaveOfflineMessage(new_id(), who.name or "Xu", "wanda@brandt.example", "Is the Alishan coming back?")
    left = await leave_offline_message(world.core, who, form)
    return str(left["conversation"]["id"])


async def _becomes(world: World, **columns: Any) -> None:
    await world.core.write(lambda tx: inboxes.change(tx.conn, world.shop.id, **columns))


async def _is_deactivated(world: World, who: AgentActor) -> None:
    ada = await world.agent("Ada", "admin")
    await agents.change_agent(world.core, ada, who.id, {"active": False})


async def _talk_for(world: World, minutes: int) -> Conversation:
    """Ann answers one more visitor."""
    conversation = await world.waits(await world.visitor())
    await routing.claim(world.core, world.ann, conversation.id)
    world.clock.pass_(minutes=minutes)
    return await conversations.resolve(world.core, world.ann, conversation.id)


async def test_those_whose_agent_is_gone_come_first_in_their_own_order(world: World) -> None:
    people = [await world.visitor(name) for name in ("Xu", "Yan", "Zoe")]
    left = [await world.waits(who) for who in people]
    last = await world.waits(world.vic)
    for conversation in left:
        await routing.claim(world.core, world.ben, conversation.id)
    await _is_deactivated(world, world.ben)
    listed = await lists.list_conversations(world.core, world.lee, "waiting", None, None, 50)
    assert [c["id"] for c in listed["conversations"]] == [*(c.id for c in left), last.id]
    assert [c["queue"]["position"] for c in listed["conversations"]] == [1, 2, 3, 4]


async def test_the_longest_open_of_a_gone_agents_is_given_first(world: World) -> None:
    left = [await world.waits(who) for who in (world.vic, world.wanda)]
    for conversation in left:
        await routing.claim(world.core, world.ben, conversation.id)
        world.clock.pass_(minutes=1)
    await _becomes(world, routing={"assignment": "least_loaded"})
    await world.is_here(world.ann)
    ada = await world.agent("Ada", "admin")
    await agents.change_agent(world.core, ada, world.ann.id, {"capacity": 1})
    await agents.change_agent(world.core, ada, world.ben.id, {"active": False})
    first, second = [await _seen(world, who, c.id) for who, c in zip((world.vic, world.wanda), left, strict=True)]
    assert (first["assignee"]["name"], second["queue"]["position"]) == ("Ann", 1)


async def test_an_offline_message_of_a_gone_agent_waits_without_a_place(world: World) -> None:
    left = await _leaves_message(world, world.wanda)
    await routing.claim(world.core, world.ben, left)
    await _becomes(world, routing={"assignment": "least_loaded"})
    await world.is_here(world.ann)
    await _is_deactivated(world, world.ben)
    seen = await _seen(world, world.wanda, left)
    assert (seen["waiting"], seen["assignee"], seen["queue"]) == (True, None, None)
    counts = await lists.counts_for(world.core, world.ann)
    assert (counts["waiting"], counts["offline_messages"]) == (0, 1)


async def test_an_offline_message_that_is_written_to_again_waits_without_a_place(world: World) -> None:
    left = await _leaves_message(world, world.wanda)
    await world.is_here(world.ben)
    await routing.claim(world.core, world.ben, left)
    await conversations.resolve(world.core, world.ben, left)
    await presence.set_presence(world.core, world.ben, "away")
    await talk.send_message(world.core, world.wanda, left, new_id(), "and the Oolong?")
    seen = await _seen(world, world.wanda, left)
    assert (seen["status"], seen["waiting"], seen["queue"]) == ("open", True, None)


async def test_at_night_writing_again_gives_the_bot_back_and_no_place(world: World) -> None:
    conversation = await world.waits(world.vic)
    await conversations.resolve(world.core, world.vic, conversation.id)
    await _becomes(world, business_hours=NIGHT, routing={"bot_enabled": False})
    await talk.send_message(world.core, world.vic, conversation.id, new_id(), "still there?")
    caught_up = await lists.sync(world.core, world.vic, conversation.id, 0, 50)
    seen = caught_up["conversation"]
    assert (seen["assignee"]["type"], seen["waiting"], seen["queue"]) == ("bot", False, None)
    assert caught_up["messages"][-1]["data"]["card"] == "closed"


async def test_at_night_the_line_stands_and_nobody_is_told_a_wait(world: World) -> None:
    await world.is_here(world.ann)
    for minutes in (4, 6, 8):
        await _talk_for(world, minutes)
    conversation = await world.waits(world.vic)
    assert (await _seen(world, world.vic, conversation.id))["queue"]["estimated_wait_seconds"]
    opened = {world.shop.id: True}
    await _becomes(world, business_hours=NIGHT)
    await timers.watch_hours(world.core, opened)
    queue = (await _seen(world, world.vic, conversation.id))["queue"]
    assert (queue["position"], queue["estimated_wait_seconds"], queue["estimated_wait_range"]) == (1, None, None)
    async with world.core.read() as conn:
        assert (await outlook(conn, world.shop, world.clock()))["estimated_wait_range"] is None
    await world.core.bus.told_all()
    assert world.told[-1] == QueueTouched(world.shop.id)


async def test_offline_messages_say_nothing_of_the_wait(world: World) -> None:
    await world.is_here(world.ann)
    for minutes in (4, 6, 8):
        await _talk_for(world, minutes)
    for _ in range(3):
        left = await _leaves_message(world, await world.visitor("Xu"))
        await routing.claim(world.core, world.ann, left)
        await conversations.resolve(world.core, world.ann, left)
    conversation = await world.waits(world.vic)
    assert (await _seen(world, world.vic, conversation.id))["queue"]["estimated_wait_seconds"] == 102


async def test_vic_has_one_place_and_entering_again_gives_the_older_one_up(world: World) -> None:
    first = await world.begins(world.vic)
    await conversations.resolve(world.core, world.vic, first.id)
    second = await world.waits(world.vic, "another thing")
    await world.waits(world.wanda)
    await talk.send_message(world.core, world.vic, first.id, new_id(), "that again")
    await conversations.request_human(world.core, world.vic, first.id)
    listed = await lists.list_conversations(world.core, world.ann, "waiting", None, None, 50)
    assert [conversation["visitor"]["name"] for conversation in listed["conversations"]] == ["Wanda", "Vic"]
    assert (await _seen(world, world.vic, second.id))["assignee"]["type"] == "bot"
    told = (await lists.sync(world.core, world.vic, second.id, 0, 50))["messages"]
    assert told[-1]["data"] == {"activity": "left_queue"}
