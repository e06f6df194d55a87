"""WebSocket frames before engine.io reads them: what it cannot read it raises on, at the cost of a traceback in the log.

What carries a packet of Socket.IO goes on to the door. Everything else is paid for, and goes on if it is engine.io's own.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from engineio.async_drivers.asgi import WebSocket

_OWN = {"1", "3", "2probe", "5"}
"""Close, pong, and the two steps of coming over from long polling."""
Spend = Callable[[str], Awaitable[object]]


class Frames(WebSocket):  # type: ignore[misc]
    """engine.io's WebSocket. `spend` takes what a frame costs of the session with this engine.io id, or cuts it off."""

    def __init__(self, spend: Spend, handler: Any, server: Any) -> None:
        super().__init__(handler, server)
        self._spend = spend
        self._eio_sid: str = handler.__self__.sid

    async def wait(self) -> str | bytes:
        """The next frame worth reading. Raises OSError when the client is gone."""
        while True:
            frame: str | bytes = await super().wait()
            if isinstance(frame, bytes) or frame[:1] == "4":
                return frame
            await self._spend(self._eio_sid)
            if frame in _OWN:
                return frame
