"""Articles of the Shop as the bot and the greeting use them: fresh at once, and never another inbox's."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from deskbell.domain.records import Inbox
from deskbell.features.knowledge import store
from deskbell.services import setup
from deskbell.services.core import Match
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
    assert (match.article_id, match.answer, match.score) == (tin.id, TIN[1], 1.0)
    assert (match.question, match.title) == (TIN[0], "Returns and refunds")


async def test_an_article_without_a_category_is_its_own_source(books: Bookshelf, reader: Reader) -> None:
    await books.holds_the_usual()
    assert (await reader.asks(ORDER[0]))[0].title == ORDER[0]


async def test_what_ada_writes_counts_at_once(world: World, books: Bookshelf, reader: Reader) -> None:
    assert await reader.asks(ORDER[0]) == []
    article = await books.holds(*ORDER)
    assert (await reader.asks(ORDER[0]))[0].score == 1
    await world.core.write(lambda tx: store.change(tx.conn, article, phrasings=["包裹在哪里"], updated_at=tx.now))
    assert (await reader.asks("包裹在哪里"))[0].score == 1
    await world.core.write(lambda tx: store.remove(tx.conn, article))
    assert await reader.asks(ORDER[0]) == []


async def test_another_inbox_knows_nothing_of_it(world: World, books: Bookshelf, reader: Reader) -> None:
    studio = await world.core.write(lambda tx: setup.create_inbox(tx, "Studio", "en", "Asia/Shanghai"))
    await books.holds_the_usual()
    assert await reader.asks(ORDER[0], studio) == []


async def test_articles_keep_their_order(world: World, books: Bookshelf) -> None:
    made = await books.holds_the_usual()
    async with world.core.read() as conn:
        found = await store.of_inbox(conn, world.shop.id)
    assert [article.id for article in found] == [article.id for article in made]
    assert [article.position for article in found] == [1, 2, 3, 4, 5]


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


async def test_nothing_suggested_offers_nothing(books: Bookshelf, reader: Reader) -> None:
    await books.holds("Where?")
    assert await reader.is_offered("en") == []
