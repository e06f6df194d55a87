"""Where the widget was seen is known from the first page view on, also while it is being written down."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from deskbell.services.sightings import Sightings
from tests.world import World

pytestmark = pytest.mark.anyio


async def test_what_is_on_its_way_to_the_database_is_seen(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    sightings, begun, go_on, write = Sightings(world.core), asyncio.Event(), asyncio.Event(), world.core.write

    async def slow(work: Callable[..., Any]) -> Any:
        begun.set()
        await go_on.wait()
        return await write(work)

    async def seen() -> list[str]:
        return [row["origin"] for row in await sightings.seen(world.shop, frozenset())]

    monkeypatch.setattr(world.core, "write", slow)
    sightings.saw(world.shop.id, "https://shop.example/cart")
    assert await seen() == ["https://shop.example"]
    writing = asyncio.create_task(sightings.write())
    await begun.wait()
    assert await seen() == ["https://shop.example"]
    go_on.set()
    await writing
    assert await seen() == ["https://shop.example"]
