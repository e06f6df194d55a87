"""The rules on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.world import World, open_world


@pytest.fixture
async def world(tmp_path: Path, ready_database_url: str) -> AsyncIterator[World]:
    async with open_world(tmp_path, ready_database_url) as world:
        yield world
