"""Killed before a timer is due and started after it, or the clock jumps: once each, late at most, no order changed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from deskbell.app import open_core
from deskbell.domain.ids import new_id
from deskbell.domain.records import Conversation
from deskbell.services import clock_jumps, conversations, lists, marks, presence, queue, routing, talk, timers
from deskbell.services.events import ConversationChanged
from deskbell.services.routing import soon
from deskbell.storage import floor
from deskbell.storage import queue as queue_rows
from deskbell.storage import timers as timer_rows
from tests.services.needs_people import make_team
from tests.services.routing_people import decided, gives, now, passes, stays
from tests.world import World, open_world

pytestmark = pytest.mark.anyio
Story = Callable[[World], Awaitable[Conversation]]


async def _offered(world: World) -> Conversation:
    await gives(world, offer_seconds=20)
    await world.is_here(world.ann)
    return await world.waits(world.vic)


async def _left_alone(world: World) -> Conversation:
    await world.is_here(world.ann)
    conversation = await routing.claim(world.core, world.ann, (await world.waits(world.vic)).id)
    await world.loses_connection(world.ann)
    return conversation


async def _is_silent(world: World) -> Conversation:
    await world.is_here(world.ann)
    return await routing.claim(world.core, world.ann, (await world.waits(world.vic)).id)


async def _is_idle(world: World) -> Conversation:
    await gives(world, assignment="manual", idle={"remind_minutes": 1, "resolve_minutes": 1})
    conversation = await _is_silent(world)
    await talk.send_message(world.core, world.ann, conversation.id, new_id(), "Are you there?")
    return conversation


async def _what_happened(world: World, conversation: Conversation) -> list[str]:
    """What timers do, each as often as it did."""
    log = await lists.sync(world.core, world.vic, conversation.id, 0, 200)
    told = [m["data"].get("card") or m["data"].get("activity") for m in log["messages"]]
    missed = [d.kind for d in await decided(world, conversation) if d.kind == "offer_missed"]
    silent = (await now(world, conversation)).silence_told
    return [*missed, *(what for what in told if what in ("agent_gone", "reminder")), *([silent] if silent else [])]


STORIES: list[tuple[Story, float, str]] = [
    (_offered, 20, "offer_missed"),
    (_left_alone, 60, "agent_gone"),
    (_is_silent, 300, "agent"),
    (_is_idle, 60, "reminder"),
]
stories = pytest.mark.parametrize(("begins", "seconds", "what"), STORIES, ids=[what for *_, what in STORIES])


@asynccontextmanager
async def _started(world: World, begins: Story) -> Any:
    """The server is started again on the same data, and Ann's browser finds it, unless the story is that it does not."""
    async with open_core(world.core.settings, world.clock) as core:
        world.core = core
        await clock_jumps.follow_since_stop(core)
        await presence.nobody_is_connected(core)
        if begins is not _left_alone:
            await world.comes_back(world.ann)
        yield


async def _set(world: World) -> int:
    async with world.core.read() as conn:
        return len(await timer_rows.due(conn, world.clock() + timedelta(days=9)))


@stories
async def test_killed_before_it_is_due_and_started_after_it(
    tmp_path: Path, begins: Story, seconds: float, what: str
) -> None:
    async with open_world(tmp_path) as world:
        conversation = await begins(world)
        assert await _set(world) and await _what_happened(world, conversation) == []
    world.clock.pass_(seconds=seconds + 3600)
    async with _started(world, begins):
        world.clock.pass_(seconds=60)  # a grace is given anew
        await timers.fire_due(world.core)
        await timers.fire_due(world.core)
        assert await _what_happened(world, conversation) == [what]
    async with _started(world, begins):
        await timers.fire_due(world.core)
        assert await _what_happened(world, conversation) == [what]


@stories
@pytest.mark.parametrize("hours", [-1, 1])
async def test_the_clock_is_put_back_or_forward_an_hour(
    tmp_path: Path, begins: Story, seconds: float, what: str, hours: int
) -> None:
    """Forward is told from time that passed by a clock that nobody sets."""
    async with open_world(tmp_path) as world:
        conversation = await begins(world)
        last = world.clock.now
        world.clock.pass_(hours=hours)
        await clock_jumps.follow_clock(world.core, last, timedelta())
        world.clock.pass_(seconds=seconds - 1)
        await timers.fire_due(world.core)
        assert await _what_happened(world, conversation) == []
        world.clock.pass_(seconds=1)
        await timers.fire_due(world.core)
        await timers.fire_due(world.core)
        assert await _what_happened(world, conversation) == [what]


@stories
async def test_the_clock_is_put_forward_an_hour_and_back_again(
    tmp_path: Path, begins: Story, seconds: float, what: str
) -> None:
    async with open_world(tmp_path) as world:
        conversation = await begins(world)
        world.clock.pass_(hours=1)
        await timers.fire_due(world.core)
        await timers.fire_due(world.core)
        assert await _what_happened(world, conversation) == [what]
        last = world.clock.now
        world.clock.pass_(hours=-1)
        await clock_jumps.follow_clock(world.core, last)
        await timers.fire_due(world.core)
        assert await _what_happened(world, conversation) == [what]


