"""The Shop with a knowledge base, on SQLite and on PostgreSQL; and a desk with an HTTP door."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.features.people import Bookshelf
from tests.http.desk import Desk, open_desk
from tests.world import World, open_world


@pytest.fixture
async def world(tmp_path: Path, ready_database_url: str) -> AsyncIterator[World]:
    async with open_world(tmp_path, ready_database_url) as world:
        yield world


@pytest.fixture
async def books(world: World) -> Bookshelf:
    return Bookshelf(world)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path / "data") as desk:
        yield desk
