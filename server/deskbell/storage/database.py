"""The database: one writing connection (see `writer`), read-only connections beside it, SQLite or PostgreSQL.

On SQLite: WAL, `synchronous=FULL`, every write and every checkpoint on the one writing connection. A second process on
the same file is refused by a lock; on PostgreSQL an advisory lock does the same, until several processes are supported.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import msgspec
from filelock import FileLock, Timeout
from sqlalchemy import event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from deskbell.settings import SettingsError

READERS = 4
BUSY_TIMEOUT_MS = 5_000
_ADVISORY_LOCK = 0x6465736B62656C6C % 2**63


class AlreadyRunning(RuntimeError):
    """Another process has this database open."""


def _to_json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


class Database:
    """Opens and closes the engines. `url` is an SQLAlchemy URL; for SQLite the file's folder must exist.

    Raises `SettingsError` for a URL that names no file and no PostgreSQL.
    """

    def __init__(self, url: str | URL) -> None:
        self.url = _usable(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._lock = FileLock(f"{self.url.database}.lock") if self.is_sqlite else None
        json: dict[str, Any] = {"json_serializer": _to_json, "json_deserializer": msgspec.json.decode}
        if self.is_sqlite:
            self.writing = create_async_engine(self.url, **json)
            self.reading = create_async_engine(self.url, pool_size=READERS, max_overflow=0, **json)
            _prepare_sqlite(self.writing, read_only=False)
            _prepare_sqlite(self.reading, read_only=True)
        else:
            self.writing = create_async_engine(self.url, pool_size=2, **json)
            # One snapshot for all that is read together, as SQLite gives it.
            snapshot: dict[str, Any] = {"isolation_level": "REPEATABLE READ", **json}
            self.reading = create_async_engine(self.url, pool_size=READERS, pool_pre_ping=True, **snapshot)

    def lock(self) -> None:
        """Raises `AlreadyRunning` when another process has the same SQLite file open."""
        if self._lock is None:
            return
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            raise AlreadyRunning(f"{self.url.database} is open in another Deskbell process") from None

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A read-only connection, seeing everything committed before it was asked for."""
        async with self.reading.connect() as connection:
            yield connection

    async def writing_connection(self) -> AsyncConnection:
        """The one writing connection. On PostgreSQL it holds the advisory lock (raises `AlreadyRunning`)."""
        connection = await self.writing.connect()
        if not self.is_sqlite:
            taken = await connection.scalar(text(f"SELECT pg_try_advisory_lock({_ADVISORY_LOCK})"))
            await connection.commit()
            if not taken:
                await connection.close()
                raise AlreadyRunning("another Deskbell process uses this PostgreSQL database")
        return connection

    async def close(self) -> None:
        await self.reading.dispose()
        await self.writing.dispose()
        if self._lock is not None:
            self._lock.release()


def sqlite_url(folder: Path) -> URL:
    """The URL of the database file inside a data folder."""
    return URL.create("sqlite+aiosqlite", database=str(folder / "deskbell.sqlite3"))


def _usable(url: str | URL) -> URL:
    try:
        made = make_url(url)
    except ArgumentError:
        raise SettingsError("database_url cannot be read. Write it like postgresql://user@host/name.") from None
    if made.get_backend_name() == "postgresql":
        return made.set(drivername="postgresql+asyncpg")
    if made.get_backend_name() == "sqlite":
        return made.set(drivername="sqlite+aiosqlite", database=str(_real_file(made)))
    raise SettingsError(f"database_url is for PostgreSQL or SQLite, not for {made.get_backend_name()}.")


def _real_file(url: URL) -> Path:
    """The file behind all its names, so that two processes that spell it differently meet at one lock."""
    name = url.database or ""
    if url.query or name.startswith("file:") or name in ("", ":memory:"):
        raise SettingsError(
            "database_url must name a plain SQLite file: sqlite:////folder/deskbell.sqlite3, no options."
        )
    file = Path(name).resolve()
    if file.is_file() and file.stat().st_nlink > 1:
        raise SettingsError(f"{file} has a second name (a hard link), which SQLite cannot guard. Copy it instead.")
    return file


def _prepare_sqlite(engine: AsyncEngine, *, read_only: bool) -> None:
    """Real transactions (BEGIN is ours, not the driver's) and the pragmas that make an acknowledgement durable."""

    @event.listens_for(engine.sync_engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        if read_only:
            cursor.execute("PRAGMA query_only = ON")
            cursor.execute("PRAGMA wal_autocheckpoint = 0")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def on_begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")


def is_connection_lost(error: BaseException) -> bool:
    """Whether the writing connection must be opened anew after this error."""
    return isinstance(error, DBAPIError) and error.connection_invalidated
