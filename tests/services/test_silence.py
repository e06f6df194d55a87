"""Ann is silent while Vic waits for her word: she is told, then those who lead; once each, and never at night."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from deskbell.app import open_core
from deskbell.domain.business_hours import DAYS
from deskbell.domain.clock import rfc3339
from deskbell.domain.ids import new_id
from deskbell.domain.people import AgentActor, VisitorActor
from deskbell.domain.records import Conversation
from deskbell.services import clock_jumps, conversations, lists, routing, talk, timers
from deskbell.services.events import AgentSilent
from deskbell.storage import inboxes
from tests.world import World, open_world

pytestmark = pytest.mark.anyio


async def _talk(world: World, **silence: Any) -> Conversation:
    """Ann has Vic, and has said hello."""
    values = {"assignment": "manual", "silence": silence}
    await world.core.write(lambda tx: inboxes.change(tx.conn, world.shop.id, routing=values))
    await world.is_here(world.ann, world.ben)
    conversation = await routing.claim(world.core, world.ann, (await world.waits(world.vic, "hello")).id)
    await _says(world, world.ann, conversation)
    return conversation


async def _says(world: World, who: AgentActor | VisitorActor, conversation: Conversation) -> None:
    await talk.send_message(world.core, who, conversation.id, new_id(), "a word")


async def _told(world: World, **span: float) -> list[str]:
    """Who has been told by then."""
    world.clock.pass_(**span)
    await timers.fire_due(world.core)
    await world.core.bus.told_all()
    return [event.told for event in world.told if isinstance(event, AgentSilent)]


async def _seen(world: World, conversation: Conversation) -> tuple[str | None, str | None]:
    one = (await lists.sync(world.core, world.lee, conversation.id, 0, 1))["conversation"]
    return one["silent_since"], one["silence_told"]


async def test_ann_is_told_and_then_those_who_lead(world: World) -> None:
    conversation = await _talk(world)
    await _says(world, world.vic, conversation)
    since = rfc3339(world.clock.now)
    assert await _told(world, minutes=4) == [] and await _seen(world, conversation) == (since, None)
    await _says(world, world.vic, conversation)
    assert await _told(world, minutes=1) == ["agent"] and await _seen(world, conversation) == (since, "agent")
    assert await _told(world, minutes=10) == ["agent", "leader"]
    assert await _seen(world, conversation) == (since, "leader")
    assert await _told(world, days=1) == ["agent", "leader"]


async def test_anns_word_ends_it(world: World) -> None:
    conversation = await _talk(world)
    await _says(world, world.vic, conversation)
    assert await _told(world, minutes=5) == ["agent"]
    await _says(world, world.ann, conversation)
    assert await _seen(world, conversation) == (None, None)
    assert await _told(world, days=1) == ["agent"]


async def test_who_came_out_of_the_line_is_owed_a_word_too(world: World) -> None:
    await world.is_here(world.ann)
    conversation = await routing.claim(world.core, world.ann, (await world.waits(world.vic)).id)
    assert await _told(world, minutes=5) == ["agent"]
    await conversations.resolve(world.core, world.ann, conversation.id)
    assert await _told(world, days=1) == ["agent"] and await _seen(world, conversation) == (None, None)


async def test_ben_to_whom_it_is_handed_has_the_whole_time(world: World) -> None:
    conversation = await _talk(world)
    await _says(world, world.vic, conversation)
    assert await _told(world, minutes=5) == ["agent"]
    await routing.transfer(world.core, world.ann, conversation.id, world.ben.id, None)
    assert await _told(world, minutes=4) == ["agent"]
    assert await _told(world, minutes=1) == ["agent", "agent"]
    assert [e.agent_id for e in world.told if isinstance(e, AgentSilent)] == [world.ann.id, world.ben.id]


async def test_in_line_again_nobody_is_silent(world: World) -> None:
    conversation = await _talk(world)
    await _says(world, world.vic, conversation)
    await world.loses_connection(world.ann)
    assert await _told(world, minutes=1) == []
    assert await _told(world, hours=1) == [] and await _seen(world, conversation) == (None, None)


@pytest.mark.parametrize(
    ("silence", "told"),
    [
        ({"agent_minutes": None, "leader_minutes": 15}, ["leader"]),
        ({"agent_minutes": 5, "leader_minutes": None}, ["agent"]),
        ({"agent_minutes": None, "leader_minutes": None}, []),
    ],
)
async def test_either_can_be_switched_off(world: World, silence: dict[str, Any], told: list[str]) -> None:
    conversation = await _talk(world, **silence)
    await _says(world, world.vic, conversation)
    assert await _told(world, hours=1) == told
    assert await _told(world, hours=1) == told


async def test_the_night_does_not_count(world: World) -> None:
    conversation = await _talk(world)
    hours = {"always_open": False, "time_zone": "UTC", "week": {day: [["09:00", "12:00"]] for day in DAYS}}
    await world.core.write(lambda tx: inboxes.change(tx.conn, world.shop.id, business_hours=hours))
    world.clock.pass_(hours=3)
    await _says(world, world.vic, conversation)
    assert await _told(world, hours=20, minutes=4) == []
    assert await _told(world, minutes=1) == ["agent"]


async def test_after_a_standstill_ann_is_told_late_once_and_has_time_before_lee_is(
    tmp_path: Path, ready_database_url: str
) -> None:
    async with open_world(tmp_path, ready_database_url) as world:
        conversation = await _talk(world)
        await _says(world, world.vic, conversation)
        told: list[Any] = []
        world.clock.pass_(hours=3)

    async def remember(events: list[Any]) -> None:
        told.extend(event.told for event in events if isinstance(event, AgentSilent))

    for minutes, by_then in ((0, ["agent"]), (9, ["agent"]), (1, ["agent", "leader"]), (60, ["agent", "leader"])):
        world.clock.pass_(minutes=minutes)
        async with open_core(world.core.settings, world.clock) as core:
            core.bus.subscribe(remember)
            core.bus.start()
            await timers.fire_due(core)
            await timers.fire_due(core)
            await core.bus.told_all()
            await core.bus.stop()
        assert told == by_then


async def test_a_clock_that_is_put_back_tells_nobody_twice(world: World) -> None:
    conversation = await _talk(world)
    await _says(world, world.vic, conversation)
    assert await _told(world, minutes=5) == ["agent"]
    last = world.clock.now
    world.clock.pass_(hours=-1)
    await clock_jumps.follow_clock(world.core, last)
    assert await _told(world, minutes=9) == ["agent"]
    assert await _told(world, minutes=1) == ["agent", "leader"]
    assert await _told(world, hours=2) == ["agent", "leader"]
