"""Tags: who may set them, and that `vip` and `complaint` move whoever waits, at once and with the reason."""

from __future__ import annotations

import pytest

from deskbell.domain.errors import DeskbellError
from deskbell.services import inboxes, routing, setup, tags
from deskbell.services.events import ConversationChanged, VisitorChanged
from deskbell.storage import queue
from tests.services.routing_people import decided, gives, kinds, now
from tests.world import World, new_agent

pytestmark = pytest.mark.anyio


async def _line(world: World) -> list[str]:
    async with world.core.read() as conn:
        return [place.conversation_id for place in await queue.line(conn, world.shop.id)]


async def test_a_visitor_who_is_tagged_vip_goes_first_and_back_when_the_tag_goes(world: World) -> None:
    first = await world.waits(world.vic)
    world.clock.pass_(seconds=60)
    second = await world.waits(world.wanda)
    view = await tags.set_visitor_tags(world.core, world.ann, world.wanda.id, ["VIP", "from Berlin"])
    assert view["tags"] == ["VIP", "from Berlin"] and await _line(world) == [second.id, first.id]
    changed, ahead = await decided(world, second)
    assert (changed.kind, changed.data["by"]["name"]) == ("priority_changed", "Ann")
    assert changed.data["because"] == [{"because": "tag", "tag": "vip"}] and ahead.kind == "went_ahead"
    await tags.set_visitor_tags(world.core, world.ann, world.wanda.id, ["from Berlin"])
    assert await _line(world) == [first.id, second.id] and (await now(world, second)).priority == "normal"


async def test_a_conversation_that_is_tagged_a_complaint(world: World) -> None:
    first = await world.waits(world.vic)
    world.clock.pass_(seconds=60)
    second = await world.waits(world.wanda)
    changed = await tags.set_tags(world.core, world.ann, second.id, ["Complaint"])
    assert (changed.tags, changed.priority) == (["Complaint"], "complaint")
    assert await _line(world) == [second.id, first.id]


async def test_a_tag_that_goes_takes_back_only_what_it_gave(world: World) -> None:
    waits = await world.waits(world.vic)
    await tags.set_visitor_tags(world.core, world.ann, world.vic.id, ["vip"])
    await tags.set_tags(world.core, world.ann, waits.id, ["complaint"])
    assert (await now(world, waits)).priority == "vip"
    await tags.set_visitor_tags(world.core, world.ann, world.vic.id, [])
    assert (await now(world, waits)).priority == "complaint"
    await routing.set_needs(world.core, world.lee, waits.id, routing.Said(priority="vip"))
    await tags.set_tags(world.core, world.ann, waits.id, [])
    assert (await now(world, waits)).priority == "vip"


async def test_a_person_tagged_before_is_placed_when_they_come(world: World) -> None:
    await tags.set_visitor_tags(world.core, world.ann, world.wanda.id, ["vip"])
    first = await world.waits(world.vic)
    second = await world.waits(world.wanda)
    assert await _line(world) == [second.id, first.id]
    assert await kinds(world, second) == ["needs_changed", "went_ahead"]


async def test_a_rule_may_ask_for_any_tag(world: World) -> None:
    await gives(world, assignment="manual", rules=[{"name": "Press", "tag": "press", "priority": "vip"}])
    waits = await world.waits(world.vic)
    await tags.set_tags(world.core, world.ann, waits.id, ["Press"])
    assert (await now(world, waits)).priority == "vip"
    assert (await decided(world, waits))[0].data["because"] == [{"because": "rule", "rule": "Press"}]


async def test_what_is_tagged_is_told_and_the_same_again_is_not(world: World) -> None:
    waits = await world.waits(world.vic)
    for _ in range(2):
        await tags.set_visitor_tags(world.core, world.ann, world.vic.id, ["press"])
        await tags.set_tags(world.core, world.ann, waits.id, ["press"])
    await world.core.bus.told_all()
    people = [event.visitor["tags"] for event in world.told if isinstance(event, VisitorChanged)]
    talks = [event.for_agents["tags"] for event in world.told if isinstance(event, ConversationChanged)]
    assert people == [["press"]] and talks.count(["press"]) == 1


async def test_only_who_sees_them_tags_them(world: World) -> None:
    other = await world.core.write(lambda tx: setup.create_inbox(tx, "Other", "en", "UTC"))
    eve = await new_agent(world.core, "Eve", "agent", [other.id])
    waits = await world.waits(world.vic)
    for attempt in (
        tags.set_tags(world.core, eve, waits.id, ["vip"]),
        tags.set_visitor_tags(world.core, eve, world.vic.id, ["vip"]),
    ):
        with pytest.raises(DeskbellError) as refused:
            await attempt
        assert refused.value.code == "not_found"
    assert (await now(world, waits)).priority == "normal"


async def test_too_many_tags_are_refused(world: World) -> None:
    with pytest.raises(DeskbellError) as refused:
        await tags.set_visitor_tags(world.core, world.ann, world.vic.id, [str(n) for n in range(21)])
    assert refused.value.code == "bad_payload"


async def test_the_settings_know_the_rules_of_a_new_inbox(world: World) -> None:
    assert inboxes.inbox_settings(world.shop)["routing"]["rules"] == []
