"""Answers that come later: the visitor's message is stored and acknowledged at once, however long an index takes.

Where what is known cannot be looked up yet (`NotReady`), a timer of the conversation keeps that the bot still owes something;
what it owes is answered in order as soon as the index is there. A restart finds the timer, and goes on with it.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import Any

import msgspec

from deskbell.domain.errors import Unavailable
from deskbell.domain.people import BOT
from deskbell.domain.records import Conversation, Message
from deskbell.services import conversations
from deskbell.services.core import Core
from deskbell.services.events import TypingChanged
from deskbell.services.telling import fresh
from deskbell.services.views import author_view
from deskbell.storage import conversations as rows
from deskbell.storage import messages, timers
from deskbell.storage.writer import Tx

BOT_OWES = "bot_owes"
AGAIN_AFTER = timedelta(seconds=30)
"""After a restart the index is asked for anew so soon."""
MOST_OWED = 50
TYPES_EVERY = 4.0
"""Seconds after which the visitor is told anew that the bot is at it; a browser forgets it after six."""
log = logging.getLogger(__name__)


class AnswerOwed(msgspec.Struct, frozen=True):
    """The bot owes a conversation an answer. Told after COMMIT: nobody waits for an index inside a transaction."""

    conversation_id: str
    inbox_id: str
    text: str
    """What it has to look up first."""
    locale: str | None


async def owes(tx: Tx, conversation: Conversation, text: str) -> None:
    """Keep that an answer is owed, and have it looked up."""
    await timers.put(tx.conn, BOT_OWES, conversation.id, tx.now + AGAIN_AFTER)
    tx.tell(AnswerOwed(conversation.id, conversation.inbox_id, text, conversation.locale))


async def is_owed(tx: Tx, conversation_id: str) -> bool:
    """Whether something asked before waits for its answer: what was asked since waits behind it."""
    return await timers.due_at(tx.conn, BOT_OWES, conversation_id) is not None


async def answer_owed(core: Core, events: list[Any]) -> None:
    """The subscriber: begins to look up, and waits for nothing."""
    for event in events:
        if isinstance(event, AnswerOwed):
            core.begin(_looks_up(core, event), "deskbell-bot-owes")


async def _looks_up(core: Core, owed: AnswerOwed) -> None:
    found = asyncio.Event()
    core.begin(_types(core, owed.conversation_id, found), "deskbell-bot-types")
    try:
        if core.hooks.before_answering is not None:
            await core.hooks.before_answering(owed.inbox_id, owed.text, owed.locale, patient=True)
    except Exception:  # the timer asks again
        log.exception("the bot could not look up what it owes")
        return
    finally:
        found.set()
    try:
        await core.write(partial(_pays, core, owed.conversation_id))
    except Unavailable:  # the server stops, or cannot save: the timer asks again
        log.warning("an answer of the bot's could not be kept")


async def _types(core: Core, conversation_id: str, found: asyncio.Event) -> None:
    """Until it is `found`, the visitor sees that the bot is at work; not once somebody else has the conversation."""
    typing = {"conversation_id": conversation_id, "author": author_view(BOT), "typing": True}
    while not found.is_set():
        conversation = await _now(core, conversation_id)
        if found.is_set() or conversation is None or not _is_with_bot(conversation):
            return
        core.bus.publish([TypingChanged(conversation.inbox_id, conversation.visitor_id, "bot", typing)])
        with suppress(TimeoutError):
            await asyncio.wait_for(found.wait(), TYPES_EVERY)


async def _now(core: Core, conversation_id: str) -> Conversation | None:
    """None as well where it cannot be read: then nothing is told, and what is owed is paid all the same."""
    try:
        async with core.read() as conn:
            return await rows.by_id(conn, conversation_id)
    except Exception:
        log.warning("a conversation could not be read while the bot is at it", exc_info=True)
        return None


def _is_with_bot(conversation: Conversation) -> bool:
    return conversation.assignee_type == "bot" and conversation.status == "open"


async def _pays(core: Core, conversation_id: str, tx: Tx) -> None:
    """Answer what was asked, in order, until it has to wait once more. Once: whoever finds no timer owes nothing."""
    if not await timers.drop(tx.conn, BOT_OWES, conversation_id):
        return
    for message in await _asked(tx, conversation_id):
        conversation = await fresh(tx, conversation_id)
        if not _is_with_bot(conversation):
            return
        await conversations.let_bot_answer(core, tx, conversation_id, message)
        if await is_owed(tx, conversation_id):
            return


async def _asked(tx: Tx, conversation_id: str) -> list[Message]:
    """What the visitor said since anybody else did, in order."""
    conversation = await fresh(tx, conversation_id)
    last = await messages.after(tx.conn, conversation_id, max(0, conversation.last_seq - MOST_OWED), MOST_OWED)
    others = [place for place, one in enumerate(last) if one.author_type != "visitor"]
    return [one for one in last[others[-1] + 1 if others else 0 :] if one.kind == "text"]


async def owes_still(core: Core, tx: Tx, conversation_id: str) -> None:
    """The timer's rule: nothing came of it so far, perhaps because of a restart."""
    conversation = await rows.by_id(tx.conn, conversation_id)
    asked = await _asked(tx, conversation_id) if conversation is not None else []
    if conversation is not None and asked and _is_with_bot(conversation):
        await owes(tx, conversation, asked[0].text)
