"""What the tests share: asyncio, and every database Deskbell promises to run on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.postgres import Cluster, find_binaries, running_cluster

SQLITE, POSTGRES = "sqlite", "postgres"


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[Cluster]:
    """A PostgreSQL of this run's own; skips where the machine has none."""
    binaries = find_binaries()
    if binaries is None:
        pytest.skip("no PostgreSQL on this machine (Debian: apt-get install postgresql)")
    with running_cluster(binaries) as cluster:
        yield cluster


@pytest.fixture
def postgres_url(postgres_cluster: Cluster) -> Iterator[str]:
    """A fresh, empty PostgreSQL database."""
    url = postgres_cluster.new_database()
    yield url
    postgres_cluster.drop_database(url)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """An SQLite file that does not exist yet."""
    return f"sqlite+aiosqlite:///{tmp_path / 'deskbell.sqlite3'}"


@pytest.fixture(params=[SQLITE, POSTGRES])
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh, empty database of each kind: a test that takes it runs twice."""
    url: str = request.getfixturevalue("sqlite_url" if request.param == SQLITE else "postgres_url")
    return url
