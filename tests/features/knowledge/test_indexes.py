"""Nobody in the writer waits for an index: a slow old one answers until the new one is there, none is waited for in vain."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.pool import QueuePool

from deskbell.domain.retrieval import Embed, Phrasing, Retriever
from deskbell.features.knowledge import indexes
from deskbell.features.knowledge.suggesting import suggest
from deskbell.services.articles import Draft, NotReady
from deskbell.services.events import TypingChanged
from deskbell.services.timers import fire_due
from deskbell.storage import inboxes
from deskbell.storage.database import READERS
from tests.features.bot_people import asks
from tests.features.people import ORDER, Bookshelf, cards
from tests.world import World

pytestmark = pytest.mark.anyio


class Slow:
    """Building an index waits here until it is let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.go, self.began = threading.Event(), asyncio.Semaphore(0)
        build, loop = Retriever.build, asyncio.get_running_loop()
        self.builds = 0

        def slow(phrasings: list[Phrasing], pause: Callable[[], None], embed: Embed | None) -> Retriever:
            self.builds += 1
            loop.call_soon_threadsafe(self.began.release)
            assert self.go.wait(20)
            return build(phrasings, pause, embed)

        monkeypatch.setattr(Retriever, "build", slow)


async def test_a_slow_old_index_answers_until_the_new_one_is_there(
    world: World, books: Bookshelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexes, "SLOW", 1)
    await books.holds(*ORDER)
    assert await cards(world, await asks(world, world.vic, ORDER[0])) == ["answer"]
    slow = Slow(monkeypatch)
    await books.holds("Do you sell bubble tea pearls?")
    conversation = await asks(world, world.wanda, ORDER[0], "Any pearls?", "do you sell BUBBLE tea pearls")
    assert await cards(world, conversation) == ["answer", "unknown", "answer"]  # the new one in its very words
    slow.go.set()
    find = world.core.hooks.find_answers
    assert find
    await _built(world)
    async with world.core.read() as conn:
        found = await find(conn, world.shop.id, "Do you sell bubble tea pearls?", "en", 1)
    assert found[0].confidence == 1


