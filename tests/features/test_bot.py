"""Vic asks the bot: it answers, offers what he may mean, says honestly what it does not know, and hands him over."""

from __future__ import annotations

import pytest

from deskbell.domain.errors import BadInput, NotFound
from deskbell.domain.ids import new_id
from deskbell.features.bot.helpful import RateAnswer, rate_answer
from deskbell.features.knowledge.help_centre.addresses import article_path
from deskbell.services import conversations, lists, talk
from deskbell.services.events import ConversationChanged, MessageUpdated
from tests.features.people import (
    CLOSED_WEEK,
    ORDER,
    REFUND,
    TIN,
    Bookshelf,
    as_it_is,
    cards,
    configure,
    last_message,
    messages_of,
    says,
)
from tests.world import World

pytestmark = pytest.mark.anyio
UNSURE = {"assignment": "manual", "bot_threshold": 1.0, "bot": {"suggest_from": 0.1}}
"""Only the very words are answered, whatever is near them is offered."""
GIBBERISH = "is the moon made of green cheese"


async def test_the_bot_answers_what_it_knows(world: World, books: Bookshelf) -> None:
    _, tin, *_ = await books.holds_the_usual()
    conversation = await world.begins(world.vic, "can I send back an opened tin")
    card = await last_message(world, conversation)
    assert (card.kind, card.author_type, card.text, card.seq) == ("card", "bot", TIN[1], 2)
    page = article_path(world.shop.key, "en", "can-i-send-back-an-opened-tin", tin.id)
    cited = {"article_id": tin.id, "title": TIN[0], "url": page}
    assert card.data == {"card": "answer", **cited, "helpful": None}


async def test_the_bot_answers_chinese(world: World, books: Bookshelf) -> None:
    await books.holds_the_usual()
    conversation = await world.begins(world.vic, "请问，拆开的茶叶还能退吗")
    assert (await last_message(world, conversation)).text == REFUND[1]


async def test_two_chinese_characters_are_enough(world: World, books: Bookshelf) -> None:
    await books.holds_the_usual()
    conversation = await world.begins(world.vic, "退货")
    assert (await last_message(world, conversation)).data["card"] == "answer"


async def test_below_the_threshold_it_offers_up_to_three(world: World, books: Bookshelf) -> None:
    await books.holds_the_usual()
    await configure(world, routing=UNSURE)
    conversation = await world.begins(world.vic, "my tin has a lid that does not close")
    card = await last_message(world, conversation)
    assert card.text == "I may have misread that. Is it:"
    offered = card.data["suggestions"]
    assert card.data["card"] == "suggestions"
    assert 1 <= len(offered) <= 3
    assert offered[0]["question"] == "Exchange a faulty item"
    await says(world, world.vic, conversation, offered[0]["question"])
    assert (await last_message(world, conversation)).data["card"] == "answer"


async def test_what_it_offers_is_in_one_language(world: World, books: Bookshelf) -> None:
    await books.holds("多久能送到？", locale="zh-CN", phrasings=["配送时间"])
    await books.holds("多久會送到？", locale="zh-TW", phrasings=["配送時間"])
    await configure(world, routing=UNSURE)
    conversation = await world.begins(world.vic, "多久能配送好")
    offered = (await last_message(world, conversation)).data["suggestions"]
    assert [suggestion["question"] for suggestion in offered] == ["多久能送到？"]


async def test_a_lower_threshold_answers_more(world: World, books: Bookshelf) -> None:
    await books.holds_the_usual()
    await configure(world, routing={"assignment": "manual", "bot_enabled": True, "bot_threshold": 0.4})
    conversation = await world.begins(world.vic, "my tin has a lid that does not fit")
    assert await cards(world, conversation) == ["answer"]


async def test_it_says_honestly_what_it_does_not_know(world: World) -> None:
    for locale, words in (
        ("en", "I do not know that. A person does."),
        ("zh-CN", "这个我不知道，请让人工来答。"),
        ("zh-TW", "這個我不知道，請真人客服來回答。"),
        ("zh-Hant-HK", "這個我不知道，請真人客服來回答。"),
        ("fr", "I do not know that. A person does."),
    ):
        somebody = await world.visitor()
        conversation, _ = await talk.start_conversation(world.core, somebody, new_id(), GIBBERISH, locale)
        card = await last_message(world, conversation)
        assert (card.text, card.data) == (words, {"card": "unknown"})


async def test_after_two_misses_in_a_row_a_person_is_asked(world: World, books: Bookshelf) -> None:
    await books.holds_the_usual()
    conversation = await world.begins(world.vic, GIBBERISH)
    assert (await as_it_is(world, conversation.id)).assignee_type == "bot"
    await says(world, world.vic, conversation, f"{GIBBERISH}, then")
    assert await cards(world, conversation) == ["unknown", "unknown", "queued"]
    now = await as_it_is(world, conversation.id)
    assert now.waiting
    assert now.queue_order is not None
    assert (await last_message(world, conversation)).data == {"activity": "queued", "by": "bot", "reason": "misses"}


