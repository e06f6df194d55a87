"""What Lee may do on the floor, and that the others may not."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from deskbell.domain.errors import DeskbellError
from deskbell.domain.ids import new_id
from deskbell.domain.people import AgentActor
from deskbell.services import access, conversations, decisions, floor_view, joined, lists, routing, talk
from deskbell.services.events import JoinedChanged, OfferEnded
from deskbell.storage import inboxes
from tests.world import World

pytestmark = pytest.mark.anyio
Wire = dict[str, Any]


async def _floor(world: World, inbox_id: str | None = None) -> Wire:
    return await floor_view.get_floor(world.core, world.lee, inbox_id)


async def _refused(doing: Awaitable[object]) -> str:
    with pytest.raises(DeskbellError) as refused:
        await doing
    return refused.value.code


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
