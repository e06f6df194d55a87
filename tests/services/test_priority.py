"""Priority is a head start in line: it goes ahead, it says so, and nobody starves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from deskbell.domain.people import Author
from deskbell.domain.records import Conversation
from deskbell.services import clock_jumps, conversations, routing
from deskbell.services.routing import standing
from deskbell.services.telling import fresh
from deskbell.storage import conversations as rows
from deskbell.storage import queue
from deskbell.storage.writer import Tx
from tests.services.routing_people import decided, gives, now, passes
from tests.world import World

pytestmark = pytest.mark.anyio
LEE = Author("agent", "lee", "Lee")


async def _becomes(world: World, conversation: Conversation, priority: str) -> None:
    async def work(tx: Tx) -> None:
        await standing.set_priority(world.core, tx, await fresh(tx, conversation.id), priority, LEE)

    await world.core.write(work)


async def _line(world: World) -> list[str]:
    async with world.core.read() as conn:
        return [place.conversation_id for place in await queue.line(conn, world.shop.id)]


async def test_a_priority_case_goes_ahead_and_the_record_says_of_how_many(world: World) -> None:
    first, second = await world.waits(world.vic), await world.waits(world.wanda)
    world.clock.pass_(seconds=60)
    vip = await world.waits(await world.visitor("Xu"))
    await _becomes(world, vip, "vip")
    assert await _line(world) == [vip.id, first.id, second.id]
    changed, ahead = (await decided(world, vip))[-2:]
    assert (changed.kind, changed.data["priority"], changed.data["was"]) == ("priority_changed", "vip", "normal")
    assert (ahead.kind, ahead.data["passed"]) == ("went_ahead", 2)
    await _becomes(world, vip, "normal")
    assert await _line(world) == [first.id, second.id, vip.id]


async def test_whoever_waited_as_long_as_the_head_start_is_passed_by_nobody_new(world: World) -> None:
    patient = await world.waits(world.vic)
    world.clock.pass_(seconds=600)
    late = await world.waits(world.wanda)
    await _becomes(world, late, "vip")
    assert await _line(world) == [patient.id, late.id]


async def test_a_clock_that_was_put_back_makes_no_head_start_larger(world: World) -> None:
    """The line's clock runs on from where it was: whoever waited as long as the head start is passed by nobody new."""
    before, last = await world.waits(await world.visitor()), world.clock()
    world.clock.pass_(hours=-1)
    await clock_jumps.follow_clock(world.core, last)
    world.clock.pass_(seconds=5)
    patient = await world.waits(world.vic)
    world.clock.pass_(minutes=5)
    in_time = await world.waits(await world.visitor())
    await _becomes(world, in_time, "vip")
    world.clock.pass_(minutes=35)
    late = await world.waits(world.wanda)
    await _becomes(world, late, "vip")
    assert await _line(world) == [in_time.id, before.id, patient.id, late.id]


async def test_a_clock_that_was_put_back_takes_nobodys_turn(world: World) -> None:
    await gives(world, prefer_last_agent=False)
    await world.is_here(world.ann, world.ben)
    given, last = [], world.clock()
    for number in range(4):
        if number == 2:
            last = world.clock()
            world.clock.pass_(hours=-1)
            await clock_jumps.follow_clock(world.core, last)
        conversation = await now(world, await world.waits(await world.visitor()))
        given.append(conversation.assignee_id or "")
        world.clock.pass_(minutes=1)
        await conversations.resolve(world.core, world.lee, conversation.id)
    assert sorted(given[:2]) == sorted(given[2:]) == sorted([world.ann.id, world.ben.id])


async def test_vip_before_complaint_before_normal(world: World) -> None:
    came = [await world.waits(await world.visitor()) for _ in range(3)]
    await _becomes(world, came[1], "complaint")
    await _becomes(world, came[2], "vip")
    assert await _line(world) == [came[2].id, came[1].id, came[0].id]


async def test_other_head_starts_count_for_those_who_wait(world: World) -> None:
    first = await world.waits(world.vic)
    world.clock.pass_(seconds=60)
    vip = await world.waits(world.wanda)
    await _becomes(world, vip, "vip")
    await gives(world, head_start_seconds={"vip": 30})
    await world.core.write(lambda tx: standing.head_starts_changed(tx, world.shop.id))
    assert await _line(world) == [first.id, vip.id]


@pytest.mark.parametrize("jump", [timedelta(hours=1), timedelta(hours=-1)])
async def test_a_clock_that_jumps_changes_no_order(world: World, jump: timedelta) -> None:
    came = [await world.waits(await world.visitor())]
    world.clock.now += jump
    came.append(await world.waits(await world.visitor()))
    world.clock.now -= jump
    came.append(await world.waits(await world.visitor()))
    assert await _line(world) == [conversation.id for conversation in came]


async def test_a_visitor_with_two_talks_at_an_agent_who_is_gone_keeps_the_better_place(world: World) -> None:
    await world.is_here(world.ann)
    talks = []
    for _ in range(2):
        talks.append(await world.waits(world.vic))
        await routing.claim(world.core, world.ann, talks[-1].id)
        await _forget_live(world, talks[-1])
        between = await world.waits(await world.visitor())
    await _open_both(world, talks)
    await world.loses_connection(world.ann)
    await passes(world, seconds=60)
    waiting = [await now(world, talk) for talk in talks]
    assert [talk.waiting for talk in waiting].count(True) == 1
    [stands] = [talk for talk in waiting if talk.waiting]
    assert (stands.queue_order or 0) < (between.queue_order or 0)
    assert stands.queue_order == min(talk.queue_order or 0 for talk in talks)


async def _set(world: World, conversation: Conversation, **values: Any) -> None:
    await world.core.write(lambda tx: rows.change(tx.conn, conversation.id, **values))


async def _forget_live(world: World, conversation: Conversation) -> None:
    await _set(world, conversation, status="resolved")


async def _open_both(world: World, talks: list[Conversation]) -> None:
    for talk in talks:
        await _set(world, talk, status="open")
