"""Agents and invitations on both databases."""

from __future__ import annotations

import asyncio

import pytest

from deskbell.domain.errors import DeskbellError
from deskbell.services import agents, invitations, routing
from deskbell.services.events import AgentChanged, QueueTouched, SessionsEnded
from tests.world import World

pytestmark = pytest.mark.anyio
PASSWORD = "a bell on the front desk"


async def test_how_an_agent_stands_on_the_wire(world: World) -> None:
    await world.is_here(world.ann)
    conversation = await world.waits(world.vic)
    await routing.claim(world.core, world.ann, conversation.id)
    async with world.core.read() as conn:
        views = await agents.agent_views(conn, [world.ann.id, "nobody"])
    assert views == [
        {
            "id": world.ann.id,
            "name": "Ann",
            "role": "agent",
            "face": None,
            "presence": "online",
            "open_conversations": 1,
            "capacity": 3,
            "inbox_ids": [world.shop.id],
        }
    ]


async def test_an_inactive_agent_is_not_shown(world: World) -> None:
    ada = await world.agent("Ada", "admin")
    await agents.change_agent(world.core, ada, world.ann.id, {"active": False})
    async with world.core.read() as conn:
        assert world.ann.id not in {view["id"] for view in await agents.agent_views(conn)}
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


async def test_an_invitation_is_taken_once(world: World) -> None:
    ada = await world.agent("Ada", "admin")
    form = {"name": "Xu", "email": "xu@shop.example", "role": "agent", "inbox_ids": [world.shop.id]}
    secret = (await invitations.invite(world.core, ada, form)).secret
    acceptance = {"token": secret, "name": "Xu", "password": PASSWORD}
    answers = await asyncio.gather(
        *[invitations.accept(world.core, dict(acceptance)) for _ in range(4)], return_exceptions=True
    )
    codes = [answer.code for answer in answers if isinstance(answer, DeskbellError)]
    assert codes == ["bad_invitation"] * 3
    assert await invitations.list_invitations(world.core, ada) == []


async def test_an_invitation_ends_after_a_week(world: World) -> None:
    ada = await world.agent("Ada", "admin")
    form = {"name": "Xu", "email": "xu@shop.example", "role": "agent", "inbox_ids": []}
    secret = (await invitations.invite(world.core, ada, form)).secret
    world.clock.pass_(days=6, hours=23)
    assert (await invitations.show(world.core, secret))["email"] == "xu@shop.example"
    world.clock.pass_(hours=1)
    with pytest.raises(DeskbellError):
        await invitations.show(world.core, secret)
    assert await invitations.list_invitations(world.core, ada) == []
