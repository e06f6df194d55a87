"""Handing on: to a team, to the bot, and what is refused comes back."""

from __future__ import annotations

from functools import partial

import pytest

from deskbell.domain.errors import DeskbellError
from deskbell.domain.ids import new_id
from deskbell.domain.people import AgentActor
from deskbell.domain.records import Team
from deskbell.services import conversations, presence, routing, talk
from deskbell.storage import floor, teams, visitors
from deskbell.storage.writer import Tx
from tests.services.routing_people import decided, gives, kinds, now, passes, stays
from tests.world import World

pytestmark = pytest.mark.anyio


async def _team(world: World, name: str, *people: AgentActor) -> Team:
    async def work(tx: Tx) -> Team:
        team = await teams.insert_team(tx.conn, id=new_id(), name=name, created_at=tx.now)
        await teams.set_members(tx.conn, team.id, {agent.id: 100 for agent in people})
        return team

    return await world.core.write(work)


async def test_a_teams_conversation_stands_where_it_had_stood_and_goes_to_a_member(world: World) -> None:
    returns = await _team(world, "Returns", world.ben)
    await world.is_here(world.ann)
    first = await world.waits(world.vic)
    await routing.claim(world.core, world.ann, first.id)
    behind = await world.waits(world.wanda)
    handed = await routing.transfer_to_team(world.core, world.ann, first.id, returns.id, "wants their money back")
    assert (handed.waiting, handed.team_id) == (True, returns.id)
    assert (handed.queue_order or 0) < (behind.queue_order or 0)
    await gives(world)
    await world.is_here(world.ben)
    assert (await now(world, first)).assignee_id == world.ben.id
    assert (await kinds(world, first))[-2:] == ["transferred", "given"]
    given = (await decided(world, first))[-1].data
    assert given["team"] == {"id": returns.id, "name": "Returns"}
    assert [(other["agent"]["name"], other["why_not"]) for other in given["others"]] == [
        ("Ann", "other_team"),
        ("Lee", "other_team"),
    ]


async def test_the_bot_has_it_again(world: World) -> None:
    await world.is_here(world.ann)
    conversation = await world.waits(world.vic)
    await routing.claim(world.core, world.ann, conversation.id)
    handed = await routing.transfer_to_bot(world.core, world.ann, conversation.id, None)
    assert (handed.assignee_type, handed.original_order) == ("bot", None)
    again = await routing.transfer_to_bot(world.core, world.lee, conversation.id, None)
    assert again.assignee_type == "bot"


async def test_what_is_refused_comes_back_to_who_handed_it_over(world: World) -> None:
    await world.is_here(world.ann, world.ben)
    conversation = await world.waits(world.vic)
    await routing.claim(world.core, world.ann, conversation.id)
    await routing.transfer(world.core, world.ann, conversation.id, world.ben.id, None)
    back = await routing.refuse(world.core, world.ben, conversation.id, "not mine")
    assert (back.assignee_id, back.transferred_by) == (world.ann.id, None)
    assert (await kinds(world, conversation))[-2:] == ["transfer_refused", "refused"]
    with pytest.raises(DeskbellError) as refused:
        await routing.refuse(world.core, world.ann, conversation.id, None)
    assert refused.value.code == "not_transferred"


async def test_what_is_refused_when_the_giver_is_gone_stands_in_line_again(world: World) -> None:
    await world.is_here(world.ann, world.ben)
    conversation = await world.waits(world.vic)
    await routing.claim(world.core, world.ann, conversation.id)
    await routing.transfer(world.core, world.ann, conversation.id, world.ben.id, None)
    await world.loses_connection(world.ann)
    await passes(world, seconds=30)
    back = await routing.refuse(world.core, world.ben, conversation.id, None)
    assert back.waiting and back.queue_order == conversation.queue_order


@pytest.mark.parametrize("offer_seconds", [0, 20])
async def test_a_team_does_not_give_it_back_to_the_member_who_handed_it_over(world: World, offer_seconds: int) -> None:
    returns = await _team(world, "Returns", world.ann, world.ben)
    conversation = await world.waits(world.vic)
    await world.is_here(world.ann, world.ben)
    await routing.claim(world.core, world.ann, conversation.id)
    await gives(world, offer_seconds=offer_seconds)
    world.clock.pass_(seconds=5)
    await routing.transfer_to_team(world.core, world.ann, conversation.id, returns.id, None)
    handed = await now(world, conversation)
    assert (handed.offered_to or handed.assignee_id) == world.ben.id
    looked = (await decided(world, conversation))[-1].data["others"]
    assert {other["agent"]["name"]: other["why_not"] for other in looked}["Ann"] == "let_it_pass"


@pytest.mark.parametrize(("offer_seconds", "apart"), [(0, 60), (20, 60), (90, 90)])
async def test_who_is_alone_with_what_they_gave_away_has_it_again_after_a_while(
    world: World, offer_seconds: int, apart: int
) -> None:
    returns = await _team(world, "Returns", world.ann)
    conversation = await world.waits(world.vic)
    await world.is_here(world.ann)
    await routing.claim(world.core, world.ann, conversation.id)
    await gives(world, offer_seconds=offer_seconds)
    await routing.transfer_to_team(world.core, world.ann, conversation.id, returns.id, None)
    await passes(world, seconds=apart - 1)
    waits = await now(world, conversation)
    assert (waits.waiting, waits.offered_to) == (True, None)
    await passes(world, seconds=1)
    again = await now(world, conversation)
    assert (again.offered_to or again.assignee_id) == world.ann.id
    assert (await decided(world, conversation))[-1].data["because"] == "only_one"


