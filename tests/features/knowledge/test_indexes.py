"""Nobody in the writer waits for an index: a slow old one answers until the new one is there, none is waited for in vain."""

from __future__ import annotations

import threading

import pytest

from deskbell.domain.retrieval import Retriever
from deskbell.features.knowledge import indexes
from tests.features.bot_people import asks
from tests.features.people import ORDER, Bookshelf, cards
from tests.world import World

pytestmark = pytest.mark.anyio


class Slow:
    """Building an index waits here until it is let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.go = threading.Event()
        build = Retriever.build
        self.builds = 0

        def slow(phrasings: object) -> Retriever:
            self.builds += 1
            assert self.go.wait(20)
            return build(phrasings)  # type: ignore[arg-type]

        monkeypatch.setattr(Retriever, "build", slow)


async def test_a_slow_old_index_answers_until_the_new_one_is_there(
    world: World, books: Bookshelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexes, "SLOW", 1)
    await books.holds(*ORDER)
    assert await cards(world, await asks(world, world.vic, ORDER[0])) == ["answer"]
    slow = Slow(monkeypatch)
    await books.holds("Do you sell bubble tea pearls?")
    conversation = await asks(world, world.wanda, ORDER[0], "Do you sell bubble tea pearls?")
    assert (await cards(world, conversation))[:2] == ["answer", "unknown"]
    slow.go.set()
    find = world.core.hooks.find_answers
    assert find
    await _built(world)
    async with world.core.read() as conn:
        found = await find(conn, world.shop.id, "Do you sell bubble tea pearls?", "en", 1)
    assert found[0].confidence == 1


async def test_what_was_just_published_is_answered_from_where_building_is_quick(
    world: World, books: Bookshelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexes, "LARGE", 1)
    await books.holds(*ORDER)
    assert await cards(world, await asks(world, world.vic, ORDER[0])) == ["answer"]
    await books.holds("Do you sell bubble tea pearls?")
    assert await cards(world, await asks(world, world.wanda, "Do you sell bubble tea pearls?")) == ["answer"]


async def test_chat_goes_on_while_the_first_index_is_built_and_patience_has_an_end(
    world: World, books: Bookshelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    await books.holds(*ORDER)
    slow = Slow(monkeypatch)
    with monkeypatch.context() as hurry:
        hurry.setattr(indexes, "PATIENCE", 0.01)
        assert await cards(world, await asks(world, world.vic, ORDER[0])) == ["unknown"]
    slow.go.set()
    await _built(world)
    assert await cards(world, await asks(world, world.wanda, ORDER[0])) == ["answer"]
    assert slow.builds == 1


async def _built(world: World) -> None:
    """Wait for the index that is being built."""
    find = world.core.hooks.find_answers
    building = find.__self__._indexes._building.get(world.shop.id)  # type: ignore[union-attr]
    if building is not None:
        await building
