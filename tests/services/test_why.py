"""Why those who wait still wait: what is found of the agents now, kind by kind, and who goes first."""

from __future__ import annotations

from typing import Any

import pytest

from deskbell.domain.business_hours import DAYS
from deskbell.domain.ids import new_id
from deskbell.domain.people import AgentActor
from deskbell.domain.records import Conversation, Skill, Team
from deskbell.domain.routing.needs import Need, write_needs
from deskbell.services import decisions, routing
from deskbell.services.routing.why import still_waiting
from deskbell.storage import agents, inboxes, teams
from deskbell.storage import conversations as rows
from deskbell.storage.writer import Tx
from tests.world import World

pytestmark = pytest.mark.anyio


async def rules(world: World, **routing_: Any) -> None:
    routing_ = {"assignment": "least_loaded"} | routing_
    await world.core.write(lambda tx: inboxes.change(tx.conn, world.shop.id, routing=routing_))


async def skill(world: World, name: str, *people: AgentActor, language: str | None = None) -> Skill:
    async def work(tx: Tx) -> Skill:
        made = await teams.insert_skill(tx.conn, id=new_id(), name=name, language=language, created_at=tx.now)
        for agent in people:
            await teams.set_skills(tx.conn, agent.id, {made.id: 1})
        return made

    return await world.core.write(work)


async def team(world: World, name: str, *people: AgentActor) -> Team:
    async def work(tx: Tx) -> Team:
        made = await teams.insert_team(tx.conn, id=new_id(), name=name, created_at=tx.now)
        await teams.set_members(tx.conn, made.id, {agent.id: 100 for agent in people})
        return made

    return await world.core.write(work)


async def full(world: World, *people: AgentActor) -> None:
    """Each has as many conversations as they may have."""
    for agent in people:
        await world.core.write(lambda tx, a=agent: agents.change(tx.conn, a.id, capacity=1))  # type: ignore[misc]
        conversation = await world.waits(await world.visitor())
        await routing.claim(world.core, agent, conversation.id)


async def waits(world: World, needs: Skill | None = None, team_id: str | None = None) -> Conversation:
    conversation = await world.begins(await world.visitor())
    wants = {"team_id": team_id, "needs": write_needs([Need(needs.id)]) if needs else ""}
    await world.core.write(lambda tx: rows.change(tx.conn, conversation.id, **wants))

    async def work(tx: Tx) -> None:
        found = await rows.by_id(tx.conn, conversation.id)
        assert found is not None
        await routing.enter_line(world.core, tx, found, "visitor")
        await routing.give_waiting(world.core, tx, world.shop.id)

    await world.core.write(work)
    return conversation


async def wants(world: World, conversation: Conversation, **wanted: Any) -> None:
    """As if it had needed that before anybody could know that nobody has it: the fallbacks look when it enters the line."""
    await world.core.write(lambda tx: rows.change(tx.conn, conversation.id, **wanted))


async def why(world: World, conversation: Conversation) -> str:
    async with world.core.read() as conn:
        told = await still_waiting(world.core, conn, world.shop.id)
    said: str = told[conversation.id]["sentences"]["en"]
    return said


async def test_the_sentence_of_the_issue(world: World) -> None:
    billing = await skill(world, "billing", world.ann, world.ben)
    await world.is_here(world.ann, world.ben)
    await full(world, world.ann, world.ben)
    await rules(world)
    first, second = [await waits(world, billing) for _ in range(2)]
    said = "Still waiting: needs billing; two agents have it, both full; "
    assert await why(world, first) == said + "next in line for them."
    assert await why(world, second) == said + "one ahead for the same agents."


async def test_only_those_count_as_ahead_who_go_to_the_same_agents(world: World) -> None:
    chinese, billing = await skill(world, "中文", world.ann, language="zh"), await skill(world, "billing", world.ben)
    await world.is_here(world.ann, world.ben)
    await full(world, world.ann, world.ben)
    await rules(world)
    await waits(world, billing)
    only_ann = await waits(world, chinese)
    anybody = await waits(world)
    assert await why(world, only_ann) == (
        "Still waiting: needs 中文; only Ann speaks it, who is full; next in line for Ann."
    )
    assert await why(world, anybody) == (
        "Still waiting: of three agents two are full, one not here; two ahead for the same agents."
    )


