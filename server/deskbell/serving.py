"""Serving an ASGI app on a port: uvicorn as Deskbell needs it, and the event loop under it."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
from collections.abc import Awaitable, Callable, Coroutine, Generator, Iterator
from typing import Any

import uvicorn
from starlette.types import ASGIApp

from deskbell.realtime.door import MAX_WIRE

SHUTDOWN_SECONDS = 8
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Server(uvicorn.Server):
    """Bounded frames, no per-message deflate, and an end that does end.

    `on_draining` runs before the open sockets are closed. Without `takes_signals` it runs until `should_exit` is set.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        log_level: str = "warning",
        on_draining: Callable[[], Awaitable[None]] | None = None,
        takes_signals: bool = True,
    ) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                log_level=log_level,
                access_log=False,
                ws="websockets-sansio",
                ws_max_size=MAX_WIRE,
                ws_per_message_deflate=False,
                proxy_headers=False,
                server_header=False,
                timeout_graceful_shutdown=SHUTDOWN_SECONDS,
                lifespan="off",
            )
        )
        self._ready = asyncio.Event()
        self._on_draining = on_draining
        self._takes_signals = takes_signals

    async def begin(self, taken: socket.socket) -> asyncio.Task[None]:
        """Serve on a bound socket; returns the serving task once the server answers. Raises what keeps it from that."""
        serving = asyncio.create_task(self.serve([taken]), name="deskbell-server")
        ready = asyncio.create_task(self._ready.wait())
        await asyncio.wait((serving, ready), return_when=asyncio.FIRST_COMPLETED)
        ready.cancel()
        if serving.done():
            serving.result()
        return serving

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if self._on_draining is not None:
            await self._on_draining()
        await super().shutdown(sockets)

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None]:
        """uvicorn would raise the signal again when it has ended; then nothing after it could close the database."""
        loop = asyncio.get_running_loop()
        taken = STOP_SIGNALS if self._takes_signals and hasattr(signal, "SIGKILL") else ()
        for number in taken:
            loop.add_signal_handler(number, self.handle_exit, number, None)
        try:
            yield
        finally:
            for number in taken:
                loop.remove_signal_handler(number)


@contextlib.contextmanager
def bound(host: str, port: int, option: str = "--port") -> Iterator[socket.socket]:
    """A socket on the port (0: a free one), taken before anything is built.

    Raises OSError with a sentence that names the `option` when the port cannot be had.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            taken.bind((host, port))
        except (OSError, OverflowError) as error:
            why = error.strerror if isinstance(error, OSError) else "ports are 0 to 65535"
            raise OSError(f"Port {port} on {host} cannot be used ({why}). Choose another: {option}") from None
        yield taken


def run(main: Coroutine[Any, Any, int]) -> int:
    """Run to the end on uvloop, or on asyncio's own loop where uvloop does not exist (Windows)."""
    try:
        from uvloop import new_event_loop
    except ModuleNotFoundError:
        return asyncio.run(main)
    with asyncio.Runner(loop_factory=new_event_loop) as runner:
        return runner.run(main)
