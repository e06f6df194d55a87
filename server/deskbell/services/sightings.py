"""Where an inbox's widget was seen: told by browsers that loaded it, for "check my embed". Nothing is fetched by us.

Sightings are kept in memory and written at most once a minute, so that page views of busy websites cost no writes.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from deskbell.domain.clock import rfc3339
from deskbell.domain.errors import DeskbellError
from deskbell.domain.records import Inbox
from deskbell.services.core import Core
from deskbell.services.origins import MAX_ORIGIN, normal_origin, origin_is_allowed
from deskbell.storage import sightings
from deskbell.storage.writer import Tx

log = logging.getLogger(__name__)
WRITE_EVERY = timedelta(minutes=1)
MOST_IN_MEMORY = 1_000


class Sightings:
    """One for a process."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._new: dict[tuple[str, str], datetime] = {}
        self._on_their_way: dict[tuple[str, str], datetime] = {}
        self._written_at: datetime | None = None

    def saw(self, inbox_id: str, referrer: str) -> None:
        """A browser loaded the inbox's widget from the page `referrer`."""
        origin = normal_origin(referrer[: 2 * MAX_ORIGIN])
        if origin is None or len(origin) > MAX_ORIGIN:
            return
        if len(self._new) < MOST_IN_MEMORY or (inbox_id, origin) in self._new:
            self._new[inbox_id, origin] = self._core.clock()

    async def write(self) -> None:
        """Store what is new, unless that was done a moment ago."""
        now = self._core.clock()
        if not self._new or (self._written_at is not None and now - self._written_at < WRITE_EVERY):
            return
        self._written_at, self._on_their_way, self._new = now, self._new, {}
        new = self._on_their_way
        try:
            await self._core.write(lambda tx: _store(tx, new))
        except DeskbellError:
            log.warning("sightings of the widget were not saved", exc_info=True)
        finally:
            self._on_their_way = {}

    async def seen(self, inbox: Inbox, own: frozenset[str]) -> list[dict[str, Any]]:
        """The websites an inbox was seen on, the latest first, and whether each may show it."""
        in_memory = (
            self._on_their_way | self._new
        )  # before the look into the database, which has them once they are not here
        async with self._core.read() as conn:
            latest = {row.origin: row.last_seen_at for row in await sightings.of_inbox(conn, inbox.id)}
        latest |= {origin: seen_at for (inbox_id, origin), seen_at in in_memory.items() if inbox_id == inbox.id}
        return [
            {
                "origin": origin,
                "last_seen_at": rfc3339(seen_at),
                "allowed": origin_is_allowed(origin, inbox.allowed_origins, own),
            }
            for origin, seen_at in sorted(latest.items(), key=lambda item: item[1], reverse=True)
        ]


async def _store(tx: Tx, new: dict[tuple[str, str], datetime]) -> None:
    by_inbox: dict[str, list[tuple[str, datetime]]] = defaultdict(list)
    for (inbox_id, origin), seen_at in new.items():
        by_inbox[inbox_id].append((origin, seen_at))
    for inbox_id, seen in by_inbox.items():
        for origin, seen_at in seen:
            await sightings.put(tx.conn, inbox_id, origin, seen_at)
        await sightings.forget_oldest(tx.conn, inbox_id)
