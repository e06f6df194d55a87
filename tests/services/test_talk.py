"""Vic writes, Ann answers: once, in order, to those who may."""

from __future__ import annotations

import asyncio
from typing import TypeVar

import pytest

from deskbell.domain.errors import DeskbellError
from deskbell.domain.ids import new_id
from deskbell.services import conversations, lists, marks, routing, talk
from deskbell.services.events import ConversationChanged, MessageCreated, NoteCreated, TypingChanged, VisitorChanged
from tests.world import World

pytestmark = pytest.mark.anyio
T = TypeVar("T")


def _told(world: World, kind: type[T]) -> list[T]:
    return [event for event in world.told if isinstance(event, kind)]


async def test_the_same_client_id_again_is_the_same_message_and_is_told_once(world: World) -> None:
    conversation = await world.waits(world.vic)
    client_id = new_id()
    first = await talk.send_message(world.core, world.vic, conversation.id, client_id, "Where is my order?")
    again = await talk.send_message(world.core, world.vic, conversation.id, client_id, "Where is my order?")
    assert (again.id, again.seq) == (first.id, first.seq)
    await world.core.bus.told_all()
    told = [event for event in _told(world, MessageCreated) if event.message["client_id"] == client_id]
    assert len(told) == 1


async def test_starting_again_with_the_same_client_id_is_the_same_conversation(world: World) -> None:
    client_id = new_id()
    first, message = await talk.start_conversation(world.core, world.vic, client_id, "hello", "en")
    again, same = await talk.start_conversation(world.core, world.vic, client_id, "hello", "en")
    assert first.id == again.id
    assert message is not None and same is not None and message.id == same.id


async def test_words_sent_again_after_the_end_are_found_where_they_were_stored(world: World) -> None:
    first = await world.begins(world.vic, "first")
    client_id = new_id()
    _, said = await talk.start_conversation(world.core, world.vic, client_id, "second", "en")
    await conversations.resolve(world.core, world.vic, first.id)
    again, same = await talk.start_conversation(world.core, world.vic, client_id, "second", "en")
    assert said is not None and same is not None
    assert (again.id, again.status, same.id) == (first.id, "resolved", said.id)


async def test_a_start_that_is_refused_keeps_no_name_and_one_sent_again_tells_none(world: World) -> None:
    contact = talk.Contact("Victor", "vic@shop.example")
    with pytest.raises(DeskbellError):
        await talk.start_conversation(world.core, world.vic, "short", "hello", "en", contact)
    await world.core.bus.told_all()
    assert _told(world, VisitorChanged) == []
    client_id = new_id()
    for _ in range(2):
        await talk.start_conversation(world.core, world.vic, client_id, "hello", "en", contact)
    await world.core.bus.told_all()
    [changed] = _told(world, VisitorChanged)
    assert (changed.visitor["name"], changed.visitor["email"]) == contact


async def test_a_live_conversation_is_gone_on_with(world: World) -> None:
    first = await world.begins(world.vic, "hello")
    second = await world.begins(world.vic, "are you there?")
    assert second.id == first.id


async def test_seq_is_dense_under_many_senders_at_once(world: World) -> None:
    conversation = await world.waits(world.vic)
    await world.is_here(world.ann)
    await routing.claim(world.core, world.ann, conversation.id)
    says = [
        talk.send_message(world.core, who, conversation.id, new_id(), f"{n}")
        for n in range(30)
        for who in (world.vic, world.ann)
    ]
    await asyncio.gather(*says)
    caught_up = await lists.sync(world.core, world.vic, conversation.id, 0, 200)
    seqs = [message["seq"] for message in caught_up["messages"]]
    assert seqs == list(range(1, caught_up["conversation"]["last_seq"] + 1))
    assert caught_up["complete"]


async def test_notes_are_numbered_apart_and_no_visitor_sees_them(world: World) -> None:
    conversation = await world.waits(world.vic)
    before = (await lists.sync(world.core, world.vic, conversation.id, 0, 200))["conversation"]["last_seq"]
    note = await talk.add_note(world.core, world.ann, conversation.id, new_id(), "third bent lid from this batch")
    again = await talk.add_note(world.core, world.ann, conversation.id, note.client_id, "third bent lid")
    assert (note.seq, note.note_seq, note.after_seq, again.id) == (None, 1, before, note.id)
    seen = await lists.sync(world.core, world.vic, conversation.id, 0, 200)
    assert seen["conversation"]["last_seq"] == before
    assert "notes" not in seen and "last_note_seq" not in seen["conversation"]
    assert [n["text"] for n in (await lists.sync(world.core, world.ben, conversation.id, 0, 200))["notes"]] == [
        note.text
    ]
    await world.core.bus.told_all()
    assert len(_told(world, NoteCreated)) == 1


async def test_only_the_assignee_writes_to_the_visitor(world: World) -> None:
    conversation = await world.waits(world.vic)
    for agent in (world.ann, world.ben, world.lee):
        with pytest.raises(DeskbellError) as refused:
            await talk.send_message(world.core, agent, conversation.id, new_id(), "hi")
        assert refused.value.code == "not_assignee"
    await routing.claim(world.core, world.ann, conversation.id)
    assert (await talk.send_message(world.core, world.ann, conversation.id, new_id(), "hi")).author_name == "Ann"


