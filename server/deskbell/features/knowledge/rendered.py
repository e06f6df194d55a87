"""Rendered articles, kept: any visitor may ask for the longest one, and it takes a second or two of CPU.

One thread renders, so that the chat has at least half of the CPU whatever is asked for; who asks for the same waits for the
same. What was not asked for in a long time goes first.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from hashlib import blake2b
from threading import Lock

from deskbell.features.knowledge.rendering import render

SHORT = 10_000
"""Characters of Markdown that are rendered where they are asked for: some 10 ms at most."""
MOST_KEPT = 16_000_000
"""Characters of HTML."""
_thread = ThreadPoolExecutor(1, "deskbell-render")


class Rendered:
    """Safe HTML by its Markdown. The thread that renders keeps, so that nothing is lost where nobody waits any more."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most, self._size = most, 0
        self._kept: OrderedDict[bytes, str] = OrderedDict()
        self._under_way: dict[bytes, Future[str]] = {}
        self._lock = Lock()

    async def html_of(self, markdown: str) -> str:
        if len(markdown) <= SHORT:
            return render(markdown)
        key = blake2b(markdown.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            if key not in self._under_way:
                self._under_way[key] = _thread.submit(self._render, key, markdown)
            made = self._under_way[key]
        return await asyncio.shield(asyncio.wrap_future(made))

    def _render(self, key: bytes, markdown: str) -> str:
        try:
            html = render(markdown)
            with self._lock:
                self._keep(key, html)
            return html
        finally:
            with self._lock:
                del self._under_way[key]

    def _keep(self, key: bytes, html: str) -> None:
        self._kept[key] = html
        self._size += len(html)
        while self._size > self._most:
            self._size -= len(self._kept.popitem(last=False)[1])


_rendered = Rendered()
html_of = _rendered.html_of
