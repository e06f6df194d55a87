"""Articles of the Shop as the bot and the greeting use them: fresh at once, and never another inbox's."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from deskbell.domain.records import Inbox
from deskbell.features.knowledge import articles, collections, saving
from deskbell.services import setup
from deskbell.services.articles import Match
from tests.features.people import ORDER, TIN, Bookshelf, configure
from tests.world import World

pytestmark = pytest.mark.anyio


@dataclass
class Reader:
    world: World

    async def asks(self, question: str, inbox: Inbox | None = None, locale: str = "en") -> list[Match]:
        find = self.world.core.hooks.find_answers
        assert find
        async with self.world.core.read() as conn:
            return await find(conn, (inbox or self.world.shop).id, question, locale, 3)

    async def is_offered(self, locale: str) -> list[str]:
        suggest = self.world.core.hooks.suggested_questions
        assert suggest
        async with self.world.core.read() as conn:
            return [offer["text"] for offer in await suggest(conn, self.world.shop.id, locale)]


@pytest.fixture
def reader(world: World) -> Reader:
    return Reader(world)


async def test_a_question_finds_its_article_with_answer_and_source(books: Bookshelf, reader: Reader) -> None:
    _, tin, *_ = await books.holds_the_usual()
    [match, *_] = await reader.asks("can i send back an opened tin")
    assert (match.article_id, match.answer, match.confidence) == (tin.id, TIN[1], 1.0)
    assert (match.title, match.category) == (TIN[0], "Returns and refunds")


async def test_what_lee_publishes_counts_at_once_and_what_she_only_saves_does_not(
    world: World, books: Bookshelf, reader: Reader
) -> None:
    assert await reader.asks(ORDER[0]) == []
    article = await books.holds(*ORDER)
    assert (await reader.asks(ORDER[0]))[0].confidence == 1
    core, lee = world.core, world.lee
    await saving.save_variant(core, lee, article.id, "en", {"answer": "Later.", "phrasings": ["Parcel whereabouts"]})
    assert (await reader.asks(ORDER[0]))[0].answer == ORDER[1]
    assert all(match.confidence < 1 for match in await reader.asks("parcel whereabouts"))
    await saving.publish(core, lee, article.id, "en", {})
    [match] = await reader.asks("parcel whereabouts")
    assert (match.confidence, match.answer) == (1, "Later.")
    await saving.archive(core, lee, article.id, "en", {})
    assert await reader.asks(ORDER[0]) == []


async def test_what_is_for_agents_never_reaches_a_visitor(world: World, books: Bookshelf, reader: Reader) -> None:
    article = await books.holds(*ORDER, suggested=True)
    await articles.change_article(world.core, world.lee, article.id, {"visibility": "agents"})
    assert await reader.asks(ORDER[0]) == []
    assert await reader.is_offered("en") == []


async def test_another_inbox_knows_nothing_of_it_until_the_collection_is_shared(
    world: World, books: Bookshelf, reader: Reader
) -> None:
    studio = await world.core.write(lambda tx: setup.create_inbox(tx, "Studio", "en", "Asia/Shanghai"))
    article, *_ = await books.holds_the_usual()
    assert await reader.asks(ORDER[0], studio) == []
    both = {"inbox_ids": [studio.id, world.shop.id]}
    await collections.change_collection(world.core, world.lee, article.collection_id, both)
    assert (await reader.asks(ORDER[0], studio))[0].article_id == article.id


async def test_an_article_answers_in_the_language_it_was_asked_in(
    world: World, books: Bookshelf, reader: Reader
) -> None:
    article = await books.holds(*ORDER)
    for locale, title, answer in (
        ("zh-CN", "我的订单在哪里", "在路上，简体。"),
        ("zh-TW", "包裹到哪裡了", "在路上，繁體。"),
    ):
        form = {"title": title, "answer": answer, "publish": True}
        await saving.save_variant(world.core, world.lee, article.id, locale, form)

    async def says(question: str, locale: str) -> str:
        [match] = await reader.asks(question, locale=locale)
        return match.answer

    # One article, one language: the script that was typed, whichever phrasing was the nearest and whatever the page is in;
    # where that tells nothing, the visitor's own.
    assert await says("我的订单在哪里", "en") == await says("包裹到哪里了？谢谢", "zh-TW") == "在路上，简体。"
    assert await says("包裹到哪裡了", "en") == await says("我的訂單在哪裡", "zh-CN") == "在路上，繁體。"
    assert await says("包裹", "zh-TW") == "在路上，繁體。"
    assert await says("包裹", "zh-CN") == "在路上，简体。"
    assert await says(ORDER[0], "zh-TW") == ORDER[1]
    # Also where only a phrasing in English has the words.
    taught = {"phrasings": ["快遞送到哪兒啦", "tracking 号码"], "publish": True}
    await saving.save_variant(world.core, world.lee, article.id, "en", taught)
    assert await says("快递送到哪儿啦", "en") == "在路上，简体。"
    assert await says("快遞送到哪兒啦", "zh-CN") == "在路上，繁體。"
    await saving.archive(world.core, world.lee, article.id, "zh-CN", {})
    assert await says("快递送到哪儿啦", "zh-CN") == "在路上，繁體。"


async def test_a_flow_shows_an_article_in_the_nearest_language_it_has(world: World, books: Bookshelf) -> None:
    article = await books.holds("怎么退货？", "30 天内。", locale="zh-CN")
    show = world.core.hooks.article_card
    assert show
    async with world.core.read() as conn:
        for locale in ("zh-CN", "zh-TW", "en", None):
            found = await show(conn, world.shop.id, article.id, locale)
            assert found
            assert (found.title, found.answer) == ("怎么退货？", "30 天内。")
        assert await show(conn, world.shop.id, "nobodys", "en") is None
    await articles.change_article(world.core, world.lee, article.id, {"visibility": "agents"})
    async with world.core.read() as conn:
        assert await show(conn, world.shop.id, article.id, "zh-CN") is None


async def test_without_an_answer_the_bot_says_how_the_body_begins(books: Bookshelf, reader: Reader) -> None:
    body = "# Orders\n\nOpen the **link** in [our mail](https://shop.example).\n\n" + "It is on its way. " * 60
    await books.holds(ORDER[0], "", body=body)
    [match] = await reader.asks(ORDER[0])
    assert match.answer.startswith("Open the link in our mail.\nIt is on its way. It")
    assert match.answer.endswith("its way.")
    assert len(match.answer) <= 600


async def test_the_greeting_offers_what_is_suggested_in_the_visitors_language(books: Bookshelf, reader: Reader) -> None:
    await books.holds("Second?", suggested=True)
    await books.holds("Not this one?")
    await books.holds("怎么退货？", locale="zh-CN", suggested=True)
    assert await reader.is_offered("en") == ["Second?"]
    assert await reader.is_offered("zh-CN") == ["怎么退货？"]


async def test_the_other_chinese_comes_before_a_foreign_language(books: Bookshelf, reader: Reader) -> None:
    await books.holds("How do I return something?", suggested=True)
    assert await reader.is_offered("zh-TW") == ["How do I return something?"]
    await books.holds("怎么退货？", locale="zh-CN", suggested=True)
    assert await reader.is_offered("zh-TW") == ["怎么退货？"]


async def test_a_language_without_suggestions_gets_the_inboxs_first(
    world: World, books: Bookshelf, reader: Reader
) -> None:
    await books.holds("怎么退货？", locale="zh-CN", suggested=True)
    await books.holds("How do I return something?", suggested=True)
    await configure(world, locales=["zh-CN", "en"])
    assert await reader.is_offered("de") == ["怎么退货？"]


async def test_words_are_looked_for_in_titles_answers_and_phrasings(world: World, books: Bookshelf) -> None:
    made = await books.holds_the_usual()

    async def lists(query: str) -> list[str]:
        found = await articles.list_articles(world.core, world.lee, world.shop.id, {"query": query, "locale": "en"})
        return [article["id"] for article in found["articles"]]

    assert await lists("LINK e-mail") == [made[0].id]
    assert await lists("does not fit") == [made[2].id]
    assert await lists("100%") == await lists("退货") == []


async def test_nothing_suggested_offers_nothing(books: Bookshelf, reader: Reader) -> None:
    await books.holds("Where?")
    assert await reader.is_offered("en") == []
