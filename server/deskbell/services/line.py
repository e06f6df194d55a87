"""Stepping out of the line. Entering it is in `routing`, what is told of places in `queue`."""

from __future__ import annotations

from deskbell.domain.records import Conversation
from deskbell.services import messages
from deskbell.services.core import Core
from deskbell.services.events import QueueTouched
from deskbell.services.telling import fresh, tell_conversation
from deskbell.storage import conversations as rows
from deskbell.storage import queue
from deskbell.storage.writer import Tx


async def leave_line(core: Core, tx: Tx, inbox_id: str, visitor_id: str) -> None:
    """The visitor steps out of the line wherever they stand in it; not standing anywhere is fine."""
    for place in await queue.line(tx.conn, inbox_id):
        if place.visitor_id == visitor_id:
            await step_out(core, tx, await fresh(tx, place.conversation_id))


async def step_out(core: Core, tx: Tx, conversation: Conversation) -> None:
    """The bot has the conversation again."""
    await rows.change(
        tx.conn, conversation.id, assignee_type="bot", queue_order=None, queued_at=None, original_order=None
    )
    await messages.add_activity(core, tx, conversation, "Left the line.", {"activity": "left_queue"})
    await tell_conversation(core, tx, conversation.id)
    tx.tell(QueueTouched(conversation.inbox_id))
