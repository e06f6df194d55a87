"""Handing a conversation on to another agent: with a note, by right, and once however often it is sent."""

from __future__ import annotations

from functools import partial

import pytest

from deskbell.domain.errors import DeskbellError
from deskbell.services import lists, routing
from tests.services.needs_people import make_team
from tests.world import World

pytestmark = pytest.mark.anyio


async def test_transfer_hands_on_with_a_note_that_the_visitor_does_not_see(world: World) -> None:
    conversation = await world.waits(world.vic, "hello")
    await world.is_here(world.ann, world.ben)
    await routing.claim(world.core, world.ann, conversation.id)
    moved = await routing.transfer(world.core, world.ann, conversation.id, world.ben.id, "knows teapots")
    assert moved.assignee_id == world.ben.id
    seen = await lists.sync(world.core, world.vic, conversation.id, 0, 50)
    assert "knows teapots" not in str(seen)
    assert [n["text"] for n in (await lists.sync(world.core, world.ben, conversation.id, 0, 50))["notes"]] == [
        "knows teapots"
    ]


async def test_transfer_needs_somebody_who_is_here_and_the_right_to_do_it(world: World) -> None:
    conversation = await world.waits(world.vic)
    await world.is_here(world.ann)
    await routing.claim(world.core, world.ann, conversation.id)
    for target in (world.ben.id, "nobody"):
        with pytest.raises(DeskbellError) as refused:
            await routing.transfer(world.core, world.ann, conversation.id, target, None)
        assert refused.value.code == "agent_unavailable"
    await world.is_here(world.ben)
    with pytest.raises(DeskbellError) as refused:
        await routing.transfer(world.core, world.ben, conversation.id, world.ben.id, None)
    assert refused.value.code == "not_assignee"
    assert (
        await routing.transfer(world.core, world.lee, conversation.id, world.ben.id, None)
    ).assignee_id == world.ben.id


async def test_a_transfer_sent_twice_leaves_one_note(world: World) -> None:
    conversation = await world.waits(world.vic)
    await world.is_here(world.ann, world.ben)
    for _ in range(2):
        await routing.transfer(world.core, world.lee, conversation.id, world.ben.id, "yours")
    assert len((await lists.sync(world.core, world.ben, conversation.id, 0, 50))["notes"]) == 1


async def test_a_transfer_whose_acknowledgement_was_lost_is_answered_again(world: World) -> None:
    await world.is_here(world.ann, world.ben)
    conversation = await world.waits(world.vic)
    await routing.claim(world.core, world.ann, conversation.id)
    for _ in range(2):
        moved = await routing.transfer(world.core, world.ann, conversation.id, world.ben.id, "yours")
        assert moved.assignee_id == world.ben.id
    assert moved.last_note_seq == 1
    mia = await world.agent("Mia")
    with pytest.raises(DeskbellError) as refused:
        await routing.transfer(world.core, mia, conversation.id, world.ben.id, "yours")
    assert refused.value.code == "not_assignee"


async def test_who_waits_is_nobodys_to_hand_on_but_those_who_lead(world: World) -> None:
    conversation, team = await world.waits(world.vic), await make_team(world, world.ben)
    await world.is_here(world.ann, world.ben)
    for hand in (
        routing.transfer(world.core, world.ann, conversation.id, world.ben.id, None),
        routing.transfer_to_team(world.core, world.ann, conversation.id, team, None),
        routing.transfer_to_bot(world.core, world.ann, conversation.id, None),
    ):
        with pytest.raises(DeskbellError) as refused:
            await hand
        assert refused.value.code == "not_assignee"
    assert (await routing.transfer_to_team(world.core, world.lee, conversation.id, team, None)).team_id == team


async def test_handing_it_to_a_team_or_the_bot_is_answered_again_too(world: World) -> None:
    conversation, team = await world.waits(world.vic), await make_team(world, world.ben)
    await world.is_here(world.ann)
    for give in (partial(routing.transfer_to_team, team_id=team), routing.transfer_to_bot):
        await routing.claim(world.core, world.ann, conversation.id)
        for _ in range(2):
            moved = await give(world.core, world.ann, conversation.id, note="later")
        assert moved.assignee_id is None
    assert moved.last_note_seq == 2
