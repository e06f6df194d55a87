"""What a conversation needs changes while it waits: more is written, somebody says so, it has waited long enough."""

from __future__ import annotations

import pytest

from deskbell.domain.errors import DeskbellError
from deskbell.domain.routing.needs import Need, read_needs
from deskbell.services import conversations, inboxes, routing
from deskbell.services.routing import Said
from deskbell.services.telling import view_for
from tests.services.needs_people import in_line, make_admin, make_skill, make_team, set_rules, writes
from tests.services.routing_people import decided, gives, kinds, now, passes
from tests.world import World

pytestmark = pytest.mark.anyio


@pytest.fixture
def ready_database_url(sqlite_url: str) -> str:
    """The rules are the same on every database; `test_wants` holds the SQL to both."""
    return sqlite_url


async def test_what_is_written_later_counts_once(world: World) -> None:
    billing = await make_team(world, world.ann)
    await set_rules(
        world,
        {"name": "Refunds", "words": ["refund"], "team_id": billing},
        {"name": "Angry", "words": ["angry"], "priority": "complaint"},
    )
    first = await world.waits(world.wanda)
    world.clock.pass_(seconds=30)
    waits = await world.waits(world.vic, "hello")
    await writes(world, waits, "I am angry about my refund")
    assert (await now(world, waits)).team_id == billing and await in_line(world) == [waits.id, first.id]
    before = await kinds(world, waits)
    assert before == ["priority_changed", "went_ahead", "needs_changed"]
    await writes(world, waits, "still angry, refund!")
    assert await kinds(world, waits) == before


async def test_what_was_set_stays_when_more_is_written(world: World) -> None:
    billing, other = await make_team(world, world.ann), await make_team(world, world.ben, name="Other")
    await set_rules(world, {"name": "Refunds", "words": ["refund"], "team_id": billing})
    waits = await world.waits(world.vic, "hello")
    await routing.set_needs(world.core, world.lee, waits.id, Said(team_id=other, priority="vip"))
    await writes(world, waits, "my refund")
    found = await now(world, waits)
    assert (found.team_id, found.priority) == (other, "vip")


async def test_needs_look_the_same_at_a_conversation_and_at_its_decision(world: World) -> None:
    chinese = await make_skill(world, {world.ann.id: 3}, name="中文", language="zh")
    waits = await world.waits(world.vic, "hello")
    said = await routing.set_needs(world.core, world.lee, waits.id, Said(needs=(Need(chinese, 2),)))
    [changed] = await decided(world, waits)
    needs = [{"skill_id": chinese, "name": "中文", "level": 2, "language": "zh"}]
    assert (await view_for(world.core, world.lee, said))["needs"] == changed.data["needs"] == needs


async def test_after_so_long_anybody_may_take_it(world: World) -> None:
    billing = await make_team(world, world.ann)
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
    billing = await make_team(world, world.ann)
    rule = {"name": "Refunds", "team_id": billing, "words": ["refund", "money"]}
    await set_rules(world, rule, waive_needs_seconds=60)
    waits = await world.waits(world.vic, "hello")
    await passes(world, seconds=61)
    await writes(world, waits, "my money")
    assert (await now(world, waits)).team_id is None


async def test_another_time_to_waive_counts_for_those_who_wait(world: World) -> None:
    billing = await make_team(world, world.ann)
    await set_rules(world, {"name": "All", "team_id": billing})
    waits = await world.waits(world.vic)
    form = {"routing": {"waive_needs_seconds": 60}}
    await inboxes.change_inbox(world.core, await make_admin(world), world.shop.id, form)
    await passes(world, seconds=60)
    assert (await now(world, waits)).team_id is None


async def test_who_leaves_the_line_leaves_no_timer_that_matters(world: World) -> None:
    billing = await make_team(world, world.ann)
    await set_rules(world, {"name": "All", "team_id": billing}, waive_needs_seconds=60)
    waits = await world.waits(world.vic)
    await routing.claim(world.core, world.ann, waits.id)
    await passes(world, seconds=120)
    assert (await now(world, waits)).team_id == billing


async def test_who_may_say_what_it_needs(world: World) -> None:
    skill = await make_skill(world, {world.ben.id: 2})
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
    skill, empty = await make_skill(world, {world.ben.id: 2}), await make_team(world)
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
    skill = await make_skill(world, {world.ben.id: 2})
    await gives(world, offer_seconds=30)
    await world.is_here(world.ann)
    waits = await world.waits(world.vic)
    await world.is_here(world.ben)
    assert (await now(world, waits)).offered_to == world.ann.id
    await routing.set_needs(world.core, world.lee, waits.id, Said(needs=[Need(skill, 1)]))
    assert (await now(world, waits)).offered_to == world.ben.id
