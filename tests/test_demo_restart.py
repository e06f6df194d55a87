"""A demo that was killed while it was filled starts again, wherever it was; a desk of somebody's is not taken for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from deskbell.app import open_core
from deskbell.demo import command, fill
from deskbell.demo.accounts import Kept, keep, new_kept, read_kept
from deskbell.demo.past import Story
from deskbell.services import setup
from deskbell.services.agents import create_agent
from deskbell.settings import Settings, SettingsError
from deskbell.storage import agents

pytestmark = pytest.mark.anyio
SHOP = "http://127.0.0.1:8001"


async def _starts(folder: Path) -> Kept:
    async with open_core(Settings(data=folder)) as core:
        return await command.demo_data(core, SHOP)


async def _is_whole(folder: Path, kept: Kept) -> bool:
    async with open_core(Settings(data=folder)) as core, core.read() as conn:
        return await fill.is_filled(core, kept) and await agents.count(conn) == len(kept.accounts)


async def test_killed_before_the_database_has_it(tmp_path: Path) -> None:
    keep(tmp_path, new_kept())
    assert await _is_whole(tmp_path, await _starts(tmp_path))


async def test_killed_while_the_past_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Story] = []

    async def tell(story: Story) -> None:
        await whole(story)
        told.append(story)
        if len(told) == 2:
            raise RuntimeError("killed")

    whole = Story.tell
    with monkeypatch.context() as patch:
        patch.setattr(Story, "tell", tell)
        with pytest.raises(RuntimeError):
            await _starts(tmp_path)
    assert read_kept(tmp_path) is not None, "passwords of a filled demo could have been lost"
    kept = await _starts(tmp_path)
    assert await _is_whole(tmp_path, kept)
    assert await _starts(tmp_path) == kept


async def test_somebodys_desk_beside_a_demo_that_was_never_filled_is_left_alone(tmp_path: Path) -> None:
    keep(tmp_path, new_kept())
    async with open_core(Settings(data=tmp_path)) as core:
        await core.write(lambda tx: setup.create_inbox(tx, "Shop", "en", "Asia/Shanghai"))
        await core.write(lambda tx: create_agent(tx, "Ada", "ada@shop.example", "!", "admin"))
    with pytest.raises(SettingsError, match="not the demo's"):
        await _starts(tmp_path)
