"""Starts Deskbell with one thing broken from the outside: `python -m tests.faults.launcher BREAKAGE serve …`.

The product knows nothing of this. A checker that finds no fault in these servers is a broken checker, and a crash
exactly between COMMIT and acknowledgement cannot be had by killing at random. All breakages replace the writer's
`_commit` by one that does the same with places to step in.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import sys
from collections.abc import Awaitable, Callable
from typing import Any

from deskbell.cli import main
from deskbell.domain.errors import Unavailable
from deskbell.storage import messages
from deskbell.storage.writer import Writer

CRASH_TEXT = "the power fails now"
CRASH_FLAG = "CRASH_FLAG"
LAZY_SECONDS = 0.4
TOLD_AFTER = 0.1
BATCHES_BETWEEN_DENIALS = 5
Jobs = list[Any]
StepIn = Callable[[Jobs], Awaitable[None]]


async def _nothing(_batch: Jobs) -> None:
    """Where nobody steps in."""


def step_into_commit(before: StepIn = _nothing, after: StepIn = _nothing, told: StepIn = _nothing) -> None:
    """Call `before` and `after` COMMIT, and when all is `told` and nothing acknowledged."""

    async def commit(self: Writer, batch: Jobs) -> None:
        self._connection = self._connection or await self._database.writing_connection()
        async with self._connection.begin():
            for job in batch:
                await self._run_job(self._connection, job)
            await before(batch)
        await after(batch)
        self._publish([event for job in batch for event in job.events])
        await told(batch)
        _acknowledge(batch)

    Writer._commit = commit  # type: ignore[method-assign]


def _acknowledge(batch: Jobs) -> None:
    for job in batch:
        if job.error is not None:
            job.done.set_exception(job.error)
        else:
            job.done.set_result(job.result)


def acknowledge_before_commit() -> None:
    """The transaction stays open for a while after its commands were told and acknowledged."""

    async def commit(self: Writer, batch: Jobs) -> None:
        self._connection = self._connection or await self._database.writing_connection()
        until = asyncio.get_running_loop().time() + LAZY_SECONDS
        async with self._connection.begin():
            while batch and batch[0] is not None:
                for job in batch:
                    await self._run_job(self._connection, job)
                self._publish([event for job in batch for event in job.events])
                _acknowledge(batch)
                batch = await _next_within(self, until)
        if batch:
            self._jobs.put_nowait(None)

    Writer._commit = commit  # type: ignore[method-assign]


async def _next_within(self: Writer, until: float) -> Jobs:
    try:
        async with asyncio.timeout_at(until):
            return [await self._jobs.get()]
    except TimeoutError:
        return []


def forget_client_ids() -> None:
    """A message that is sent again is not recognised, and every so often one that is stored is answered with "try again".
    The unique key itself is dropped from the file by `damage.drop_unique_key`."""
    storing = itertools.count(1)

    async def nothing_known(*_: Any) -> None:
        """In the place of the query for a known message."""

    async def deny(batch: Jobs) -> None:
        talking = [job for job in batch if _stored_texts([job])]
        if talking and next(storing) % BATCHES_BETWEEN_DENIALS == 0:
            for job in talking:
                job.error = Unavailable("storage_unavailable", "It is stored, and we say it is not.", retry_after=0.1)

    messages.by_client_id = nothing_known  # type: ignore[assignment]
    step_into_commit(after=deny)


async def _crash_once(batch: Jobs) -> None:
    if CRASH_TEXT in _stored_texts(batch) and _is_first_crash():
        os._exit(137)


def _is_first_crash() -> bool:
    """The file outlives the process that makes it, so that the next one does not crash again."""
    try:
        os.close(os.open(os.environ[CRASH_FLAG], os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return False
    return True


async def _crash_once_heard(batch: Jobs) -> None:
    """Leave those who listen the time to hear of it first."""
    if CRASH_TEXT in _stored_texts(batch):
        await asyncio.sleep(TOLD_AFTER)
        await _crash_once(batch)


def _stored_texts(batch: Jobs) -> list[str]:
    """The texts of the messages that this batch stores."""
    carried = [getattr(event, "message", {}) for job in batch for event in job.events]
    return [message["text"] for message in carried if message.get("kind") == "text"]


BREAKAGES: dict[str, Callable[[], None]] = {
    "forget_client_ids": forget_client_ids,
    "acknowledge_before_commit": acknowledge_before_commit,
    "crash_before_commit": lambda: step_into_commit(before=_crash_once),
    "crash_after_commit": lambda: step_into_commit(after=_crash_once),
    "crash_after_telling": lambda: step_into_commit(told=_crash_once_heard),
}

if __name__ == "__main__":
    BREAKAGES[sys.argv[1]]()
    sys.exit(main(sys.argv[2:]))
