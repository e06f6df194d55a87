"""The migrations build exactly the tables that the code uses, on both databases, and may run twice."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection

from deskbell import app  # imports every feature's tables
from deskbell.storage.database import Database
from deskbell.storage.migrate import current_revision, migrate
from deskbell.storage.tables import METADATA

pytestmark = pytest.mark.anyio


def _differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, METADATA))


async def test_migrations_build_what_the_code_uses(database_url: str) -> None:
    assert app.FEATURES
    database = Database(database_url)
    assert await current_revision(database) is None
    await migrate(database)
    await migrate(database)
    async with database.writing.connect() as connection:
        assert await connection.run_sync(_differences) == []
    assert await current_revision(database) is not None
    await database.close()
