"""Who has waited too long is helped by another team, too, in the moment in which that is so (`widening`)."""

from __future__ import annotations

from datetime import timedelta

from deskbell.domain.records import Conversation, Inbox
from deskbell.domain.routing.overflow import overflow_of
from deskbell.services.core import Core
from deskbell.services.routing.deadlines import OVERFLOW, arm_overflow
from deskbell.services.routing.floor import posts_of
from deskbell.services.routing.giving import give_waiting
from deskbell.services.routing.widening import widen
from deskbell.storage import conversations as rows
from deskbell.storage import inboxes, timers
from deskbell.storage.writer import Tx

LOOK_AGAIN = timedelta(seconds=60)
"""Nobody of the team is here, or somebody is being asked just now."""


async def waited_too_long(core: Core, tx: Tx, conversation_id: str) -> None:
    """The timer's rule."""
    conversation = await rows.by_id(tx.conn, conversation_id)
    inbox = await inboxes.by_id(tx.conn, conversation.inbox_id) if conversation is not None else None
    if conversation is None or inbox is None or not _waits(conversation) or conversation.queued_at is None:
        return
    rule, waited = overflow_of(inbox.routing), tx.now - conversation.queued_at
    if rule.seconds is None or rule.team_id is None or _needs_no_help(conversation):
        return
    if waited < timedelta(seconds=rule.seconds):  # the time of an earlier stay in line
        await arm_overflow(tx, inbox, conversation)
    elif conversation.offered_to is not None or not await _overflows(
        core, tx, inbox, conversation, "seconds", round(waited.total_seconds())
    ):
        await timers.put(tx.conn, OVERFLOW, conversation.id, tx.now + LOOK_AGAIN)


def _waits(conversation: Conversation) -> bool:
    return conversation.waiting and conversation.queue_order is not None


def _needs_no_help(conversation: Conversation) -> bool:
    """It is everybody's, or the team may take it already."""
    return conversation.overflow_team_id is not None or (conversation.team_id is None and not conversation.needs)


async def _overflows(core: Core, tx: Tx, inbox: Inbox, conversation: Conversation, because: str, number: int) -> bool:
    """Let the team take it, too, if that helps, and give it at once; whether it did."""
    helped = await widen(core, tx, inbox, conversation, because, number, posts=await posts_of(core, tx.conn, inbox.id))
    if helped:
        await give_waiting(core, tx, inbox.id)
    return helped
