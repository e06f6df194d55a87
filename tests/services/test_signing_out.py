"""Agents who go for good or for today: signing out, handing over, being deactivated."""

from __future__ import annotations

import pytest

from deskbell.domain.errors import DeskbellError
from deskbell.domain.records import Conversation
from deskbell.services import agents, departures, routing, sign_in, timers
from deskbell.services.core import Core
from deskbell.storage.writer import Tx
from tests.services.departure_people import (
    assignee_of,
    graces_of,
    keeps_mornings,
    line_of,
    said_to,
    sets_routing,
    talks_with,
)
from tests.world import World

pytestmark = pytest.mark.anyio


async def test_signing_out_brings_them_back_in_line_at_once(world: World) -> None:
    await world.is_here(world.ann)
    talk = await talks_with(world, world.ann, world.vic)
    await world.waits(world.wanda)
    await sets_routing(world, assignment="least_loaded")  # and not to Ann, whose socket is still being closed
    await sign_in.sign_out(world.core, world.ann)
    assert (await line_of(world))[0] == talk.id
    assert [said["reason"] for said in await said_to(world, world.vic, talk)] == ["left"]
    await world.loses_connection(world.ann)
    assert len(await said_to(world, world.vic, talk)) == 1


async def test_signing_out_of_one_of_two_browsers_keeps_them(world: World) -> None:
    await world.is_here(world.ann)
    talk = await talks_with(world, world.ann, world.vic)
    other = await world.signed_in_again(world.ann)
    world.core.connections.agent_came(other.id, "at home")
    await sign_in.sign_out(world.core, other)
    assert not world.core.connections.agent_went(other.id, "at home")
    assert await assignee_of(world, talk) == world.ann.id and await graces_of(world) == 0


async def test_the_last_socket_of_an_ended_session_has_no_grace(world: World) -> None:
    await world.is_here(world.ann)
    talk = await talks_with(world, world.ann, world.vic)
    await world.signed_in_again(world.ann)  # in a browser that is switched off
    await sign_in.sign_out(world.core, world.ann)
    await world.loses_connection(world.ann)
    assert await line_of(world) == [talk.id]


async def test_ann_who_signs_out_hands_all_to_ben_or_nothing(world: World) -> None:
    await world.is_here(world.ann, world.ben)
    talks = [await talks_with(world, world.ann, who) for who in (world.vic, world.wanda)]
    for nobody in (world.lee.id, world.ann.id, "nobody"):
        with pytest.raises(DeskbellError) as refused:
            await sign_in.sign_out(world.core, world.ann, nobody)
        assert refused.value.code == "agent_unavailable"
    async with world.core.read() as conn:
        assert world.ann.session_id in await sign_in.live_sessions(conn, [world.ann.session_id], world.clock())
    await sign_in.sign_out(world.core, world.ann, world.ben.id)
    assert [await assignee_of(world, talk) for talk in talks] == [world.ben.id] * 2


async def test_by_rule_nobody_is_given_to_ann_while_she_hands_over(world: World) -> None:
    await world.is_here(world.ann, world.ben)
    talks = [await talks_with(world, world.ann, await world.visitor()) for _ in range(3)]
    waiting = await world.waits(world.wanda)
    await sets_routing(world, assignment="least_loaded")
    for _ in range(3):
        await routing.claim(world.core, world.ben, (await world.begins(await world.visitor())).id)
    await sign_in.sign_out(world.core, world.ann, world.ben.id)
    assert [await assignee_of(world, talk) for talk in talks] == [world.ben.id] * 3
    assert await line_of(world) == [waiting.id] and await said_to(world, world.wanda, waiting) == []


async def test_many_of_anns_return_in_steps_and_in_their_order(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[int] = []
    to_line = departures._to_line

    async def counted(core: Core, tx: Tx, agent_id: str, talks: list[Conversation], reason: str) -> None:
        steps.append(len(talks))
        await to_line(core, tx, agent_id, talks, reason)

    monkeypatch.setattr(departures, "_AT_A_TIME", 2)
    monkeypatch.setattr(departures, "_to_line", counted)
    await world.is_here(world.ann)
    talks = [await talks_with(world, world.ann, await world.visitor()) for _ in range(5)]
    await world.loses_connection(world.ann)
    world.clock.pass_(seconds=61)
    while await timers.fire_due(world.core):
        assert await line_of(world) == [talk.id for talk in talks][: len(await line_of(world))]
    assert await line_of(world) == [talk.id for talk in talks] and steps == [2, 2, 1]


async def test_a_deactivated_agents_conversations_return_in_their_order_at_any_hour(world: World) -> None:
    await keeps_mornings(world)
    await world.is_here(world.ann)
    talk = await talks_with(world, world.ann, world.vic)
    after = await world.waits(world.wanda)
    world.clock.pass_(hours=3)
    lena = await world.agent("Lena", "admin")
    await agents.change_agent(world.core, lena, world.ann.id, {"active": False})
    assert await line_of(world) == [talk.id, after.id]
