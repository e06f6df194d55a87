"""Puts the socket side together: the door, its two namespaces, who hears what, and the watch."""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from typing import Any

from deskbell.realtime import agent, visitor
from deskbell.realtime.broadcast import Broadcast
from deskbell.realtime.command import Command
from deskbell.realtime.connecting import Connecting
from deskbell.realtime.door import Door, make_door
from deskbell.realtime.floor_hints import FloorHints
from deskbell.realtime.gateway import Answer, Gateway
from deskbell.realtime.sockets import Sockets
from deskbell.realtime.watch import Watch
from deskbell.services.core import Core
from deskbell.services.origins import origin_is_allowed
from deskbell.storage import inboxes

DRAIN_SECONDS = 2


class RealtimeServer:
    """The socket side of one process. `start` and `stop` bracket its life."""

    def __init__(self, core: Core, visitor_commands: Sequence[Command], agent_commands: Sequence[Command]) -> None:
        self._core = core
        self._origins: tuple[str, ...] = ()
        self.sockets = Sockets()
        self.door: Door = make_door(self._let_in)
        self._connecting = Connecting(core, self.door, self.sockets)
        self._broadcast = Broadcast(core, self.door, self.sockets, self._connecting, self._refresh_origins)
        self._floor_hints = FloorHints(self.door, self.sockets)
        self.watch = Watch(core, self.door, self.sockets, self._connecting, self._broadcast)
        self.visitor_commands = (*visitor.COMMANDS, *visitor_commands)
        self.agent_commands = (*agent.COMMANDS, *agent_commands)
        self._gateways = {
            "/visitor": Gateway(core, self.sockets, self.visitor_commands, visitor.ASKS),
            "/agent": Gateway(core, self.sockets, self.agent_commands, agent.LIMITS),
        }
        self._wire()

    def _wire(self) -> None:
        self.door.on_connected = self._connecting.connected
        self.door.on_event = self._carry_out
        self.door.on_unread = self._spend
        self.door.on_handshake = self._spend_handshake
        for namespace, connect in (("/visitor", self._connecting.visitor), ("/agent", self._connecting.agent)):
            self.door.on("connect", connect, namespace=namespace)
            self.door.on("disconnect", self._connecting.disconnected, namespace=namespace)
        self._core.bus.subscribe(self._broadcast.tell)
        self._core.bus.subscribe(self._floor_hints.hear)

    async def _carry_out(self, namespace: str, sid: str, name: str, arguments: list[Any]) -> Answer:
        return await self._gateways[namespace].handle(name, sid, *arguments)

    def _spend(self, namespace: str, sid: str | None, environ: dict[str, Any]) -> None:
        """A packet that is no command costs what a command costs. Raises `rate_limited`."""
        socket = self.sockets.get(sid) if sid else None
        if socket is None:
            self._core.limits.take(("address_command", self._connecting.network(environ)))
        else:
            self._gateways[namespace].spend(socket, None)

    def _spend_handshake(self, scope: MutableMapping[str, Any]) -> None:
        self._core.limits.take(("address_handshake", self._connecting.network({"asgi.scope": scope})))

    async def start(self) -> None:
        await self._refresh_origins()
        self.watch.start()

    async def drain(self) -> None:
        """Tell everybody to come back in a moment."""
        for namespace in ("/visitor", "/agent"):
            await self.door.emit("server_draining", {"reconnect_after": DRAIN_SECONDS}, namespace=namespace)

    async def stop(self) -> None:
        await self.watch.stop()
        await self.door.shutdown()
        await self._core.bus.told_all()
        await self._broadcast.stop()
        await self._floor_hints.stop()

    async def _refresh_origins(self) -> None:
        async with self._core.read() as conn:
            found = await inboxes.all_inboxes(conn)
        self._origins = tuple({origin for inbox in found for origin in inbox.allowed_origins})

    def _let_in(self, origin: str | None, environ: dict[str, Any]) -> bool:
        """Before the inbox is known: any inbox's origins. Each inbox checks its own when a visitor connects."""
        return origin_is_allowed(origin, self._origins, self._connecting.own_origins(environ))
