"""What a conversation needs: read by rules when it comes to the line, and never more than somebody could do."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from deskbell.domain.errors import DeskbellError
from deskbell.domain.ids import new_id
from deskbell.domain.people import AgentActor
from deskbell.domain.records import Conversation
from deskbell.domain.routing.needs import Need, read_needs
from deskbell.services import agents, conversations, inboxes, routing, talk
from deskbell.services.routing import Said, wants
from deskbell.storage import agents as agent_rows
from deskbell.storage import inboxes as inbox_rows
from deskbell.storage import queue, teams
from deskbell.storage.writer import Tx
from tests.services.routing_people import decided, gives, kinds, now, passes
from tests.world import World

pytestmark = pytest.mark.anyio


async def _team(world: World, *people: AgentActor, name: str = "Billing") -> str:
    async def work(tx: Tx) -> str:
        team = await teams.insert_team(tx.conn, id=new_id(), name=name, created_at=tx.now)
        await teams.set_members(tx.conn, team.id, {agent.id: 100 for agent in people})
        return team.id

    return await world.core.write(work)


async def _skill(world: World, levels: dict[str, int], name: str = "refunds", language: str | None = None) -> str:
    """A skill that agents have, by their id."""

    async def work(tx: Tx) -> str:
        skill = await teams.insert_skill(tx.conn, id=new_id(), name=name, language=language, created_at=tx.now)
        for agent_id, level in levels.items():
            await teams.set_skills(tx.conn, agent_id, {skill.id: level})
        return skill.id

    return await world.core.write(work)


async def _rules(world: World, *rules: dict[str, Any], **more: Any) -> None:
    """The Shop's agents claim, and it has these rules."""
    nothing: dict[str, Any] = {"words": [], "needs": []} | dict.fromkeys(
        ("page", "tag", "language", "team_id", "priority")
    )
    await gives(world, assignment="manual", rules=[nothing | rule for rule in rules], **more)


async def _line(world: World) -> list[str]:
    async with world.core.read() as conn:
        return [place.conversation_id for place in await queue.line(conn, world.shop.id)]


async def _says(world: World, conversation: Conversation, text: str) -> None:
    await talk.send_message(world.core, world.vic, conversation.id, new_id(), text)


async def _admin(world: World) -> AgentActor:
    return await world.agent("Ada", "admin")


async def _leaves_for_good(world: World, agent: AgentActor) -> None:
    await agents.change_agent(world.core, await _admin(world), agent.id, {"active": False})


async def test_words_send_it_to_the_team_and_say_which_rule_did(world: World) -> None:
    billing = await _team(world, world.ann)
    skill = await _skill(world, {world.ann.id: 3})
    rule = {"name": "Refunds", "words": ["退款"], "team_id": billing, "needs": [{"skill_id": skill, "level": 2}]}
    await _rules(world, rule)
    found = await now(world, await world.waits(world.vic, "我想退款"))
    assert (found.team_id, read_needs(found.needs)) == (billing, (Need(skill, 2),))
    [changed] = await decided(world, found)
    assert changed.kind == "needs_changed" and changed.data["because"] == [{"because": "rule", "rule": "Refunds"}]
    assert changed.data["team"]["name"] == "Billing" and changed.data["needs"][0]["name"] == "refunds"
    other = await now(world, await world.waits(world.wanda, "hello"))
    assert (other.team_id, other.needs, await kinds(world, other)) == (None, "", [])


async def test_a_rule_gives_it_to_who_can(world: World) -> None:
    skill = await _skill(world, {world.ben.id: 1})
    await _rules(world, {"name": "Law", "words": ["law"], "needs": [{"skill_id": skill}]})
    await gives(world)
    await world.is_here(world.ann, world.ben)
    assert (await now(world, await world.waits(world.vic, "the law"))).assignee_id == world.ben.id


async def test_a_rule_places_it_before_those_who_came_earlier(world: World) -> None:
    await _rules(world, {"name": "Angry", "words": ["angry"], "priority": "complaint"})
    first = await world.waits(world.wanda)
    world.clock.pass_(seconds=30)
    angry = await world.waits(world.vic, "I am ANGRY.")
    assert await _line(world) == [angry.id, first.id]
    assert await kinds(world, angry) == ["needs_changed", "went_ahead"]


async def test_the_visitors_language_is_a_need_where_somebody_has_it(world: World) -> None:
    english = await _skill(world, {world.ann.id: 5}, "English", "en")
    await _rules(world, match_language=True)
    assert read_needs((await now(world, await world.waits(world.vic))).needs) == (Need(english),)
    await _rules(world, match_language=False)
    assert (await now(world, await world.waits(world.wanda))).needs == ""