async def test_a_small_old_one_answers_too_while_a_large_import_is_learned(
    world: World, books: Bookshelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    await books.holds(*ORDER)
    assert await cards(world, await asks(world, world.vic, ORDER[0])) == ["answer"]
    monkeypatch.setattr(indexes, "SLOW", 2)
    monkeypatch.setattr(indexes, "MOMENT", 0.01)
    slow = Slow(monkeypatch)
    await books.holds("Do you sell bubble tea pearls?")
    conversation = await asks(world, world.wanda, ORDER[0])
    await _paid(world)
    assert (await cards(world, conversation), slow.go.is_set()) == (["answer"], False)
    slow.go.set()
    await _built(world)


@pytest.mark.parametrize("moment", [10, 0])
async def test_what_was_just_published_is_answered_from_where_building_is_quick(
    world: World, books: Bookshelf, monkeypatch: pytest.MonkeyPatch, moment: float
) -> None:
    """Also where it takes longer than the moment for which a tick may wait: an old index does not answer then."""
    monkeypatch.setattr(indexes, "LARGE", 1)
    monkeypatch.setattr(indexes, "MOMENT", moment)
    await books.holds(*ORDER)
    vics = await asks(world, world.vic, ORDER[0])
    await _paid(world)
    assert await cards(world, vics) == ["answer"]
    await books.holds("Do you sell bubble tea pearls?")
    wandas = await asks(world, world.wanda, "Do you sell bubble tea pearls?")
    await _paid(world)
    assert await cards(world, wandas) == ["answer"]


async def test_chat_goes_on_while_the_first_index_is_built_and_patience_has_an_end(
    world: World, books: Bookshelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    await books.holds(*ORDER)
    slow, seen = Slow(monkeypatch), asyncio.Event()
    monkeypatch.setattr(indexes, "MOMENT", 0.01)

    async def vic_sees(events: list[Any]) -> None:
        """That the bot is at it."""
        if any(isinstance(one, TypingChanged) and (one.by, one.visitor_id) == ("bot", world.vic.id) for one in events):
            seen.set()

    world.core.bus.subscribe(vic_sees)
    vics = await asks(world, world.vic, "hm?", ORDER[0], "Do you sell bubble tea pearls?")
    wandas = await asks(world, world.wanda, ORDER[0], "I want a person")
    assert (await cards(world, vics), await cards(world, wandas)) == ([], ["queued"])
    await asyncio.wait_for(seen.wait(), 20)
    slow.go.set()
    await _paid(world)
    assert await cards(world, vics) == ["unknown", "answer", "unknown"]
    assert (await cards(world, wandas), slow.builds) == (["queued"], 1)


async def test_who_waits_for_an_index_holds_no_reader_of_the_chats(
    world: World, books: Bookshelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither a test run, with or without a draft, nor a suggestion to an agent, nor a question to the bot."""
    article = await books.holds(*ORDER)
    slow, hooks, asked = Slow(monkeypatch), world.core.hooks, {"inbox_id": world.shop.id, "text": ORDER[0]}
    pool = world.core.database.reading.pool
    assert hooks.find_many and hooks.before_answering and isinstance(pool, QueuePool)
    monkeypatch.setattr(indexes, "PATIENCE", 0.01)  # however long it takes
    one = [(ORDER[0], "en")]
    waiting = [
        asyncio.create_task(work)
        for _ in range(READERS)
        for work in (
            hooks.find_many(world.shop.id, one, 1),
            hooks.find_many(world.shop.id, one, 1, Draft(article.id, "en")),
            suggest(world.core, world.ann, asked, ""),
            hooks.before_answering(world.shop.id, ORDER[0], "en", patient=True),
        )
    ]
    for _ in range(1 + READERS):  # the inbox's own, and one for each draft
        await slow.began.acquire()
    async with asyncio.timeout(20):
        for _ in range(2 * READERS):  # whatever else has begun comes to its waiting meanwhile
            async with world.core.read() as conn:
                await inboxes.by_id(conn, world.shop.id)
    assert pool.checkedout() == 0
    slow.go.set()
    await asyncio.gather(*waiting)


async def test_what_a_restart_lost_is_answered_after_it(world: World, books: Bookshelf) -> None:
    await books.holds(*ORDER)
    hooks = world.core.hooks
    ready, find = hooks.before_answering, hooks.find_answers

    async def not_ready(*_: object, **__: object) -> Any:
        raise NotReady

    hooks.before_answering = hooks.find_answers = not_ready
    conversation = await asks(world, world.vic, ORDER[0])
    await _paid(world)
    hooks.before_answering, hooks.find_answers = ready, find
    assert await cards(world, conversation) == []
    world.clock.pass_(minutes=1)
    await fire_due(world.core)
    await _paid(world)
    assert await cards(world, conversation) == ["answer"]


async def _paid(world: World) -> None:
    """Everything was told, and nothing that was begun is under way."""
    await world.core.bus.told_all()
    while under_way := [task for task in world.core.under_way if "bot-owes" in task.get_name()]:
        await asyncio.gather(*under_way)
        await world.core.bus.told_all()


async def test_what_visitors_will_ask_is_built_when_the_server_starts(
    world: World, books: Bookshelf, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await books.holds(*ORDER)
    slow = Slow(monkeypatch)
    slow.go.set()
    assert world.core.hooks.once_ready
    with caplog.at_level("INFO", indexes.__name__):
        world.core.hooks.once_ready()
        await asyncio.wait(world.core.under_way)
        await asyncio.gather(*world.core.under_way)
    assert "the bot knows the articles of 1 of 1 inboxes" in caplog.text
    assert await cards(world, await asks(world, world.vic, ORDER[0])) == ["answer"]
    assert slow.builds == 1


async def test_a_building_ends_with_the_server(world: World, books: Bookshelf, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, ended = threading.Event(), threading.Event()

    def endless(_: list[Phrasing], pause: Callable[[], None], __: Embed | None) -> Retriever:
        begun.set()
        try:
            while True:
                pause()
        finally:
            ended.set()

    await books.holds(*ORDER)
    monkeypatch.setattr(Retriever, "build", endless)
    assert world.core.hooks.once_ready
    world.core.hooks.once_ready()
    assert await asyncio.to_thread(begun.wait, 20)
    await world.core.end_under_way()
    assert await asyncio.to_thread(ended.wait, 20)


async def _built(world: World) -> None:
    """Wait for the index that is being built."""
    find = world.core.hooks.find_answers
    building = find.__self__._indexes._building.get(world.shop.id)  # type: ignore[union-attr]
    if building is not None:
        await building
