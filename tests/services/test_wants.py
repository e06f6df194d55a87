"""What a conversation needs: read by rules when it comes to the line, and never more than somebody could do."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from deskbell.domain.routing.needs import Need, read_needs
from deskbell.services import agents, routing
from deskbell.services.routing import wants
from deskbell.storage import agents as agent_rows
from deskbell.storage import inboxes as inbox_rows
from deskbell.storage import teams
from deskbell.storage.writer import Tx
from tests.services.needs_people import in_line, leaves_for_good, make_admin, make_skill, make_team, set_rules
from tests.services.routing_people import decided, gives, kinds, now
from tests.world import World

pytestmark = pytest.mark.anyio


async def test_words_send_it_to_the_team_and_say_which_rule_did(world: World) -> None:
    billing = await make_team(world, world.ann)
    skill = await make_skill(world, {world.ann.id: 3})
    rule = {"name": "Refunds", "words": ["退款"], "team_id": billing, "needs": [{"skill_id": skill, "level": 2}]}
    await set_rules(world, rule)
    found = await now(world, await world.waits(world.vic, "我想退款"))
    assert (found.team_id, read_needs(found.needs)) == (billing, (Need(skill, 2),))
    [changed] = await decided(world, found)
    assert changed.kind == "needs_changed" and changed.data["because"] == [{"because": "rule", "rule": "Refunds"}]
    assert changed.data["team"]["name"] == "Billing" and changed.data["needs"][0]["name"] == "refunds"
    other = await now(world, await world.waits(world.wanda, "hello"))
    assert (other.team_id, other.needs, await kinds(world, other)) == (None, "", [])


async def test_a_rule_gives_it_to_who_can(world: World) -> None:
    skill = await make_skill(world, {world.ben.id: 1})
    await set_rules(world, {"name": "Law", "words": ["law"], "needs": [{"skill_id": skill}]})
    await gives(world)
    await world.is_here(world.ann, world.ben)
    assert (await now(world, await world.waits(world.vic, "the law"))).assignee_id == world.ben.id


async def test_a_rule_places_it_before_those_who_came_earlier(world: World) -> None:
    await set_rules(world, {"name": "Angry", "words": ["angry"], "priority": "complaint"})
    first = await world.waits(world.wanda)
    world.clock.pass_(seconds=30)
    angry = await world.waits(world.vic, "I am ANGRY.")
    assert await in_line(world) == [angry.id, first.id]
    assert await kinds(world, angry) == ["needs_changed", "went_ahead"]


async def test_the_visitors_language_is_a_need_where_somebody_has_it(world: World) -> None:
    english = await make_skill(world, {world.ann.id: 5}, "English", "en")
    await set_rules(world, match_language=True)
    assert read_needs((await now(world, await world.waits(world.vic))).needs) == (Need(english),)
    await set_rules(world, match_language=False)
    assert (await now(world, await world.waits(world.wanda))).needs == ""


async def test_a_team_without_members_is_dropped_and_said(world: World) -> None:
    empty = await make_team(world, name="Night shift")
    await set_rules(world, {"name": "All", "team_id": empty})
    found = await now(world, await world.waits(world.vic))
    assert found.team_id is None
    assert [(d.kind, d.data.get("team", {}).get("name")) for d in await decided(world, found)] == [
        ("needs_changed", "Night shift"),
        ("team_empty", "Night shift"),
    ]


async def test_a_level_nobody_has_is_waived_and_said(world: World) -> None:
    skill = await make_skill(world, {world.ann.id: 2})
    await set_rules(world, {"name": "All", "needs": [{"skill_id": skill, "level": 3}]})
    found = await now(world, await world.waits(world.vic))
    waived = (await decided(world, found))[-1]
    assert (found.needs, waived.kind, waived.data["because"]) == ("", "needs_waived", "nobody_has")
    assert [(need["name"], need["level"]) for need in waived.data["needs"]] == [("refunds", 3)]


async def test_who_could_is_deactivated_while_somebody_waits_for_them(world: World) -> None:
    billing = await make_team(world, world.ann)
    await set_rules(world, {"name": "All", "team_id": billing})
    await gives(world)
    await world.is_here(world.ben)
    waits = await world.waits(world.vic)
    assert (await now(world, waits)).assignee_id is None
    await leaves_for_good(world, world.ann)
    assert (await now(world, waits)).assignee_id == world.ben.id
    assert await kinds(world, waits) == ["needs_changed", "team_empty", "given"]


async def test_who_could_leaves_the_inbox_or_loses_the_skill(world: World) -> None:
    skill = await make_skill(world, {world.ann.id: 1})
    await set_rules(world, {"name": "All", "needs": [{"skill_id": skill}]})
    first = await world.waits(world.vic)
    await agents.change_agent(world.core, await make_admin(world), world.ann.id, {"inbox_ids": []})
    assert (await now(world, first)).needs == ""
    await world.core.write(lambda tx: agent_rows.set_inboxes(tx.conn, world.ann.id, [world.shop.id]))
    second = await world.waits(world.wanda)
    assert (await now(world, second)).needs

    async def forget(tx: Tx) -> None:
        await teams.set_skills(tx.conn, world.ann.id, {})
        await routing.give_waiting(world.core, tx, world.shop.id)

    await world.core.write(forget)
    assert (await now(world, second)).needs == ""


async def test_an_agent_with_an_offer_and_a_talk_is_deactivated(world: World) -> None:
    """The conversation returns, the offer goes to the next, and neither is in no list."""
    await gives(world, offer_seconds=30)
    await world.is_here(world.ann)
    talks = await world.waits(world.vic)
    await routing.accept(world.core, world.ann, talks.id)
    offered = await world.waits(world.wanda)
    assert (await now(world, offered)).offered_to == world.ann.id
    await world.is_here(world.ben)
    await leaves_for_good(world, world.ann)
    assert (await now(world, talks)).offered_to == world.ben.id, "one is asked about one at a time"
    assert (await now(world, talks)).waiting and (await now(world, offered)).waiting
    await routing.accept(world.core, world.ben, talks.id)
    assert (await now(world, offered)).offered_to == world.ben.id


async def test_a_rule_for_a_team_and_a_skill_that_are_no_more_asks_for_nothing(world: World) -> None:
    await set_rules(world, {"name": "All", "needs": [{"skill_id": "gone"}]}, {"name": "Team", "team_id": "gone"})
    waits = await now(world, await world.waits(world.vic))
    assert (waits.needs, waits.team_id) == ("", None)


async def test_a_described_visitor_is_looked_at_by_the_same_rules(world: World) -> None:
    await set_rules(world, {"name": "Cart", "page": "/cart", "priority": "complaint"})
    async with world.core.read() as conn:
        shop = await inbox_rows.by_id(conn, world.shop.id) or world.shop
        seen: dict[str, Any] = {"page_url": "https://shop.example/Cart", "locale": "en", "tags": [], "attributes": {}}
        found = await wants.wants_of(conn, shop, text="hi", **seen)
    assert msgspec.to_builtins(found) | {"because": []} == {
        "team_id": None, "needs": (), "priority": "complaint", "because": [],
    }  # fmt: skip
