"""Which database is opened: one file has one lock, however it is spelled, and what is no file is refused in words."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from deskbell.app import open_core
from deskbell.domain.clock import system_clock
from deskbell.settings import Settings, SettingsError
from deskbell.storage.database import AlreadyRunning, Database
from deskbell.storage.migrate import current_revision
from deskbell.storage.writer import Writer

pytestmark = pytest.mark.anyio


async def test_a_link_to_the_file_meets_the_same_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, elsewhere = tmp_path / "deskbell.sqlite3", tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "link.sqlite3").symlink_to(file)
    monkeypatch.chdir(elsewhere)
    first = Database(f"sqlite:///{file}")
    first.lock()
    for spelled in (
        elsewhere / "link.sqlite3",
        "link.sqlite3",
        "../deskbell.sqlite3",
        f"{elsewhere}/../deskbell.sqlite3",
    ):
        second = Database(f"sqlite:///{spelled}")
        with pytest.raises(AlreadyRunning):
            second.lock()
        await second.close()
    await first.close()


def test_a_second_name_of_the_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "deskbell.sqlite3"
    file.touch()
    os.link(file, tmp_path / "second")
    with pytest.raises(SettingsError, match="hard link"):
        Database(f"sqlite:///{file}")


@pytest.mark.parametrize(
    "url",
    [
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///file:/tmp/desk.sqlite3?uri=true",
        "sqlite:///file:desk.sqlite3",
        "sqlite:////tmp/desk.sqlite3?mode=ro",
        "mysql://desk@localhost/desk",
        "not a url",
    ],
)
def test_what_is_no_plain_database_is_refused_in_words(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SettingsError, match="database_url"):
        Database(url)
    assert list(tmp_path.iterdir()) == []


async def test_nothing_is_migrated_under_another_process(tmp_path: Path, database_url: str) -> None:
    first = Database(database_url)
    first.lock()
    writer = Writer(first, system_clock, lambda events: None)
    await writer.start()
    with pytest.raises(AlreadyRunning):
        async with open_core(Settings(data=tmp_path, database_url=database_url)):
            raise AssertionError("a second process came in")
    assert await current_revision(first) is None
    await writer.stop()
    await first.close()
