"""The floor as Lee sees it, what Lee may do there, and that the others may not."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from deskbell.domain.errors import DeskbellError
from deskbell.domain.ids import new_id
from deskbell.domain.people import AgentActor
from deskbell.services import access, conversations, decisions, floor_view, joined, lists, routing, talk
from deskbell.services.events import JoinedChanged, OfferEnded
from deskbell.services.routing.offers import time_out
from deskbell.storage import history, inboxes
from tests.world import World

pytestmark = pytest.mark.anyio
Wire = dict[str, Any]


async def _floor(world: World, inbox_id: str | None = None) -> Wire:
    return await floor_view.get_floor(world.core, world.lee, inbox_id)


async def _refused(doing: Awaitable[object]) -> str:
    with pytest.raises(DeskbellError) as refused:
        await doing
    return refused.value.code


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


async def test_lee_assigns_from_the_line_even_to_a_full_agent(world: World) -> None:
    await world.is_here(world.ann)
    for _ in range(3):
        mine = await world.waits(await world.visitor())
        await routing.claim(world.core, world.ann, mine.id)
    conversation = await world.waits(world.vic)
    assert (await _floor(world))["line"][0]["next"] is None, "she is full"
    given = await routing.assign_to(world.core, world.lee, conversation.id, world.ann.id)
    assert given.assignee_id == world.ann.id and given.queue_order is None
    for _ in range(2):  # sent again it is as it is
        await routing.assign_to(world.core, world.lee, conversation.id, world.ann.id)
    [decision, *_] = (await decisions.reasons_of(world.core, world.ann, conversation.id))["decisions"]
    assert decision["kind"] == "assigned" and decision["data"]["by"]["name"] == "Lee"
    messages = (await lists.sync(world.core, world.ann, conversation.id, 0, 50))["messages"]
    [said] = [message for message in messages if message["data"].get("reason") == "assigned"]
    assert said["data"]["by"]["name"] == "Lee"


async def test_lee_takes_over_from_ann_who_gets_the_next(world: World) -> None:
    routing_ = {"assignment": "least_loaded"}
    await world.core.write(lambda tx: inboxes.change(tx.conn, world.shop.id, routing=routing_))
    await world.is_here(world.ann)
    talks = [await world.waits(await world.visitor()) for _ in range(3)]
    waiting = await world.waits(world.vic)
    taken = await routing.take_over(world.core, world.lee, talks[0].id)
    assert taken.assignee_id == world.lee.id
    found = (await lists.sync(world.core, world.ann, waiting.id, 0, 50))["conversation"]
    assert found["assignee"]["id"] == world.ann.id, "her place is free, and Vic has it"
    [decision, *_] = (await decisions.reasons_of(world.core, world.lee, talks[0].id))["decisions"]
    assert decision["kind"] == "taken_over" and decision["data"]["from"]["name"] == "Ann"


async def test_what_is_offered_to_ann_is_withdrawn_when_lee_gives_it_to_ben(world: World) -> None:
    routing_ = {"assignment": "least_loaded", "offer_seconds": 20}
    await world.core.write(lambda tx: inboxes.change(tx.conn, world.shop.id, routing=routing_))
    await world.is_here(world.ann)
    conversation = await world.waits(world.vic)
    await world.is_here(world.ben)
    given = await routing.assign_to(world.core, world.lee, conversation.id, world.ben.id)
    await world.core.bus.told_all()
    ended = [event for event in world.told if isinstance(event, OfferEnded)]
    assert [(event.agent_id, event.reason) for event in ended] == [(world.ann.id, "withdrawn")]
    assert given.assignee_id == world.ben.id and given.offered_to is None


async def test_what_cannot_be_assigned_is_refused_with_a_reason(world: World) -> None:
    conversation = await world.waits(world.vic)
    for agent_id in (world.ann.id, "nobody"):
        assert (
            await _refused(routing.assign_to(world.core, world.lee, conversation.id, agent_id)) == "agent_unavailable"
        )
    await conversations.resolve(world.core, world.lee, conversation.id)
    await world.is_here(world.ann)
    assert await _refused(routing.assign_to(world.core, world.lee, conversation.id, world.ann.id)) == "already_resolved"
    assert await _refused(routing.take_over(world.core, world.lee, conversation.id)) == "already_resolved"
    assert await _refused(routing.take_over(world.core, world.lee, "no such conversation")) == "not_found"


DOINGS: dict[str, Callable[[World, AgentActor, str], Awaitable[object]]] = {
    "get_floor": lambda world, who, _: floor_view.get_floor(world.core, who, None),
    "assign": lambda world, who, one: routing.assign_to(world.core, who, one, who.id),
    "take_over": lambda world, who, one: routing.take_over(world.core, who, one),
    "join": lambda world, who, one: joined.join(world.core, who, "a socket", one),
    "leave": lambda world, who, one: joined.leave(world.core, who, "a socket", one),
    "whisper": lambda world, who, one: talk.whisper(world.core, who, one, new_id(), "psst"),
}


@pytest.mark.parametrize("doing", DOINGS)
async def test_who_does_not_lead_may_not(world: World, doing: str) -> None:
    await world.is_here(world.ann)
    conversation = await world.waits(world.vic)
    assert await _refused(DOINGS[doing](world, world.ann, conversation.id)) == "not_allowed"


async def test_a_leader_without_the_inbox_sees_nothing_of_it(world: World) -> None:
    other = AgentActor("x", "Xi", "team_leader", None, frozenset())
    assert await _refused(floor_view.get_floor(world.core, other, world.shop.id)) == "not_found"
    floor = await floor_view.get_floor(world.core, other, None)
    assert floor["line"] == [] and floor["agents"] == []


async def test_a_whisper_is_a_note_for_ann_and_nothing_for_vic(world: World) -> None:
    await world.is_here(world.ann)
    conversation = await world.waits(world.vic)
    assert await _refused(talk.whisper(world.core, world.lee, conversation.id, new_id(), "psst")) == "not_assigned"
    await routing.claim(world.core, world.ann, conversation.id)
    client_id = new_id()
    for _ in range(2):
        note = await talk.whisper(world.core, world.lee, conversation.id, client_id, "offer him the blue one")
    assert note.seq is None and note.data == {"whisper_to": world.ann.id}
    caught_up = await lists.sync(world.core, world.ann, conversation.id, 0, 50)
    assert [(n["text"], n["data"]) for n in caught_up["notes"]] == [("offer him the blue one", note.data)]
    assert "blue one" not in str(await lists.sync(world.core, world.vic, conversation.id, 0, 50))
    await routing.take_over(world.core, world.lee, conversation.id)
    assert await _refused(talk.whisper(world.core, world.lee, conversation.id, new_id(), "to me?")) == "not_assigned"


async def test_lee_reads_along_once_however_many_windows_and_until_the_last_is_gone(world: World) -> None:
    await world.is_here(world.ann)
    conversation = await world.waits(world.vic)
    for sid in ("one", "two"):
        world.core.connections.agent_came(world.lee.id, sid)
        assert [a["name"] for a in await joined.join(world.core, world.lee, sid, conversation.id)] == ["Lee"]
    assert await joined.join(world.core, world.lee, "a socket that is gone", conversation.id) != []
    assert [a["name"] for a in (await lists.sync(world.core, world.ann, conversation.id, 0, 1))["joined"]] == ["Lee"]
    assert "joined" not in await lists.sync(world.core, world.vic, conversation.id, 0, 1)
    assert world.core.joined.socket_went("one") == [(world.shop.id, conversation.id)]
    await joined.leave(world.core, world.lee, "two", conversation.id)
    assert world.core.joined.of(conversation.id) == []
    await world.core.bus.told_all()
    assert len([event for event in world.told if isinstance(event, JoinedChanged)]) == 3


def test_leading_is_checked_in_one_place() -> None:
    with pytest.raises(DeskbellError):
        access.check_leads(AgentActor("a", "Ann", "agent", None, None))
    access.check_leads(AgentActor("l", "Lee", "team_leader", None, None))
    access.check_leads(AgentActor("b", "Ada", "admin", None, None))
