"""Vic is silent: reminded, reminded again, resolved with the reason; whatever Vic or Ann writes starts it over."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from deskbell.app import open_core
from deskbell.domain.business_hours import DAYS
from deskbell.domain.ids import new_id
from deskbell.domain.people import AgentActor, VisitorActor
from deskbell.domain.records import Conversation
from deskbell.services import clock_jumps, lists, marks, presence, routing, talk, timers
from deskbell.services import inboxes as settings
from deskbell.storage import conversations as rows
from deskbell.storage import inboxes
from tests.world import World, open_world

pytestmark = pytest.mark.anyio
IDLE = {"remind_minutes": 5, "again_minutes": 10, "resolve_minutes": 20}


async def _begins(world: World, **idle: Any) -> Conversation:
    """Ann has answered Vic; now it is Vic's turn."""
    values = {"assignment": "manual", "idle": IDLE | idle}
    await world.core.write(lambda tx: inboxes.change(tx.conn, world.shop.id, routing=values))
    await world.is_here(world.ann, world.ben)
    conversation = await routing.claim(world.core, world.ann, (await world.waits(world.vic, "hello")).id)
    await _says(world, world.ann, conversation)
    return conversation


async def _says(world: World, who: AgentActor | VisitorActor, conversation: Conversation) -> None:
    await talk.send_message(world.core, who, conversation.id, new_id(), "a word")


async def _after(world: World, **span: float) -> None:
    world.clock.pass_(**span)
    await timers.fire_due(world.core)


async def _story(world: World, conversation: Conversation) -> list[str]:
    """The reminders by number, and how it ended."""
    log = await lists.sync(world.core, world.vic, conversation.id, 0, 200)
    told = [m["data"] for m in log["messages"]]
    return [
        str(d.get("number", d.get("reason"))) for d in told if d.get("card") == "reminder" or "resolved" in d.values()
    ]


async def test_a_reminder_a_second_one_and_the_end_with_its_reason(world: World) -> None:
    conversation = await _begins(world)
    await _after(world, minutes=4, seconds=59)
    assert await _story(world, conversation) == []
    await _after(world, seconds=1)
    assert await _story(world, conversation) == ["1"]
    await _after(world, minutes=10)
    assert await _story(world, conversation) == ["1", "2"]
    await _after(world, minutes=20)
    assert await _story(world, conversation) == ["1", "2", "visitor_idle"]
    await _after(world, days=1)
    assert await _story(world, conversation) == ["1", "2", "visitor_idle"]
    seen = (await lists.sync(world.core, world.ann, conversation.id, 0, 200))["conversation"]
    assert (seen["status"], seen["resolved_by"]["type"], seen["silent_since"]) == ("resolved", "system", None)


async def test_whatever_vic_writes_ends_it_and_anns_next_word_starts_it_over(world: World) -> None:
    conversation = await _begins(world)
    await _after(world, minutes=5)
    await _says(world, world.vic, conversation)
    await _after(world, hours=2)
    assert await _story(world, conversation) == ["1"]
    await _says(world, world.ann, conversation)
    await _after(world, minutes=4)
    await _says(world, world.ann, conversation)
    await _after(world, minutes=4)
    assert await _story(world, conversation) == ["1"]
    await _after(world, minutes=1)
    assert await _story(world, conversation) == ["1", "1"]
    await _says(world, world.ann, conversation)
    await _after(world, minutes=5)
    assert await _story(world, conversation) == ["1", "1", "1"]


async def test_nothing_comes_while_vic_is_typing(world: World) -> None:
    conversation = await _begins(world)
    world.clock.pass_(minutes=4, seconds=58)
    await marks.set_typing(world.core, world.vic, conversation.id, True)
    await _after(world, seconds=30)
    assert await _story(world, conversation) == []
    await _after(world, seconds=30)
    assert await _story(world, conversation) == ["1"]


async def test_ben_to_whom_it_is_handed_waits_no_longer_and_the_line_not_at_all(world: World) -> None:
    conversation = await _begins(world)
    world.clock.pass_(minutes=4)
    await routing.transfer(world.core, world.ann, conversation.id, world.ben.id, None)
    await _after(world, minutes=1)
    assert await _story(world, conversation) == ["1"]
    await routing.transfer_to_bot(world.core, world.ben, conversation.id, None)
    await _after(world, days=1)
    assert await _story(world, conversation) == ["1"]


