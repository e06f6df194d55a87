"""A client without a screen, for what a story needs but does not tell: commands over a real socket, one after the other.

Playwright's calls block the main thread, so the sockets live on an event loop in a thread of their own.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from functools import cache
from typing import Any, TypeVar

import socketio

PATIENCE = 20
ALL_DONE_WITHIN = 120
T = TypeVar("T")


@cache
def _loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, daemon=True, name="wire").start()
    return loop


def run(work: Coroutine[Any, Any, T]) -> T:
    """Do it on the wire's loop and wait here."""
    return asyncio.run_coroutine_threadsafe(work, _loop()).result(ALL_DONE_WITHIN)


class Wire:
    """One socket of one namespace; every command waits for its acknowledgement."""

    def __init__(self, url: str, namespace: str, auth: dict[str, Any], origin: str | None = None) -> None:
        self._namespace = namespace
        self._socket = socketio.AsyncClient(reconnection=False)
        self._started: asyncio.Future[dict[str, Any]] = asyncio.Future(loop=_loop())
        self._socket.on("session_started", self._starts, namespace=namespace)
        self.session = run(self._connect(url, auth, origin or url))

    def __enter__(self) -> Wire:
        return self

    def __exit__(self, *_: object) -> None:
        run(self._socket.disconnect())

    def ask(self, command: str, payload: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = run(self._socket.call(command, payload, namespace=self._namespace, timeout=PATIENCE))
        return answer

    def must(self, command: str, payload: dict[str, Any]) -> dict[str, Any]:
        answer = self.ask(command, payload)
        assert answer["ok"], (command, payload, answer)
        return answer

    async def _starts(self, payload: dict[str, Any]) -> None:
        self._started.set_result(payload)

    async def _connect(self, url: str, auth: dict[str, Any], origin: str) -> dict[str, Any]:
        await self._socket.connect(
            url, headers={"Origin": origin}, auth=auth, namespaces=[self._namespace], transports=["websocket"]
        )
        async with asyncio.timeout(PATIENCE):
            return await self._started
