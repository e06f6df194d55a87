"""The one writer: every change goes through here, many commands per COMMIT (group commit).

Each command runs in a savepoint of its own, so that one that fails takes nothing of its neighbours with it. `write`
returns after COMMIT, never before: this is what makes an acknowledgement a promise (design, section 2). The events a
command recorded are handed on after COMMIT, in the order of the commands.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.clock import Clock
from deskbell.domain.errors import Unavailable
from deskbell.storage.database import Database

MAX_BATCH = 200
log = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass
class Tx:
    """A command at work: the writing connection, the moment it began, and the events to tell after COMMIT."""

    conn: AsyncConnection
    now: datetime
    events: list[Any] = field(default_factory=list)

    def tell(self, event: Any) -> None:
        """Record an event; it is published after COMMIT, or never."""
        self.events.append(event)


Work = Callable[[Tx], Awaitable[T]]


@dataclass
class _Job:
    work: Work[Any]
    done: asyncio.Future[Any]
    events: list[Any] = field(default_factory=list)
    result: Any = None
    error: BaseException | None = None


class Writer:
    """Owns the writing connection. `publish` is called after each COMMIT with that batch's events."""

    def __init__(self, database: Database, clock: Clock, publish: Callable[[list[Any]], None]) -> None:
        self._database = database
        self._clock = clock
        self._publish = publish
        self._jobs: asyncio.Queue[_Job | None] = asyncio.Queue()
        self._connection: AsyncConnection | None = None
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Open the writing connection (raises `AlreadyRunning`) and begin to work."""
        self._connection = await self._database.writing_connection()
        self._task = asyncio.create_task(self._run(), name="deskbell-writer")

    async def stop(self) -> None:
        """Finish what was asked for, then close the connection."""
        if self._task is not None:
            self._jobs.put_nowait(None)
            await self._task
            self._task = None
        await self._drop_connection()

    async def write(self, work: Work[T]) -> T:
        """Run `work` in a transaction and return its result after COMMIT.

        Raises what `work` raises (nothing of it is stored then), or `Unavailable` when it could not be saved.
        """
        if self._task is None or self._task.done():
            raise _not_saved()
        job = _Job(work, asyncio.get_running_loop().create_future())
        self._jobs.put_nowait(job)
        result: T = await asyncio.shield(job.done)
        return result

    async def _run(self) -> None:
        while (first := await self._jobs.get()) is not None:
            batch, stop = self._gather(first)
            try:
                await self._commit(batch)
            except (SQLAlchemyError, OSError) as error:
                log.exception("a batch of %d commands was not saved", len(batch))
                await self._fail(batch, error)
            except Exception as error:
                log.exception("the writer met something unforeseen")
                await self._fail(batch, error)
            if stop:
                return

    def _gather(self, first: _Job) -> tuple[list[_Job], bool]:
        batch = [first]
        while len(batch) < MAX_BATCH and not self._jobs.empty():
            job = self._jobs.get_nowait()
            if job is None:
                return batch, True
            batch.append(job)
        return batch, False

    async def _commit(self, batch: list[_Job]) -> None:
        if self._connection is None:
            self._connection = await self._database.writing_connection()
        async with self._connection.begin():
            for job in batch:
                await self._run_job(self._connection, job)
        self._publish([event for job in batch for event in job.events])
        for job in batch:
            if job.done.cancelled():
                continue
            if job.error is not None:
                job.done.set_exception(job.error)
            else:
                job.done.set_result(job.result)

    async def _run_job(self, connection: AsyncConnection, job: _Job) -> None:
        tx = Tx(connection, self._clock())
        savepoint = await connection.begin_nested()
        try:
            job.result = await job.work(tx)
        except SQLAlchemyError as error:
            if connection.invalidated or not savepoint.is_active:
                raise
            await savepoint.rollback()
            log.exception("a command was not saved")
            job.error = _not_saved()
            job.error.__cause__ = error
        except Exception as error:
            await savepoint.rollback()
            job.error = error
        else:
            await savepoint.commit()
            job.events = tx.events

    async def _fail(self, batch: list[_Job], error: BaseException) -> None:
        await self._drop_connection()
        for job in batch:
            if not job.done.done():
                failure = _not_saved()
                failure.__cause__ = error
                job.done.set_exception(failure)

    async def _drop_connection(self) -> None:
        if self._connection is None:
            return
        connection, self._connection = self._connection, None
        try:
            await connection.close()
        except (SQLAlchemyError, OSError):
            log.warning("closing the writing connection failed", exc_info=True)


def _not_saved() -> Unavailable:
    return Unavailable("storage_unavailable", "This could not be saved. Try again in a moment.", retry_after=2.0)
