"""The floor of a desk with years of history: what it reads comes from an index, today and who waits, not everything that was."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.storage import floor_view, history
from tests.world import open_world

pytestmark = pytest.mark.anyio


async def _plans(conn: AsyncConnection, asked: list[tuple[str, Any]]) -> list[str]:
    """How SQLite would find what was asked: a line for each table."""
    found = []
    for statement, values in [one for one in asked if one[0].startswith("SELECT")]:
        rows = await conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        found += [row.detail for row in rows]
    return found


async def test_no_history_is_read_for_today(tmp_path: Path) -> None:
    asked: list[tuple[str, Any]] = []
    async with open_world(tmp_path) as world, world.core.read() as conn:
        now, ids = world.clock(), [world.shop.id, "another"]
        listened = conn.sync_connection
        assert listened is not None
        event.listen(listened, "before_cursor_execute", lambda *said: asked.append((said[2], said[3])))
        await floor_view.stays_since(conn, ids, now)
        await history.first_told(conn, world.shop.id)
        stays = await _plans(conn, asked)
        asked.clear()
        await floor_view.first_replies(conn, ids, now - timedelta(days=1), now)
        replies = await _plans(conn, asked)
    read = [line for line in stays if "queue_stays" in line]
    assert len(read) == 3 and all("ix_queue_stays_left (inbox_id=? AND left_at" in line for line in read), stays
    assert any("ix_conversations_first_reply (inbox_id=? AND first_reply_at" in line for line in replies), replies


async def test_the_latest_of_several_inboxes_are_the_newest_of_all(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:

        async def decide(inbox_id: str) -> None:
            about: dict[str, Any] = {"inbox_id": inbox_id, "conversation_id": None, "kind": "team_empty", "data": {}}
            await world.core.write(lambda tx: history.add_decision(tx.conn, created_at=tx.now, **about))

        for inbox_id in ("shop", "office", "shop", "office", "elsewhere"):
            await decide(inbox_id)
        async with world.core.read() as conn:
            latest = await floor_view.latest_decisions(conn, ["shop", "office"], 3)
    assert [(decision.number, decision.inbox_id) for decision in latest] == [(4, "office"), (3, "shop"), (2, "office")]