@stories
async def test_the_clock_is_put_back_an_hour_while_the_server_is_down(
    tmp_path: Path, begins: Story, seconds: float, what: str
) -> None:
    async with open_world(tmp_path) as world:
        conversation = await begins(world)
        await clock_jumps.note_clock(world.core, None)
    world.clock.pass_(hours=-1, seconds=10)
    for wait, happened in ((seconds - 1, []), (61, [what])):
        async with _started(world, begins):
            world.clock.pass_(seconds=wait)
            await timers.fire_due(world.core)
            await timers.fire_due(world.core)
            assert await _what_happened(world, conversation) == happened


async def test_what_the_clock_said_is_stored_every_few_seconds(world: World) -> None:
    noted = await clock_jumps.note_clock(world.core, None)
    world.clock.pass_(seconds=4)
    assert await clock_jumps.note_clock(world.core, noted) == noted
    world.clock.pass_(seconds=1)
    assert await clock_jumps.note_clock(world.core, noted) == world.clock()


async def test_a_second_that_is_set_right_moves_nothing(world: World) -> None:
    await _is_silent(world)
    async with world.core.read() as conn:
        before = await timer_rows.due(conn, world.clock() + timedelta(minutes=5))
    last = world.clock.now
    world.clock.pass_(seconds=-1)
    await clock_jumps.follow_clock(world.core, last)
    async with world.core.read() as conn:
        assert before and await timer_rows.due(conn, last + timedelta(minutes=5)) == before


async def _put_back(world: World) -> None:
    last = world.clock.now
    world.clock.pass_(hours=-1)
    await clock_jumps.follow_clock(world.core, last)


async def test_a_wait_goes_on_when_the_clock_is_put_back(world: World) -> None:
    returns, billing = await make_team(world, world.ben), await make_team(world, world.ann)
    await world.is_here(world.ben)
    await gives(world, assignment="manual", overflow={"seconds": 60, "team_id": returns})
    begun = await world.begins(world.vic)
    await routing.set_needs(world.core, world.lee, begun.id, routing.Said(team_id=billing))
    conversation = await conversations.request_human(world.core, world.vic, begun.id)
    world.clock.pass_(seconds=30)
    await _put_back(world)
    await passes(world, seconds=29)
    assert (await now(world, conversation)).overflow_team_id is None
    await passes(world, seconds=1)
    assert (await now(world, conversation)).overflow_team_id == returns
    await routing.claim(world.core, world.ben, conversation.id)
    [stay] = await stays(world)
    given = (await decided(world, conversation))[-1].data
    assert stay.left_at is not None and stay.left_at - stay.entered_at == timedelta(seconds=60)
    assert given["waited_seconds"] == 60


async def test_everybody_is_told_a_few_at_a_time(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soon, "AT_A_TIME", 2)
    waiting = [await world.waits(await world.visitor()) for _ in range(3)]
    await world.core.bus.told_all()
    world.told.clear()
    await _put_back(world)
    assert await timers.fire_due(world.core) == 2
    world.clock.pass_(seconds=1)
    assert await timers.fire_due(world.core) == 1
    await world.core.bus.told_all()
    assert [e.for_agents["id"] for e in world.told if isinstance(e, ConversationChanged)] == [c.id for c in waiting]


async def test_words_stand_in_their_order_and_no_wait_is_negative(world: World) -> None:
    first = await world.waits(world.vic, "one")
    world.clock.pass_(hours=-1)
    await talk.send_message(world.core, world.vic, first.id, new_id(), "two")
    second = await world.waits(world.wanda)
    world.clock.pass_(hours=2)
    await talk.send_message(world.core, world.vic, first.id, new_id(), "three")
    world.clock.pass_(hours=-3)
    async with world.core.read() as conn:
        line = await queue.tell_line(world.core, conn, world.shop.id, world.clock())
    assert [place.conversation_id for place, _ in line] == [first.id, second.id]
    await world.is_here(world.ann)
    await routing.claim(world.core, world.ann, first.id)
    await marks.move_mark(world.core, world.ann, first.id, 99, read=True)
    seen = await lists.sync(world.core, world.ann, first.id, 0, 200)
    said = [m["text"] for m in seen["messages"] if m["author"]["type"] == "visitor"]
    taken = [m["data"] for m in seen["messages"] if m["data"].get("activity") == "assigned"]
    assert said == ["one", "two", "three"] and [m["seq"] for m in seen["messages"]] == list(
        range(1, seen["conversation"]["last_seq"] + 1)
    )
    assert taken[0]["waited_seconds"] == seen["conversation"]["waited_seconds"] == 0


async def test_after_a_clock_that_was_put_back_who_served_last_is_the_later_one(world: World) -> None:
    await world.is_here(world.ann, world.ben)
    for agent in (world.ann, world.ben):
        conversation = await routing.claim(world.core, agent, (await world.waits(world.vic)).id)
        world.clock.pass_(minutes=5)
        await conversations.resolve(world.core, agent, conversation.id)
        if agent is world.ann:
            last = world.clock()
            world.clock.pass_(hours=-1)
            await clock_jumps.follow_clock(world.core, last)
    begun = await world.begins(world.vic)
    async with world.core.read() as conn:
        assert await floor.last_agents(conn, [begun.id]) == {begun.id: world.ben.id}
        assert await queue_rows.handling_seconds(conn, world.shop.id, 9) == [300.0, 300.0]
