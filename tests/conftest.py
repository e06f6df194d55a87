"""What the tests share: asyncio, and every database Deskbell promises to run on."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from deskbell.features.knowledge import indexes
from deskbell.services import passwords
from tests import statements
from tests.ready import bring_to_newest, sqlite_in
from tools.postgres import Cluster, find_binaries, running_cluster

SQLITE, POSTGRES = "sqlite", "postgres"
indexes.MOMENT = 10.0
"""A busy machine builds the small indexes of stories in longer than a visitor is kept: they are about other things."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """None of these tests has a browser: Playwright would keep a loop running, and pytest would run the stories before them.
    An argument called `page` is enough for that."""
    wrong = [item.nodeid for item in items if "/tests/" in str(item.path) and "browser_name" in _arguments(item)]
    if wrong:
        raise pytest.UsageError(f"no browser outside of e2e, nor arguments called page, context or browser: {wrong[0]}")


def _arguments(item: pytest.Item) -> list[str]:
    return item.fixturenames if isinstance(item, pytest.Function) else []


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session", autouse=True)
def cheap() -> Iterator[None]:
    """What would be paid again for each story, and is the same: compiled SQL, and the price of a password's hash."""
    with pytest.MonkeyPatch.context() as patch:
        statements.share(patch)
        patch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=16, parallelism=1))
        yield


@pytest.fixture(scope="session", autouse=True)
def rare_collections() -> None:
    """What was imported is no garbage: looking through it again and again was a tenth of the tests' CPU."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[Cluster]:
    """A PostgreSQL of this run's own; skips where the machine has none."""
    binaries = find_binaries()
    if binaries is None:
        pytest.skip("no PostgreSQL on this machine (Debian: apt-get install postgresql)")
    with running_cluster(binaries) as cluster:
        yield cluster


@pytest.fixture
def postgres_url(postgres_cluster: Cluster) -> str:
    """A fresh, empty PostgreSQL database; it goes with its cluster."""
    return postgres_cluster.new_database()


@pytest.fixture(scope="session")
def newest_postgres(postgres_cluster: Cluster) -> str:
    """A PostgreSQL database with the newest schema, for one test after the other."""
    url = postgres_cluster.new_database()
    bring_to_newest(url)
    return url


@pytest.fixture
def ready_postgres_url(postgres_cluster: Cluster, newest_postgres: str) -> str:
    """The same without a row in it, and without a connection that another test has left."""
    postgres_cluster.empty(newest_postgres)
    return newest_postgres


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """An SQLite file that does not exist yet."""
    return f"sqlite+aiosqlite:///{tmp_path / 'deskbell.sqlite3'}"


@pytest.fixture(params=[SQLITE, POSTGRES])
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh, empty database of each kind: a test that takes it runs twice."""
    url: str = request.getfixturevalue("sqlite_url" if request.param == SQLITE else "postgres_url")
    return url


@pytest.fixture(params=[SQLITE, POSTGRES])
def ready_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The same with the newest schema."""
    if request.param == SQLITE:
        sqlite_in(tmp_path)
    url: str = request.getfixturevalue("sqlite_url" if request.param == SQLITE else "ready_postgres_url")
    return url
