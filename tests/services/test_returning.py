"""Vic comes back: within a day to the same conversation and agent, after it to a new one; no word is lost for it."""

from __future__ import annotations

import pytest

from deskbell.domain.errors import DeskbellError
from deskbell.domain.ids import new_id
from deskbell.domain.records import Conversation
from deskbell.services import conversations, lists, routing, talk
from deskbell.storage import agents, inboxes
from deskbell.storage import conversations as rows
from tests.services.needs_people import make_skill, make_team
from tests.world import World

pytestmark = pytest.mark.anyio


async def _was_served(world: World, **values: object) -> Conversation:
    """Ann has served Vic, and it is resolved."""
    await world.core.write(
        lambda tx: inboxes.change(tx.conn, world.shop.id, routing={"assignment": "manual", **values})
    )
    await world.is_here(world.ann, world.ben)
    conversation = await routing.claim(world.core, world.ann, (await world.waits(world.vic, "hello")).id)
    return await conversations.resolve(world.core, world.ann, conversation.id)


async def _now(world: World, conversation_id: str) -> Conversation:
    async with world.core.read() as conn:
        found = await rows.by_id(conn, conversation_id)
    assert found is not None
    return found


async def test_within_the_day_it_goes_on_with_the_same_agent(world: World) -> None:
    over = await _was_served(world)
    world.clock.pass_(hours=23, minutes=59)
    said = await talk.send_message(world.core, world.vic, over.id, new_id(), "one more thing")
    now = await _now(world, said.conversation_id)
    assert (now.id, now.status, now.assignee_id) == (over.id, "open", world.ann.id)


async def test_within_the_day_asking_for_a_person_leads_to_the_same_agent(world: World) -> None:
    over = await _was_served(world)
    world.clock.pass_(hours=1)
    now = await conversations.request_human(world.core, world.vic, over.id)
    assert (now.id, now.assignee_id, now.waiting) == (over.id, world.ann.id, False)


async def test_after_the_day_the_words_begin_a_new_one_and_are_found_when_sent_again(world: World) -> None:
    over = await _was_served(world)
    world.clock.pass_(hours=24)
    client_id = new_id()
    said = await talk.send_message(world.core, world.vic, over.id, client_id, "one more thing")
    assert said.conversation_id != over.id and (await _now(world, over.id)).status == "resolved"
    again = await talk.send_message(world.core, world.vic, over.id, client_id, "one more thing")
    begun, same = await talk.start_conversation(world.core, world.vic, client_id, "one more thing", "en")
    assert same is not None and (again.id, same.id, begun.id) == (said.id, said.id, said.conversation_id)
    more = await talk.send_message(world.core, world.vic, over.id, new_id(), "and another")
    assert more.conversation_id == said.conversation_id
    await conversations.reopen(world.core, world.ann, over.id)
    late = await talk.send_message(world.core, world.vic, over.id, client_id, "one more thing")
    assert late.id == said.id


async def test_after_the_day_asking_for_a_person_begins_a_new_one_in_line_once(world: World) -> None:
    over = await _was_served(world)
    world.clock.pass_(days=2)
    now = await conversations.request_human(world.core, world.vic, over.id)
    again = await conversations.request_human(world.core, world.vic, over.id)
    assert now.waiting and now.id != over.id and again.id == now.id


async def test_the_inbox_says_how_long_and_nought_is_never(world: World) -> None:
    over = await _was_served(world, return_hours=2)
    world.clock.pass_(hours=1)
    assert (await talk.send_message(world.core, world.vic, over.id, new_id(), "hi")).conversation_id == over.id
    never = await _was_served(world, return_hours=0)
    said = await talk.send_message(world.core, world.vic, never.id, new_id(), "hi")
    assert said.conversation_id not in (over.id, never.id)


