"""An agent is gone: the grace of a lost connection, the way back into the line, signing out, nights and restarts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from deskbell.app import open_core
from deskbell.domain.business_hours import DAYS
from deskbell.domain.errors import DeskbellError
from deskbell.domain.people import AgentActor, VisitorActor
from deskbell.domain.records import Conversation
from deskbell.services import agents, conversations, departures, lists, presence, routing, sign_in, timers
from deskbell.services import inboxes as settings
from deskbell.services.core import Core
from deskbell.services.events import ConversationChanged, QueueTouched
from deskbell.storage import conversations as rows
from deskbell.storage import inboxes, queue
from deskbell.storage import timers as timer_rows
from deskbell.storage.writer import Tx
from tests.world import World, open_world

pytestmark = pytest.mark.anyio
MORNINGS = {
    "always_open": False,
    "time_zone": "UTC",
    "week": {day: [["09:00", "12:00"]] for day in DAYS},
}


async def _talks_with(world: World, agent: AgentActor, who: VisitorActor) -> Conversation:
    return await routing.claim(world.core, agent, (await world.waits(who, "hello")).id)


async def _line(world: World) -> list[str]:
    async with world.core.read() as conn:
        return [place.conversation_id for place in await queue.line(conn, world.shop.id)]


async def _assignee(world: World, conversation: Conversation) -> str | None:
    async with world.core.read() as conn:
        found = await rows.by_id(conn, conversation.id)
    assert found is not None
    return found.assignee_id


async def _said(world: World, who: VisitorActor, conversation: Conversation) -> list[dict[str, Any]]:
    """The lines between the messages that tell of a departure."""
    log = await lists.sync(world.core, who, conversation.id, 0, 200)
    return [m["data"] for m in log["messages"] if m["data"].get("activity") == "agent_gone"]


async def _graces(world: World) -> int:
    async with world.core.read() as conn:
        return len(
            [1 for kind, _ in await timer_rows.due(conn, world.clock().replace(year=2030)) if kind == "agent_grace"]
        )


async def _routing(world: World, **values: Any) -> None:
    await world.core.write(lambda tx: inboxes.change(tx.conn, world.shop.id, routing=values))


async def _keeps_mornings(world: World) -> None:
    ada = await world.agent("Ada", "admin")
    await settings.change_inbox(world.core, ada, world.shop.id, {"business_hours": MORNINGS})


async def test_after_the_grace_vic_stands_before_all_who_came_after_him(world: World) -> None:
    await world.is_here(world.ann, world.ben)
    xu = await world.visitor("Xu")
    first = await world.waits(world.wanda)
    talk = await _talks_with(world, world.ann, world.vic)
    last = await world.waits(xu)
    await world.loses_connection(world.ann)
    world.clock.pass_(seconds=59)
    await timers.fire_due(world.core)
    assert await _line(world) == [first.id, last.id] and await _assignee(world, talk) == world.ann.id
    world.clock.pass_(seconds=1)
    await timers.fire_due(world.core)
    assert await _line(world) == [first.id, talk.id, last.id]
    [said] = await _said(world, world.vic, talk)
    assert (said["agent"]["name"], said["reason"], said["position"]) == ("Ann", "connection_lost", 2)


async def test_all_of_anns_return_in_the_order_in_which_they_came(world: World) -> None:
    await world.is_here(world.ann)
    early, late = await world.waits(world.vic), await world.waits(world.wanda)
    for conversation in (late, early):  # claimed the other way round
        await routing.claim(world.core, world.ann, conversation.id)
    newcomer = await world.waits(await world.visitor())
    await world.loses_connection(world.ann)
    world.clock.pass_(seconds=60)
    await timers.fire_due(world.core)
    assert await _line(world) == [early.id, late.id, newcomer.id]


async def test_who_never_stood_in_line_has_the_place_of_when_ann_took_them(world: World) -> None:
    await world.is_here(world.ann)
    before = await world.waits(world.wanda)
    talk = await world.begins(world.vic)
    await routing.claim(world.core, world.ann, talk.id)
    after = await world.waits(await world.visitor())
    await world.loses_connection(world.ann)
    world.clock.pass_(seconds=60)
    await timers.fire_due(world.core)
    assert await _line(world) == [before.id, talk.id, after.id]


async def test_a_return_within_the_grace_keeps_the_conversation(world: World) -> None:
    await world.is_here(world.ann)
    talk = await _talks_with(world, world.ann, world.vic)
    await world.loses_connection(world.ann)
    world.clock.pass_(seconds=59)
    await world.comes_back(world.ann)
    assert await _graces(world) == 0
    world.clock.pass_(minutes=10)
    await timers.fire_due(world.core)
    assert await _assignee(world, talk) == world.ann.id and await _said(world, world.vic, talk) == []


async def test_the_grace_is_the_inboxs_own(world: World) -> None:
    await _routing(world, assignment="manual", grace_seconds=600)
    await world.is_here(world.ann)
    talk = await _talks_with(world, world.ann, world.vic)
    await world.loses_connection(world.ann)
    world.clock.pass_(seconds=599)
    await timers.fire_due(world.core)
    assert await _assignee(world, talk) == world.ann.id
    world.clock.pass_(seconds=1)
    await timers.fire_due(world.core)
    assert await _line(world) == [talk.id]


async def test_it_is_over_once_also_when_the_clock_jumps_back(world: World) -> None:
    await world.is_here(world.ann)
    talk = await _talks_with(world, world.ann, world.vic)
    await world.loses_connection(world.ann)
    world.clock.pass_(seconds=60)
    await timers.fire_due(world.core)
    await routing.claim(world.core, world.ann, talk.id)
    await world.comes_back(world.ann)
    world.clock.pass_(hours=-1)
    await timers.fire_due(world.core)
    world.clock.pass_(hours=2)
    await timers.fire_due(world.core)
    assert await _assignee(world, talk) == world.ann.id and len(await _said(world, world.vic, talk)) == 1


async def test_by_rule_the_next_agent_has_the_longest_waiting_at_once(world: World) -> None:
    await world.is_here(world.ann, world.ben)
    early, late = await world.waits(world.vic), await world.waits(world.wanda)
    await routing.claim(world.core, world.ann, late.id)
    await routing.claim(world.core, world.ben, early.id)
    for _ in range(2):
        await routing.claim(world.core, world.ben, (await world.waits(await world.visitor())).id)
    await world.loses_connection(world.ann)
    world.clock.pass_(seconds=5)
    await routing.transfer(world.core, world.ben, early.id, world.ann.id, None)  # so Ben has one place left
    await _routing(world, assignment="least_loaded")
    world.clock.pass_(seconds=60)
    await timers.fire_due(world.core)
    assert await _assignee(world, early) == world.ben.id and await _line(world) == [late.id]


async def test_everybody_hears_of_it(world: World) -> None:
    await world.is_here(world.ann)
    talk = await _talks_with(world, world.ann, world.vic)
    await world.loses_connection(world.ann)
    await world.core.bus.told_all()
    world.told.clear()
    world.clock.pass_(seconds=60)
    await timers.fire_due(world.core)
    await world.core.bus.told_all()
    [changed] = [e for e in world.told if isinstance(e, ConversationChanged)]
    assert (changed.for_agents["id"], changed.for_agents["waiting"]) == (talk.id, True)
    assert changed.for_visitor["queue"]["position"] == 1
    assert QueueTouched(world.shop.id) in world.told


async def test_an_offline_message_stays_with_ann(world: World) -> None:
    await world.is_here(world.ann)

    async def leaves(tx: Any) -> Conversation:
        return await conversations.create(world.core, tx, world.shop, world.vic.id, "a letter of Vic", "offline")

    letter = await world.core.write(leaves)
    await routing.claim(world.core, world.ann, letter.id)
    await world.loses_connection(world.ann)
    assert await _graces(world) == 0
    await sign_in.sign_out(world.core, world.ann)
    assert await _assignee(world, letter) == world.ann.id


async def test_what_is_given_to_ann_within_her_grace_does_not_stay_with_nobody(world: World) -> None:
    await world.is_here(world.ann, world.ben)
    talk = await _talks_with(world, world.ben, world.vic)
    await world.loses_connection(world.ann)
    await routing.transfer(world.core, world.ben, talk.id, world.ann.id, None)
    world.clock.pass_(seconds=60)
    await timers.fire_due(world.core)
    assert await _line(world) == [talk.id]


async def test_what_ann_hands_on_within_her_grace_stays_there(world: World) -> None:
    await world.is_here(world.ann, world.ben)
    talk = await _talks_with(world, world.ann, world.vic)
    await world.loses_connection(world.ann)
    await routing.transfer(world.core, world.lee, talk.id, world.ben.id, None)
    world.clock.pass_(seconds=60)
    await timers.fire_due(world.core)
    assert await _assignee(world, talk) == world.ben.id


async def _gives_up_the_place(world: World, talk: Conversation) -> None:
    await conversations.leave_queue(world.core, world.vic, talk.id)


async def _is_answered(world: World, talk: Conversation) -> None:
    await routing.claim(world.core, world.ann, talk.id)
    await conversations.resolve(world.core, world.ann, talk.id)


@pytest.mark.parametrize("ends", [_gives_up_the_place, _is_answered])
async def test_a_place_that_was_given_up_or_used_is_not_kept(world: World, ends: Any) -> None:
    await world.is_here(world.ann)
    talk = await world.waits(world.vic)
    await ends(world, talk)
    others = await world.waits(world.wanda)
    if ends is _is_answered:
        await conversations.reopen(world.core, world.ann, talk.id)
    else:
        await routing.claim(world.core, world.ann, talk.id)
    await world.loses_connection(world.ann)
    world.clock.pass_(seconds=60)
    await timers.fire_due(world.core)
    assert await _line(world) == [others.id, talk.id]


async def test_ann_who_is_coming_in_when_the_grace_is_over_keeps_vic(world: World) -> None:
    await world.is_here(world.ann)
    talk = await _talks_with(world, world.ann, world.vic)
    await world.loses_connection(world.ann)
    world.clock.pass_(seconds=60)
    world.core.connections.agent_came(world.ann.id, "a socket")
    await timers.fire_due(world.core)
    await presence.agent_arrived(world.core, world.ann.id)
    assert await _assignee(world, talk) == world.ann.id


async def test_at_night_vic_stays_with_ann_until_the_grace_after_the_opening(world: World) -> None:
    await _keeps_mornings(world)
    await world.is_here(world.ann)
    talk = await _talks_with(world, world.ann, world.vic)
    world.clock.pass_(hours=3)
    await world.loses_connection(world.ann)
    world.clock.pass_(seconds=60)
    await timers.fire_due(world.core)
    world.clock.now = world.clock.now.replace(day=24, hour=9, minute=0, second=59)
    await timers.fire_due(world.core)
    assert await _assignee(world, talk) == world.ann.id
    world.clock.pass_(seconds=1)
    await timers.fire_due(world.core)
    assert await _line(world) == [talk.id]


async def test_hours_that_change_at_night_move_the_end_of_the_grace(world: World) -> None:
    await _keeps_mornings(world)
    await world.is_here(world.ann)
    talk = await _talks_with(world, world.ann, world.vic)
    world.clock.pass_(hours=3)
    await sign_in.sign_out(world.core, world.ann)
    await world.loses_connection(world.ann)
    assert await _assignee(world, talk) == world.ann.id
    lena = await world.agent("Lena", "admin")
    await settings.change_inbox(world.core, lena, world.shop.id, {"business_hours": {"always_open": True}})
    world.clock.pass_(seconds=60)
    await timers.fire_due(world.core)
    assert await _line(world) == [talk.id]


async def test_signing_out_brings_them_back_in_line_at_once(world: World) -> None:
    await world.is_here(world.ann)
    talk = await _talks_with(world, world.ann, world.vic)
    await world.waits(world.wanda)
    await _routing(world, assignment="least_loaded")  # and not to Ann, whose socket is still being closed
    await sign_in.sign_out(world.core, world.ann)
    assert (await _line(world))[0] == talk.id
    assert [said["reason"] for said in await _said(world, world.vic, talk)] == ["left"]
    await world.loses_connection(world.ann)
    assert len(await _said(world, world.vic, talk)) == 1


async def test_signing_out_of_one_of_two_browsers_keeps_them(world: World) -> None:
    await world.is_here(world.ann)
    talk = await _talks_with(world, world.ann, world.vic)
    other = await world.signed_in_again(world.ann)
    world.core.connections.agent_came(other.id, "at home")
    await sign_in.sign_out(world.core, other)
    assert not world.core.connections.agent_went(other.id, "at home")
    assert await _assignee(world, talk) == world.ann.id and await _graces(world) == 0


async def test_the_last_socket_of_an_ended_session_has_no_grace(world: World) -> None:
    await world.is_here(world.ann)
    talk = await _talks_with(world, world.ann, world.vic)
    await world.signed_in_again(world.ann)  # in a browser that is switched off
    await sign_in.sign_out(world.core, world.ann)
    await world.loses_connection(world.ann)
    assert await _line(world) == [talk.id]


async def test_ann_who_signs_out_hands_all_to_ben_or_nothing(world: World) -> None:
    await world.is_here(world.ann, world.ben)
    talks = [await _talks_with(world, world.ann, who) for who in (world.vic, world.wanda)]
    for nobody in (world.lee.id, world.ann.id, "nobody"):
        with pytest.raises(DeskbellError) as refused:
            await sign_in.sign_out(world.core, world.ann, nobody)
        assert refused.value.code == "agent_unavailable"
    async with world.core.read() as conn:
        assert world.ann.session_id in await sign_in.live_sessions(conn, [world.ann.session_id], world.clock())
    await sign_in.sign_out(world.core, world.ann, world.ben.id)
    assert [await _assignee(world, talk) for talk in talks] == [world.ben.id] * 2


async def test_by_rule_nobody_is_given_to_ann_while_she_hands_over(world: World) -> None:
    await world.is_here(world.ann, world.ben)
    talks = [await _talks_with(world, world.ann, await world.visitor()) for _ in range(3)]
    waiting = await world.waits(world.wanda)
    await _routing(world, assignment="least_loaded")
    for _ in range(3):
        await routing.claim(world.core, world.ben, (await world.begins(await world.visitor())).id)
    await sign_in.sign_out(world.core, world.ann, world.ben.id)
    assert [await _assignee(world, talk) for talk in talks] == [world.ben.id] * 3
    assert await _line(world) == [waiting.id] and await _said(world, world.wanda, waiting) == []


async def test_many_of_anns_return_in_steps_and_in_their_order(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[int] = []
    to_line = departures._to_line

    async def counted(core: Core, tx: Tx, agent_id: str, talks: list[Conversation], reason: str) -> None:
        steps.append(len(talks))
        await to_line(core, tx, agent_id, talks, reason)

    monkeypatch.setattr(departures, "_AT_A_TIME", 2)
    monkeypatch.setattr(departures, "_to_line", counted)
    await world.is_here(world.ann)
    talks = [await _talks_with(world, world.ann, await world.visitor()) for _ in range(5)]
    await world.loses_connection(world.ann)
    world.clock.pass_(seconds=61)
    while await timers.fire_due(world.core):
        assert await _line(world) == [talk.id for talk in talks][: len(await _line(world))]
    assert await _line(world) == [talk.id for talk in talks] and steps == [2, 2, 1]


async def test_a_deactivated_agents_conversations_return_in_their_order_at_any_hour(world: World) -> None:
    await _keeps_mornings(world)
    await world.is_here(world.ann)
    talk = await _talks_with(world, world.ann, world.vic)
    after = await world.waits(world.wanda)
    world.clock.pass_(hours=3)
    lena = await world.agent("Lena", "admin")
    await agents.change_agent(world.core, lena, world.ann.id, {"active": False})
    assert await _line(world) == [talk.id, after.id]


async def test_a_restart_gives_the_grace_anew_and_it_is_over_once(tmp_path: Path, database_url: str) -> None:
    async with open_world(tmp_path, database_url) as world:
        await world.is_here(world.ann)
        talk = await _talks_with(world, world.ann, world.vic)
        await world.loses_connection(world.ann)
        world.clock.pass_(minutes=5)
    async with open_core(world.core.settings, world.clock) as core:
        world.core = core
        await presence.nobody_is_connected(core)
        await timers.fire_due(core)
        assert await _assignee(world, talk) == world.ann.id
        world.clock.pass_(seconds=60)
        await timers.fire_due(core)
    async with open_core(world.core.settings, world.clock) as core:
        world.core = core
        await presence.nobody_is_connected(core)
        world.clock.pass_(seconds=60)
        await timers.fire_due(core)
        assert await _line(world) == [talk.id] and len(await _said(world, world.vic, talk)) == 1
