"""The index of each inbox's articles: built away from the event loop, kept until a revision of its collections changes.

Nobody in the writer waits for one. Whoever asks outside of it waits for a fresh index, but for a slow one (`SLOW`) only
where there is none at all: until a new one is there, the old one answers, however small it was. `ready` waits so long at most.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple, Protocol, TypeVar

import numpy as np
import numpy.typing as npt
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.retrieval import Found, Phrasing, Retriever, normalise, step_aside
from deskbell.features.knowledge.embedding import Embedding
from deskbell.features.knowledge.store import collections, served

KEPT_INBOXES = 32
LARGE = 300
"""Phrasings from which looking up takes a thread."""
SLOW = 1500
"""Phrasings from which building takes longer than an answer may: a second of CPU, ten for 15,000. Below, whoever has just
published an article and asks the bot is answered from it."""
MOST_NEW = 50
"""Articles, and phrasings of each, that are looked at for what is newer than an old index."""
PATIENCE = 10.0
MOMENT = 0.25
"""Seconds that a visitor's message may wait for its tick, so that most are answered with it; else the answer comes later."""
log = logging.getLogger(__name__)
Revisions = tuple[str, ...]
Read = Callable[[], AbstractAsyncContextManager[AsyncConnection]]
Vector = npt.NDArray[np.float32] | None
T = TypeVar("T")


class Begin(Protocol):
    """`Core.begin`."""

    def __call__(self, work: Coroutine[Any, Any, T], name: str) -> asyncio.Task[T]: ...


class Index(NamedTuple):
    """Of one state of an inbox's articles."""

    revisions: Revisions
    retriever: Retriever
    size: int
    """Phrasings."""
    took: float
    """Seconds that building it took."""
    built_at: float
    """By the event loop's clock."""
    newest_at: datetime | None = None
    """When the newest of its articles was published."""
    since: Mapping[str, Found] = {}
    """What was published since in its very words, where an old index answers; in the state of `since_of`."""
    since_of: Revisions = ()

    @property
    def is_large(self) -> bool:
        return self.size >= LARGE

    @property
    def is_slow(self) -> bool:
        return self.size >= SLOW

    def find(self, text: str, locale: str | None, limit: int, vector: Vector = None) -> list[Found]:
        """The best first (see `Retriever.find`), what was published since before all others."""
        found = self.retriever.find(text, locale, limit, vector)
        new = self.since.get(normalise(text)) if self.since else None
        return found if new is None else [new, *(one for one in found if one.article_id != new.article_id)][:limit]


