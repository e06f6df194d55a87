"""What visitors see of an inbox besides their own talk: its brand, who is there, hours and waits. At most twice a second."""

from __future__ import annotations

from typing import Any

import msgspec

from deskbell.realtime.door import Door
from deskbell.realtime.gathering import Gathering
from deskbell.realtime.sockets import Sockets
from deskbell.services.core import Core
from deskbell.services.views import business_hours_view, greeting, inbox_for_visitors
from deskbell.storage import inboxes, visitors

Wire = dict[str, Any]


class OutlookDue(msgspec.Struct, frozen=True):
    """It is to be told now, among the other events and in their order."""

    inbox_id: str


class Outlooks:
    """Gathers what changed; `broadcast` tells it when it is due."""

    def __init__(self, core: Core, door: Door, sockets: Sockets) -> None:
        self._core = core
        self._door = door
        self._sockets = sockets
        self._gathering = Gathering(self._is_due)

    def changed(self, inbox_id: str) -> None:
        self._gathering.add([inbox_id])

    async def _is_due(self, changed: set[str]) -> None:
        self._core.bus.publish([OutlookDue(inbox_id) for inbox_id in changed])

    async def stop(self) -> None:
        await self._gathering.stop()

    async def tell(self, inbox_id: str) -> None:
        views: dict[str | None, Wire] = {}
        async with self._core.read() as conn:
            inbox = await inboxes.by_id(conn, inbox_id)
            if inbox is None:
                return
            hours = business_hours_view(self._core, inbox)
            held = [socket for socket in self._sockets.visitors(inbox_id) if socket.greeted]
            people = await visitors.by_ids(conn, [socket.actor.id for socket in held])
            for socket in held:
                name = people[socket.actor.id].name if socket.actor.id in people else None
                if socket.locale not in views:
                    views[socket.locale] = await inbox_for_visitors(self._core, conn, inbox, socket.locale)
                view = views[socket.locale]
                greeted = greeting(inbox, view["locale"], name, returning=socket.returning)
                told = {"inbox": view | {"greeting": greeted}, "business_hours": hours}
                await self._door.emit("inbox_updated", told, to=socket.sid, namespace="/visitor")
