"""Invitations on both databases: a link is good once, for a week."""

from __future__ import annotations

import asyncio

import pytest

from deskbell.domain.errors import DeskbellError
from deskbell.services import invitations
from deskbell.storage import invitations as rows
from tests.world import World

pytestmark = pytest.mark.anyio
PASSWORD = "a bell on the front desk"


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


async def test_only_the_hash_of_a_link_is_stored(world: World) -> None:
    ada = await world.agent("Ada", "admin")
    form = {"name": "Xu", "email": "xu@shop.example", "role": "agent", "inbox_ids": []}
    new = await invitations.invite(world.core, ada, form)
    async with world.core.read() as conn:
        assert await rows.by_secret_hash(conn, new.secret) is None
        stored = await rows.pending(conn, world.clock())
    assert [invitation.id for invitation in stored] == [new.invitation["id"]]
    assert new.secret not in repr(stored)
