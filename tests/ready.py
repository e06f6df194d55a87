"""Databases that have the newest schema already: built once a run and copied, since the migrations cost more than most tests.

The migrations themselves have tests of their own, on empty databases.
"""

from __future__ import annotations

import asyncio
import tempfile
import threading
from functools import cache
from pathlib import Path

from sqlalchemy import create_engine

from deskbell import app  # imports every feature's tables
from deskbell.storage.database import Database
from deskbell.storage.migrate import migrate, upgrade

FILE = "deskbell.sqlite3"


def sqlite_in(folder: Path) -> None:
    """Put a database with the newest schema where a desk in this folder looks for it, unless there is one."""
    file = folder / FILE
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        file.write_bytes(_newest_sqlite())


@cache
def _newest_sqlite() -> bytes:
    assert app.FEATURES
    with tempfile.TemporaryDirectory(prefix="deskbell-ready-") as folder:
        engine = create_engine(f"sqlite:///{folder}/{FILE}")
        with engine.begin() as connection:
            upgrade(connection)
        engine.dispose()
        return (Path(folder) / FILE).read_bytes()


def bring_to_newest(url: str) -> None:
    """Migrate a database from outside any event loop."""

    async def work() -> None:
        database = Database(url)
        await migrate(database)
        await database.close()

    thread = threading.Thread(target=lambda: asyncio.run(work()))
    thread.start()
    thread.join()