@pytest.mark.parametrize("offer_seconds", [0, 20])
async def test_what_is_refused_is_not_given_back_to_who_refused_it(world: World, offer_seconds: int) -> None:
    """The giver is gone, Ben served the visitor last: Lee has it, not Ben."""
    await world.is_here(world.ann, world.ben, world.lee)
    conversation = await world.waits(world.vic)
    await routing.claim(world.core, world.ann, conversation.id)
    world.clock.pass_(seconds=5)
    await routing.transfer(world.core, world.ann, conversation.id, world.ben.id, None)
    await gives(world, offer_seconds=offer_seconds)
    await world.loses_connection(world.ann)
    await passes(world, seconds=30)
    await routing.refuse(world.core, world.ben, conversation.id, None)
    back = await now(world, conversation)
    assert (back.offered_to or back.assignee_id) == world.lee.id


async def test_who_answered_cannot_refuse(world: World) -> None:
    await world.is_here(world.ann, world.ben)
    conversation = await world.waits(world.vic)
    await routing.claim(world.core, world.ann, conversation.id)
    await routing.transfer(world.core, world.ann, conversation.id, world.ben.id, None)
    await talk.send_message(world.core, world.ben, conversation.id, new_id(), "hello")
    with pytest.raises(DeskbellError) as refused:
        await routing.refuse(world.core, world.ben, conversation.id, None)
    assert refused.value.code == "not_transferred"


async def test_a_team_that_is_no_more_takes_nothing(world: World) -> None:
    conversation = await world.waits(world.vic)
    with pytest.raises(DeskbellError) as refused:
        await routing.transfer_to_team(world.core, world.lee, conversation.id, new_id(), None)
    assert refused.value.code == "unknown_team"


async def test_every_stay_in_line_is_a_row_with_its_end(world: World) -> None:
    await world.is_here(world.ann)
    served, left = await world.waits(world.vic), await world.waits(world.wanda)
    world.clock.pass_(seconds=30)
    await routing.claim(world.core, world.ann, served.id)
    await conversations.leave_queue(world.core, world.wanda, left.id)
    found = {stay.conversation_id: stay for stay in await stays(world)}
    assert (found[served.id].outcome, found[served.id].agent_id) == ("served", world.ann.id)
    assert (found[left.id].outcome, found[left.id].left_at) == ("left", world.clock())
    await world.loses_connection(world.ann)
    await passes(world, seconds=60)
    again = [stay for stay in await stays(world) if stay.conversation_id == served.id]
    assert [stay.outcome for stay in again] == ["served", None]


async def _signed_as(external_id: str, visitor_id: str, tx: Tx) -> None:
    await visitors.change(tx.conn, visitor_id, external_id=external_id)


async def test_who_served_a_signed_person_in_another_browser_served_them_before(world: World) -> None:
    await gives(world)
    await world.is_here(world.ben)
    before = await world.waits(world.vic)
    await conversations.resolve(world.core, world.ben, before.id)
    await world.is_here(world.ann)
    await routing.claim(world.core, world.ben, (await world.begins(await world.visitor())).id)
    for who in (world.vic.id, world.wanda.id):  # one person on two devices
        await world.core.write(partial(_signed_as, "4182", who))
    begun = await world.begins(world.wanda)
    async with world.core.read() as conn:
        assert await floor.last_agents(conn, [begun.id]) == {begun.id: world.ben.id}
    again = await conversations.request_human(world.core, world.wanda, begun.id)
    assert again.assignee_id == world.ben.id
    data = (await decided(world, again))[-1].data
    assert data["because"] == "served_before" and data["served_at"] is not None
    assert (await world.waits(await world.visitor())).assignee_id == world.ann.id, "unsigned is nobody else"


async def test_served_before_goes_first_if_online_and_willing(world: World) -> None:
    await gives(world)
    await world.is_here(world.ben)
    before = await world.waits(world.vic)
    assert before.assignee_id == world.ben.id
    await world.is_here(world.ann)
    await talk.send_message(world.core, world.ben, before.id, new_id(), "bye")
    await conversations.resolve(world.core, world.ben, before.id)
    for _ in range(2):  # so that Ben has more to do than Ann
        await routing.claim(world.core, world.ben, (await world.begins(await world.visitor())).id)
    world.clock.pass_(days=8)
    begun = await talk.start_conversation(world.core, world.vic, new_id(), None, "en")
    again = await conversations.request_human(world.core, world.vic, begun[0].id)
    assert again.assignee_id == world.ben.id
    assert (await decided(world, again))[-1].data["because"] == "served_before"
    await presence.set_presence(world.core, world.ben, "away")
    third = await world.visitor()
    assert (await world.waits(third)).assignee_id == world.ann.id
