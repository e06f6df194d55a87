"""A line that is too long: whoever is one too many, or has waited too long, goes to another team and keeps their place."""

from __future__ import annotations

from datetime import timedelta

from deskbell.domain.records import Conversation, Inbox
from deskbell.domain.routing.needs import read_needs
from deskbell.domain.routing.overflow import needs_kept, overflow_of
from deskbell.services.core import Core
from deskbell.services.events import QueueTouched
from deskbell.services.routing.deadlines import OVERFLOW, arm_overflow
from deskbell.services.routing.deciding import record
from deskbell.services.routing.floor import posts_of, team_view
from deskbell.services.routing.giving import give_waiting
from deskbell.services.routing.wants import set_wants
from deskbell.services.telling import fresh, tell_conversation
from deskbell.storage import conversations as rows
from deskbell.storage import inboxes, queue, timers
from deskbell.storage.writer import Tx

LOOK_AGAIN = timedelta(seconds=60)
"""Nobody of the team is here, or somebody is being asked just now."""


async def has_entered(core: Core, tx: Tx, inbox: Inbox, conversation_id: str) -> None:
    """Somebody entered the line and was given to nobody: they may be one too many."""
    conversation, rule = await fresh(tx, conversation_id), overflow_of(inbox.routing)
    if not _waits(conversation) or rule.team_id is None:
        return
    if rule.waiting is not None and conversation.offered_to is None:
        number = len(await queue.line(tx.conn, inbox.id))
        if number > rule.waiting:
            await _overflows(core, tx, inbox, conversation, "waiting", number)


async def waited_too_long(core: Core, tx: Tx, conversation_id: str) -> None:
    """The timer's rule."""
    conversation = await rows.by_id(tx.conn, conversation_id)
    inbox = await inboxes.by_id(tx.conn, conversation.inbox_id) if conversation is not None else None
    if conversation is None or inbox is None or not _waits(conversation) or conversation.queued_at is None:
        return
    rule, waited = overflow_of(inbox.routing), tx.now - conversation.queued_at
    if rule.seconds is None or rule.team_id is None:
        return
    if waited < timedelta(seconds=rule.seconds):  # the time of an earlier stay in line
        await arm_overflow(tx, inbox, conversation)
    elif conversation.offered_to is not None or not await _overflows(
        core, tx, inbox, conversation, "seconds", round(waited.total_seconds())
    ):
        await timers.put(tx.conn, OVERFLOW, conversation.id, tx.now + LOOK_AGAIN)


def _waits(conversation: Conversation) -> bool:
    return conversation.waiting and conversation.queue_order is not None


async def _overflows(core: Core, tx: Tx, inbox: Inbox, conversation: Conversation, because: str, number: int) -> bool:
    """Hand it to the team, if that helps; it keeps its place. Whether it is there now, or was already."""
    team = await team_view(tx.conn, overflow_of(inbox.routing).team_id)
    if team is None or conversation.team_id == team["id"]:
        return team is not None
    needs = needs_kept(team["id"], read_needs(conversation.needs), await posts_of(core, tx.conn, inbox.id))
    if needs is None:
        return False
    from_team = await team_view(tx.conn, conversation.team_id)
    await set_wants(tx, conversation, team["id"], needs)
    await record(tx, conversation, "overflowed", because=because, number=number, from_team=from_team, to_team=team)
    await tell_conversation(core, tx, conversation.id)
    tx.tell(QueueTouched(inbox.id))
    await give_waiting(core, tx, inbox.id)
    return True
