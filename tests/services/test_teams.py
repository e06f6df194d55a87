"""What a changed team, skill or capacity does to those who wait: given at once, told, and in no case in no list."""

from __future__ import annotations

from typing import Any

import pytest

from deskbell.domain.people import AgentActor
from deskbell.domain.records import Conversation
from deskbell.services import agents, decisions, inboxes, skills, teams
from deskbell.services.events import AgentChanged, ConversationChanged, QueueTouched
from deskbell.storage import agents as agent_rows
from deskbell.storage import conversations
from tests.world import World

pytestmark = pytest.mark.anyio


async def _wants(world: World, conversation: Conversation, **values: Any) -> None:
    await world.core.write(lambda tx: conversations.change(tx.conn, conversation.id, **values))


async def _now(world: World, conversation: Conversation) -> Conversation:
    async with world.core.read() as conn:
        found = await conversations.by_id(conn, conversation.id)
    assert found
    return found


async def _gives(world: World) -> AgentActor:
    """Ada, in whose Shop conversations are given by rule."""
    ada = await world.agent("Ada", "admin")
    await inboxes.change_inbox(world.core, ada, world.shop.id, {"routing": {"assignment": "least_loaded"}})
    return ada


async def _news(world: World) -> list[Any]:
    await world.core.bus._events.join()
    told, world.told[:] = list(world.told), []
    return told


async def test_who_joins_a_team_gets_what_waits_for_it(world: World) -> None:
    ada = await _gives(world)
    lee, ben = {"agent_id": world.lee.id}, {"agent_id": world.ben.id, "share": 50}
    team = await teams.add_team(world.core, ada, {"name": "Billing", "members": [lee]})
    conversation = await world.waits(world.vic)
    await _wants(world, conversation, team_id=team["id"])
    await world.is_here(world.ann, world.ben)
    assert (await _now(world, conversation)).waiting
    await _news(world)
    await teams.change_team(world.core, ada, team["id"], {"members": [lee, ben]})
    assert (await _now(world, conversation)).assignee_id == world.ben.id
    told = await _news(world)
    assert QueueTouched(world.shop.id) in told
    assert {event.agent["id"] for event in told if isinstance(event, AgentChanged)} == {world.ben.id}


async def test_who_learns_a_skill_gets_what_needs_it(world: World) -> None:
    ada = await _gives(world)
    skill = await skills.add_skill(world.core, ada, {"name": "中文", "language": "zh"})
    conversation = await world.waits(world.vic)

    async def learns(agent: AgentActor, level: int) -> Conversation:
        form = {"skills": [{"skill_id": skill["id"], "level": level}]}
        await agents.change_agent(world.core, ada, agent.id, form)
        return await _now(world, conversation)

    await learns(world.lee, 5)
    await _wants(world, conversation, needs=f"{skill['id']}:3")
    await world.is_here(world.ann)
    assert (await learns(world.ann, 2)).waiting
    assert (await learns(world.ann, 3)).assignee_id == world.ann.id


async def test_more_room_in_an_inbox_is_used_at_once_and_kept_when_inboxes_change(world: World) -> None:
    ada = await _gives(world)
    shop = world.shop.id
    await agents.change_agent(world.core, ada, world.ann.id, {"inbox_capacity": {shop: 1}})
    await world.is_here(world.ann)
    first, second = await world.waits(world.vic), await world.waits(world.wanda)
    assert [(await _now(world, c)).assignee_id for c in (first, second)] == [world.ann.id, None]
    studio = await inboxes.add_inbox(world.core, ada, {"name": "Studio", "locale": "en", "time_zone": "UTC"})
    await agents.change_agent(world.core, ada, world.ann.id, {"inbox_ids": [studio["id"], shop]})
    assert (await _now(world, second)).waiting
    await agents.change_agent(world.core, ada, world.ann.id, {"inbox_capacity": {shop: None}})
    assert (await _now(world, second)).assignee_id == world.ann.id


