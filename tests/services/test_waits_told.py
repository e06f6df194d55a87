"""The wait that is told: from those who could take it, kept in the stay, and later only with a reason."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete

from deskbell.domain.people import AgentActor, VisitorActor
from deskbell.domain.records import Conversation
from deskbell.domain.routing.waits import Pace
from deskbell.services import clock_jumps, conversations, presence, routing, timers
from deskbell.services.events import QueueTouched
from deskbell.services.queue import look_at_desk, tell_line
from deskbell.services.remembered import note_lines
from deskbell.services.routing import Said, set_needs
from deskbell.services.routing.standing import set_priority
from deskbell.services.telling import fresh
from deskbell.services.told import Told
from deskbell.storage import agents, history, teams
from deskbell.storage import conversations as rows
from deskbell.storage.tables import told_lines
from deskbell.storage.writer import Tx
from tests.services.needs_people import make_team
from tests.services.routing_people import gives, now
from tests.world import World

pytestmark = pytest.mark.anyio
Wire = dict[str, Any]


async def _measured(world: World, minutes: float = 6) -> None:
    """Ann is here, and conversations take that long."""
    await world.is_here(world.ann)
    for _ in range(3):
        conversation = await world.waits(await world.visitor())
        await routing.claim(world.core, world.ann, conversation.id)
        world.clock.pass_(minutes=minutes)
        await conversations.resolve(world.core, world.ann, conversation.id)


async def _told(world: World) -> dict[str, Wire]:
    """What everybody in line is told now, by conversation."""
    async with world.core.read() as conn:
        line = await tell_line(world.core, conn, world.shop.id, world.clock())
    return {place.conversation_id: view for place, view in line}


async def _three(world: World) -> list[Conversation]:
    """Vic, Wanda and Xu in line."""
    people: list[VisitorActor] = [world.vic, world.wanda, await world.visitor("Xu")]
    return [await world.waits(who) for who in people]


def _end(world: World, view: Wire) -> float:
    return world.clock().timestamp() + float(view["estimated_wait_range"][1])


async def test_the_first_wait_told_is_kept_with_the_stay(world: World) -> None:
    await _measured(world)
    [vic, *_] = await _three(world)
    told = (await _told(world))[vic.id]["estimated_wait_range"]
    async with world.core.read() as conn:
        stays = {stay.conversation_id: stay for stay in await history.first_told(conn, world.shop.id)}
    assert told is not None and [stays[vic.id].told_low, stays[vic.id].told_high] == told


async def test_it_is_told_with_who_gives_up_and_with_the_time_to_accept(world: World) -> None:
    """The same as `deskbell route evaluate` evaluates: no more and no less goes into it."""
    await _measured(world)
    vic = await world.waits(world.vic)
    world.clock.pass_(seconds=600)
    await conversations.leave_queue(world.core, world.vic, vic.id)
    async with world.core.read() as conn:
        assert await history.last_waits(conn, world.shop.id, 50) == [(600.0, "left")]
    await gives(world, offer_seconds=20)
    async with world.core.read() as conn:
        desk = await look_at_desk(conn, world.shop.id, world.clock())
    assert desk.pace == Pace([360.0] * 3, 1 / 600, 20, True)


async def test_an_urgent_case_ahead_is_the_reason_for_a_longer_wait(world: World) -> None:
    await _measured(world)
    vic, wanda, xu = await _three(world)
    before = await _told(world)
    world.clock.pass_(seconds=20)
    await world.core.write(lambda tx: _prioritise(world, tx, xu.id))
    after = await _told(world)
    assert after[xu.id]["position"] == 1 and after[xu.id]["reason"] is None
    for one in (vic, wanda):
        assert after[one.id]["reason"]["code"] == "priority_ahead"
        assert after[one.id]["reason"]["from"] == before[one.id]["estimated_wait_range"]
        assert after[one.id]["estimated_wait_range"][1] > before[one.id]["estimated_wait_range"][1]
    world.clock.pass_(seconds=20)
    assert await _told(world) == after  # nothing happened: nothing is told anew


async def _prioritise(world: World, tx: Tx, conversation_id: str) -> None:
    await set_priority(world.core, tx, await fresh(tx, conversation_id), "vip", None)


async def test_who_comes_back_is_the_reason_for_those_behind(world: World) -> None:
    await _measured(world)
    vic, wanda, _xu = await _three(world)
    await world.is_here(world.ben)
    await routing.claim(world.core, world.ben, vic.id)
    before = (await _told(world))[wanda.id]
    await world.core.write(lambda tx: presence.agent_signed_out(world.core, tx, world.ben.id))
    after = (await _told(world))[wanda.id]
    assert (before["position"], after["position"]) == (1, 2)
    assert after["reason"]["code"] == "returned" and _end(world, after) > _end(world, before)


async def test_who_came_back_long_ago_and_is_urgent_now_is_urgent(world: World) -> None:
    await _measured(world)
    vic, _wanda, xu = await _three(world)
    await world.is_here(world.ben)
    await routing.claim(world.core, world.ben, xu.id)
    await _told(world)
    await world.core.write(lambda tx: presence.agent_signed_out(world.core, tx, world.ben.id))
    await _told(world)
    world.clock.pass_(seconds=20)
    await world.core.write(lambda tx: _prioritise(world, tx, xu.id))
    assert (await _told(world))[vic.id]["reason"]["code"] == "priority_ahead"


async def test_an_agent_who_left_is_the_reason(world: World) -> None:
    await world.is_here(world.ben)
    await _measured(world)
    [vic, *_] = await _three(world)
    assert (await _told(world))[vic.id]["agents_online"] == 2
    await presence.set_presence(world.core, world.ben, "away")
    after = (await _told(world))[vic.id]
    assert (after["agents_online"], after["reason"]["code"]) == (1, "agent_left")


async def test_slower_talks_are_no_reason_until_the_promise_is_broken(world: World) -> None:
    await _measured(world)
    [vic, *_] = await _three(world)
    before = (await _told(world))[vic.id]
    await world.is_here(world.ben)
    late = await world.waits(await world.visitor())
    await routing.claim(world.core, world.ben, late.id)
    await presence.set_presence(world.core, world.ben, "away")  # and the first told line knew of no Ben
    world.clock.pass_(seconds=30)
    kept = (await _told(world))[vic.id]
    assert _end(world, kept) <= _end(world, before) and kept["reason"] is None
    world.clock.pass_(seconds=before["estimated_wait_range"][1] + 1)
    assert world.core.told.broken(world.clock()) == [world.shop.id]
    assert world.core.told.broken(world.clock()) == []  # asked once, not every second
    assert (await _told(world))[vic.id]["reason"]["code"] == "slower"


async def test_a_broken_promise_is_told_anew_by_the_timers(world: World) -> None:
    await _measured(world)
    await _three(world)
    await _told(world)
    world.clock.pass_(hours=1)
    timers.tell_broken(world.core)
    await world.core.bus.told_all()
    assert world.told[-1] == QueueTouched(world.shop.id)


async def test_only_those_who_could_take_it_count(world: World) -> None:
    await world.is_here(world.ben)
    await _measured(world)
    vic, wanda, _ = await _three(world)
    team = await world.core.write(lambda tx: _team(tx, "Returns", world.ben))
    await world.core.write(lambda tx: rows.change(tx.conn, wanda.id, team_id=team))
    told = await _told(world)
    assert (told[vic.id]["agents_online"], told[wanda.id]["agents_online"]) == (2, 1)
    await presence.set_presence(world.core, world.ben, "away")
    told = await _told(world)
    assert (told[wanda.id]["agents_online"], told[wanda.id]["estimated_wait_range"]) == (0, None)
    assert told[vic.id]["estimated_wait_range"] is not None


async def _team(tx: Tx, name: str, *people: AgentActor) -> str:
    team = await teams.insert_team(tx.conn, id=f"team-{name}", name=name, created_at=tx.now)
    await teams.set_members(tx.conn, team.id, {one.id: 100 for one in people})
    return team.id


async def test_who_is_being_offered_to_somebody_keeps_what_was_told(world: World) -> None:
    await _measured(world)
    vic, wanda, _ = await _three(world)
    before = await _told(world)
    until = world.clock() + timedelta(seconds=20)
    offer = {"offered_to": world.ann.id, "offered_until": until}
    await world.core.write(lambda tx: rows.change(tx.conn, vic.id, **offer))
    after = await _told(world)
    assert after[vic.id] == before[vic.id]
    assert _end(world, after[wanda.id]) <= _end(world, before[wanda.id])


async def test_after_a_restart_while_nobody_is_here_it_is_longer_with_the_reason(world: World) -> None:
    await _measured(world)
    vic, *_ = await _three(world)
    before = (await _told(world))[vic.id]
    await presence.set_presence(world.core, world.ann, "away")
    world.core.told = Told()
    silent = (await _told(world))[vic.id]
    assert (silent["estimated_wait_range"], silent["reason"]["code"]) == (None, "agent_left")
    world.clock.pass_(minutes=30)
    await world.is_here(world.ann)
    after = (await _told(world))[vic.id]
    assert _end(world, after) > before["estimated_wait_range"][1] and after["reason"]["code"] == "agent_left"
    assert after["reason"]["from"] == before["estimated_wait_range"]


async def test_a_first_wait_that_is_told_late_outlives_a_restart_too(world: World) -> None:
    """Vic came when nobody was here, so there was nothing to tell."""
    await _measured(world)
    await presence.set_presence(world.core, world.ann, "away")
    vic = await world.waits(world.vic)
    assert (await _told(world))[vic.id]["estimated_wait_range"] is None
    world.clock.pass_(minutes=2)
    await presence.set_presence(world.core, world.ann, "online")
    before = (await _told(world))[vic.id]["estimated_wait_range"]
    world.core.told = Told()
    await presence.set_presence(world.core, world.ann, "away")
    assert (await _told(world))[vic.id]["reason"]["code"] == "agent_left"
    async with world.core.read() as conn:
        [stay] = await history.first_told(conn, world.shop.id)
    assert before is not None and [stay.told_low, stay.told_high] == [120 + seconds for seconds in before]


async def test_what_is_shown_is_what_is_promised_under_a_minute_too(world: World) -> None:
    await _measured(world, minutes=0.1)
    vic = await world.waits(world.vic)
    view = (await _told(world))[vic.id]
    promise = world.core.told.promise(world.shop.id, vic.id, (await now(world, vic)).queued_at)
    assert view["estimated_wait_range"][1] == 60
    assert promise is not None and promise.ends_at == world.clock() + timedelta(seconds=60)


async def test_after_a_restart_what_was_told_counts(world: World) -> None:
    await _measured(world)
    vic, *_ = await _three(world)
    before = (await _told(world))[vic.id]
    world.core.told = Told()  # what a restart forgets
    await world.core.write(lambda tx: agents.change(tx.conn, world.ann.id, capacity=2))
    world.clock.pass_(seconds=30)
    after = (await _told(world))[vic.id]
    assert _end(world, after) == before["estimated_wait_range"][1] + world.clock().timestamp() - 30
    assert after["reason"] is None


async def test_a_restart_forgets_neither_a_reason_nor_who_stood_where(world: World) -> None:
    await _measured(world)
    vic, wanda, xu = await _three(world)
    await _told(world)
    await world.core.write(lambda tx: _prioritise(world, tx, xu.id))
    before = await _told(world)
    world.core.told = Told()
    assert await _told(world) == before and before[vic.id]["reason"]["code"] == "priority_ahead"
    world.core.told = Told()
    await world.core.write(lambda tx: _prioritise(world, tx, wanda.id))
    after = (await _told(world))[vic.id]
    assert (after["position"], after["reason"]["code"]) == (3, "priority_ahead")
    assert after["estimated_wait_range"][1] > before[vic.id]["estimated_wait_range"][1]


async def test_lines_that_an_older_version_told_are_noted_at_the_start(world: World) -> None:
    await _measured(world)
    vic, _, xu = await _three(world)
    await world.core.write(lambda tx: tx.conn.execute(delete(told_lines)))
    world.core.told = Told()
    await note_lines(world.core)
    await world.core.write(lambda tx: _prioritise(world, tx, xu.id))
    after = (await _told(world))[vic.id]
    assert (after["position"], after["reason"]["code"]) == (2, "priority_ahead")


async def test_what_was_promised_moves_with_a_clock_that_is_put_back(world: World) -> None:
    await _measured(world)
    [vic, *_] = await _three(world)
    before = (await _told(world))[vic.id]
    world.clock.pass_(seconds=20)
    last = world.clock.now
    world.clock.pass_(hours=-1)
    await clock_jumps.follow_clock(world.core, last)
    after = (await _told(world))[vic.id]
    assert after["estimated_wait_range"] == before["estimated_wait_range"] and after["reason"] is None
    for moment in ("waiting_since", "calculated_at"):
        assert datetime.fromisoformat(before[moment]) - datetime.fromisoformat(after[moment]) == timedelta(hours=1)


async def test_it_moves_though_the_server_was_down(world: World) -> None:
    await _measured(world)
    [vic, *_] = await _three(world)
    before = (await _told(world))[vic.id]["estimated_wait_range"]
    world.clock.pass_(seconds=20)
    last, world.core.told = world.clock.now, Told()
    world.clock.pass_(hours=-1)
    await clock_jumps.follow_clock(world.core, last)
    after = (await _told(world))[vic.id]
    assert after["estimated_wait_range"] == [before[0], before[1] - 20] and after["reason"] is None


async def test_nobody_stands_further_back_without_a_reason_though_no_wait_is_measured(world: World) -> None:
    vic, wanda = await world.waits(world.vic), await world.waits(world.wanda)
    await _told(world)
    await world.core.write(lambda tx: _prioritise(world, tx, wanda.id))
    after = (await _told(world))[vic.id]
    assert (after["position"], after["estimated_wait_range"]) == (2, None)
    assert (after["reason"]["code"], after["reason"]["from"]) == ("priority_ahead", None)
    assert after == (await _told(world))[vic.id], "nothing happened: nothing is told anew"
    await conversations.leave_queue(world.core, world.wanda, wanda.id)
    assert (await _told(world))[vic.id]["reason"] is None, "as good a place as before"


async def test_an_urgent_case_for_others_is_a_reason_for_the_place_and_none_for_the_wait(world: World) -> None:
    await _measured(world)
    vic, wanda, _xu = await _three(world)
    team_id = await make_team(world, world.ben)
    await set_needs(world.core, world.lee, wanda.id, Said(team_id=team_id))
    before = (await _told(world))[vic.id]
    await world.core.write(lambda tx: _prioritise(world, tx, wanda.id))
    after = (await _told(world))[vic.id]
    assert (before["position"], before["reason"], after["position"]) == (1, None, 2)
    assert (after["reason"]["code"], after["reason"]["from"]) == ("priority_ahead", None)
    assert after["estimated_wait_range"] == before["estimated_wait_range"]


async def test_who_comes_back_is_the_reason_though_no_wait_is_measured(world: World) -> None:
    vic, wanda = await world.waits(world.vic), await world.waits(world.wanda)
    await world.is_here(world.ben)
    await routing.claim(world.core, world.ben, vic.id)
    await _told(world)
    await world.core.write(lambda tx: presence.agent_signed_out(world.core, tx, world.ben.id))
    after = (await _told(world))[wanda.id]
    assert (after["position"], after["reason"]["code"], after["reason"]["from"]) == (2, "returned", None)


async def test_who_is_urgent_no_more_is_told_that_the_order_is_another(world: World) -> None:
    vic, wanda = await world.waits(world.vic), await world.waits(world.wanda)
    await world.core.write(lambda tx: _prioritise(world, tx, wanda.id))
    assert (await _told(world))[wanda.id]["position"] == 1
    await set_needs(world.core, world.lee, wanda.id, Said(priority="normal"))
    told = await _told(world)
    assert (told[wanda.id]["position"], told[wanda.id]["reason"]["code"]) == (2, "reordered")
    assert (told[vic.id]["position"], told[vic.id]["reason"]) == (1, None)
