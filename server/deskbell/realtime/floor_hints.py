"""Tells those who lead that a floor is not what it was: a cheap hint, at most twice a second an inbox.

What the floor is, they fetch: a hint follows every change, and the fetch sees what the hint was about.
"""

from __future__ import annotations

from typing import Any

from deskbell.realtime.door import Door
from deskbell.realtime.gathering import Gathering
from deskbell.realtime.sockets import Sockets
from deskbell.services import events as e

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
        self._gathering = Gathering(self._tell)

    async def hear(self, batch: list[Any]) -> None:
        changed: set[str] = set()
        for event in batch:
            if isinstance(event, _MOVES):
                changed.add(event.inbox_id)
            elif isinstance(event, e.DecisionMade):
                changed.add(event.decision.inbox_id)
            elif isinstance(event, e.AgentChanged):
                changed.update(event.inbox_ids)
        self._gathering.add(changed)

    async def _tell(self, changed: set[str]) -> None:
        leaders = [(socket, actor) for socket, actor in self._sockets.agents() if socket.greeted and actor.leads]
        for inbox_id in changed:
            for socket, actor in leaders:
                if actor.sees_inbox(inbox_id):
                    told = {"inbox_id": inbox_id}
                    await self._door.emit("floor_changed", told, to=socket.sid, namespace="/agent")

    async def stop(self) -> None:
        await self._gathering.stop()
