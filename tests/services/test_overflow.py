"""A line that is too long: another team may take them, too, at the same place, and beyond the limit the form."""

from __future__ import annotations

from typing import Any

import pytest

from deskbell.domain.errors import Conflict
from deskbell.domain.ids import new_id
from deskbell.domain.people import AgentActor, VisitorActor
from deskbell.domain.records import Conversation
from deskbell.services import conversations, lists, presence, routing, tags, talk, timers
from deskbell.services.outlook import outlook
from deskbell.services.routing.needing import waive
from deskbell.services.routing.why import still_waiting
from deskbell.services.teams import remove_team
from deskbell.services.telling import fresh
from deskbell.services.views import conversation_views
from deskbell.storage import agents, floor, history, inboxes, queue, teams
from deskbell.storage import conversations as rows
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


async def _now(world: World, conversation: Conversation) -> Conversation:
    return await world.core.write(lambda tx: fresh(tx, conversation.id))


async def _decided(world: World, conversation: Conversation) -> list[tuple[str, dict[str, Any]]]:
    async with world.core.read() as conn:
        return [(d.kind, d.data) for d in await history.decisions_of(conn, conversation.id)]


async def _stands(world: World, who: VisitorActor, **wants: Any) -> Conversation:
    """The visitor asks for a person; their conversation has this team, or needs this."""
    conversation = await world.begins(who)
    await world.core.write(lambda tx: rows.change(tx.conn, conversation.id, **wants))
    return await conversations.request_human(world.core, who, conversation.id)


async def _skilled(world: World, **people: str) -> None:
    """Skills, by the name of who has them."""

    async def work(tx: Tx) -> None:
        for skill in sorted({skill for skills in people.values() for skill in skills.split()}):
            await teams.insert_skill(tx.conn, id=skill, name=skill, language=None, created_at=tx.now)
        for name, skills in people.items():
            await teams.set_skills(tx.conn, getattr(world, name).id, dict.fromkeys(skills.split(), 3))

    await world.core.write(work)


async def _overflowed(world: World, conversation: Conversation) -> list[dict[str, Any]]:
    return [data for kind, data in await _decided(world, conversation) if kind == "overflowed"]


async def test_one_too_many_keeps_team_and_place_and_another_team_may_take_it_too(world: World) -> None:
    billing, second = await _team(world, world.ann, name="Billing"), await _team(world, world.ben, name="Second")
    await world.is_here(world.ben)
    await _overflow(world, second, waiting=1)
    vic = await _stands(world, world.vic, team_id=billing)
    stood = await _stands(world, world.wanda, team_id=billing)
    wanda = await _now(world, stood)
    assert (await _now(world, vic)).overflow_team_id is None
    assert (wanda.team_id, wanda.overflow_team_id) == (billing, second)
    assert (wanda.queue_order, wanda.original_order) == (stood.queue_order, stood.original_order)
    [data] = await _overflowed(world, wanda)
    assert (data["because"], data["number"], data["waived"]) == ("waiting", 2, [])
    assert (data["from_team"]["name"], data["to_team"]) == ("Billing", {"id": second, "name": "Second"})
    async with world.core.read() as conn:
        [view] = await conversation_views(world.core, conn, [wanda], for_agents=True)
        why = (await still_waiting(world.core, conn, world.shop.id))[wanda.id]
    assert (view["team"]["name"], view["overflow_team"]) == ("Billing", {"id": second, "name": "Second"})
    assert (why["data"]["able"], why["data"]["members"]) == (2, 2)


async def test_who_stands_first_is_not_one_too_many_however_long_the_line(world: World) -> None:
    await world.is_here(world.ben)
    returns, helpers = await _team(world, world.ann), await _team(world, world.ben, name="Helpers")
    await _overflow(world, helpers, waiting=1)
    vic = await _stands(world, world.vic, team_id=returns)
    vip = await _stands(world, world.wanda, team_id=returns, priority="vip")
    assert [(await _now(world, one)).overflow_team_id for one in (vip, vic)] == [None, helpers]


