"""Gathers what changed of inboxes for half a second and hands it on together: nobody is told more than twice a second."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable

GATHER_SECONDS = 0.5


class Gathering:
    """`hand_on` gets the inboxes that changed meanwhile."""

    def __init__(self, hand_on: Callable[[set[str]], Awaitable[None]]) -> None:
        self._hand_on = hand_on
        self._changed: set[str] = set()
        self._task: asyncio.Task[None] | None = None

    def add(self, inbox_ids: Iterable[str]) -> None:
        self._changed.update(inbox_ids)
        if self._changed and (self._task is None or self._task.done()):
            self._task = asyncio.create_task(self._run())

    async def _run(self) -> None:
        while self._changed:
            await asyncio.sleep(GATHER_SECONDS)
            changed, self._changed = self._changed, set()
            await self._hand_on(changed)

    async def stop(self) -> None:
        """Leave what was still being gathered: whoever connects again fetches."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
