"""Articles that name what is asked about, though in their bodies alone."""

from __future__ import annotations

import pytest

from deskbell.features.knowledge import articles, saving
from deskbell.features.knowledge.search.naming import named_in
from tests.features.people import Bookshelf
from tests.world import World

pytestmark = pytest.mark.anyio
WARRANTY = "The **steel kettle** has two years of warranty, the glass kettle one year."
保修 = "玻璃壶保修一年，不锈钢壶保修两年。自己摔坏的不在保修之内。"


@pytest.mark.parametrize(
    ("text", "words", "stretches"),
    [
        ("Hello, how long is the warranty of a glass kettle please?", ("warranty", "glass", "kettle"), ()),
        ("请问玻璃壶摔坏了怎么办？", (), ("玻璃壶摔坏",)),
        ("How do I get it?", (), ()),
        ("Do you offer gift wrapping?", ("gift", "wrapping"), ()),
        ("Can I remove limescale with vinegar?", ("limescale", "vinegar"), ()),
        ("Never put it out", (), ()),
    ],
)
def test_what_a_question_names(text: str, words: tuple[str, ...], stretches: tuple[str, ...]) -> None:
    assert named_in(text) == (words, stretches)


async def offered(world: World, text: str) -> list[str]:
    naming = world.core.hooks.articles_naming
    assert naming
    async with world.core.read() as conn:
        return [one.title for one in await naming(conn, world.shop.id, text, "en", 3)]


async def test_who_names_all_that_is_asked_about_is_found_and_nobody_else(world: World, books: Bookshelf) -> None:
    kettle = await books.holds("What do you promise?", body=WARRANTY)
    await books.holds("我们的承诺", body=保修, locale="zh-CN")
    await books.holds("Do you sell glass?")
    secret = await books.holds("For us", body=WARRANTY)
    await articles.change_article(world.core, world.lee, secret.id, {"visibility": "agents"})
    for text in ("how long is the glass kettle's warranty", "KETTLE warranty?"):
        assert await offered(world, text) == ["What do you promise?"]
    for text in ("玻璃壺摔壞了怎麼辦", "不锈钢壶保修多久"):
        assert await offered(world, text) == ["我们的承诺"]
    # A word alone, one that is nowhere, characters that stand apart.
    for text in ("kettle", "lifetime warranty of a kettle", "修璃一年内坏", "warranty " * 40 + "what", "?"):
        assert await offered(world, text) == []
    for number in range(6):
        await books.holds(f"Promise {number}", body=WARRANTY)
    assert await offered(world, "kettle warranty") == []  # who is named by so many is not named
    await saving.archive(world.core, world.lee, kettle.id, "en", {})
    assert len(await offered(world, "kettle warranty")) == 3
