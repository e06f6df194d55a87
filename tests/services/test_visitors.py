"""What a browser brings when it comes back is told to the desk, also while another of its windows is open."""

from __future__ import annotations

from typing import Any

import pytest

from deskbell.domain.people import VisitorActor
from deskbell.services import visitors
from deskbell.services.events import VisitorChanged
from deskbell.services.tokens import VisitorClaim
from tests.world import World

pytestmark = pytest.mark.anyio
TEAPOTS = {"url": "https://shop.example/teapots"}


async def _opens_a_window(world: World, who: VisitorActor, **brings: Any) -> list[dict[str, Any]]:
    """What the desk is told of it."""
    token = world.core.tokens.sign_visitor(VisitorClaim(who.id, world.shop.id, 1))
    browser = visitors.Browser(world.shop.key, token, "en", None, None, None, "", "127.0.0.1", None, frozenset())
    await world.core.bus.told_all()
    world.told.clear()
    await visitors.connect(world.core, browser._replace(**brings))
    await world.core.bus.told_all()
    return [event.visitor for event in world.told if isinstance(event, VisitorChanged)]


async def test_a_second_window_on_another_page_is_told(world: World) -> None:
    [told] = await _opens_a_window(world, world.vic, page=TEAPOTS)
    assert told["page"] == TEAPOTS
    assert await _opens_a_window(world, world.vic, page=TEAPOTS) == []
    [told] = await _opens_a_window(world, world.vic, name="Victor", email="vic@shop.example", locale="zh-TW")
    assert (told["name"], told["email"], told["locale"], told["page"]) == (
        "Victor",
        "vic@shop.example",
        "zh-TW",
        TEAPOTS,
    )