async def test_a_visitor_finds_nothing_of_another(world: World) -> None:
    conversation = await world.waits(world.vic, "my secret")
    attempts = (
        talk.send_message(world.core, world.wanda, conversation.id, new_id(), "hi"),
        lists.sync(world.core, world.wanda, conversation.id, 0, 10),
        conversations.request_human(world.core, world.wanda, conversation.id),
        conversations.resolve(world.core, world.wanda, conversation.id),
        conversations.leave_queue(world.core, world.wanda, conversation.id),
    )
    for attempt in attempts:
        with pytest.raises(DeskbellError) as refused:
            await attempt
        assert refused.value.code == "not_found"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "text_empty"),
        (" \n\t ", "text_empty"),
        ("\u200b\u2060\ufe0f\u3164", "text_empty"),
        ("x" * 8_001, "text_too_long"),
    ],
)
async def test_text_has_bounds(world: World, text: str, code: str) -> None:
    conversation = await world.waits(world.vic)
    before = (await lists.sync(world.core, world.vic, conversation.id, 0, 10))["conversation"]["last_seq"]
    with pytest.raises(DeskbellError) as refused:
        await talk.send_message(world.core, world.vic, conversation.id, new_id(), text)
    assert refused.value.code == code
    assert (await lists.sync(world.core, world.vic, conversation.id, 0, 10))["conversation"]["last_seq"] == before


async def test_8000_characters_of_any_kind_go_through_unchanged(world: World) -> None:
    conversation = await world.waits(world.vic)
    for text in ("字" * 8_000, "😀" * 8_000, "<b>" * 2_000 + "‮" + "{{7*7}}"):
        message = await talk.send_message(world.core, world.vic, conversation.id, new_id(), text)
        caught_up = await lists.sync(world.core, world.vic, conversation.id, (message.seq or 0) - 1, 1)
        assert caught_up["messages"][0]["text"] == text


async def test_a_client_id_of_somebody_else_is_refused_without_being_shown(world: World) -> None:
    conversation = await world.waits(world.vic)
    await routing.claim(world.core, world.ann, conversation.id)
    said = await talk.send_message(world.core, world.vic, conversation.id, new_id(), "mine")
    with pytest.raises(DeskbellError) as refused:
        await talk.send_message(world.core, world.ann, conversation.id, said.client_id, "mine too")
    assert refused.value.code == "bad_payload" and "mine" not in refused.value.message


async def test_writing_to_a_resolved_conversation_reopens_it_with_the_same_agent(world: World) -> None:
    conversation = await world.waits(world.vic)
    await world.is_here(world.ann)
    await routing.claim(world.core, world.ann, conversation.id)
    await conversations.resolve(world.core, world.ann, conversation.id)
    await talk.send_message(world.core, world.vic, conversation.id, new_id(), "one more thing")
    view = (await lists.sync(world.core, world.vic, conversation.id, 0, 50))["conversation"]
    assert (view["status"], view["assignee"]["name"], view["resolved_at"]) == ("open", "Ann", None)


async def test_it_goes_back_to_the_line_when_the_agent_is_away(world: World) -> None:
    conversation = await world.waits(world.vic)
    await routing.claim(world.core, world.ann, conversation.id)
    await conversations.resolve(world.core, world.vic, conversation.id)
    await talk.send_message(world.core, world.vic, conversation.id, new_id(), "one more thing")
    view = (await lists.sync(world.core, world.vic, conversation.id, 0, 50))["conversation"]
    assert (view["status"], view["assignee"], view["queue"]["position"]) == ("open", None, 1)


async def test_an_agent_must_reopen_before_writing_on(world: World) -> None:
    conversation = await world.waits(world.vic)
    await routing.claim(world.core, world.ann, conversation.id)
    await conversations.resolve(world.core, world.ann, conversation.id)
    with pytest.raises(DeskbellError) as refused:
        await talk.send_message(world.core, world.ann, conversation.id, new_id(), "and")
    assert refused.value.code == "already_resolved"
    await conversations.reopen(world.core, world.ben, conversation.id)
    assert (await talk.send_message(world.core, world.ben, conversation.id, new_id(), "and")).author_name == "Ben"


async def test_a_bot_that_fails_harms_no_message(world: World) -> None:
    async def fails(*_: object) -> None:
        raise RuntimeError("the bot is broken")

    world.core.hooks.bot_answers[:] = [fails]
    conversation = await world.begins(world.vic, "hello")
    caught_up = await lists.sync(world.core, world.vic, conversation.id, 0, 10)
    assert [message["text"] for message in caught_up["messages"]] == ["hello"]


async def test_the_first_words_are_the_topic_and_the_desk_hears_them(world: World) -> None:
    await world.begins(world.vic, "damaged parcel")
    await world.core.bus.told_all()
    topics = [event.for_agents["topic"] for event in _told(world, ConversationChanged)]
    assert topics[0] is None and "damaged parcel" in topics


async def test_the_name_victor_gives_while_he_talks_stands_on_all_he_does(world: World) -> None:
    stranger = await world.visitor()
    begun, first = await talk.start_conversation(
        world.core, stranger, new_id(), "hello", "en", talk.Contact("Victor", None)
    )
    second = await talk.send_message(world.core, stranger, begun.id, new_id(), "it is about teapots")
    await marks.set_typing(world.core, stranger, begun.id, True)
    resolved = await conversations.resolve(world.core, stranger, begun.id)
    await world.core.bus.told_all()
    [typing] = _told(world, TypingChanged)
    assert first is not None and resolved.resolved_by is not None
    named = (first.author_name, second.author_name, typing.typing["author"]["name"], resolved.resolved_by["name"])
    assert named == ("Victor",) * 4
