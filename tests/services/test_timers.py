"""Timers fire one by one: what fails is tried again later and holds up nobody."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest

from deskbell.services import timers
from deskbell.storage import timers as rows
from deskbell.storage.writer import Tx
from tests.world import World

pytestmark = pytest.mark.anyio


async def _put(subject: str, due: datetime, tx: Tx) -> None:
    await rows.put(tx.conn, "story", subject, due)


async def test_one_that_fails_stops_none_behind_it_and_has_its_turn_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    fired: list[str] = []

    async def rule(_core: Any, _tx: Any, subject: str) -> None:
        fired.append(subject)
        if subject == "first":
            raise RuntimeError("no such thing")

    monkeypatch.setitem(timers.RULES, "story", rule)
    for age, subject in ((2, "first"), (1, "second")):
        due = world.clock() - timedelta(seconds=age)
        await world.core.write(partial(_put, subject, due))
    await timers.fire_due(world.core)
    assert fired == ["first", "second"]
    await timers.fire_due(world.core)
    assert fired == ["first", "second"]
    world.clock.pass_(seconds=31)
    await timers.fire_due(world.core)
    assert fired == ["first", "second", "first"]
