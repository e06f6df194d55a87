"""When the bot answers, suggests or hands over: bands, misses, words for a person, anger, rules; and what it leaves behind."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from deskbell.domain.errors import NotFound
from deskbell.features.bot.trail import ListBotTrail, list_bot_trail
from deskbell.services import conversations, setup
from deskbell.services.articles import NotReady
from deskbell.storage import visitors
from tests.features.bot_people import asks, knows, match, rates, rates_last, recorded, sets
from tests.features.people import Bookshelf, as_it_is, cards, configure, last_message
from tests.world import World, open_world

pytestmark = pytest.mark.anyio


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """No SQL of its own here: SQLite is enough."""
    async with open_world(tmp_path) as world:
        yield world


@pytest.mark.parametrize(
    ("score", "card"), [(0.8, "answer"), (0.79, "suggestions"), (0.5, "suggestions"), (0.49, "unknown")]
)
async def test_the_bands(world: World, score: float, card: str) -> None:
    knows(world.core, tin=[match("tins", score), match("lids", 0.2), match("moons", 0.05)])
    conversation = await asks(world, world.vic, "my tin")
    assert await cards(world, conversation) == [card]
    if card == "suggestions":
        offered = (await last_message(world, conversation)).data["suggestions"]
        assert [offer["article_id"] for offer in offered] == ["tins", "lids"]


async def test_ada_sets_the_bands_and_the_misses(world: World) -> None:
    knows(world.core, tin=[match("tins", 0.4)])
    await sets(world, suggest_from=0.4, misses=3)
    conversation = await asks(world, world.vic, "tin", "moon", "moon again")
    assert await cards(world, conversation) == ["suggestions", "unknown", "unknown", "queued"]
    assert [question.reason for question in await recorded(world, conversation)] == [None, None, "misses"]


@pytest.mark.parametrize(
    "text",
    [
        "I want to talk to a person!",
        "human please",
        "An AGENT, please",
        "转人工",
        "我要人工",
        "人工？",
        "請幫我轉真人",
        "找專員謝謝",
    ],
)
async def test_who_asks_for_a_person_gets_one(world: World, text: str) -> None:
    knows(world.core, **{text.casefold(): [match("persons", 1.0)]})
    conversation = await asks(world, world.vic, text)
    assert await cards(world, conversation) == ["queued"]
    assert [(q.outcome, q.reason) for q in await recorded(world, conversation)] == [("handed_over", "asked")]


@pytest.mark.parametrize(
    ("text", "card"),
    [
        ("How do I contact a human agent for wholesale?", "answer"),
        ("转人工要等多久？", "answer"),
        ("Do you sell the mug that says “what a joke”?", "answer"),
        ("Agent!", "queued"),
        ("轉人工", "queued"),
        ("human please", "queued"),
    ],
)
async def test_the_very_words_of_an_article_are_a_question_unless_they_are_nothing_but_a_wish(
    world: World, text: str, card: str
) -> None:
    await sets(world, person_words={"en": ["=agent", "a human", "~human please"], "zh-CN": ["转人工"]})
    knows(world.core, **{text.casefold(): [match("it", 1.0, very=True)], "why": [match("it", 0.95)]})
    assert await cards(world, await asks(world, world.vic, text)) == [card]
    assert await cards(world, await asks(world, world.wanda, "why? get me a human")) == ["queued"]


async def test_while_nothing_can_be_looked_up_a_wish_is_a_wish(world: World) -> None:
    async def not_ready(*_: Any, **__: Any) -> list[Any]:
        raise NotReady

    world.core.hooks.find_answers = not_ready
    assert await cards(world, await asks(world, world.vic, "I want to talk to a person about tins")) == ["queued"]


@pytest.mark.parametrize(
    "text", ["人工智能手表有货吗", "is this an agent for cleaning tins", "手工和人工的区别", "請問有送媽媽的禮盒嗎"]
)
async def test_a_word_for_a_person_or_of_anger_inside_something_else_is_none(world: World, text: str) -> None:
    conversation = await asks(world, world.vic, text)
    assert await cards(world, conversation) == ["unknown"]


@pytest.mark.parametrize(
    "text", ["This is RIDICULOUS.", "Your service sucks", "你们就是騙子！", "太爛了吧", "妈的，还没到", "什么破店"]
)
async def test_whoever_is_angry_gets_a_person_at_once(world: World, text: str) -> None:
    conversation = await asks(world, world.vic, text)
    assert await cards(world, conversation) == ["queued"]
    assert (await recorded(world, conversation))[0].reason == "anger"


async def test_the_words_are_adas(world: World) -> None:
    await sets(world, person_words={"en": ["the boss"], "zh-CN": []}, anger_words={"en": []})
    assert await cards(world, await asks(world, world.vic, "ridiculous, unacceptable")) == ["unknown"]
    assert await cards(world, await asks(world, world.wanda, "fetch the Boss")) == ["queued"]


async def test_rules_hand_over_by_words_page_tag_vip_and_category(world: World) -> None:
    knows(world.core, tin=[match("tins", 0.9, category_id="returns")])
    rules: dict[str, dict[str, Any]] = {
        "words": {"words": ["天氣"]},
        "category": {"category_id": "returns"},
        "vip": {"vip": True},
    }
    for name, rule in rules.items():
        await sets(world, hand_over=[{"name": name, **rule}])
        somebody = await world.visitor()
        conversation = await asks(world, somebody, "天气 tin")
        handed_over = name != "vip"
        assert await cards(world, conversation) == (["queued"] if handed_over else ["answer"])
        assert (await recorded(world, conversation))[0].reason == (f"rule: {name}" if handed_over else None)


@pytest.mark.parametrize("rule", [{"vip": True}, {"tag": "Wholesale"}, {"page": "/RETURNS"}])
async def test_rules_know_who_asks_and_from_where(world: World, rule: dict[str, Any]) -> None:
    knows(world.core, tin=[match("tins", 0.9)])
    await sets(world, hand_over=[{"name": "them", **rule}])
    known = {
        "tags": ["vip", "wholesale"],
        "page": {"url": "https://shop.example/returns/1", "title": "", "referrer": ""},
    }
    await world.core.write(lambda tx: visitors.change(tx.conn, world.vic.id, **known))
    assert await cards(world, await asks(world, world.vic, "tin")) == ["queued"]
    assert await cards(world, await asks(world, world.wanda, "tin")) == ["answer"]


async def test_all_conditions_of_a_rule_must_hold(world: World) -> None:
    knows(world.core, tin=[match("tins", 0.9, category_id="returns")])
    await sets(world, hand_over=[{"name": "both", "category_id": "returns", "words": ["broken"]}])
    assert await cards(world, await asks(world, world.vic, "tin")) == ["answer"]
    assert await cards(world, await asks(world, world.wanda, "broken tin")) == ["queued"]


async def test_an_answer_that_did_not_help_offers_the_next_one_once(world: World) -> None:
    knows(world.core, tin=[match("tins", 0.9), match("lids", 0.05), match("moons", 0.001)])
    conversation = await asks(world, world.vic, "tin")
    answer = await last_message(world, conversation)
    for helpful in (False, True, False):
        await rates(world, world.vic, conversation, answer.id, helpful)
    assert await cards(world, conversation) == ["answer", "suggestions"]
    card = await last_message(world, conversation)
    assert card.data["after"] == "not_helpful"
    assert [offer["article_id"] for offer in card.data["suggestions"]] == ["lids"]


async def test_the_next_one_answers_when_clicked_and_if_it_does_not_help_a_person_comes(world: World) -> None:
    knows(world.core, tin=[match("tins", 0.9), match("lids", 0.05)], lids=[match("tins", 0.6), match("lids", 0.3)])
    conversation = await asks(world, world.vic, "tin")
    await rates_last(world, world.vic, conversation, False)
    await asks(world, world.vic, "About lids")
    assert (await last_message(world, conversation)).data["article_id"] == "lids"
    await rates_last(world, world.vic, conversation, False)
    assert await cards(world, conversation) == ["answer", "suggestions", "answer", "queued"]
    assert (await as_it_is(world, conversation.id)).waiting


async def test_whoever_may_still_choose_is_not_sent_to_the_line(world: World) -> None:
    """A card to choose from is a miss once it is passed over; from the line nothing of it could be chosen."""
    knows(world.core, tin=[match("tins", 0.6)], lid=[match("lids", 0.6)])
    conversation = await asks(world, world.vic, "zebra", "a tin?")
    assert not (await as_it_is(world, conversation.id)).waiting
    await asks(world, world.vic, "About tins")
    assert await cards(world, conversation) == ["unknown", "suggestions", "answer"]
    await asks(world, world.vic, "a lid?", "a tin?")
    assert not (await as_it_is(world, conversation.id)).waiting
    await asks(world, world.vic, "a lid?")  # two were passed over
    assert await cards(world, conversation) == [
        *("unknown", "suggestions", "answer", "suggestions", "suggestions", "unknown", "queued")
    ]


WARRANTY = "The **steel kettle** has two years of warranty, the glass kettle one year."


async def test_an_article_whose_body_names_it_is_offered_and_answers_when_it_is_chosen(
    world: World, books: Bookshelf
) -> None:
    await books.holds("What do you promise?", body=WARRANTY)
    conversation = await asks(world, world.vic, "warranty of a glass kettle")
    card = await last_message(world, conversation)
    assert (card.text, card.data["after"]) == ("I am not sure. These articles may help:", "search")
    assert [offer["question"] for offer in card.data["suggestions"]] == ["What do you promise?"]
    assert [(one.outcome, one.confidence < 0.5) for one in await recorded(world, conversation)] == [("suggested", True)]
    await asks(world, world.vic, "Yes.")  # it is the one that was offered
    assert await cards(world, conversation) == ["suggestions", "answer"]
    await asks(world, world.vic, "steel kettle warranty", "glass kettle warranty")
    assert not (await as_it_is(world, conversation.id)).waiting  # passed over once: a miss
    await asks(world, world.vic, "没有")  # and a second one by saying so, which is no question of its own
    assert (await as_it_is(world, conversation.id)).waiting


async def test_where_nothing_shall_be_offered_that_is_not_either(world: World, books: Bookshelf) -> None:
    await books.holds("What do you promise?", body=WARRANTY)
    await sets(world, suggest_from=0.8)
    assert await cards(world, await asks(world, world.vic, "glass kettle warranty")) == ["unknown"]


async def test_of_articles_with_one_title_the_visitor_chooses(world: World, books: Bookshelf) -> None:
    for answer, category in (("Within 30 days.", ""), ("For resellers: never.", ""), ("Within 30 days.", "")):
        await books.holds("Returns", answer, category)
    conversation = await asks(world, world.vic, "returns?")
    offered = [offer["question"] for offer in (await last_message(world, conversation)).data["suggestions"]]
    assert sorted(offered) == ["Returns (For resellers: never.)", "Returns (Within 30 days.)"]
    await asks(world, world.vic, "Returns (For resellers: never.)")
    assert (await last_message(world, conversation)).text == "For resellers: never."
    for category in ("Europe", "Asia"):
        await books.holds("Customs", f"About {category}.", category)
        await books.holds("Tolls", "All the same.", category)
    assert await cards(world, await asks(world, await world.visitor(), "tolls")) == ["answer"]
    somebody = await world.visitor()
    conversation = await asks(world, somebody, "customs")
    offered = [offer["question"] for offer in (await last_message(world, conversation)).data["suggestions"]]
    assert sorted(offered) == ["Customs (Asia)", "Customs (Europe)"]
    await asks(world, somebody, "Customs (Asia)")
    assert (await last_message(world, conversation)).text == "About Asia."


async def test_an_offered_title_is_answered_though_it_names_a_person(world: World) -> None:
    knows(world.core, tin=[match("tins", 0.6), match("a real person", 0.55)], person=[match("a real person", 0.5)])
    conversation = await asks(world, world.vic, "a tin?", "About a real person")
    assert await cards(world, conversation) == ["suggestions", "answer"]


async def test_what_visitors_may_not_read_by_now_is_not_offered(world: World) -> None:
    knows(world.core, tin=[match("tins", 0.9), match("lids", 0.05)])
    conversation = await asks(world, world.vic, "tin")
    knows(world.core, tin=[match("tins", 0.9)])
    await rates_last(world, world.vic, conversation, False)
    assert (await last_message(world, conversation)).data == {"card": "unknown", "after": "not_helpful"}


async def test_with_nothing_else_plausible_a_person_is_offered(world: World) -> None:
    knows(world.core, tin=[match("tins", 0.9)])
    conversation = await asks(world, world.vic, "tin")
    await rates_last(world, world.vic, conversation, False)
    assert (await last_message(world, conversation)).data == {"card": "unknown", "after": "not_helpful"}


async def test_who_takes_over_sees_what_was_asked_answered_and_clicked(world: World) -> None:
    knows(
        world.core, tin=[match("tins", 0.9), match("lids", 0.05)], lids=[match("lids", 0.3)], box=[match("boxes", 0.6)]
    )
    conversation = await asks(world, world.vic, "hello", "tin")
    await rates_last(world, world.vic, conversation, False)
    await asks(world, world.vic, "About lids", "a box", "a person please")
    trail = (await list_bot_trail(world.core, world.ann, ListBotTrail(conversation.id)))["bot_trail"]
    said = [(s["asked"], s["outcome"], s["title"], s["helpful"], s["clicked"], s["reason"]) for s in trail]
    assert said == [
        ("hello", "courtesy", "", None, None, None),
        ("tin", "answered", "About tins", False, "About lids", None),
        ("About lids", "answered", "About lids", None, None, None),
        ("a box", "suggested", "", None, None, None),
        ("a person please", "handed_over", "", None, None, "asked"),
    ]
    assert [step["confidence"] for step in trail] == [0.0, 0.9, 0.3, 0.6, 0.0]


async def test_outside_hours_a_wish_for_a_person_offers_the_form(world: World) -> None:
    await configure(world, business_hours={"always_open": False, "time_zone": "UTC", "week": {}})
    conversation = await asks(world, world.vic, "转人工")
    assert await cards(world, conversation) == ["closed"]


async def test_the_desk_of_another_inbox_sees_no_trail(world: World) -> None:
    other = await world.core.write(lambda tx: setup.create_inbox(tx, "Other", "en", "UTC"))
    stranger = await world.agent("Stranger", inbox=other)
    conversation = await asks(world, world.vic, "tin")
    await conversations.request_human(world.core, world.vic, conversation.id)
    with pytest.raises(NotFound):
        await list_bot_trail(world.core, stranger, ListBotTrail(conversation.id))
