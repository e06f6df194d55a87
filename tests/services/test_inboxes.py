"""Inboxes on both databases: rights, merging, logos and sightings."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from deskbell.domain.business_hours import DAYS
from deskbell.domain.errors import DeskbellError
from deskbell.domain.people import AgentActor
from deskbell.services import inboxes
from deskbell.services.sightings import Sightings
from deskbell.storage import inboxes as rows
from deskbell.storage import pictures, sightings
from tests.world import World

pytestmark = pytest.mark.anyio


def _picture(color: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), color).save(out, "PNG")
    return out.getvalue()


async def test_only_an_admin_may(world: World) -> None:
    for actor in (world.ann, world.lee):
        for attempt in (
            inboxes.access_inbox_settings(world.core, actor, world.shop.id),
            inboxes.add_inbox(world.core, actor, {}),
            inboxes.change_inbox(world.core, actor, world.shop.id, {}),
            inboxes.set_logo(world.core, actor, world.shop.id, b""),
            inboxes.drop_logo(world.core, actor, world.shop.id),
        ):
            with pytest.raises(DeskbellError) as caught:
                await attempt
            assert caught.value.code == "not_allowed"


async def test_changes_at_the_same_time_do_not_undo_each_other(world: World) -> None:
    ada = await world.agent("Ada", "admin")
    await inboxes.change_inbox(world.core, ada, world.shop.id, {"brand": {"position": "left"}})
    await inboxes.change_inbox(world.core, ada, world.shop.id, {"brand": {"offset_x": 40}})
    async with world.core.read() as conn:
        shop = await rows.by_key(conn, world.shop.key)
    assert shop
    assert (shop.brand["position"], shop.brand["offset_x"]) == ("left", 40)


async def test_a_day_and_the_time_zone_may_be_changed_by_two(world: World) -> None:
    ada = await world.agent("Ada", "admin")
    closed: dict[str, list[list[str]]] = {day: [] for day in DAYS}
    nine, ten = [["09:00", "18:00"]], [["10:00", "18:00"]]
    for part in ({"always_open": False, "week": closed | {"mon": nine, "tue": nine}}, {"week": {"mon": ten}}):
        await inboxes.change_inbox(world.core, ada, world.shop.id, {"business_hours": part})
    after = await inboxes.change_inbox(world.core, ada, world.shop.id, {"business_hours": {"time_zone": "Asia/Tokyo"}})
    hours = after["business_hours"]
    assert (hours["time_zone"], hours["week"]) == ("Asia/Tokyo", closed | {"mon": ten, "tue": nine})
    with pytest.raises(DeskbellError) as caught:
        await inboxes.change_inbox(world.core, ada, world.shop.id, {"business_hours": {"week": closed}})
    assert set(caught.value.fields or {}) == {"business_hours.week"}


async def _logos(world: World, *names: str) -> list[bool]:
    async with world.core.read() as conn:
        return [await pictures.get(conn, name) is not None for name in names]


async def _give_logo(world: World, ada: AgentActor, color: str) -> str:
    view = await inboxes.set_logo(world.core, ada, world.shop.id, _picture(color))
    name: str = view["brand"]["logo_url"].rpartition("/")[2]
    return name


async def test_an_old_logo_is_not_kept(world: World) -> None:
    ada = await world.agent("Ada", "admin")
    red = await _give_logo(world, ada, "red")
    assert await _give_logo(world, ada, "red") == red
    blue = await _give_logo(world, ada, "blue")
    assert await _logos(world, red, blue) == [False, True]
    await inboxes.drop_logo(world.core, ada, world.shop.id)
    assert await _logos(world, blue) == [False]


async def test_sightings_are_written_at_most_once_a_minute(world: World) -> None:
    seen = Sightings(world.core)

    async def stored() -> list[str]:
        async with world.core.read() as conn:
            return [row.origin for row in await sightings.of_inbox(conn, world.shop.id)]

    seen.saw(world.shop.id, "https://one.example/page")
    await seen.write()
    world.clock.pass_(seconds=30)
    seen.saw(world.shop.id, "https://two.example/")
    await seen.write()
    assert await stored() == ["https://one.example"]
    shown = await seen.seen(world.shop, frozenset())
    assert [row["origin"] for row in shown] == ["https://two.example", "https://one.example"]
    world.clock.pass_(seconds=31)
    await seen.write()
    assert await stored() == ["https://two.example", "https://one.example"]


async def test_made_up_sightings_fill_nothing(world: World) -> None:
    seen = Sightings(world.core)
    for number in range(3 * sightings.MOST_PER_INBOX):
        world.clock.pass_(seconds=1)
        seen.saw(world.shop.id, f"https://s{number}.example/")
    await seen.write()
    async with world.core.read() as conn:
        rows_ = await sightings.of_inbox(conn, world.shop.id)
    assert len(rows_) == sightings.MOST_PER_INBOX
    assert rows_[0].origin == f"https://s{3 * sightings.MOST_PER_INBOX - 1}.example"