async def test_at_night_nobody_is_promised_a_person(world: World) -> None:
    over = await _was_served(world)
    closed = {"always_open": False, "time_zone": "UTC", "week": {}}
    await world.core.write(lambda tx: inboxes.change(tx.conn, world.shop.id, business_hours=closed))
    with pytest.raises(DeskbellError) as refused:
        await conversations.request_human(world.core, world.vic, over.id)
    assert refused.value.code == "outside_business_hours" and (await _now(world, over.id)).status == "resolved"


async def test_what_wanda_wrote_under_the_same_client_id_is_no_words_of_vics(world: World) -> None:
    client_id = new_id()
    await talk.start_conversation(world.core, world.wanda, client_id, "mine", "en")
    mine = await world.begins(world.vic)
    said = await talk.send_message(world.core, world.vic, mine.id, client_id, "hello")
    log = await lists.sync(world.core, world.vic, mine.id, 0, 100)
    assert said.text == "hello" and said.id in [m["id"] for m in log["messages"]]


async def test_who_has_all_they_can_take_is_not_given_one_more_by_a_return(world: World) -> None:
    over = await _was_served(world, assignment="least_loaded")
    await world.core.write(lambda tx: agents.change(tx.conn, world.ann.id, capacity=1))
    await routing.claim(world.core, world.ann, (await world.begins(world.wanda)).id)
    said = await talk.send_message(world.core, world.vic, over.id, new_id(), "one more thing")
    assert (await _now(world, said.conversation_id)).assignee_id == world.ben.id


@pytest.mark.parametrize(("prefers", "willing"), [(False, True), (True, False)])
async def test_who_does_not_come_first_is_not_given_who_returns(world: World, prefers: bool, willing: bool) -> None:
    """By the inbox's setting or Ann's own; Ben has fewer."""
    over = await _was_served(world, assignment="least_loaded", prefer_last_agent=prefers)
    await world.core.write(lambda tx: agents.change(tx.conn, world.ann.id, serves_again=willing))
    await routing.claim(world.core, world.ann, (await world.begins(world.wanda)).id)
    said = await talk.send_message(world.core, world.vic, over.id, new_id(), "one more thing")
    assert (await _now(world, said.conversation_id)).assignee_id == world.ben.id


async def test_who_lost_the_connection_is_given_nobody_who_returns(world: World) -> None:
    """Within the grace Ann is shown as online; Ben is here and free."""
    over = await _was_served(world, assignment="least_loaded")
    await world.loses_connection(world.ann)
    world.clock.pass_(seconds=5)
    said = await talk.send_message(world.core, world.vic, over.id, new_id(), "one more thing")
    assert (await _now(world, said.conversation_id)).assignee_id == world.ben.id


async def test_where_agents_claim_who_returns_to_a_full_agent_stands_in_line(world: World) -> None:
    over = await _was_served(world)
    await world.core.write(lambda tx: agents.change(tx.conn, world.ann.id, capacity=1))
    await routing.claim(world.core, world.ann, (await world.begins(world.wanda)).id)
    await talk.send_message(world.core, world.vic, over.id, new_id(), "one more thing")
    assert (await _now(world, over.id)).waiting


async def test_whoever_claims_is_bound_by_no_rule_of_giving(world: World) -> None:
    """Of their own will: another team's, one whose skill they lack, and more than their capacity."""
    await _was_served(world)
    team_id = await make_team(world, world.ben)
    skill_id = await make_skill(world, {world.ben.id: 3})
    await world.core.write(lambda tx: agents.change(tx.conn, world.ann.id, capacity=1))
    await routing.claim(world.core, world.ann, (await world.begins(world.wanda)).id)
    other = await world.waits(await world.visitor())
    needed = {"team_id": team_id, "needs": f"{skill_id}:2"}
    await world.core.write(lambda tx: rows.change(tx.conn, other.id, **needed))
    taken = await routing.claim(world.core, world.ann, other.id)
    assert (taken.assignee_id, taken.team_id) == (world.ann.id, team_id)
