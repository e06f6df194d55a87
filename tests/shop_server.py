"""The business's own server, as it may be: a real one on a free port that answers, drips, hangs, lies and leads astray."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

TLS = b"\x16"
"""The first byte of a client that begins with TLS."""
ORDER = {
    "order": {"number": "A-1", "status": "on its way", "items": [{"name": "Oolong"}, {"name": "Pu-erh"}], "paid": True}
}


@dataclass
class ShopServer:
    port: int = 0
    heard: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)
    """(method, target, headers by name in lower case, body) of every request."""
    answers: dict[str, bytes] = field(default_factory=lambda: dict(ANSWERS))
    """By the first part of the path."""
    streams: dict[str, asyncio.Queue[bytes]] = field(default_factory=dict)
    """By the first part of the path: written as it comes, an empty piece ends it."""

    old: set[str] = field(default_factory=set)
    """The first parts of paths that know nothing of streams, and say so."""
    under_way: set[asyncio.Task[None]] = field(default_factory=set)
    """Held, so that one that hangs is not taken away by the garbage collector, which says so aloud."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def begin(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.under_way.add(asyncio.create_task(self.serve(reader, writer)))

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            first = await reader.readexactly(1)
            if first == TLS:
                return writer.write(http(400, "This is plain HTTP."))
            head = (first + await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
            method, target, _ = head[0].split(" ")
            headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:] if line)}
            body = await reader.readexactly(int(headers.get("content-length", 0)))
            self.heard.append((method, target, headers, body))
            kind = target.partition("?")[0].split("/")[1]
            if kind in self.old and b'"stream"' in body:
                return writer.write(http(422, {"error": "unexpected: stream"}))
            await self.answer(kind, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # whoever asked had enough
        finally:
            writer.close()

    async def answer(self, kind: str, writer: asyncio.StreamWriter) -> None:
        if kind == "hangs":
            await asyncio.Event().wait()
        elif kind == "drips":
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
            while True:
                writer.write(b" ")
                await writer.drain()
                await asyncio.sleep(0.01)
        elif kind == "huge":
            writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
            for _ in range(160):
                writer.write(b" " * 65_536)
                await writer.drain()
        elif kind in self.streams:
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n")
            while piece := await self.streams[kind].get():
                writer.write(piece)
                await writer.drain()
        else:
            writer.write(self.answers.get(kind, http(404, {})))


def http(status: int, body: Any, *more: str) -> bytes:
    text = body if isinstance(body, bytes) else json.dumps(body).encode()
    lines = (f"HTTP/1.1 {status} Said", f"Content-Length: {len(text)}", *more)
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + text


ANSWERS: dict[str, bytes] = {
    "orders": http(200, ORDER),
    "empty": http(200, {"order": None}),
    "errs": http(500, ORDER),
    "lies": http(200, b"<html>Welcome</html>", "Content-Type: application/json"),
    "deep": http(200, b"[" * 60_000),
    "garbage": b"SSH-2.0-OpenSSH_9.6\r\n\r\n",
    "nothing": b"",
    "cut": b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{",
    "moved": http(302, {}, "Location: http://169.254.169.254/latest/meta-data"),
}


@asynccontextmanager
async def shop_server() -> AsyncIterator[ShopServer]:
    shop = ShopServer()
    server = await asyncio.start_server(shop.begin, "127.0.0.1", 0)
    shop.port = server.sockets[0].getsockname()[1]
    try:
        yield shop
    finally:
        server.close()
        for task in shop.under_way:
            task.cancel()
        await asyncio.gather(*shop.under_way, return_exceptions=True)