async def test_what_is_everybodys_stays_everybodys_and_nobody_who_came_later_goes_first(world: World) -> None:
    """Vic has no team, and Ben of the team that helps is full: Vic is still the first whom Ann gets."""
    second = await _team(world, world.ben, name="Second")
    await _overflow(world, second, assignment="least_loaded", seconds=90)
    await world.is_here(world.ben)
    for _ in range(3):
        await world.waits(await world.visitor())  # Ben is full
    vic = await world.waits(world.vic)
    world.clock.pass_(seconds=91)
    await timers.fire_due(world.core)
    waits = await _now(world, vic)
    assert (waits.team_id, waits.overflow_team_id, await _overflowed(world, vic)) == (None, None, [])
    wanda = await world.waits(world.wanda)
    await presence.set_presence(world.core, world.ben, "away")
    await world.core.write(lambda tx: agents.change(tx.conn, world.ann.id, capacity=1))
    await world.is_here(world.ann)
    assert [(await _now(world, one)).assignee_id for one in (vic, wanda)] == [world.ann.id, None]


async def test_it_is_given_to_the_other_team_at_once(world: World) -> None:
    returns, billing = await _team(world, world.ben), await _team(world, world.ann, name="Billing")
    await world.is_here(world.ann)
    await _overflow(world, returns, assignment="least_loaded", waiting=0)
    for _ in range(3):
        await world.waits(await world.visitor())  # Ann is full
    await world.is_here(world.ben)
    taken = await _stands(world, world.vic, team_id=billing)
    assert (taken.assignee_id, taken.team_id) == (world.ben.id, billing)
    given = next(data for kind, data in await _decided(world, taken) if kind == "given")
    assert (given["team"]["name"], given["overflow_team"]["name"], given["in_team"]["name"]) == (
        "Billing",
        "Returns",
        "Returns",
    )


async def test_its_own_team_goes_first(world: World) -> None:
    returns, billing = await _team(world, world.ben), await _team(world, world.ann, name="Billing")
    await world.is_here(world.ann, world.ben)
    await _overflow(world, returns, assignment="least_loaded", waiting=0)
    taken = await _stands(world, world.vic, team_id=billing)
    assert (taken.assignee_id, await _overflowed(world, taken)) == (world.ann.id, [])


async def test_who_waited_too_long_is_helped_by_a_timer_that_a_restart_keeps(world: World) -> None:
    returns, billing = await _team(world, world.ben), await _team(world, world.ann, name="Billing")
    await world.is_here(world.ben)
    await _overflow(world, returns, seconds=120)
    conversation = await _stands(world, world.vic, team_id=billing)
    world.clock.pass_(seconds=119)
    await timers.fire_due(world.core)
    assert (await _now(world, conversation)).overflow_team_id is None
    world.clock.pass_(seconds=1)
    await timers.fire_due(world.core)
    assert (await _now(world, conversation)).overflow_team_id == returns
    [data] = await _overflowed(world, conversation)
    assert (data["because"], data["number"]) == ("seconds", 120)


async def test_who_comes_back_to_the_line_is_helped_when_they_have_waited_too_long(world: World) -> None:
    returns, billing = await _team(world, world.ben), await _team(world, world.lee, name="Billing")
    await world.is_here(world.ann, world.ben)
    await _overflow(world, returns, seconds=120)
    conversation = await routing.claim(world.core, world.ann, (await _stands(world, world.vic, team_id=billing)).id)
    await passes(world, seconds=120)  # the time of the first stay is over, and nobody waits
    await world.loses_connection(world.ann)
    await passes(world, seconds=60)
    await passes(world, seconds=119)
    assert (await _now(world, conversation)).overflow_team_id is None
    await passes(world, seconds=1)
    assert (await _now(world, conversation)).overflow_team_id == returns


@pytest.mark.parametrize("rule", [{"waiting": 1}, {"seconds": 60}])
async def test_a_team_that_comes_later_helps_as_soon_as_it_is_there(world: World, rule: dict[str, int]) -> None:
    returns, billing = await _team(world, world.ben), await _team(world, world.ann, name="Billing")
    await _overflow(world, returns, assignment="least_loaded", **rule)
    people = [world.vic, world.wanda, await world.visitor("Xeno")]
    stand = [await _stands(world, who, team_id=billing) for who in people]
    world.clock.pass_(seconds=60)
    await timers.fire_due(world.core)
    assert {(await _now(world, one)).overflow_team_id for one in stand} == {None}
    await world.is_here(world.ben)
    helped = [(await _now(world, one)).assignee_id == world.ben.id for one in stand]
    assert helped == ([False, True, True] if "waiting" in rule else [True, True, True])


