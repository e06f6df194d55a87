"""What is published is found from then on, what is not is not found: search is part of the same transaction."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, update

from deskbell.features.knowledge import articles, saving
from deskbell.features.knowledge.search.engine import search
from deskbell.features.knowledge.search.following import catch_up
from deskbell.features.knowledge.search.plain import plain, shown
from deskbell.features.knowledge.search.tables import article_search
from deskbell.features.knowledge.store.collections import home_of
from deskbell.storage.writer import Tx
from tests.features.people import Bookshelf
from tests.world import World

pytestmark = pytest.mark.anyio


async def finds(world: World, query: str, *, desk: bool = False) -> list[str]:
    async def work(tx: Tx) -> list[str]:
        home = await home_of(tx.conn, world.shop, tx.now)
        hits = await search(tx.conn, [home.id], query, "en", 10, all_visibilities=desk)
        return [hit.title for hit in hits]

    return await world.core.write(work)


async def test_an_article_is_found_while_it_is_published(world: World, books: Bookshelf) -> None:
    core, lee = world.core, world.lee
    made = await books.holds(
        "Returns",
        "Free of postage.",
        body="# Thirty days\n\n| tin | *opened* |\n|---|---|\n| one | half |",
        publish=False,
    )
    assert await finds(world, "returns") == []
    await saving.publish(core, lee, made.id, "en", {})
    assert await finds(world, "returns") == await finds(world, "thirty") == await finds(world, "half") == ["Returns"]
    await saving.save_variant(core, lee, made.id, "en", {"title": "Refunds"})
    assert (await finds(world, "returns"), await finds(world, "refund")) == (["Returns"], [])
    await saving.publish(core, lee, made.id, "en", {})
    assert (await finds(world, "returns"), await finds(world, "refund")) == ([], ["Refunds"])
    assert await finds(world, "postage") == ["Refunds"]  # what the bot says, beside a body
    await articles.change_article(core, lee, made.id, {"visibility": "agents"})
    assert (await finds(world, "refund"), await finds(world, "refund", desk=True)) == ([], ["Refunds"])
    await saving.archive(core, lee, made.id, "en", {})
    assert await finds(world, "refund", desk=True) == []
    await saving.publish(core, lee, made.id, "en", {})
    await articles.delete_article(core, lee, made.id)
    assert await finds(world, "refund", desk=True) == []


async def test_what_is_missing_in_the_index_is_put_into_it_at_the_start(world: World, books: Bookshelf) -> None:
    await books.holds("Returns")
    await books.holds("Shipping")
    await world.core.write(
        lambda tx: tx.conn.execute(delete(article_search).where(article_search.c.title == "Returns"))
    )
    await world.core.write(lambda tx: tx.conn.execute(update(article_search).values(form=0, title="Old")))
    assert await finds(world, "returns") == []
    await catch_up(world.core)
    assert (await finds(world, "returns"), await finds(world, "shipping")) == (["Returns"], ["Shipping"])


def test_markdown_and_html_are_read_as_their_words() -> None:
    body = """## Head
One **two** [three](http://x.example/secret)

<p>four<b>five</b></p><script>never</script>

six <script>never</script>

```
seven
```
![eight](x)"""
    words = plain(body).split()
    table = "# One\n\n![pic](x) Two\n\n| a | b |\n| - | - |\n| 1 | |\n\n## Three"
    assert shown(table, "ONE").split("\n") == ["Two", "Three", "pic", "a, b", "1"]
    assert sorted(shown(body, "").split()) == sorted(words)
    assert words == ["Head", "One", "two", "three", "four", "five", "six", "seven", "eight"]
    assert plain("<" * 200_000) and len(plain("a" * 5_000_000)) == 60_000
