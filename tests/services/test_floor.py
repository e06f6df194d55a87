"""The floor as Lee sees it."""

from __future__ import annotations

from typing import Any

import pytest

from deskbell.domain.ids import new_id
from deskbell.services import conversations, floor_view, lists, routing, setup, talk
from deskbell.services.routing.offers import time_out
from deskbell.storage import history, inboxes
from tests.world import World

pytestmark = pytest.mark.anyio
Wire = dict[str, Any]


async def _floor(world: World, inbox_id: str | None = None) -> Wire:
    return await floor_view.get_floor(world.core, world.lee, inbox_id)


async def _told(world: World, conversation_id: str, low: int, high: int) -> None:
    told = {"told_low": low, "told_high": high}
    await world.core.write(lambda tx: history.change_stay(tx.conn, conversation_id, **told))


async def _says(world: World, who: Any, conversation_id: str, text: str = "hello") -> None:
    await talk.send_message(world.core, who, conversation_id, new_id(), text)


async def test_an_empty_floor_says_so(world: World) -> None:
    floor = await _floor(world)
    assert floor["tiles"]["waiting"] == {"now": 0, "most": 0, "most_at": None}
    assert floor["tiles"]["longest"] is None and floor["line"] == []
    assert floor["tiles"]["inside"] == {"count": 0, "of": 0}
    assert floor["rings"]["usual"] is None and sum(floor["rings"]["today"]) == 0
    assert [one["agent"]["name"] for one in floor["agents"]] == ["Ann", "Ben", "Lee"]


async def test_the_line_stands_in_order_with_what_was_told_and_who_would_get_it(world: World) -> None:
    first = await world.waits(world.vic, "my parcel")
    await _told(world, first.id, 60, 180)
    world.clock.pass_(seconds=40)
    await world.waits(world.wanda)
    await world.is_here(world.ben)
    floor = await _floor(world, world.shop.id)
    assert [one["conversation"]["visitor"]["name"] for one in floor["line"]] == ["Vic", "Wanda"]
    assert [one["conversation"]["queue"]["position"] for one in floor["line"]] == [1, 2]
    assert [one["told"] for one in floor["line"]] == [[60, 180], None]
    assert [one["next"]["name"] for one in floor["line"]] == ["Ben", "Ben"]
    assert all(set(one["why"]) == {"en", "zh-CN", "zh-TW"} for one in floor["line"])
    assert floor["tiles"]["longest"]["conversation_id"] == first.id
    assert floor["tiles"]["longest"]["told"] == [60, 180]


async def test_the_tiles_count_the_day_and_only_the_day(world: World) -> None:
    early = await world.waits(world.vic)
    await _told(world, early.id, 10, 20)
    world.clock.pass_(seconds=15)
    await routing.claim(world.core, world.ann, early.id)
    world.clock.pass_(days=1)  # all of that was yesterday
    three = [await world.waits(await world.visitor()) for _ in range(3)]
    most_at = world.clock.now
    for conversation in three:
        await _told(world, conversation.id, 30, 60)
    world.clock.pass_(seconds=45)
    await routing.claim(world.core, world.ann, three[0].id)
    world.clock.pass_(seconds=45)
    await routing.claim(world.core, world.ann, three[1].id)
    await conversations.leave_queue(world.core, _visitor_of(world, three[2].visitor_id), three[2].id)
    tiles = (await _floor(world))["tiles"]
    assert tiles["waiting"]["now"] == 0 and tiles["waiting"]["most"] == 3
    assert tiles["waiting"]["most_at"].startswith(most_at.strftime("%Y-%m-%dT%H:%M:%S"))
    assert tiles["inside"] == {"count": 1, "of": 2}, "45 s were inside 30 to 60, 90 s were not"
    assert tiles["left"] == {"count": 1, "form": 0}


async def test_a_wait_is_inside_what_was_shown_which_is_whole_minutes(world: World) -> None:
    for told, seconds in (((40, 50), 5), ((70, 90), 115), ((70, 90), 50), ((70, 90), 125)):
        conversation = await world.waits(await world.visitor())
        await _told(world, conversation.id, *told)
        world.clock.pass_(seconds=seconds)
        await routing.claim(world.core, world.ann, conversation.id)
    tiles = (await _floor(world))["tiles"]
    assert tiles["inside"] == {"count": 2, "of": 4}, "under 1 min was kept, 1 to 2 min once of three times"


async def test_a_wait_past_its_range_counts_before_it_ends(world: World) -> None:
    for told in ((30, 60), (200, 300)):
        conversation = await world.waits(await world.visitor())
        await _told(world, conversation.id, *told)
    world.clock.pass_(seconds=120)
    assert (await _floor(world))["tiles"]["inside"] == {"count": 0, "of": 1}, "the other may still be kept"


def _visitor_of(world: World, visitor_id: str) -> Any:
    return type(world.vic)(visitor_id, world.shop.id)


async def test_first_replies_today_and_yesterday_are_medians_since_they_came_into_line(world: World) -> None:
    for seconds in (10, 30, 50):
        conversation = await world.waits(await world.visitor())
        await routing.claim(world.core, world.ann, conversation.id)
        world.clock.pass_(seconds=seconds)
        await _says(world, world.ann, conversation.id)
    world.clock.pass_(days=1)
    conversation = await world.waits(world.vic)
    world.clock.pass_(seconds=7)
    await routing.claim(world.core, world.ann, conversation.id)
    await _says(world, world.ann, conversation.id)
    assert (await _floor(world))["tiles"]["first_reply"] == {"today": 7, "yesterday": 30}