@pytest.mark.parametrize(
    ("said", "locale", "answer"),
    [
        ("hi", "en", "Hello. What would you like to know?"),
        ("Hello there!", "en", "Hello. What would you like to know?"),
        ("Hi… anybody here?", "en", "Hello. What would you like to know?"),
        ("您好，在吗？", "zh-CN", "您好，想问点什么？"),
        ("哈囉", "zh-TW", "您好，想問什麼呢？"),
        ("OK, thank you very much.", "en", "You are welcome."),
        ("好的，谢谢您！", "zh-CN", "不客气。"),
        ("OK, got it 👍", "en", "All right. Write here if there is anything else."),
        ("明白了，没事了", "zh-CN", "好的，有需要随时告诉我。"),
        ("您好，請問一下", "zh-TW", "您好，想問什麼呢？"),
        ("谢谢您！", "en", "不客气。"),
    ],
)
async def test_a_courtesy_is_returned_and_is_no_miss(
    world: World, books: Bookshelf, said: str, locale: str, answer: str
) -> None:
    await books.holds_the_usual()
    conversation, _ = await talk.start_conversation(world.core, world.vic, new_id(), said, locale)
    await says(world, world.vic, conversation, said)
    assert await cards(world, conversation) == ["courtesy", "courtesy"]
    assert (await last_message(world, conversation)).text == answer
    assert (await as_it_is(world, conversation.id)).misses == 0


async def test_a_courtesy_is_no_topic_and_the_desk_hears_the_one_after_it(world: World, books: Bookshelf) -> None:
    await books.holds_the_usual()
    conversation = await world.begins(world.vic, "hello")
    assert (await as_it_is(world, conversation.id)).topic is None
    await conversations.request_human(world.core, world.vic, conversation.id)
    await says(world, world.vic, conversation, "the lid is bent")
    await world.core.bus.told_all()
    told = [event.for_agents["topic"] for event in world.told if isinstance(event, ConversationChanged)]
    assert told[-2:] == [None, "the lid is bent"]


async def test_thanks_for_an_answer_leave_the_topic(world: World, books: Bookshelf) -> None:
    await books.holds_the_usual()
    conversation = await world.begins(world.vic, ORDER[0])
    await says(world, world.vic, conversation, "thank you")
    assert (await as_it_is(world, conversation.id)).topic == ORDER[0]


async def test_a_greeting_before_a_question_or_with_an_article_of_its_own_is_a_question(
    world: World, books: Bookshelf
) -> None:
    await books.holds_the_usual()
    conversation = await world.begins(world.vic, f"hello, {ORDER[0]}")
    await books.holds("Hello", "Hello yourself. Ask me about tea.")
    await says(world, world.vic, conversation, "hello!")
    await says(world, world.vic, conversation, "hi there, " + GIBBERISH)
    assert await cards(world, conversation) == ["answer", "answer", "unknown"]


async def test_an_answer_in_between_starts_the_count_anew(world: World, books: Bookshelf) -> None:
    await books.holds_the_usual()
    conversation = await world.begins(world.vic, GIBBERISH)
    await says(world, world.vic, conversation, ORDER[0])
    await says(world, world.vic, conversation, GIBBERISH)
    assert await cards(world, conversation) == ["unknown", "answer", "unknown"]
    assert (await as_it_is(world, conversation.id)).misses == 1


async def test_in_line_the_bot_is_silent(world: World, books: Bookshelf) -> None:
    await books.holds_the_usual()
    conversation = await world.waits(world.vic)
    await says(world, world.vic, conversation, ORDER[0])
    assert await cards(world, conversation) == ["queued"]


async def test_outside_business_hours_the_form_is_offered(world: World) -> None:
    await configure(world, business_hours=CLOSED_WEEK)
    conversation = await world.begins(world.vic, GIBBERISH)
    await says(world, world.vic, conversation, GIBBERISH)
    card = await last_message(world, conversation)
    assert card.data == {"card": "closed", "opens_at": "2026-11-24T01:00:00.000Z"}
    assert await cards(world, conversation) == ["unknown", "unknown", "closed"]
    assert (await as_it_is(world, conversation.id)).assignee_type == "bot"


async def test_the_bot_answers_at_night_too(world: World, books: Bookshelf) -> None:
    await books.holds_the_usual()
    await configure(world, business_hours=CLOSED_WEEK)
    conversation = await world.begins(world.vic, ORDER[0])
    assert await cards(world, conversation) == ["answer"]


async def test_a_desk_without_a_bot_goes_straight_to_the_line(world: World, books: Bookshelf) -> None:
    await books.holds_the_usual()
    await configure(world, routing={"assignment": "manual", "bot_enabled": False, "bot_threshold": 0.8})
    conversation = await world.begins(world.vic, ORDER[0])
    assert await cards(world, conversation) == ["queued"]
    assert (await as_it_is(world, conversation.id)).waiting


