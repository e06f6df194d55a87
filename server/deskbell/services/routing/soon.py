"""Giving that is due in a moment: a timer row, so that a long piece of work holds up nobody and a restart forgets nothing."""

from __future__ import annotations

from deskbell.storage import timers
from deskbell.storage.writer import Tx

GIVE_SOON = "give_soon"


async def give_soon(tx: Tx, inbox_id: str) -> None:
    await timers.put(tx.conn, GIVE_SOON, inbox_id, tx.now)
