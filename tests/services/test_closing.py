"""Closing time with people in line: told once, served while agents stay or offered the form; nobody is in no list."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest

from deskbell.domain.ids import new_id
from deskbell.domain.people import VisitorActor
from deskbell.domain.records import Conversation
from deskbell.features.offline_messages.form import LeaveOfflineMessage
from deskbell.features.offline_messages.leaving import leave_offline_message
from deskbell.services import conversations, departures, lists, routing, talk, timers
from deskbell.services.inboxes import change_inbox
from deskbell.services.routing import soon
from deskbell.storage import history, inboxes
from tests.services.needs_people import make_admin, make_team
from tests.services.routing_people import now, passes
from tests.world import World

pytestmark = pytest.mark.anyio
DAY = {"always_open": False, "time_zone": "UTC", "week": {"mon": [["09:00", "18:00"]], "tue": [["09:00", "18:00"]]}}


async def _opens(world: World, **routing_: Any) -> None:
    """It is Monday, ten o'clock, and the Shop closes at six."""
    values = {"business_hours": DAY, "routing": {"assignment": "least_loaded", **routing_}}
    await world.core.write(lambda tx: inboxes.change(tx.conn, world.shop.id, **values))


async def _said(world: World, conversation_id: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """How the conversation stands, and what was said of closing."""
    seen = await lists.sync(world.core, world.vic, conversation_id, 0, 200)
    return seen["conversation"], [m["data"] for m in seen["messages"] if m["data"].get("activity") == "closed"]


async def _times(world: World, waiting: list[Conversation]) -> list[int]:
    """How many times each of them was told."""
    seen = [await lists.sync(world.core, world.lee, one.id, 0, 200) for one in waiting]
    return [sum(m["data"].get("activity") == "closed" for m in each["messages"]) for each in seen]


async def test_those_in_line_are_told_once_and_a_restart_tells_them_late(world: World) -> None:
    await _opens(world)
    conversation = await world.waits(world.vic)
    world.clock.pass_(hours=9)  # the server was down at six
    await timers.fire_due(world.core)
    await timers.fire_due(world.core)
    seen, told = await _said(world, conversation.id)
    assert told == [{"activity": "closed", "closing": "serve", "opens_at": "2026-11-24T09:00:00.000Z"}]
    assert (seen["queue"]["position"], seen["queue"]["closed"]) == (1, "serve")


async def test_they_are_served_while_agents_stay(world: World) -> None:
    await _opens(world)
    await world.waits(world.vic)
    world.clock.pass_(hours=8, minutes=1)
    await timers.fire_due(world.core)
    await world.is_here(world.ann)
    listed = await lists.list_conversations(world.core, world.ann, "mine", None, None, 50)
    assert [c["visitor"]["name"] for c in listed["conversations"]] == ["Vic"]


async def test_with_the_form_nothing_more_is_given_and_the_morning_goes_on(world: World) -> None:
    await _opens(world, closing="form")
    conversation = await world.waits(world.vic)
    world.clock.pass_(hours=8)
    await timers.fire_due(world.core)
    await world.is_here(world.ann)
    seen, [told] = await _said(world, conversation.id)
    assert (told["closing"], seen["queue"]["closed"], seen["waiting"]) == ("form", "form", True)
    waiting = await lists.list_conversations(world.core, world.ann, "waiting", None, None, 50)
    assert [c["id"] for c in waiting["conversations"]] == [conversation.id]
    world.clock.pass_(hours=15)
    await timers.fire_due(world.core)
    await timers.fire_due(world.core)
    seen, _ = await _said(world, conversation.id)
    assert seen["assignee"]["name"] == "Ann"


async def test_a_long_line_is_told_a_few_at_a_time_and_each_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soon, "AT_A_TIME", 2)
    await _opens(world, assignment="manual")
    waiting = [await world.waits(await world.visitor()) for _ in range(4)]
    world.clock.pass_(hours=8)
    await timers.fire_due(world.core)
    assert await _times(world, waiting) == [1, 1, 0, 0]
    await conversations.leave_queue(world.core, VisitorActor(waiting[-1].visitor_id, world.shop.id), waiting[-1].id)
    await passes(world, seconds=1)
    assert await _times(world, waiting) == [1, 1, 1, 0]


async def test_who_was_not_told_before_it_opens_again_is_told_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soon, "AT_A_TIME", 2)
    await _opens(world, assignment="manual")
    waiting = [await world.waits(await world.visitor()) for _ in range(3)]
    world.clock.pass_(hours=8)
    await timers.fire_due(world.core)
    await passes(world, hours=15)  # the server was down
    assert await _times(world, waiting) == [1, 1, 0]