async def test_a_bot_that_fails_takes_no_message_with_it(world: World) -> None:
    async def broken(*_: object) -> list[object]:
        raise RuntimeError("no index")

    world.core.hooks.find_answers = broken  # type: ignore[assignment]
    conversation = await world.begins(world.vic, ORDER[0])
    assert [message.text for message in await messages_of(world, conversation)] == [ORDER[0]]


async def test_sending_again_is_answered_once(world: World, books: Bookshelf) -> None:
    await books.holds_the_usual()
    conversation = await world.begins(world.vic, "hello there, it is me")
    client_id = new_id()
    for _ in range(3):
        await talk.send_message(world.core, world.vic, conversation.id, client_id, ORDER[0])
    assert (await cards(world, conversation)).count("answer") == 1


async def _answered(world: World, books: Bookshelf) -> tuple[str, str]:
    """Vic has an answer: the ids of conversation and message."""
    await books.holds_the_usual()
    conversation = await world.begins(world.vic, ORDER[0])
    return conversation.id, (await last_message(world, conversation)).id


async def test_did_this_help_is_told_and_may_be_changed(world: World, books: Bookshelf) -> None:
    conversation_id, message_id = await _answered(world, books)
    for helpful in (True, False, True):
        answer = await rate_answer(world.core, world.vic, RateAnswer(conversation_id, message_id, helpful))
        assert answer["message"]["data"]["helpful"] is helpful
    synced = await lists.sync(world.core, world.vic, conversation_id, 0, 10)
    assert synced["messages"][1]["data"]["helpful"] is True
    await world.core.bus.told_all()
    told = [event.message["data"]["helpful"] for event in world.told if isinstance(event, MessageUpdated)]
    assert told == [True, False, True]


async def test_an_answer_that_did_not_help_is_one_miss_however_often_it_is_said(world: World, books: Bookshelf) -> None:
    conversation_id, message_id = await _answered(world, books)
    for helpful in (False, False, True, False):
        await rate_answer(world.core, world.vic, RateAnswer(conversation_id, message_id, helpful))
    conversation = await as_it_is(world, conversation_id)
    assert (conversation.misses, conversation.assignee_type) == (1, "bot")


async def test_no_help_and_no_answer_bring_a_person(world: World, books: Bookshelf) -> None:
    conversation_id, message_id = await _answered(world, books)
    await rate_answer(world.core, world.vic, RateAnswer(conversation_id, message_id, False))
    await talk.send_message(world.core, world.vic, conversation_id, new_id(), GIBBERISH)
    assert (await as_it_is(world, conversation_id)).waiting


async def test_yes_and_no_below_an_answer_are_said_of_it(world: World, books: Bookshelf) -> None:
    conversation_id, _ = await _answered(world, books)
    await talk.send_message(world.core, world.vic, conversation_id, new_id(), "No, it didn’t.")
    synced = await lists.sync(world.core, world.vic, conversation_id, 0, 10)
    assert synced["messages"][1]["data"]["helpful"] is False
    assert (await as_it_is(world, conversation_id)).misses == 1
    await talk.send_message(world.core, world.vic, conversation_id, new_id(), "没有")  # to the person that is offered
    assert not (await as_it_is(world, conversation_id)).waiting


@pytest.mark.parametrize(
    ("said", "waits"),
    [
        ("No, thanks", False),
        ("不用转人工", False),
        ("I do not want a person", False),
        ("Yes, please", True),
        ("需要", True),
        ("好，麻烦了", True),
        ("Never mind, I will look myself", False),
        ("不用了，我自己找", False),
        ("no thanks, no person needed", False),
        ("thanks", False),
    ],
)
async def test_who_is_told_that_a_person_knows_takes_one_or_none(
    world: World, books: Bookshelf, said: str, waits: bool
) -> None:
    await books.holds_the_usual()
    conversation, _ = await talk.start_conversation(world.core, world.vic, new_id(), GIBBERISH, "en")
    await says(world, world.vic, conversation, said)
    assert (await as_it_is(world, conversation.id)).waiting is waits


async def test_rating_an_answer_later_moves_nobody(world: World, books: Bookshelf) -> None:
    conversation_id, message_id = await _answered(world, books)
    await conversations.request_human(world.core, world.vic, conversation_id)
    await rate_answer(world.core, world.vic, RateAnswer(conversation_id, message_id, False))
    assert (await as_it_is(world, conversation_id)).misses == 0


async def test_only_answers_can_be_rated(world: World, books: Bookshelf) -> None:
    conversation_id, _ = await _answered(world, books)
    mine = (await lists.sync(world.core, world.vic, conversation_id, 0, 10))["messages"][0]
    with pytest.raises(BadInput) as caught:
        await rate_answer(world.core, world.vic, RateAnswer(conversation_id, mine["id"], True))
    assert caught.value.code == "unsupported"


async def test_wanda_cannot_rate_vics_answers(world: World, books: Bookshelf) -> None:
    conversation_id, message_id = await _answered(world, books)
    hers = await world.begins(world.wanda, "hello")
    for conversation in (conversation_id, hers.id):
        with pytest.raises(NotFound):
            await rate_answer(world.core, world.wanda, RateAnswer(conversation, message_id, True))
