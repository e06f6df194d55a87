"""Bring a database to the newest schema (Alembic), and say which version it has."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from deskbell.storage.database import Database


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


@cache
def _newest() -> str | None:
    """The revision of the last migration; reading them all takes longer than a start that has none to run."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def upgrade(connection: Connection) -> None:
    """Run the missing migrations on an open connection."""
    if _revision(connection) != _newest():
        command.upgrade(_config(connection), "head")


async def migrate(database: Database) -> None:
    """Bring the database to the newest schema; a fresh one is built from the first migration on."""
    async with database.writing.begin() as connection:
        await connection.run_sync(upgrade)


async def is_current(database: Database) -> bool:
    """Whether a database that is only read has the newest schema."""
    async with database.reading.connect() as connection:
        return await connection.run_sync(_revision) == _newest()


async def current_revision(database: Database) -> str | None:
    """The schema's revision, None for an empty database."""
    async with database.writing.connect() as connection:
        return await connection.run_sync(_revision)