async def test_hours_that_change_at_night_open_with_the_new_ones(world: World) -> None:
    await _opens(world, closing="form")
    conversation = await world.waits(world.vic)
    await passes(world, hours=10)
    week = {"tue": [["08:00", "17:00"]]}
    await change_inbox(world.core, await make_admin(world), world.shop.id, {"business_hours": {"week": week}})
    await world.is_here(world.ann)
    await passes(world, hours=11, minutes=59)
    assert (await now(world, conversation)).waiting
    await passes(world, minutes=1)
    assert (await now(world, conversation)).assignee_id == world.ann.id


async def test_an_offline_message_taken_up_at_night_does_not_forget_the_opening(world: World) -> None:
    await _opens(world, closing="form")
    conversation = await world.waits(world.vic)
    await passes(world, hours=9)
    form = LeaveOfflineMessage(new_id(), "Wanda", "wanda@example.com", "Then by mail.")
    left = await leave_offline_message(world.core, world.wanda, form)
    await conversations.resolve(world.core, world.lee, left["conversation"]["id"])
    await talk.send_message(world.core, world.wanda, left["conversation"]["id"], new_id(), "One more thing.")
    await world.is_here(world.ann)
    await passes(world, hours=14)
    assert (await now(world, conversation)).assignee_id == world.ann.id


async def _comes_back(world: World) -> Conversation:
    """Ann took it from the bot and lost her connection: it never was in line before."""
    await world.is_here(world.ann)
    conversation = await routing.claim(world.core, world.ann, (await world.begins(world.vic)).id)
    await world.loses_connection(world.ann)
    await passes(world, seconds=61)
    return conversation


async def _goes_to_a_team(world: World) -> Conversation:
    """Ann took it from the bot and handed it to a team."""
    await world.is_here(world.ann)
    conversation = await routing.claim(world.core, world.ann, (await world.begins(world.vic)).id)
    await routing.transfer_to_team(world.core, world.ann, conversation.id, await make_team(world, world.ben), None)
    return conversation


@pytest.mark.parametrize("comes", [_comes_back, _goes_to_a_team])
async def test_whoever_comes_back_to_the_line_is_told_too(
    world: World, comes: Callable[[World], Awaitable[Conversation]]
) -> None:
    await _opens(world, assignment="manual")
    conversation = await comes(world)
    assert (await now(world, conversation)).waiting
    await passes(world, hours=8)
    assert len((await _said(world, conversation.id))[1]) == 1


async def test_who_comes_back_the_moment_it_closes_takes_no_word_from_the_others(world: World) -> None:
    await _opens(world, assignment="manual")
    conversation = await world.waits(world.vic)
    await world.is_here(world.ann)
    await routing.claim(world.core, world.ann, (await world.begins(world.wanda)).id)
    world.clock.pass_(hours=8)
    await world.core.write(lambda tx: departures.release(world.core, tx, world.ann.id))
    await timers.fire_due(world.core)
    assert len((await _said(world, conversation.id))[1]) == 1


async def test_whoever_likes_may_be_claimed_at_any_hour(world: World) -> None:
    await _opens(world, closing="form")
    conversation = await world.waits(world.vic)
    world.clock.pass_(hours=10)
    await routing.claim(world.core, world.ben, conversation.id)
    assert (await _said(world, conversation.id))[0]["assignee"]["name"] == "Ben"


async def test_the_form_is_another_end_of_the_stay(world: World) -> None:
    await _opens(world, closing="form")
    await world.waits(world.vic)
    world.clock.pass_(hours=8)
    form = LeaveOfflineMessage(new_id(), "Vic", "vic@example.com", "Then by mail.")
    await leave_offline_message(world.core, world.vic, form)
    async with world.core.read() as conn:
        [stay] = await history.stays_between(
            conn, world.shop.id, world.shop.created_at, world.clock.now + timedelta(days=1)
        )
    assert stay.outcome == "form"


async def test_who_waits_on_is_told_at_the_next_closing_too(world: World) -> None:
    await _opens(world, closing="form")
    conversation = await world.waits(world.vic)
    for hours in (8, 15, 9):
        world.clock.pass_(hours=hours)
        await timers.fire_due(world.core)
    assert len((await _said(world, conversation.id))[1]) == 2


async def test_an_admin_who_closes_now_tells_them_now(world: World) -> None:
    await _opens(world)
    conversation = await world.waits(world.vic)
    ada = await world.agent("Ada", "admin")
    await change_inbox(world.core, ada, world.shop.id, {"business_hours": {"week": {"mon": [["01:00", "02:00"]]}}})
    assert len((await _said(world, conversation.id))[1]) == 1


async def test_an_empty_line_is_told_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soon, "AT_A_TIME", 2)
    await _opens(world)
    conversation = await world.waits(world.vic)
    await conversations.leave_queue(world.core, world.vic, conversation.id)
    world.clock.pass_(hours=8)
    await timers.fire_due(world.core)
    assert (await _said(world, conversation.id))[1] == []