async def test_the_longest_silence_is_the_oldest_message_that_nobody_answered(world: World) -> None:
    await world.is_here(world.ann)
    vics, wandas = await world.waits(world.vic, "one"), await world.waits(world.wanda, "two")
    world.clock.pass_(minutes=9)  # waiting in line is no silence of Ann's
    for conversation in (vics, wandas):
        await routing.claim(world.core, world.ann, conversation.id)
    taken_at = world.clock.now
    world.clock.pass_(minutes=1)
    await _says(world, world.ann, vics.id)

    async def silence() -> Any:
        [ann] = [one for one in (await _floor(world))["agents"] if one["agent"]["id"] == world.ann.id]
        assert ann["load"] == 2
        return ann["silence"]

    assert (await silence())["visitor"] == "Wanda"
    assert (await silence())["since"].startswith(taken_at.strftime("%Y-%m-%dT%H:%M:%S"))
    await _says(world, world.ann, wandas.id)
    assert await silence() is None
    await _says(world, world.vic, vics.id, "and now?")
    world.clock.pass_(minutes=1)
    await _says(world, world.vic, vics.id, "hello?")
    found = await silence()
    assert found["conversation_id"] == vics.id
    assert found["since"] < (await lists.sync(world.core, world.ann, vics.id, 0, 50))["messages"][-1]["created_at"]


async def test_rings_are_counted_by_the_hour_of_the_shop_beside_the_usual_of_the_weekday(world: World) -> None:
    for _ in range(2):
        await world.waits(await world.visitor())  # Monday, 18:00 in Shanghai
    world.clock.pass_(days=7)
    again = await world.waits(world.vic)
    await conversations.leave_queue(world.core, world.vic, again.id)
    await conversations.request_human(world.core, world.vic, again.id)
    rings = (await _floor(world))["rings"]
    assert rings["hour"] == 18 and rings["today"][18] == 1 and sum(rings["today"]) == 1, "one visitor, asked twice"
    assert rings["usual"][18] == 2
    world.clock.pass_(days=1)
    assert (await _floor(world))["rings"]["usual"] == [0] * 24, "a Tuesday with nobody"


async def test_who_is_away_for_a_missed_offer_is_shown_with_the_reason(world: World) -> None:
    routing_ = {"assignment": "least_loaded", "offer_seconds": 20}
    await world.core.write(lambda tx: inboxes.change(tx.conn, world.shop.id, routing=routing_))
    await world.is_here(world.ann)
    conversation = await world.waits(world.vic)
    [ann] = [one for one in (await _floor(world))["agents"] if one["agent"]["id"] == world.ann.id]
    assert ann["load"] == 1 and ann["agent"]["open_conversations"] == 0, "an offer under way is a load"
    await world.core.write(lambda tx: time_out(world.core, tx, conversation.id))
    floor = await _floor(world)
    [ann] = [one for one in floor["agents"] if one["agent"]["id"] == world.ann.id]
    assert (ann["agent"]["presence"], ann["agent"]["away_reason"]) == ("away", "missed_offer")
    assert [(d["kind"], d["visitor"]) for d in floor["decisions"]][:2] == [("offer_missed", "Vic"), ("set_away", None)]


async def test_a_leader_of_another_inbox_who_took_over_is_shown_with_whom(world: World) -> None:
    mia = await world.agent(
        "Mia", "team_leader", await world.core.write(lambda tx: setup.create_inbox(tx, "Studio", "en", "UTC"))
    )
    await world.is_here(mia)
    conversation = await world.waits(world.vic)
    assert "Mia" not in [one["agent"]["name"] for one in (await _floor(world, world.shop.id))["agents"]]
    await routing.take_over(world.core, mia, conversation.id)
    [shown] = [one for one in (await _floor(world, world.shop.id))["agents"] if one["agent"]["name"] == "Mia"]
    assert (shown["load"], shown["here"]) == (1, True)
    assert [(talk["id"], talk["visitor"]) for talk in shown["talks"]] == [(conversation.id, "Vic")]


async def test_who_lost_the_connection_is_online_and_not_here(world: World) -> None:
    await world.is_here(world.ann)
    ann = (await _floor(world))["agents"][0]
    assert (ann["agent"]["presence"], ann["here"]) == ("online", True)
    await world.loses_connection(world.ann)
    ann = (await _floor(world))["agents"][0]
    assert (ann["agent"]["presence"], ann["here"]) == ("online", False)


@pytest.mark.parametrize(
    ("silence", "seconds"),
    [
        ({}, 300),
        ({"agent_minutes": None, "leader_minutes": 7}, 420),
        ({"agent_minutes": 9, "leader_minutes": 2}, 120),
        ({"agent_minutes": None, "leader_minutes": None}, None),
    ],
)
async def test_a_silence_stands_out_when_the_first_is_told_of_it(
    world: World, silence: dict[str, int | None], seconds: int | None
) -> None:
    set_ = world.shop.routing | {"silence": silence}
    await world.core.write(lambda tx: inboxes.change(tx.conn, world.shop.id, routing=set_))
    assert (await _floor(world))["patience_seconds"] == seconds
