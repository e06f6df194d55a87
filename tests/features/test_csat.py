"""Vic rates his conversation: once it is resolved, 1 to 5, and he may think again for a day."""

from __future__ import annotations

from typing import Any

import pytest

from deskbell.domain.errors import BadInput, Conflict, NotFound
from deskbell.domain.records import Conversation
from deskbell.features.csat.rating import RateConversation, rate_conversation
from deskbell.realtime.server import RealtimeServer
from deskbell.services import conversations, routing, talk
from deskbell.services.events import ConversationChanged
from deskbell.services.telling import view_for
from tests.features.people import as_it_is
from tests.world import World

pytestmark = pytest.mark.anyio


async def _resolved(world: World) -> Conversation:
    """Vic talked with Ann, and Ann resolved it."""
    conversation = await world.waits(world.vic, "The lid was bent.")
    await world.is_here(world.ann)
    await routing.claim(world.core, world.ann, conversation.id)
    return await conversations.resolve(world.core, world.ann, conversation.id)


async def test_a_rating_is_seen_by_both_sides(world: World) -> None:
    conversation = await _resolved(world)
    answer = await rate_conversation(world.core, world.vic, RateConversation(conversation.id, 4, "Quick and kind."))
    assert answer["csat"] == {
        "conversation_id": conversation.id,
        "rating": 4,
        "comment": "Quick and kind.",
        "rated_at": "2026-11-23T10:00:00.000Z",
        "changeable_until": "2026-11-24T10:00:00.000Z",
    }
    for who in (world.vic, world.ann):
        assert (await view_for(world.core, who, conversation))["csat"] == answer["csat"]


async def test_the_desk_hears_of_it_at_once(world: World) -> None:
    conversation = await _resolved(world)
    await world.core.bus.told_all()
    world.told.clear()
    await rate_conversation(world.core, world.vic, RateConversation(conversation.id, 5))
    await world.core.bus.told_all()
    [told] = world.told
    assert isinstance(told, ConversationChanged)
    assert told.for_agents["csat"]["rating"] == told.for_visitor["csat"]["rating"] == 5


async def test_no_rating_is_null(world: World) -> None:
    conversation = await _resolved(world)
    assert (await view_for(world.core, world.ann, conversation))["csat"] is None


async def test_vic_may_think_again_for_a_day(world: World) -> None:
    conversation = await _resolved(world)
    await rate_conversation(world.core, world.vic, RateConversation(conversation.id, 1, "No."))
    world.clock.pass_(hours=23, minutes=59)
    changed = await rate_conversation(world.core, world.vic, RateConversation(conversation.id, 5, "The tin came."))
    assert (changed["csat"]["rating"], changed["csat"]["comment"]) == (5, "The tin came.")
    assert changed["csat"]["changeable_until"] == "2026-11-24T10:00:00.000Z", "the day runs from the first time"
    world.clock.pass_(minutes=1)
    with pytest.raises(Conflict) as caught:
        await rate_conversation(world.core, world.vic, RateConversation(conversation.id, 2))
    assert caught.value.code == "rating_closed"
    assert (await view_for(world.core, world.vic, conversation))["csat"]["rating"] == 5


async def test_sending_the_same_rating_again_changes_nothing_and_is_never_too_late(world: World) -> None:
    conversation = await _resolved(world)
    first = await rate_conversation(world.core, world.vic, RateConversation(conversation.id, 3, "Fine."))
    world.clock.pass_(days=2)
    assert await rate_conversation(world.core, world.vic, RateConversation(conversation.id, 3, "Fine.")) == first


async def test_a_first_rating_may_come_late(world: World) -> None:
    conversation = await _resolved(world)
    world.clock.pass_(days=30)
    answer = await rate_conversation(world.core, world.vic, RateConversation(conversation.id, 4))
    assert answer["csat"]["comment"] == ""


async def test_an_open_conversation_is_not_rated(world: World) -> None:
    conversation = await world.waits(world.vic)
    with pytest.raises(Conflict) as caught:
        await rate_conversation(world.core, world.vic, RateConversation(conversation.id, 4))
    assert caught.value.code == "not_resolved"


async def test_a_rating_outlives_reopening(world: World) -> None:
    conversation = await _resolved(world)
    await rate_conversation(world.core, world.vic, RateConversation(conversation.id, 4))
    await talk.send_message(world.core, world.vic, conversation.id, "one-more-thing", "One more thing")
    assert (await as_it_is(world, conversation.id)).status == "open"
    assert (await view_for(world.core, world.ann, conversation))["csat"]["rating"] == 4
    with pytest.raises(Conflict):
        await rate_conversation(world.core, world.vic, RateConversation(conversation.id, 5))


async def test_what_is_not_a_rating_is_refused_in_words(world: World) -> None:
    conversation = await _resolved(world)
    for rating, comment, word in ((0, "", "rating"), (6, "", "rating"), (-1, "", "rating"), (5, "x" * 2001, "comment")):
        with pytest.raises(BadInput, match=word) as caught:
            await rate_conversation(world.core, world.vic, RateConversation(conversation.id, rating, comment))
        assert caught.value.code == "bad_payload"
    longest = await rate_conversation(world.core, world.vic, RateConversation(conversation.id, 5, "好" * 2000))
    assert longest["csat"]["comment"] == "好" * 2000


async def test_wanda_cannot_rate_vics_conversation(world: World) -> None:
    conversation = await _resolved(world)
    with pytest.raises(NotFound):
        await rate_conversation(world.core, world.wanda, RateConversation(conversation.id, 1))
    assert (await view_for(world.core, world.ann, conversation))["csat"] is None


async def test_vic_is_asked_with_the_day_that_is_running_and_not_once_it_is_over(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str | None] = []

    async def hears(name: str, payload: dict[str, Any], **_: Any) -> None:
        if name == "csat_requested":
            asked.append(payload["changeable_until"])

    monkeypatch.setattr(RealtimeServer(world.core, (), ()).door, "emit", hears)
    conversation = await _resolved(world)
    await world.core.bus.told_all()
    await rate_conversation(world.core, world.vic, RateConversation(conversation.id, 4))
    for hours in (1, 24):
        world.clock.pass_(hours=hours)
        await conversations.reopen(world.core, world.ann, conversation.id)
        await conversations.resolve(world.core, world.ann, conversation.id)
        await world.core.bus.told_all()
    assert asked == [None, "2026-11-24T10:00:00.000Z"]