async def test_a_team_whose_members_are_gone(world: World) -> None:
    await rules(world)
    returns = await team(world, "Returns", world.ann, world.ben)
    nobodys = await team(world, "Night")
    in_returns, in_night = await waits(world, team_id=returns.id), await waits(world)
    await wants(world, in_night, team_id=nobodys.id)
    assert await why(world, in_returns) == ("Still waiting: for Returns; two agents are in it, neither is here.")
    assert await why(world, in_night) == "Still waiting: for Night, and nobody of this inbox is in that team."


async def test_a_skill_nobody_has_and_one_that_is_gone(world: World) -> None:
    await rules(world)
    rare = await skill(world, "tap dance")
    conversation = await waits(world)
    await wants(world, conversation, needs=write_needs([Need(rare.id)]))
    assert await why(world, conversation) == "Still waiting: needs tap dance; nobody has it."
    await world.core.write(lambda tx: teams.drop_skill(tx.conn, rare.id))
    assert await why(world, conversation) == "Still waiting: needs a skill that is gone; nobody has it."


async def test_claiming_and_nobody_here(world: World) -> None:
    conversation = await waits(world)
    assert await why(world, conversation) == "Waits for somebody to claim it."
    await rules(world)
    assert await why(world, conversation) == "Still waiting: nobody is here."


async def test_of_agents_alike_each_part_is_told_of_the_whole(world: World) -> None:
    await world.is_here(world.ann)
    await full(world, world.ann)
    await rules(world)
    assert await why(world, await waits(world)) == "Still waiting: of three agents one is full, two not here."


async def test_claiming_names_the_team_it_was_handed_to(world: World) -> None:
    returns = await team(world, "Returns", world.ann)
    conversation = await waits(world, team_id=returns.id)
    assert await why(world, conversation) == "Waits for somebody to claim it: for Returns."


async def test_an_offer_under_way_says_nothing_that_goes_stale(world: World) -> None:
    await rules(world, offer_seconds=20)
    await world.is_here(world.ann)
    conversation = await waits(world)
    world.clock.pass_(seconds=8)
    assert await why(world, conversation) == "Offered to Ann, who has not answered yet."


@pytest.mark.parametrize("assignment", ["least_loaded", "manual"])
async def test_after_closing_nothing_is_given(world: World, assignment: str) -> None:
    await rules(world, closing="form", assignment=assignment)
    conversation = await waits(world)
    never = world.shop.business_hours | {"always_open": False, "week": {day: [] for day in DAYS}}
    await world.core.write(lambda tx: inboxes.change(tx.conn, world.shop.id, business_hours=never))
    assert "outside business hours" in await why(world, conversation)


async def test_a_conversations_decisions_come_with_why_it_waits(world: World) -> None:
    conversation = await waits(world)
    told = await decisions.reasons_of(world.core, world.ann, conversation.id)
    assert told["waiting"]["sentences"]["zh-CN"] == "等待客服来接。"
    await world.is_here(world.ann)
    await routing.claim(world.core, world.ann, conversation.id)
    told = await decisions.reasons_of(world.core, world.ann, conversation.id)
    assert told["waiting"] is None
    assert told["decisions"][0]["sentences"]["en"].startswith("Ann took it")


async def test_what_was_decided_reads_as_the_issue_says(world: World) -> None:
    await rules(world)
    await world.is_here(world.ann, world.ben)
    first = await world.waits(world.wanda)
    assert first.assignee_id == world.ann.id
    await world.core.write(lambda tx: rows.change(tx.conn, first.id, status="resolved"))
    world.clock.pass_(days=8)
    again = await world.waits(world.wanda)
    said = (await decisions.reasons_of(world.core, world.ann, again.id))["decisions"][0]["sentences"]["en"]
    assert said == "Given to Ann: online, 0 of 3, served Wanda last week. Ben was free too; Lee was not here."