async def test_what_is_written_later_counts_once(world: World) -> None:
    billing = await _team(world, world.ann)
    await _rules(
        world,
        {"name": "Refunds", "words": ["refund"], "team_id": billing},
        {"name": "Angry", "words": ["angry"], "priority": "complaint"},
    )
    first = await world.waits(world.wanda)
    world.clock.pass_(seconds=30)
    waits = await world.waits(world.vic, "hello")
    await _says(world, waits, "I am angry about my refund")
    assert (await now(world, waits)).team_id == billing and await _line(world) == [waits.id, first.id]
    before = await kinds(world, waits)
    assert before == ["priority_changed", "went_ahead", "needs_changed"]
    await _says(world, waits, "still angry, refund!")
    assert await kinds(world, waits) == before


async def test_what_was_set_stays_when_more_is_written(world: World) -> None:
    billing, other = await _team(world, world.ann), await _team(world, world.ben, name="Other")
    await _rules(world, {"name": "Refunds", "words": ["refund"], "team_id": billing})
    waits = await world.waits(world.vic, "hello")
    await routing.set_needs(world.core, world.lee, waits.id, Said(team_id=other, priority="vip"))
    await _says(world, waits, "my refund")
    found = await now(world, waits)
    assert (found.team_id, found.priority) == (other, "vip")


async def test_a_team_without_members_is_dropped_and_said(world: World) -> None:
    empty = await _team(world, name="Night shift")
    await _rules(world, {"name": "All", "team_id": empty})
    found = await now(world, await world.waits(world.vic))
    assert found.team_id is None
    assert [(d.kind, d.data.get("team", {}).get("name")) for d in await decided(world, found)] == [
        ("needs_changed", "Night shift"),
        ("team_empty", "Night shift"),
    ]


async def test_a_level_nobody_has_is_waived_and_said(world: World) -> None:
    skill = await _skill(world, {world.ann.id: 2})
    await _rules(world, {"name": "All", "needs": [{"skill_id": skill, "level": 3}]})
    found = await now(world, await world.waits(world.vic))
    waived = (await decided(world, found))[-1]
    assert (found.needs, waived.kind, waived.data["because"]) == ("", "needs_waived", "nobody_has")
    assert [(need["name"], need["level"]) for need in waived.data["needs"]] == [("refunds", 3)]


async def test_who_could_is_deactivated_while_somebody_waits_for_them(world: World) -> None:
    billing = await _team(world, world.ann)
    await _rules(world, {"name": "All", "team_id": billing})
    await gives(world)
    await world.is_here(world.ben)
    waits = await world.waits(world.vic)
    assert (await now(world, waits)).assignee_id is None
    await _leaves_for_good(world, world.ann)
    assert (await now(world, waits)).assignee_id == world.ben.id
    assert await kinds(world, waits) == ["needs_changed", "team_empty", "given"]


async def test_who_could_leaves_the_inbox_or_loses_the_skill(world: World) -> None:
    skill = await _skill(world, {world.ann.id: 1})
    await _rules(world, {"name": "All", "needs": [{"skill_id": skill}]})
    first = await world.waits(world.vic)
    await agents.change_agent(world.core, await _admin(world), world.ann.id, {"inbox_ids": []})
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
    await _leaves_for_good(world, world.ann)
    assert [(await now(world, c)).offered_to for c in (talks, offered)] == [world.ben.id, world.ben.id]
    assert (await now(world, talks)).waiting and (await now(world, offered)).waiting


async def test_after_so_long_anybody_may_take_it(world: World) -> None:
    billing = await _team(world, world.ann)
    await gives(world, rules=[{"name": "All", "team_id": billing, "words": ["refund"]}], waive_needs_seconds=120)
    await world.is_here(world.ben)
    waits = await world.waits(world.vic, "a refund")
    await passes(world, seconds=119)
    assert (await now(world, waits)).waiting
    await passes(world, seconds=1)
    found = await now(world, waits)
    assert (found.team_id, found.assignee_id) == (None, world.ben.id)
    waived = (await decided(world, waits))[1]
    assert (waived.kind, waived.data["because"], waived.data["seconds"]) == ("needs_waived", "seconds", 120)


async def test_what_was_waived_is_not_asked_for_again_by_the_same_words(world: World) -> None:
    billing = await _team(world, world.ann)
    rule = {"name": "Refunds", "team_id": billing, "words": ["refund", "money"]}
    await _rules(world, rule, waive_needs_seconds=60)
    waits = await world.waits(world.vic, "hello")
    await passes(world, seconds=61)
    await _says(world, waits, "my money")
    assert (await now(world, waits)).team_id is None


