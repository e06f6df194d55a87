"""Agents on both databases: how they stand on the wire, who may change them, who is told."""

from __future__ import annotations

import pytest

from deskbell.domain.errors import DeskbellError
from deskbell.services import agents, invitations, lists, routing
from deskbell.services.agent_views import agent_views
from deskbell.services.events import AgentChanged, QueueTouched, SessionsEnded
from tests.world import World

pytestmark = pytest.mark.anyio


async def test_how_an_agent_stands_on_the_wire(world: World) -> None:
    await world.is_here(world.ann)
    conversation = await world.waits(world.vic)
    await routing.claim(world.core, world.ann, conversation.id)
    async with world.core.read() as conn:
        views = await agent_views(conn, [world.ann.id, "nobody"])
    assert views == [
        {
            "id": world.ann.id,
            "name": "Ann",
            "role": "agent",
            "active": True,
            "face": None,
            "presence": "online",
            "away_since": None,
            "away_reason": None,
            "open_conversations": 1,
            "capacity": 3,
            "inbox_ids": [world.shop.id],
        }
    ]


async def test_an_inactive_agent_is_not_shown(world: World) -> None:
    ada = await world.agent("Ada", "admin")
    await agents.change_agent(world.core, ada, world.ann.id, {"active": False})
    async with world.core.read() as conn:
        assert world.ann.id not in {view["id"] for view in await agent_views(conn)}
    listed = {view["id"]: view["active"] for view in await agents.list_agents(world.core, ada)}
    assert listed[world.ann.id] is False


async def test_who_is_told_of_a_change(world: World) -> None:
    ada = await world.agent("Ada", "admin")
    await world.is_here(world.ann)
    await world.core.bus._events.join()
    world.told.clear()
    await agents.change_agent(world.core, ada, world.ann.id, {"active": False, "inbox_ids": []})
    await world.core.bus._events.join()
    changed = next(event for event in world.told if isinstance(event, AgentChanged))
    assert (changed.agent["presence"], changed.inbox_ids) == ("offline", [])
    assert QueueTouched(world.shop.id) in world.told
    assert SessionsEnded("deactivated", world.ann.id) in world.told


async def test_only_an_admin_may(world: World) -> None:
    for actor in (world.ann, world.lee):
        for attempt in (
            agents.list_agents(world.core, actor),
            agents.change_agent(world.core, actor, actor.id, {"role": "admin"}),
            invitations.list_invitations(world.core, actor),
            invitations.invite(world.core, actor, {}),
            invitations.withdraw(world.core, actor, "any"),
        ):
            with pytest.raises(DeskbellError) as caught:
                await attempt
            assert caught.value.code == "not_allowed"


async def test_whom_a_deactivated_agent_talked_with_is_first_in_line(world: World) -> None:
    ada = await world.agent("Ada", "admin")
    await world.is_here(world.ann)
    talking = await world.waits(world.vic)
    await routing.claim(world.core, world.ann, talking.id)
    await world.waits(world.wanda)
    await agents.change_agent(world.core, ada, world.ann.id, {"active": False})
    views = [await lists.current_of_visitor(world.core, who) for who in (world.vic, world.wanda)]
    assert [view["queue"]["position"] for view in views if view] == [1, 2]
    assert views[0] is not None and views[0]["assignee"] is None
