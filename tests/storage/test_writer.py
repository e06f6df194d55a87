"""The one writer: an answer only after COMMIT, many commands a COMMIT, and no neighbour harmed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from typing import Any

import pytest
from sqlalchemy import event, text

from deskbell.domain.clock import system_clock
from deskbell.domain.errors import Unavailable
from deskbell.storage import counters, installation
from deskbell.storage.database import AlreadyRunning, Database
from deskbell.storage.writer import Tx, Writer

pytestmark = pytest.mark.anyio


@pytest.fixture
async def database(ready_database_url: str) -> AsyncIterator[Database]:
    opened = Database(ready_database_url)
    opened.lock()
    yield opened
    await opened.close()


@pytest.fixture
async def writer(database: Database) -> AsyncIterator[Writer]:
    made = Writer(database, system_clock, lambda events: None)
    await made.start()
    yield made
    await made.stop()


async def _put(n: int, tx: Tx) -> None:
    await installation.put(tx.conn, f"good{n}", n)


async def _get(database: Database, name: str) -> Any:
    async with database.read() as conn:
        return await installation.get(conn, name)


async def test_what_is_answered_is_committed(database: Database, writer: Writer) -> None:
    await writer.write(lambda tx: installation.put(tx.conn, "name", "Shop"))
    assert await _get(database, "name") == "Shop"


async def test_many_commands_share_a_commit(database: Database, writer: Writer) -> None:
    commits: list[object] = []
    event.listen(database.writing.sync_engine, "commit", commits.append)
    values = await asyncio.gather(*[writer.write(lambda tx: counters.next_value(tx.conn, "x")) for _ in range(150)])
    assert sorted(values) == list(range(1, 151))
    assert len(commits) <= 3


async def test_a_command_that_fails_takes_nothing_with_it(database: Database, writer: Writer) -> None:
    async def fails(tx: Tx) -> None:
        await installation.put(tx.conn, "half", "stored")
        raise ValueError("no")

    async def breaks_sql(tx: Tx) -> None:
        await installation.put(tx.conn, "half too", "stored")
        await tx.conn.execute(text("SELECT * FROM nowhere"))

    good = [writer.write(partial(_put, n)) for n in range(3)]
    results = await asyncio.gather(
        good[0], writer.write(fails), good[1], writer.write(breaks_sql), good[2], return_exceptions=True
    )
    assert [type(result) for result in results] == [type(None), ValueError, type(None), Unavailable, type(None)]
    assert [await _get(database, f"good{n}") for n in range(3)] == [0, 1, 2]
    assert (await _get(database, "half"), await _get(database, "half too")) == (None, None)


async def test_events_are_told_after_commit_in_order_and_only_of_what_was_stored(database: Database) -> None:
    told: list[Any] = []
    writer = Writer(database, system_clock, told.extend)
    await writer.start()

    async def tells(n: int, tx: Tx) -> None:
        tx.tell(n)
        if n == 1:
            raise ValueError("no")

    await asyncio.gather(*[writer.write(partial(tells, n)) for n in range(4)], return_exceptions=True)
    await writer.stop()
    assert told == [0, 2, 3]


async def test_a_commit_that_fails_is_never_answered_as_stored(database: Database, writer: Writer) -> None:
    def fail(_connection: object) -> None:
        raise OSError("disk I/O error")

    event.listen(database.writing.sync_engine, "commit", fail)
    with pytest.raises(Unavailable) as refused:
        await writer.write(lambda tx: installation.put(tx.conn, "name", "lost"))
    assert refused.value.code == "storage_unavailable"
    event.remove(database.writing.sync_engine, "commit", fail)
    assert await _get(database, "name") is None
    await writer.write(lambda tx: installation.put(tx.conn, "name", "kept"))
    assert await _get(database, "name") == "kept"


async def _open(database: Database) -> None:
    database.lock()
    await database.writing_connection()


async def test_a_second_process_is_refused(database: Database, writer: Writer) -> None:
    second = Database(database.url)
    with pytest.raises(AlreadyRunning):
        await _open(second)
    await second.close()


async def test_sqlite_is_durable_and_readers_cannot_write(database: Database, writer: Writer) -> None:
    if not database.is_sqlite:
        pytest.skip("pragmas are SQLite's")
    pragmas: dict[str, Any] = {}

    async def look(tx: Tx) -> None:
        for name in ("journal_mode", "synchronous", "foreign_keys"):
            pragmas[name] = await tx.conn.scalar(text(f"PRAGMA {name}"))

    await writer.write(look)
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    async with database.read() as conn:
        with pytest.raises(Exception, match=r"readonly|read-only"):
            await conn.execute(text("DELETE FROM installation"))
