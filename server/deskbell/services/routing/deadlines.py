"""What comes due for those in line, armed wherever somebody comes to stand there: closing time, and a wait too long."""

from __future__ import annotations

from datetime import datetime, timedelta

from deskbell.domain import business_hours
from deskbell.domain.records import Conversation, Inbox
from deskbell.domain.routing.overflow import overflow_of
from deskbell.storage import queue, timers
from deskbell.storage.writer import Tx

CLOSES = "closes"
OVERFLOW = "overflow"


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


async def arm_overflow(tx: Tx, inbox: Inbox, conversation: Conversation) -> None:
    """So long after it came to the line it may go to another team (`overflowing.waited_too_long`), if the inbox says so."""
    await timers.drop(tx.conn, OVERFLOW, conversation.id)
    span = _overflows_after(inbox)
    if span is not None and conversation.queued_at is not None:
        await timers.put(tx.conn, OVERFLOW, conversation.id, conversation.queued_at + span)


async def overflow_changed(tx: Tx, inbox: Inbox) -> None:
    """The admin set another time: it counts for those who wait, too."""
    line, span = await queue.line(tx.conn, inbox.id), _overflows_after(inbox)
    await timers.drop_all(tx.conn, OVERFLOW, [place.conversation_id for place in line])
    if span is not None:
        await timers.put_all(tx.conn, OVERFLOW, {place.conversation_id: place.queued_at + span for place in line})


def _overflows_after(inbox: Inbox) -> timedelta | None:
    rule = overflow_of(inbox.routing)
    return timedelta(seconds=rule.seconds) if rule.seconds is not None and rule.team_id is not None else None
