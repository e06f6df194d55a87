"""Tells what happened, after COMMIT and in order, to those who asked. One that raises is logged and harms nobody."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

log = logging.getLogger(__name__)
Subscriber = Callable[[list[Any]], Awaitable[None]]


class Bus:
    """`publish` is cheap and never blocks; one task hands batches of events to the subscribers, in order."""

    def __init__(self) -> None:
        self._subscribers: list[Subscriber] = []
        self._events: asyncio.Queue[Any] = asyncio.Queue()
        self._task: asyncio.Task[None] | None = None

    def subscribe(self, subscriber: Subscriber) -> None:
        self._subscribers.append(subscriber)

    def publish(self, events: list[Any]) -> None:
        for event in events:
            self._events.put_nowait(event)

    def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="deskbell-bus")

    async def told_all(self) -> None:
        """Returns when everything published so far was told."""
        await self._events.join()

    async def stop(self) -> None:
        """Hand out what is left, then end."""
        await self.told_all()
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        while True:
            batch = [await self._events.get()]
            while not self._events.empty():
                batch.append(self._events.get_nowait())
            for subscriber in self._subscribers:
                try:
                    await subscriber(batch)
                except Exception:
                    log.exception("a subscriber failed")
            for _ in batch:
                self._events.task_done()
