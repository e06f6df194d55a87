"""Lee writes canned replies; Ann uses those of her inboxes and those of all."""

from __future__ import annotations

from typing import Any

import pytest

from deskbell.domain.errors import BadInput, NotAllowed, NotFound
from deskbell.domain.records import Inbox
from deskbell.features.canned_replies.replies import add_reply, change_reply, delete_reply, list_replies
from deskbell.services import setup
from tests.services.needs_people import make_admin
from tests.world import World

pytestmark = pytest.mark.anyio


async def _elsewhere(world: World) -> Inbox:
    return await world.core.write(lambda tx: setup.create_inbox(tx, "Elsewhere", "en", "UTC"))


async def _names(world: World, who: Any) -> list[str]:
    return [reply["shortcut"] for reply in await list_replies(world.core, who)]


async def test_ann_has_those_of_her_inboxes_and_those_of_all(world: World) -> None:
    other, admin = await _elsewhere(world), await make_admin(world)
    await add_reply(world.core, admin, {"shortcut": "hello", "text": "Hello {{visitor}}!"})
    await add_reply(world.core, admin, {"shortcut": "/returns", "text": "30 days.", "inbox_id": world.shop.id})
    away = await add_reply(world.core, admin, {"shortcut": "away", "text": "Elsewhere.", "inbox_id": other.id})
    assert await _names(world, world.ann) == ["hello", "returns"]
    assert await _names(world, admin) == ["away", "hello", "returns"]
    changed = await change_reply(world.core, admin, away["id"], {"inbox_id": None, "text": "Everywhere."})
    assert (changed["shortcut"], changed["text"]) == ("away", "Everywhere.")
    assert await _names(world, world.ann) == ["away", "hello", "returns"]
    await delete_reply(world.core, admin, away["id"])
    assert await _names(world, world.ann) == ["hello", "returns"]


async def test_a_name_means_one_reply_in_an_inbox(world: World) -> None:
    other, admin = await _elsewhere(world), await make_admin(world)
    for inbox_id in (world.shop.id, other.id):
        await add_reply(world.core, admin, {"shortcut": "退货", "text": "30 天内。", "inbox_id": inbox_id})
    for form in ({"shortcut": "退貨"}, {"shortcut": "退货", "inbox_id": world.shop.id}, {"shortcut": "two words"}):
        with pytest.raises(BadInput) as refused:
            await add_reply(world.core, admin, {"text": "x"} | form)
        assert refused.value.code == "invalid_fields"
    with pytest.raises(NotFound):
        await add_reply(world.core, admin, {"shortcut": "x", "text": "x", "inbox_id": "nowhere"})


async def test_agents_use_them_and_write_none(world: World) -> None:
    for step in (add_reply(world.core, world.ann, {}), delete_reply(world.core, world.ann, "x")):
        with pytest.raises(NotAllowed):
            await step
