"""An idle visitor: the agent spoke last. A reminder, a second one, then the conversation is resolved with the reason.

When is stated by `domain.patience.IdlePolicy`; whose turn it is by `turns`. What the visitor writes ends it, an agent's new
word starts it over, and while the visitor is typing nothing of it happens.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from deskbell.domain.patience import IdleStep, idle_policy
from deskbell.domain.people import SYSTEM
from deskbell.domain.records import Conversation, Inbox
from deskbell.services import conversations, messages, turns
from deskbell.services.core import Core
from deskbell.services.views import choose_locale
from deskbell.storage import conversations as rows
from deskbell.storage import timers
from deskbell.storage.writer import Tx

REASON = "visitor_idle"
WHILE_TYPING = timedelta(minutes=1)


async def visitor_is_idle(core: Core, tx: Tx, conversation_id: str) -> None:
    """The timer's rule. After a long standstill there is one step, not all that were missed."""
    found = await turns.overdue(tx, turns.VISITOR_IDLE, conversation_id)
    if found is None:
        return
    conversation, inbox = found
    step = idle_policy(inbox.routing).next_step(conversation.reminders)
    if step is None:
        return
    if step.name == "resolve":
        await conversations.resolve_by(core, tx, SYSTEM, conversation, REASON)
    else:
        await _remind(core, tx, conversation, inbox, step)


async def _remind(core: Core, tx: Tx, conversation: Conversation, inbox: Inbox, step: IdleStep) -> None:
    locale = choose_locale(conversation.locale, inbox.locales)
    text = idle_policy(inbox.routing).text(step.name, locale)
    await messages.add_bot_message(core, tx, conversation, text, {"card": "reminder", "number": step.number})
    await turns.watch(tx, await rows.change(tx.conn, conversation.id, reminders=step.number, idle_since=tx.now))


async def visitor_types(core: Core, conversation: Conversation) -> None:
    """A step that is about to come waits while the visitor is typing."""
    if conversation.idle_since is None:
        return
    until = core.clock() + WHILE_TYPING
    async with core.read() as conn:
        due = await timers.due_at(conn, turns.VISITOR_IDLE, conversation.id)
    if due is not None and due < until - WHILE_TYPING / 2:
        await core.write(partial(_put_off, conversation.id))


async def _put_off(conversation_id: str, tx: Tx) -> None:
    if await timers.drop(tx.conn, turns.VISITOR_IDLE, conversation_id):
        await timers.put(tx.conn, turns.VISITOR_IDLE, conversation_id, tx.now + WHILE_TYPING)
