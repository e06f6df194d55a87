"""Closing time with people in line: they are told once, keep their place, and are served while agents stay or offered the
form, as the inbox says.

The moment is a timer row of the inbox, set when somebody comes to the line, so that a restart at closing time tells them
late and not never. While it is closed the row is the opening's: then they are given again. What they can do at
night is in their `queue.closed`.
"""

from __future__ import annotations

from deskbell.domain import business_hours
from deskbell.domain.records import Conversation, Inbox
from deskbell.domain.routing.policy import FORM, SERVE, closing_of
from deskbell.services import messages
from deskbell.services.core import Core
from deskbell.services.events import QueueTouched
from deskbell.services.routing.deadlines import watch_closing
from deskbell.services.routing.soon import first_ones, give_soon
from deskbell.services.telling import fresh, tell_conversation
from deskbell.storage import conversations as rows
from deskbell.storage import inboxes, queue
from deskbell.storage.writer import Tx

TELL_CLOSED = "tell_closed"
_SAID = {
    SERVE: "We are closed now. You keep your place and are answered as long as somebody is here.",
    FORM: "We are closed now. You can leave a message.",
}


async def hours_changed(core: Core, tx: Tx, inbox: Inbox, was_open: bool) -> None:
    """An admin changed the hours: the moment is another one, or it is now."""
    if not await queue.line(tx.conn, inbox.id):
        return
    if was_open and not business_hours.state(inbox.business_hours, tx.now)["open"]:
        await _tell_line(core, tx, inbox)
    await watch_closing(tx, inbox)


async def has_closed(core: Core, tx: Tx, inbox_id: str) -> None:
    """The timer's rule, at closing and at opening, when who stood in line overnight is given, as others are.

    Where the hours are others by now, their moment comes.
    """
    inbox = await inboxes.by_id(tx.conn, inbox_id)
    if inbox is None:
        return
    if business_hours.state(inbox.business_hours, tx.now)["open"]:
        await give_soon(tx, inbox_id)
    else:
        await _tell_line(core, tx, inbox)
    await watch_closing(tx, inbox)


async def _tell_line(core: Core, tx: Tx, inbox: Inbox) -> None:
    """The first ones now, the others a few every second: a long line holds up nobody who writes."""
    line = [place.conversation_id for place in await queue.line(tx.conn, inbox.id)]
    for conversation_id in await first_ones(tx, TELL_CLOSED, line):
        await _tell(core, tx, inbox, await fresh(tx, conversation_id))
    tx.tell(QueueTouched(inbox.id))


async def tell_closed(core: Core, tx: Tx, conversation_id: str) -> None:
    """The timer's rule. Who waits no more is told nothing, and neither is anybody once it is open again."""
    conversation = await rows.by_id(tx.conn, conversation_id)
    inbox = await inboxes.by_id(tx.conn, conversation.inbox_id) if conversation is not None else None
    if conversation is None or inbox is None or not conversation.waiting or conversation.queue_order is None:
        return
    if not business_hours.state(inbox.business_hours, tx.now)["open"]:
        await _tell(core, tx, inbox, conversation)


async def _tell(core: Core, tx: Tx, inbox: Inbox, conversation: Conversation) -> None:
    closing = closing_of(inbox.routing)
    opens_at = business_hours.state(inbox.business_hours, tx.now)["opens_at"]
    said = {"activity": "closed", "closing": closing, "opens_at": opens_at}
    await messages.add_activity(core, tx, conversation, _SAID[closing], said)
    await tell_conversation(core, tx, conversation.id)
