"""The business's own server in a thread beside the story, and a language model that writes when the story says so."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tests.shop_server import ShopServer, shop_server


class LocalShop:
    """`server.answers` by path; what `writes` says comes out of `/stream`, piece by piece."""

    def __init__(self, server: ShopServer, loop: asyncio.AbstractEventLoop) -> None:
        self.server, self._loop = server, loop

    @property
    def url(self) -> str:
        return self.server.url

    def writes(self, text: str) -> None:
        chunk = {"choices": [{"delta": {"content": text}}]}
        self._puts(f"data: {json.dumps(chunk)}\n\n".encode())

    def ends(self) -> None:
        self._puts(b"data: [DONE]\n\n")
        self._puts(b"")

    def _puts(self, piece: bytes) -> None:
        self._loop.call_soon_threadsafe(self.server.streams["stream"].put_nowait, piece)


@contextmanager
def local_shop() -> Iterator[LocalShop]:
    made: list[LocalShop] = []
    ready, over = threading.Event(), asyncio.Event()

    async def serve() -> None:
        async with shop_server() as server:
            server.streams["stream"] = asyncio.Queue()
            made.append(LocalShop(server, asyncio.get_running_loop()))
            ready.set()
            await over.wait()

    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    try:
        ready.wait()
        yield made[0]
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join()
        loop.close()