async def test_needs_fall_away_only_if_nobody_there_has_them(world: World) -> None:
    returns = await _team(world, world.ben)
    await _skilled(world, ben="french", ann="french billing")
    await world.is_here(world.ben)
    await _overflow(world, returns, waiting=0)
    for needs, kept in (("french:2", "french:2"), ("billing:1", "")):
        conversation = await _stands(world, await world.visitor(), needs=needs)
        now = await _now(world, conversation)
        assert (now.team_id, now.overflow_team_id, now.needs) == (None, None, kept)
        said = [[need["skill_id"] for need in data["waived"]] for data in await _overflowed(world, conversation)]
        assert said == ([] if kept else [["billing"]])


async def test_a_long_line_is_helped_in_steps(world: World) -> None:
    returns, billing = await _team(world, world.ben), await _team(world, world.ann, name="Billing")
    stand = [await _stands(world, await world.visitor(), team_id=billing) for _ in range(23)]
    await world.is_here(world.ben)
    await _overflow(world, returns, waiting=1)

    async def helped() -> int:
        return [(await _now(world, one)).overflow_team_id for one in stand].count(returns)

    await world.core.write(lambda tx: routing.give_waiting(world.core, tx, world.shop.id))
    assert await helped() == 20
    await timers.fire_due(world.core)
    assert await helped() == 22


async def _by_hand(world: World, how: str, conversation: Conversation, other: str) -> None:
    if how == "waived":
        await world.core.write(lambda tx: waive(world.core, tx, conversation.id))
    elif how == "needs":
        await routing.set_needs(world.core, world.lee, conversation.id, routing.Said(team_id=other))
    elif how == "team":
        await routing.transfer_to_team(world.core, world.lee, conversation.id, other, None)
    elif how == "bot":
        await routing.transfer_to_bot(world.core, world.lee, conversation.id, None)
    elif how == "resolved":
        await conversations.resolve(world.core, world.lee, conversation.id)
    else:
        await conversations.leave_queue(world.core, world.vic, conversation.id)


@pytest.mark.parametrize("how", ["waived", "needs", "team", "bot", "resolved", "left"])
async def test_the_help_is_over_when_it_is_another_matter(world: World, how: str) -> None:
    returns, billing = await _team(world, world.ben), await _team(world, world.ann, name="Billing")
    sales = await _team(world, world.ann, name="Sales")
    conversation = await _stands(world, world.vic, team_id=billing)
    await world.core.write(lambda tx: rows.change(tx.conn, conversation.id, overflow_team_id=returns))
    await _by_hand(world, how, conversation, sales)
    now = await _now(world, conversation)
    expected = {"waived": None, "needs": sales, "team": sales}.get(how, billing)
    assert (now.team_id, now.overflow_team_id) == (expected, None)


async def test_a_deleted_team_helps_no_longer(world: World) -> None:
    ada, billing = await world.agent("Ada", "admin"), await _team(world, world.ann, name="Billing")
    returns = await _team(world, world.ben)
    conversation = await _stands(world, world.vic, team_id=billing)
    await world.core.write(lambda tx: rows.change(tx.conn, conversation.id, overflow_team_id=returns))
    await remove_team(world.core, ada, returns)
    now = await _now(world, conversation)
    assert (now.team_id, now.overflow_team_id) == (billing, None)
    [(kind, data), *_] = await _decided(world, conversation)
    assert (kind, data["team"]["name"], data["removed"]["team"]["name"]) == ("needs_changed", "Billing", "Returns")


async def test_whom_more_could_take_is_looked_at_beside_who_stands_first_of_the_team(world: World) -> None:
    """Behind more of their team than are looked at first, whoever the other team may take is found."""
    returns, billing = await _team(world, world.ben), await _team(world, world.ann, name="Billing")
    for _ in range(20):
        await _stands(world, await world.visitor(), team_id=billing)
    last = await _stands(world, world.vic, team_id=billing)
    await _overflow(world, returns, assignment="least_loaded", waiting=20)
    await world.is_here(world.ben)
    assert (await _now(world, last)).assignee_id == world.ben.id


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


async def test_who_has_not_asked_yet_is_told_that_the_line_is_full(world: World) -> None:
    await _overflow(world, limit=1)
    async with world.core.read() as conn:
        shop = await inboxes.by_id(conn, world.shop.id)
        assert shop is not None
        assert not (await outlook(conn, shop, world.clock()))["line_full"]
    await world.waits(world.vic)
    async with world.core.read() as conn:
        told = await outlook(conn, shop, world.clock())
    assert (told["line_full"], told["estimated_wait_range"]) == (True, None)
