"""kill -9 while Vic is silent, and a start long after the reminder was due: it comes once, and not again after the next kill."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

from deskbell.app import open_core
from deskbell.services.turns import VISITOR_IDLE
from deskbell.settings import Settings
from deskbell.storage import conversations, timers
from deskbell.storage.writer import Tx
from tests.faults.pairs import LOOK_EVERY, Pair, Shop
from tests.process import ServerProcess

LIMIT = 90


async def _hours_pass(data: Path, conversation_id: str) -> None:
    """While the server is dead: all that it stored for this turn happened three hours earlier."""

    async def work(tx: Tx) -> None:
        due = await timers.due_at(tx.conn, VISITOR_IDLE, conversation_id)
        assert due is not None and due > tx.now, "it was killed before the reminder was due"
        await timers.put(tx.conn, VISITOR_IDLE, conversation_id, due - timedelta(hours=3))
        await conversations.change(tx.conn, conversation_id, idle_since=tx.now - timedelta(hours=3))

    async with open_core(Settings(data=data)) as core:
        await core.write(work)


async def _reminders(pair: Pair) -> int:
    conversation = {"conversation_id": pair.visitor.journal.conversation}
    log = await pair.visitor.insist("sync", {**conversation, "after_seq": 0})
    return sum(message["data"].get("card") == "reminder" for message in log["messages"])


async def _is_reminded(pair: Pair) -> None:
    while True:
        if await _reminders(pair):
            return
        await asyncio.sleep(LOOK_EVERY)


async def test_a_reminder_that_was_due_while_the_server_was_dead_comes_once(tmp_path: Path) -> None:
    server = ServerProcess(tmp_path / "data")
    try:
        server.start()
        shop = await Shop.open(server.url, server.setup_code(), agents=1)
        pair = await Pair.meet(shop, 0)
        idle = {"routing": {"idle": {"remind_minutes": 60}}}
        await shop.admin.patch(f"/api/inboxes/{shop.inbox['id']}", idle)
        async with asyncio.timeout(LIMIT):
            await pair.agent.say("Are you there?")
            server.kill()
            await _hours_pass(server.data, pair.visitor.journal.conversation)
            server.start()
            await _is_reminded(pair)
            server.kill()
            server.start()
            await pair.agent.say("I wait.")
            assert await _reminders(pair) == 1
        await pair.leave()
        await shop.close()
    finally:
        server.end()
