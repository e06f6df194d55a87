"""A desk with people at it, and an empty one that waits for its set-up."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.http.desk import Desk, open_desk


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path / "data") as desk:
        yield desk


@pytest.fixture
async def empty_desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path / "data", empty=True) as desk:
        yield desk


@pytest.fixture
async def any_desk(tmp_path: Path, ready_database_url: str) -> AsyncIterator[Desk]:
    """The desk on each database."""
    async with open_desk(tmp_path / "data", database_url=ready_database_url) as desk:
        yield desk
