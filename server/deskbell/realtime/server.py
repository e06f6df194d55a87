"""Puts the socket side together: the door, its two namespaces, who hears what, and the watch over open sockets."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from typing import Any

from deskbell.realtime import agent, visitor
from deskbell.realtime.broadcast import Broadcast
from deskbell.realtime.command import Command
from deskbell.realtime.connecting import Connecting
from deskbell.realtime.door import Door, make_door
from deskbell.realtime.gateway import Gateway
from deskbell.realtime.sockets import Sockets
from deskbell.services import sign_in
from deskbell.services.core import Core
from deskbell.services.origins import origin_is_allowed
from deskbell.storage import inboxes

WATCH_SECONDS = 2.0
MAX_UNSENT = 2_000
DRAIN_SECONDS = 2
log = logging.getLogger(__name__)


class RealtimeServer:
    """The socket side of one process. `start` and `stop` bracket its life."""

    def __init__(self, core: Core, visitor_commands: Sequence[Command], agent_commands: Sequence[Command]) -> None:
        self._core = core
        self._origins: tuple[str, ...] = ()
        self._watching: asyncio.Task[None] | None = None
        self.sockets = Sockets()
        self.door: Door = make_door(self._let_in)
        self._connecting = Connecting(core, self.door, self.sockets)
        self._broadcast = Broadcast(core, self.door, self.sockets, self._connecting, self._refresh_origins)
        self.visitor_commands = (*visitor.COMMANDS, *visitor_commands)
        self.agent_commands = (*agent.COMMANDS, *agent_commands)
        self._wire()

    def _wire(self) -> None:
        self.door.on_connected = self._connecting.connected
        for namespace, connect, commands in (
            ("/visitor", self._connecting.visitor, self.visitor_commands),
            ("/agent", self._connecting.agent, self.agent_commands),
        ):
            self.door.on("connect", connect, namespace=namespace)
            self.door.on("disconnect", self._connecting.disconnected, namespace=namespace)
            self.door.on("*", Gateway(self._core, self.sockets, commands).handle, namespace=namespace)
        self._core.bus.subscribe(self._broadcast.tell)

    async def start(self) -> None:
        await self._refresh_origins()
        self._watching = asyncio.create_task(self._watch(), name="deskbell-watch")

    async def drain(self) -> None:
        """Tell everybody to come back in a moment."""
        for namespace in ("/visitor", "/agent"):
            await self.door.emit("server_draining", {"reconnect_after": DRAIN_SECONDS}, namespace=namespace)

    async def stop(self) -> None:
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.gather(self._watching, return_exceptions=True)
        await self.door.shutdown()
        await self._core.bus.told_all()
        await self._broadcast.stop()

    async def _refresh_origins(self) -> None:
        async with self._core.read() as conn:
            found = await inboxes.all_inboxes(conn)
        self._origins = tuple({origin for inbox in found for origin in inbox.allowed_origins})

    def _let_in(self, origin: str | None, environ: dict[str, Any]) -> bool:
        """Before the inbox is known: any inbox's origins. Each inbox checks its own when a visitor connects."""
        return origin_is_allowed(origin, self._origins, self._connecting.own_origins(environ))

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(WATCH_SECONDS)
            try:
                await self._check_sessions()
                await self._drop_slow()
            except Exception:
                log.exception("watching the sockets failed")

    async def _check_sessions(self) -> None:
        """Close the sockets of ended sessions, and follow a changed role or inbox, wherever the change came from."""
        held = self.sockets.agents()
        if not held:
            return
        async with self._core.read() as conn:
            live = await sign_in.live_sessions(conn, [actor.session_id for _, actor in held])
        for socket, actor in held:
            now = live.get(actor.session_id)
            if now is None:
                await self._broadcast.end_session(socket, "expired")
            elif now.role != actor.role:
                await self._broadcast.end_session(socket, "role_changed")
            elif now != actor:
                socket.actor = now
                await self._connecting.enter_agent_rooms(socket.sid, now)

    async def _drop_slow(self) -> None:
        """engine.io's queue of unsent packets has no end; a client that cannot follow is dropped, and catches up later."""
        for eio_sid, socket in list(self.door.eio.sockets.items()):
            if socket.queue.qsize() > MAX_UNSENT:
                log.warning("dropping a client with %d unsent packets", socket.queue.qsize())
                await self.door.eio.disconnect(eio_sid)
