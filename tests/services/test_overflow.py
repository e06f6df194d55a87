"""A line that is too long: to another team with the same place, and beyond the limit the form."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from deskbell.domain.errors import Conflict
from deskbell.domain.ids import new_id
from deskbell.domain.people import AgentActor
from deskbell.domain.records import Conversation
from deskbell.services import conversations, lists, presence, routing, tags, talk, timers
from deskbell.services.telling import fresh
from deskbell.storage import conversations as rows
from deskbell.storage import floor, history, inboxes, queue, teams
from deskbell.storage.writer import Tx
from tests.services.routing_people import passes
from tests.world import World

pytestmark = pytest.mark.anyio


async def _overflow(world: World, team: str | None = None, assignment: str = "manual", **rule: Any) -> None:
    settings = {"assignment": assignment, "overflow": rule | {"team_id": team}}
    await world.core.write(lambda tx: inboxes.change(tx.conn, world.shop.id, routing=settings))


async def _team(world: World, *people: AgentActor, name: str = "Returns") -> str:
    async def work(tx: Tx) -> str:
        team = await teams.insert_team(tx.conn, id=new_id(), name=name, created_at=tx.now)
        await teams.set_members(tx.conn, team.id, {one.id: 100 for one in people})
        return team.id

    return await world.core.write(work)


async def _needs(conversation_id: str, needs: str, tx: Tx) -> None:
    await rows.change(tx.conn, conversation_id, needs=needs)


async def _now(world: World, conversation: Conversation) -> Conversation:
    return await world.core.write(lambda tx: fresh(tx, conversation.id))


async def _decided(world: World, conversation: Conversation) -> list[tuple[str, dict[str, Any]]]:
    async with world.core.read() as conn:
        return [(d.kind, d.data) for d in await history.decisions_of(conn, conversation.id)]


async def test_one_too_many_goes_to_the_other_team_and_keeps_the_place(world: World) -> None:
    returns = await _team(world, world.ben)
    await world.is_here(world.ben)
    await _overflow(world, returns, waiting=1)
    first, second = await world.waits(world.vic), await world.waits(world.wanda)
    vic, wanda = await _now(world, first), await _now(world, second)
    assert (vic.team_id, wanda.team_id) == (None, returns)
    assert wanda.queue_order == second.queue_order and wanda.original_order == second.original_order
    [(kind, data), *_] = await _decided(world, wanda)
    assert kind == "overflowed" and data["because"] == "waiting" and data["number"] == 2
    assert data["to_team"] == {"id": returns, "name": "Returns"} and data["from_team"] is None
    async with world.core.read() as conn:
        [_, stay] = await history.stays_between(
            conn, world.shop.id, world.shop.created_at, world.clock.now + timedelta(days=1)
        )
    assert stay.team_id == returns


async def test_it_is_given_to_the_other_team_at_once(world: World) -> None:
    returns = await _team(world, world.ben)
    await world.is_here(world.ann)
    await _overflow(world, returns, assignment="least_loaded", waiting=0)
    for _ in range(3):
        await world.waits(await world.visitor())  # Ann is full
    await world.is_here(world.ben)
    billing = await _team(world, world.ann, name="Billing")
    conversation = await world.begins(world.vic)
    await world.core.write(lambda tx: rows.change(tx.conn, conversation.id, team_id=billing))
    taken = await conversations.request_human(world.core, world.vic, conversation.id)
    assert (taken.assignee_id, taken.team_id) == (world.ben.id, returns)


async def test_who_waited_too_long_goes_by_a_timer_that_a_restart_keeps(world: World) -> None:
    returns = await _team(world, world.ben)
    await world.is_here(world.ben)
    await _overflow(world, returns, seconds=120)
    conversation = await world.waits(world.vic)
    world.clock.pass_(seconds=119)
    await timers.fire_due(world.core)
    assert (await _now(world, conversation)).team_id is None
    world.clock.pass_(seconds=1)
    await timers.fire_due(world.core)
    assert (await _now(world, conversation)).team_id == returns
    [(kind, data), *_] = await _decided(world, conversation)
    assert (kind, data["because"], data["number"]) == ("overflowed", "seconds", 120)


async def test_who_comes_back_to_the_line_goes_when_they_have_waited_too_long(world: World) -> None:
    returns = await _team(world, world.ben)
    await world.is_here(world.ann, world.ben)
    await _overflow(world, returns, seconds=120)
    conversation = await routing.claim(world.core, world.ann, (await world.waits(world.vic)).id)
    await passes(world, seconds=120)  # the time of the first stay is over, and nobody waits
    await world.loses_connection(world.ann)
    await passes(world, seconds=60)
    await passes(world, seconds=119)
    assert (await _now(world, conversation)).team_id is None
    await passes(world, seconds=1)
    assert (await _now(world, conversation)).team_id == returns


async def test_a_team_that_is_not_here_helps_nobody_and_is_asked_again(world: World) -> None:
    returns = await _team(world, world.ben)
    await _overflow(world, returns, waiting=0, seconds=60)
    conversation = await world.waits(world.vic)
    world.clock.pass_(seconds=60)
    await timers.fire_due(world.core)
    assert (await _now(world, conversation)).team_id is None
    await world.is_here(world.ben)
    world.clock.pass_(seconds=60)
    await timers.fire_due(world.core)
    assert (await _now(world, conversation)).team_id == returns


async def test_needs_go_along_only_if_somebody_there_has_them(world: World) -> None:
    returns = await _team(world, world.ben)
    await world.is_here(world.ann, world.ben)

    async def skilled(tx: Tx) -> None:
        for skill in ("french", "billing"):
            await teams.insert_skill(tx.conn, id=skill, name=skill, language=None, created_at=tx.now)
        await teams.set_skills(tx.conn, world.ben.id, {"french": 3})
        await teams.set_skills(tx.conn, world.ann.id, {"french": 3, "billing": 3})

    await world.core.write(skilled)
    await _overflow(world, returns, waiting=0)
    for needs, kept in (("french:2", "french:2"), ("billing:1", "")):
        conversation = await world.begins(await world.visitor())
        await world.core.write(partial(_needs, conversation.id, needs))
        actor = world.vic.__class__(conversation.visitor_id, world.shop.id)
        await conversations.request_human(world.core, actor, conversation.id)
        now = await _now(world, conversation)
        assert (now.team_id, now.needs) == (returns, kept)


async def test_beyond_the_limit_a_vip_is_let_in_as_long_as_that_is_a_head_start(world: World) -> None:
    await _overflow(world, limit=1)
    first, vip, late = await world.waits(world.vic), await world.begins(world.wanda), await world.visitor()
    await tags.set_tags(world.core, world.lee, vip.id, ["vip"])
    await conversations.request_human(world.core, world.wanda, vip.id)
    async with world.core.read() as conn:
        assert [place.conversation_id for place in await queue.line(conn, world.shop.id)] == [vip.id, first.id]
    settings = {"assignment": "manual", "overflow": {"limit": 1}, "head_start_seconds": {"vip": 0}}
    await world.core.write(lambda tx: inboxes.change(tx.conn, world.shop.id, routing=settings))
    another = await world.begins(late)
    await tags.set_tags(world.core, world.lee, another.id, ["vip"])
    with pytest.raises(Conflict) as refused:
        await conversations.request_human(world.core, late, another.id)
    assert refused.value.code == "line_full"


async def test_beyond_the_limit_nobody_is_let_into_a_hopeless_line(world: World) -> None:
    await _overflow(world, limit=1)
    first, second = await world.waits(world.vic), await world.begins(world.wanda)
    with pytest.raises(Conflict) as refused:
        await conversations.request_human(world.core, world.wanda, second.id)
    assert refused.value.code == "line_full"
    assert (await _now(world, second)).assignee_type == "bot"
    assert (await conversations.request_human(world.core, world.vic, first.id)).waiting  # who is in line stays
    again = await world.begins(world.vic)
    assert again.id == first.id
    async with world.core.read() as conn:
        assert await floor.ahead(conn, world.shop.id, 2**60, "") == 1


async def test_who_is_served_at_once_needs_no_place(world: World) -> None:
    await _overflow(world, assignment="least_loaded", limit=0)
    await world.is_here(world.ann)
    assert (await world.waits(world.vic)).assignee_id == world.ann.id
    await presence.set_presence(world.core, world.ann, "away")
    wanda = await world.begins(world.wanda)
    with pytest.raises(Conflict):
        await conversations.request_human(world.core, world.wanda, wanda.id)


async def test_who_comes_back_is_not_refused(world: World) -> None:
    await world.is_here(world.ann)
    first = await world.waits(world.vic)
    await routing.claim(world.core, world.ann, first.id)
    await world.waits(world.wanda)
    await _overflow(world, limit=1)
    await world.core.write(lambda tx: presence.agent_signed_out(world.core, tx, world.ann.id))
    assert (await _now(world, first)).waiting


async def test_the_bot_says_that_the_line_is_full(world: World) -> None:
    await _overflow(world, limit=0, beyond="callback")
    conversation = await world.begins(world.vic, "xyzzy")
    await talk.send_message(world.core, world.vic, conversation.id, new_id(), "plugh")
    messages = (await lists.sync(world.core, world.vic, conversation.id, 0, 50))["messages"]
    assert messages[-1]["data"] == {"card": "full"}
    assert (await _now(world, conversation)).assignee_type == "bot"
