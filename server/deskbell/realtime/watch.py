"""The watch over open sockets, every two seconds: whose right has ended is sent home, wherever the change came from.

What ends a right is told at once by `broadcast`; this finds what was told while a socket was still being let in.
"""

from __future__ import annotations

import asyncio
import logging

from deskbell.realtime.broadcast import Broadcast
from deskbell.realtime.connecting import Connecting
from deskbell.realtime.door import Door
from deskbell.realtime.sockets import Sockets
from deskbell.services import visitors
from deskbell.services.core import Core

WATCH_SECONDS = 2.0
MAX_UNSENT = 2_000
LOOKS_OUTSIDE = 5
"""So many rounds, about ten seconds, a connection may take to join a namespace."""
log = logging.getLogger(__name__)


class Watch:
    """`start` and `stop` bracket its life; `look` is one round of it."""

    def __init__(self, core: Core, door: Door, sockets: Sockets, connecting: Connecting, broadcast: Broadcast) -> None:
        self._core = core
        self._door = door
        self._sockets = sockets
        self._connecting = connecting
        self._broadcast = broadcast
        self._watching: asyncio.Task[None] | None = None
        self._outside: dict[str, int] = {}

    def start(self) -> None:
        self._watching = asyncio.create_task(self._watch(), name="deskbell-watch")

    async def stop(self) -> None:
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.gather(self._watching, return_exceptions=True)

    async def look(self) -> None:
        await self._connecting.tell_untold()
        await self._broadcast.check_agents(self._sockets.agents())
        await self._check_visitors()
        await self._close_unknown()
        await self._cut_outside()
        await self._drop_slow()

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(WATCH_SECONDS)
            try:
                await self.look()
            except Exception:
                log.exception("watching the sockets failed")

    async def _check_visitors(self) -> None:
        held = self._sockets.all_visitors()
        revoked = await visitors.revoked(self._core, [(socket.actor.id, socket.epoch) for socket in held])
        for socket in held:
            if (socket.actor.id, socket.epoch) in revoked:
                await self._door.disconnect(socket.sid, namespace="/visitor")

    async def _close_unknown(self) -> None:
        """Nobody stays in a room whom the other checks would not find."""
        for namespace in ("/visitor", "/agent"):
            for sid in self._door.unknown(namespace, self._sockets.get):
                log.warning("closing an unknown socket of %s", namespace)
                await self._door.disconnect(sid, namespace=namespace)

    async def _cut_outside(self) -> None:
        """A connection that joins no namespace is nobody's, and nothing else would ever end it."""
        self._outside = {eio_sid: self._outside.get(eio_sid, 0) + 1 for eio_sid in self._door.outside()}
        for eio_sid, looks in self._outside.items():
            if looks > LOOKS_OUTSIDE:
                await self._door.cut(eio_sid)

    async def _drop_slow(self) -> None:
        """engine.io's queue of unsent packets has no end; a client that cannot follow is dropped, and catches up later."""
        for eio_sid, socket in list(self._door.eio.sockets.items()):
            if socket.queue.qsize() > MAX_UNSENT:
                log.warning("dropping a client with %d unsent packets", socket.queue.qsize())
                await self._door.cut(eio_sid)
