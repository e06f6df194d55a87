"""What comes due for those in line, armed wherever somebody comes to stand there: closing time."""

from __future__ import annotations

from datetime import datetime

from deskbell.domain import business_hours
from deskbell.domain.records import Inbox
from deskbell.storage import timers
from deskbell.storage.writer import Tx

CLOSES = "closes"


async def watch_closing(tx: Tx, inbox: Inbox) -> None:
    """The line is looked at when the inbox closes next, or opens; one that does neither in sight has no such moment.

    A moment that has come already is left to its rule, which may not have had its turn yet.
    """
    due_at = await timers.due_at(tx.conn, CLOSES, inbox.id)
    if due_at is not None and due_at <= tx.now:
        return
    hours = business_hours.state(inbox.business_hours, tx.now)
    moment = hours["closes_at"] or hours["opens_at"]
    if moment is None:
        await timers.drop(tx.conn, CLOSES, inbox.id)
    else:
        await timers.put(tx.conn, CLOSES, inbox.id, datetime.fromisoformat(moment))
