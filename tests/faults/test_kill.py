"""Nothing that was acknowledged is lost, doubled, out of order or unseen, however the server dies."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults import kill
from tests.faults.journal import Faults

# A client is cut off while it connects: what it held is swept up by the interpreter, and nobody else is left to close it.
pytestmark = pytest.mark.filterwarnings("ignore:.*Connection.__del__:pytest.PytestUnraisableExceptionWarning")

MINUTES = 60


@pytest.mark.timeout(12 * MINUTES)
async def test_twenty_kills_under_fifteen_talking_pairs(tmp_path: Path) -> None:
    report = await kill.run(tmp_path, kills=20, pairs=15, seed=1, pause=0.12, up_for=(0.1, 0.8))
    print(report.table())
    assert report.faults == Faults(0, 0, 0, 0)
    assert report.integrity == "ok"
    assert report.resent > 0, "no kill hit a message on its way: this run proves nothing"


@pytest.mark.timeout(5 * MINUTES)
async def test_the_checker_finds_doubles_without_the_unique_key(tmp_path: Path) -> None:
    report = await kill.run(tmp_path, kills=2, pairs=3, seed=1, breakage="forget_client_ids")
    assert report.faults.doubled > 0


@pytest.mark.timeout(5 * MINUTES)
async def test_the_checker_finds_losses_when_the_acknowledgement_comes_before_commit(tmp_path: Path) -> None:
    report = await kill.run(tmp_path, kills=2, pairs=3, seed=1, breakage="acknowledge_before_commit")
    assert report.faults.lost > 0
    assert report.faults.not_shown > 0