class Indexes:
    """Holds them; one to a core."""

    def __init__(self, read: Read, begin: Begin) -> None:
        self._read, self._begin = read, begin
        self.embedding: Embedding | None = None
        """The operator's embedder, for what is built from now on."""
        self._kept: OrderedDict[str, Index] = OrderedDict()
        self._building: dict[str, asyncio.Task[Index]] = {}
        self._slowly: set[str] = set()
        """Inboxes whose index that is being built is a slow one, whatever the old one was."""

    async def at_once(self, conn: AsyncConnection, inbox_id: str) -> Index | None:
        """The newest there is, for whoever holds the writer: an old one only where it is slow, None where one comes soon.
        Where nobody is building the first one, the articles were written in this very transaction (the demo's past): it is
        built of them."""
        kept = self._kept.get(inbox_id)
        if inbox_id in self._building:
            return self._instead(inbox_id)
        return kept if kept is not None else await self._build(conn, inbox_id)

    async def newest(self, inbox_id: str) -> Index | None:
        """One of the newest articles, or a slow old one while that is being built; None where there are no articles.

        No connection is held while one is built: there are few of them, and the chat needs them.
        """
        while True:
            async with self._read() as conn:
                is_there, index = await self._at_hand(conn, inbox_id)
            if is_there:
                return index
            await asyncio.shield(self._building_of(inbox_id))

    async def fresh(self, conn: AsyncConnection, inbox_id: str) -> Index | None:
        """The same for whoever has a connection, and has waited for `ready` before taking it."""
        is_there, index = await self._at_hand(conn, inbox_id)
        while not is_there:
            await asyncio.shield(self._building_of(inbox_id))
            async with self._read() as now:
                is_there, index = await self._at_hand(now, inbox_id)
        return index

    async def _at_hand(self, conn: AsyncConnection, inbox_id: str) -> tuple[bool, Index | None]:
        """Whether nobody needs to wait for a building; and what there is then."""
        revisions = await collections.revisions(conn, inbox_id)
        if not revisions:
            return True, None
        kept = self._kept.get(inbox_id)
        if kept is not None and kept.revisions == revisions:
            self._kept.move_to_end(inbox_id)
            return True, kept
        if (old := self._instead(inbox_id)) is not None:
            self._begin_again(inbox_id, old)
            return True, await self._with_newest(conn, inbox_id, old, revisions)
        return False, None

    async def ready(self, inbox_id: str, patience: float) -> Index | None:
        """The same for whoever answers a visitor next: after so much patience a slow old one, or None where one comes soon."""
        try:
            async with asyncio.timeout(patience):
                return await self.newest(inbox_id)
        except TimeoutError:
            if patience >= PATIENCE:
                log.warning("the index of inbox %s takes longer than %s s", inbox_id, patience)
            old = self._instead(inbox_id)
            if old is None:
                self._building_of(inbox_id)  # it may not have come to that yet, and in the writer it must not
            return old

    def _instead(self, inbox_id: str) -> Index | None:
        """The old index, where it answers until a slow one is built anew; None where a new one comes soon."""
        kept = self._kept.get(inbox_id)
        return kept if kept is not None and (kept.is_slow or inbox_id in self._slowly) else None

    async def _with_newest(self, conn: AsyncConnection, inbox_id: str, old: Index, revisions: Revisions) -> Index:
        """What somebody has just taught is answered at once, if only in its very words."""
        if old.since_of == revisions or old.newest_at is None:
            return old
        newest = await served.published_since(conn, inbox_id, old.newest_at, MOST_NEW)
        known = old._replace(since=_very_words(newest), since_of=revisions)
        if self._kept.get(inbox_id) is old:
            self._kept[inbox_id] = known
        return known

    def warm(self) -> None:
        """Build what visitors will ask, one inbox after the other: the first question then waits for nothing."""
        self._begin(self._warmed(), "deskbell-warm-indexes")

    async def _warmed(self) -> None:
        async with self._read() as conn:
            inboxes = (await collections.inboxes_with_articles(conn))[:KEPT_INBOXES]
        for number, inbox_id in enumerate(inboxes, start=1):
            if inbox_id not in self._kept:
                # One that cannot be built says so itself (`_built`), and the next one's turn comes.
                await asyncio.wait([self._building_of(inbox_id)])
            log.info("the bot knows the articles of %s of %s inboxes", number, len(inboxes))

    def _begin_again(self, inbox_id: str, old: Index) -> None:
        """Build a slow one anew, but for half of the time at most: an import changes articles all the while."""
        if asyncio.get_running_loop().time() - old.built_at >= old.took:
            self._building_of(inbox_id)

    def _building_of(self, inbox_id: str) -> asyncio.Task[Index]:
        if inbox_id not in self._building:
            building = self._begin(self._build_apart(inbox_id), "deskbell-index")
            self._building[inbox_id] = building
            building.add_done_callback(lambda done: self._built(inbox_id, done))
        return self._building[inbox_id]

    def _built(self, inbox_id: str, building: asyncio.Task[Index]) -> None:
        self._building.pop(inbox_id, None)
        self._slowly.discard(inbox_id)
        if not building.cancelled() and (error := building.exception()):
            log.error("the index of inbox %s could not be built", inbox_id, exc_info=error)

    async def _build_apart(self, inbox_id: str) -> Index:
        async with self._read() as conn:
            known = await _known(conn, inbox_id)
        return await self._learn(inbox_id, known)

    async def _build(self, conn: AsyncConnection, inbox_id: str) -> Index:
        return await self._learn(inbox_id, await _known(conn, inbox_id))

    async def _learn(self, inbox_id: str, known: _Known) -> Index:
        now = asyncio.get_running_loop().time
        began, (revisions, newest_at, phrasings) = now(), known
        if len(phrasings) >= SLOW and inbox_id in self._building:
            self._slowly.add(inbox_id)
        retriever = await built_apart(phrasings, self.embedding)
        index = self._kept[inbox_id] = Index(revisions, retriever, len(phrasings), now() - began, now(), newest_at)
        while len(self._kept) > KEPT_INBOXES:
            self._kept.popitem(last=False)
        return index


class _Known(NamedTuple):
    """What an index is built of; read first, so that no connection is held while it is built."""

    revisions: Revisions
    newest_at: datetime | None
    phrasings: list[Phrasing]


async def _known(conn: AsyncConnection, inbox_id: str) -> _Known:
    revisions = await collections.revisions(conn, inbox_id)
    return _Known(revisions, await served.newest_at(conn, inbox_id), await phrasings_of(conn, inbox_id))


def _very_words(newest: Sequence[tuple[str, str, str, list[str]]]) -> dict[str, Found]:
    """What is asked in these words, where one article alone has them; of a long list the words that were added last."""
    owners: dict[str, set[tuple[str, str]]] = {}
    for article_id, locale, title, others in newest:
        for text in (title, *others[-MOST_NEW:]):
            owners.setdefault(normalise(text), set()).add((article_id, locale))
    return {words: Found(*mine.pop(), 1.0, True) for words, mine in owners.items() if words and len(mine) == 1}


async def built_apart(phrasings: list[Phrasing], embedding: Embedding | None) -> Retriever:
    """In a thread, which ends with whoever waits for it: a process that stops does not wait for a building."""
    called_off = threading.Event()

    def pause() -> None:
        if called_off.is_set():
            raise _CalledOff
        step_aside()

    try:
        embed = partial(embedding.of_phrasings, pause=pause) if embedding is not None else None
        return await asyncio.to_thread(Retriever.build, phrasings, pause, embed)
    finally:
        called_off.set()


class _CalledOff(Exception):
    """Nobody waits for this index any more."""


async def phrasings_of(conn: AsyncConnection, inbox_id: str) -> list[Phrasing]:
    """All that an inbox's articles may be found by, titles first."""
    return [
        Phrasing(article_id, locale, text)
        for article_id, locale, title, others in await served.phrasings(conn, inbox_id)
        for text in (title, *others)
    ]