async def test_another_time_to_waive_counts_for_those_who_wait(world: World) -> None:
    billing = await _team(world, world.ann)
    await _rules(world, {"name": "All", "team_id": billing})
    waits = await world.waits(world.vic)
    form = {"routing": {"waive_needs_seconds": 60}}
    await inboxes.change_inbox(world.core, await _admin(world), world.shop.id, form)
    await passes(world, seconds=60)
    assert (await now(world, waits)).team_id is None


async def test_who_leaves_the_line_leaves_no_timer_that_matters(world: World) -> None:
    billing = await _team(world, world.ann)
    await _rules(world, {"name": "All", "team_id": billing}, waive_needs_seconds=60)
    waits = await world.waits(world.vic)
    await routing.claim(world.core, world.ann, waits.id)
    await passes(world, seconds=120)
    assert (await now(world, waits)).team_id == billing


async def test_a_rule_for_a_team_and_a_skill_that_are_no_more_asks_for_nothing(world: World) -> None:
    await _rules(world, {"name": "All", "needs": [{"skill_id": "gone"}]}, {"name": "Team", "team_id": "gone"})
    waits = await now(world, await world.waits(world.vic))
    assert (waits.needs, waits.team_id) == ("", None)


async def test_who_may_say_what_it_needs(world: World) -> None:
    skill = await _skill(world, {world.ben.id: 2})
    waits = await world.waits(world.vic)
    await routing.set_needs(world.core, world.ann, waits.id, Said(needs=[Need(skill, 2)]))
    changed = (await decided(world, waits))[-1]
    assert changed.kind == "needs_changed" and changed.data["by"]["name"] == "Ann"
    await routing.claim(world.core, world.ben, waits.id)
    for who, code in ((world.ann, "not_assignee"), (await world.agent("Eve", inbox=None), "not_assignee")):
        with pytest.raises(DeskbellError) as refused:
            await routing.set_needs(world.core, who, waits.id, Said(priority="vip"))
        assert refused.value.code == code
    for who, priority in ((world.ben, "vip"), (world.lee, "complaint")):
        await routing.set_needs(world.core, who, waits.id, Said(priority=priority))
        assert (await now(world, waits)).priority == priority
    assert read_needs((await now(world, waits)).needs) == (Need(skill, 2),)
    await conversations.resolve(world.core, world.ben, waits.id)
    with pytest.raises(DeskbellError, match="resolved"):
        await routing.set_needs(world.core, world.lee, waits.id, Said(priority="vip"))


async def test_what_nobody_could_do_is_refused_with_a_sentence(world: World) -> None:
    skill, empty = await _skill(world, {world.ben.id: 2}), await _team(world)
    waits = await world.waits(world.vic)
    for said, code in (
        (Said(needs=[Need(skill, 3)]), "nobody_could"),
        (Said(team_id=empty), "nobody_could"),
        (Said(team_id="gone"), "unknown_team"),
        (Said(needs=[Need("gone")]), "unknown_skill"),
    ):
        with pytest.raises(DeskbellError) as refused:
            await routing.set_needs(world.core, world.lee, waits.id, said)
        assert refused.value.code == code and (await now(world, waits)).needs == ""


async def test_an_offer_to_who_cannot_is_withdrawn_when_it_needs_more(world: World) -> None:
    skill = await _skill(world, {world.ben.id: 2})
    await gives(world, offer_seconds=30)
    await world.is_here(world.ann)
    waits = await world.waits(world.vic)
    await world.is_here(world.ben)
    assert (await now(world, waits)).offered_to == world.ann.id
    await routing.set_needs(world.core, world.lee, waits.id, Said(needs=[Need(skill, 1)]))
    assert (await now(world, waits)).offered_to == world.ben.id


async def test_a_described_visitor_is_looked_at_by_the_same_rules(world: World) -> None:
    await _rules(world, {"name": "Cart", "page": "/cart", "priority": "complaint"})
    async with world.core.read() as conn:
        shop = await inbox_rows.by_id(conn, world.shop.id) or world.shop
        seen: dict[str, Any] = {"page_url": "https://shop.example/Cart", "locale": "en", "tags": [], "attributes": {}}
        found = await wants.wants_of(conn, shop, text="hi", **seen)
    assert msgspec.to_builtins(found) | {"because": []} == {
        "team_id": None, "needs": (), "priority": "complaint", "because": [],
    }  # fmt: skip
