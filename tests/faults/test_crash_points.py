"""The server dies exactly before COMMIT, between COMMIT and telling, and between telling and acknowledgement.

Vic sends one message into each of these crashes, and again after the restart: it is stored once, and shown once.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from tests.faults.journal import Faults
from tests.faults.launcher import CRASH_FLAG, CRASH_TEXT
from tests.faults.pairs import Pair, Shop, faults_of, grow_quiet
from tests.process import ServerProcess

LIMIT = 90
CRASHED = 137
CRASHES = ("crash_before_commit", "crash_after_commit", "crash_after_telling")


@pytest.mark.parametrize("crash", CRASHES)
async def test_a_message_sent_into_a_crash_is_stored_once_and_shown_once(tmp_path: Path, crash: str) -> None:
    flag = tmp_path / "crashed"
    command = (sys.executable, "-m", "tests.faults.launcher", crash)
    server = ServerProcess(tmp_path / "data", command=command, environ={CRASH_FLAG: str(flag)})
    try:
        server.start()
        shop = await Shop.open(server.url, server.setup_code(), agents=1)
        pair = await Pair.meet(shop, 0)
        async with asyncio.timeout(LIMIT):
            await pair.visitor.say("before")
            message = asyncio.create_task(pair.visitor.say(CRASH_TEXT))
            assert await asyncio.to_thread(server.wait_gone) == CRASHED
            assert not message.done(), "a crashed server has acknowledged nothing"
            server.start()
            again = await message
            await pair.agent.say("after")
            await grow_quiet([pair])
        assert [line.client_id for line in pair.agent.journal.shown].count(again["client_id"]) == 1
        assert await faults_of(shop, [pair]) == Faults(0, 0, 0, 0)
        await pair.leave()
        await shop.close()
    finally:
        server.end()
    assert flag.exists()
