"""A client without a screen, for what a story needs but does not tell: commands over a real socket, one after the other.

Playwright's calls block the main thread, so the sockets live on an event loop in a thread of their own.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from functools import cache
from typing import Any, Self, TypeVar

import socketio

PATIENCE = 60
ALL_DONE_WITHIN = 150
T = TypeVar("T")


@cache
def _loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, daemon=True, name="wire").start()
    return loop


def run(work: Coroutine[Any, Any, T]) -> T:
    """Do it on the wire's loop and wait here."""
    return asyncio.run_coroutine_threadsafe(work, _loop()).result(ALL_DONE_WITHIN)


class AsyncWire:
    """One socket of one namespace, on the wire's loop; every command waits for its acknowledgement."""

    def __init__(self, namespace: str) -> None:
        self._namespace = namespace
        self._socket = socketio.AsyncClient(reconnection=False)
        self._greeting: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._socket.on("*", self._hears, namespace=namespace)
        self.session: dict[str, Any] = {}
        self.heard: list[tuple[str, dict[str, Any]]] = []

    @classmethod
    async def opened(cls, url: str, namespace: str, auth: dict[str, Any], origin: str | None = None) -> Self:
        wire = cls(namespace)
        headers = {"Origin": origin or url}
        await wire._socket.connect(
            url, headers=headers, auth=auth, namespaces=[namespace], transports=["websocket"], wait_timeout=PATIENCE
        )
        async with asyncio.timeout(PATIENCE):
            wire.session = await wire._greeting
        return wire

    async def asks(self, command: str, payload: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = await self._socket.call(command, payload, namespace=self._namespace, timeout=PATIENCE)
        return answer

    async def hangs_up(self) -> None:
        await self._socket.disconnect()

    async def _hears(self, event: str, payload: dict[str, Any]) -> None:
        if event == "session_started":
            self._greeting.set_result(payload)
        self.heard.append((event, payload))


class Wire:
    """The same for a story: each call blocks."""

    def __init__(self, url: str, namespace: str, auth: dict[str, Any], origin: str | None = None) -> None:
        self._wire = run(AsyncWire.opened(url, namespace, auth, origin))
        self.session = self._wire.session
        self.heard = self._wire.heard

    def __enter__(self) -> Wire:
        return self

    def __exit__(self, *_: object) -> None:
        self.hang_up()

    def hang_up(self) -> None:
        run(self._wire.hangs_up())

    def ask(self, command: str, payload: dict[str, Any]) -> dict[str, Any]:
        return run(self._wire.asks(command, payload))

    def must(self, command: str, payload: dict[str, Any]) -> dict[str, Any]:
        answer = self.ask(command, payload)
        assert answer["ok"], (command, payload, answer)
        return answer
