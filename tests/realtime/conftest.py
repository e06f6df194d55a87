"""A real server for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.live import Live, live_server


@pytest.fixture
def rate_limit_scale() -> float:
    """1 is what people get; 0 switches the limits off."""
    return 1


@pytest.fixture
async def live(tmp_path: Path, rate_limit_scale: float) -> AsyncIterator[Live]:
    async with live_server(tmp_path, rate_limit_scale=rate_limit_scale) as live:
        yield live