@pytest.mark.parametrize("idle", [{"remind_minutes": None, "again_minutes": None, "resolve_minutes": None}])
async def test_where_it_is_off_nothing_happens_until_it_is_set(world: World, idle: dict[str, Any]) -> None:
    conversation = await _begins(world, **idle)
    await _after(world, days=3)
    assert await _story(world, conversation) == []
    lena = await world.agent("Lena", "admin")
    change = {"routing": {"assignment": "manual"}}
    await world.core.write(lambda tx: inboxes.change(tx.conn, world.shop.id, routing={"idle": IDLE}))
    await settings.change_inbox(world.core, lena, world.shop.id, change)
    await timers.fire_due(world.core)
    assert await _story(world, conversation) == ["1"]


async def test_at_night_nobody_is_reminded(world: World) -> None:
    conversation = await _begins(world)
    hours = {"always_open": False, "time_zone": "UTC", "week": {day: [["09:00", "12:00"]] for day in DAYS}}
    await world.core.write(lambda tx: inboxes.change(tx.conn, world.shop.id, business_hours=hours))
    world.clock.now = world.clock.now.replace(hour=11, minute=58)
    await _says(world, world.vic, conversation)
    await _says(world, world.ann, conversation)
    await _after(world, hours=12)
    assert await _story(world, conversation) == []
    world.clock.now = world.clock.now.replace(day=24, hour=9, minute=2)
    await timers.fire_due(world.core)
    assert await _story(world, conversation) == []
    await _after(world, minutes=1)
    assert await _story(world, conversation) == ["1"]


async def test_where_no_opening_is_in_sight_nobody_is_reminded_until_one_is(world: World) -> None:
    conversation = await _begins(world)
    never = {"always_open": False, "time_zone": "UTC", "week": {}}
    await world.core.write(lambda tx: inboxes.change(tx.conn, world.shop.id, business_hours=never))
    for _ in range(3):
        await _after(world, days=1, minutes=1)
    assert await _story(world, conversation) == []
    lena = await world.agent("Lena", "admin")
    await settings.change_inbox(world.core, lena, world.shop.id, {"business_hours": {"always_open": True}})
    await timers.fire_due(world.core)
    assert await _story(world, conversation) == ["1"]


async def test_words_are_in_the_visitors_language_and_the_admins_own(world: World) -> None:
    conversation = await _begins(world, texts={"zh-TW": {"first": "王小姐，您還在嗎？"}})
    await world.core.write(lambda tx: rows.change(tx.conn, conversation.id, locale="zh-Hant-HK"))
    await _after(world, minutes=5)
    await _after(world, minutes=10)
    log = await lists.sync(world.core, world.vic, conversation.id, 0, 200)
    said = [m["text"] for m in log["messages"] if m["data"].get("card") == "reminder"]
    assert said[0] == "王小姐，您還在嗎？" and said[1].startswith("一直沒有收到您的訊息")


async def test_a_standstill_fires_one_step_late_and_once(tmp_path: Path, ready_database_url: str) -> None:
    async with open_world(tmp_path, ready_database_url) as world:
        conversation = await _begins(world)
    world.clock.pass_(days=2)
    for story in (["1"], ["1"], ["1", "2"]):
        async with open_core(world.core.settings, world.clock) as core:
            world.core = core
            await presence.agent_arrived(core, world.ann.id)
            await timers.fire_due(core)
            await timers.fire_due(core)
            assert await _story(world, conversation) == story
            world.clock.pass_(minutes=5)


async def test_a_clock_that_is_put_back_costs_nobody_an_hour_and_doubles_nothing(world: World) -> None:
    conversation = await _begins(world)
    await _after(world, minutes=5)
    last = world.clock.now
    world.clock.pass_(hours=-1)
    await clock_jumps.follow_clock(world.core, last)
    await _after(world, minutes=9, seconds=59)
    assert await _story(world, conversation) == ["1"]
    await _after(world, seconds=1)
    assert await _story(world, conversation) == ["1", "2"]


async def test_a_clock_that_is_put_forward_brings_one_step(world: World) -> None:
    conversation = await _begins(world)
    last = world.clock.now
    world.clock.pass_(hours=1)
    assert await clock_jumps.follow_clock(world.core, last) - last == timedelta(hours=1)
    await timers.fire_due(world.core)
    await timers.fire_due(world.core)
    assert await _story(world, conversation) == ["1"]
