"""Allowed origins on both databases: two admins at once, Undo after something else, and the limit."""

from __future__ import annotations

import asyncio

import pytest

from deskbell.domain.errors import DeskbellError
from deskbell.domain.people import AgentActor
from deskbell.services.allowed_origins import change_allowed_origins
from deskbell.services.inboxes import MOST_ORIGINS
from tests.world import World

pytestmark = pytest.mark.anyio

SHOP, TEA, SPA = "https://shop.example", "https://*.tea.example", "https://spa.example"


async def _change(world: World, actor: AgentActor, **changes: list[str]) -> list[str]:
    origins: list[str] = (await change_allowed_origins(world.core, actor, world.shop.id, changes))["allowed_origins"]
    return origins


async def test_only_an_admin_may(world: World) -> None:
    for actor in (world.ann, world.lee):
        with pytest.raises(DeskbellError) as caught:
            await _change(world, actor, add=[SPA])
        assert caught.value.code == "not_allowed"


async def test_what_was_added_meanwhile_outlives_an_undo(world: World) -> None:
    ada = await world.agent("Ada", "admin")
    before = await _change(world, ada, add=[SHOP])
    await _change(world, ada, remove=[SHOP])
    await _change(world, ada, add=[TEA])
    assert set(await _change(world, ada, add=[SHOP])) == {*before, TEA}


async def test_two_admins_at_once_both_have_their_way(world: World) -> None:
    ada, eve = await world.agent("Ada", "admin"), await world.agent("Eve", "admin")
    before = await _change(world, ada, add=[SHOP])
    await asyncio.gather(
        _change(world, ada, remove=[SHOP]), _change(world, eve, add=[TEA]), _change(world, ada, add=[SPA])
    )
    assert set(await _change(world, eve)) == {*before, TEA, SPA} - {SHOP}


async def test_twice_is_once_and_gone_is_gone(world: World) -> None:
    ada = await world.agent("Ada", "admin")
    once = await _change(world, ada, add=[SHOP])
    assert await _change(world, ada, add=["https://Shop.example:443/"], remove=[SPA]) == once
    assert SHOP not in await _change(world, ada, remove=["HTTPS://SHOP.EXAMPLE"])


async def test_there_is_a_limit_and_what_is_wrong_changes_nothing(world: World) -> None:
    ada = await world.agent("Ada", "admin")
    full = [f"https://{number}.shop.example" for number in range(MOST_ORIGINS)]
    await _change(world, ada, add=full, remove=await _change(world, ada))
    for change, code in (({"add": [SPA]}, "too_many"), ({"add": ["https://spa.example/cut"]}, "has_path")):
        with pytest.raises(DeskbellError) as caught:
            await _change(world, ada, **change)
        assert {name: field["code"] for name, field in (caught.value.fields or {}).items()} == {"add": code}
    assert await _change(world, ada, add=[SPA], remove=full[:1]) == [*full[1:], SPA]
