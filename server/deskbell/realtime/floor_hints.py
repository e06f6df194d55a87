"""Tells those who lead that a floor is not what it was: a cheap hint, at most twice a second an inbox.

What the floor is, they fetch: a hint follows every change, and the fetch sees what the hint was about.
"""

from __future__ import annotations

import asyncio
from typing import Any

from deskbell.realtime.door import Door
from deskbell.realtime.sockets import Sockets
from deskbell.services import events as e

GATHER_SECONDS = 0.5
_MOVES = (
    e.ConversationChanged,
    e.InboxChanged,
    e.JoinedChanged,
    e.MessageCreated,
    e.QueueTouched,
)


class FloorHints:
    """Subscribes to the bus."""

    def __init__(self, door: Door, sockets: Sockets) -> None:
        self._door = door
        self._sockets = sockets
        self._changed: set[str] = set()
        self._gathering: asyncio.Task[None] | None = None

    async def hear(self, batch: list[Any]) -> None:
        for event in batch:
            if isinstance(event, _MOVES):
                self._changed.add(event.inbox_id)
            elif isinstance(event, e.DecisionMade):
                self._changed.add(event.decision.inbox_id)
            elif isinstance(event, e.AgentChanged):
                self._changed.update(event.inbox_ids)
        if self._changed and (self._gathering is None or self._gathering.done()):
            self._gathering = asyncio.create_task(self._tell_soon())

    async def _tell_soon(self) -> None:
        while self._changed:
            await asyncio.sleep(GATHER_SECONDS)
            changed, self._changed = self._changed, set()
            leaders = [(socket, actor) for socket, actor in self._sockets.agents() if socket.greeted and actor.leads]
            for inbox_id in changed:
                for socket, actor in leaders:
                    if actor.sees_inbox(inbox_id):
                        told = {"inbox_id": inbox_id}
                        await self._door.emit("floor_changed", told, to=socket.sid, namespace="/agent")

    async def stop(self) -> None:
        """Leave what was still being gathered: whoever connects again fetches."""
        if self._gathering is not None:
            self._gathering.cancel()
            await asyncio.gather(self._gathering, return_exceptions=True)