async def test_a_deleted_team_leaves_nobody_in_no_list(world: World) -> None:
    ada = await world.agent("Ada", "admin")
    team = await teams.add_team(world.core, ada, {"name": "Billing", "members": [{"agent_id": world.ben.id}]})
    first, second = await world.waits(world.vic), await world.waits(world.wanda)
    await _wants(world, first, team_id=team["id"])
    await world.is_here(world.ann)
    await inboxes.change_inbox(world.core, ada, world.shop.id, {"routing": {"assignment": "least_loaded"}})
    assert [(await _now(world, c)).assignee_id for c in (first, second)] == [None, world.ann.id]
    place = (await _now(world, first)).queue_order
    await _news(world)
    await agents.change_agent(world.core, ada, world.ann.id, {"capacity": 1})
    await teams.remove_team(world.core, ada, team["id"])
    after = await _now(world, first)
    assert (after.team_id, after.waiting, after.queue_order) == (None, True, place)
    told = await _news(world)
    assert QueueTouched(world.shop.id) in told
    assert [e.for_agents["team"] for e in told if isinstance(e, ConversationChanged)] == [None]
    [said, *_] = (await decisions.reasons_of(world.core, ada, first.id))["decisions"]
    assert (said["kind"], said["data"]["team"], said["data"]["by"]["name"]) == ("needs_changed", None, "Ada")
    assert said["data"]["removed"] == {"team": {"id": team["id"], "name": "Billing"}}
    await agents.change_agent(world.core, ada, world.ann.id, {"capacity": 2})
    assert (await _now(world, first)).assignee_id == world.ann.id


async def test_who_waited_for_a_deleted_team_is_given_at_once(world: World) -> None:
    ada = await _gives(world)
    team = await teams.add_team(world.core, ada, {"name": "Billing"})
    conversation = await world.waits(world.vic)
    await world.is_here(world.ann, presence_="away")
    await world.core.write(lambda tx: agent_rows.change(tx.conn, world.ann.id, presence="online"))
    await _wants(world, conversation, team_id=team["id"])
    await teams.remove_team(world.core, ada, team["id"])
    assert (await _now(world, conversation)).assignee_id == world.ann.id


async def test_a_deleted_skill_is_needed_by_nobody_any_more(world: World) -> None:
    ada = await _gives(world)
    gone = await skills.add_skill(world.core, ada, {"name": "Invoices"})
    kept = await skills.add_skill(world.core, ada, {"name": "中文", "language": "zh"})
    chinese, invoices = [{"skill_id": skill["id"], "level": 5} for skill in (kept, gone)]
    await agents.change_agent(world.core, ada, world.ann.id, {"skills": [chinese]})
    await agents.change_agent(world.core, ada, world.lee.id, {"skills": [chinese, invoices]})
    waiting, resolved = await world.waits(world.vic), await world.begins(world.wanda)
    needs = f"{gone['id']}:2 {kept['id']}:5"
    await _wants(world, waiting, needs=needs)
    await _wants(world, resolved, needs=needs, status="resolved")
    await world.is_here(world.ann)
    assert (await _now(world, waiting)).waiting
    await skills.remove_skill(world.core, ada, gone["id"])
    after = await _now(world, waiting)
    assert (after.needs, after.assignee_id) == (f"{kept['id']}:5", world.ann.id)
    assert (await _now(world, resolved)).needs == f"{kept['id']}:5"
    told = (await decisions.reasons_of(world.core, ada, waiting.id))["decisions"]
    changed = [d for d in told if d["kind"] == "needs_changed"]
    assert [[need["name"] for need in d["data"]["needs"]] for d in changed] == [["中文"]]


async def test_other_head_starts_count_for_those_who_wait(world: World) -> None:
    ada = await world.agent("Ada", "admin")
    normal = await world.waits(world.vic)
    world.clock.pass_(seconds=60)
    vip = await world.begins(world.wanda)
    await _wants(world, vip, priority="vip")
    vip = await world.waits(world.wanda)

    async def vip_is_first() -> bool:
        first, second = (await _now(world, vip)).queue_order, (await _now(world, normal)).queue_order
        assert first is not None and second is not None
        return first < second

    assert await vip_is_first()
    for seconds, first in ((30, False), (90, True)):
        form = {"routing": {"head_start_seconds": {"vip": seconds}}}
        await inboxes.change_inbox(world.core, ada, world.shop.id, form)
        assert await vip_is_first() is first
    assert QueueTouched(world.shop.id) in await _news(world)


async def test_the_desk_reads_teams_with_their_active_members(world: World) -> None:
    ada = await world.agent("Ada", "admin")
    members = [{"agent_id": world.ben.id}, {"agent_id": world.ann.id}]
    team = await teams.add_team(world.core, ada, {"name": "orders", "members": members})
    empty = await teams.add_team(world.core, ada, {"name": "Billing"})
    await agents.change_agent(world.core, ada, world.ben.id, {"active": False})
    assert await teams.teams_at_the_desk(world.core) == [
        {"id": empty["id"], "name": "Billing", "members": []},
        {"id": team["id"], "name": "orders", "members": [world.ann.id]},
    ]
    await agents.change_agent(world.core, ada, world.ann.id, {"active": False})
    assert [t["warning"] for t in await teams.list_teams(world.core, ada)] == ["no_members", "nobody_active"]
