"""Handing a conversation on to another agent: with a note, by right, and once however often it is sent."""

from __future__ import annotations

import pytest

from deskbell.domain.errors import DeskbellError
from deskbell.services import lists, routing
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
