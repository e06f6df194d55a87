"""In a conversation: where the bot knows no answer, the language model may find one in the articles, after COMMIT."""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

from deskbell.domain.errors import Unavailable
from deskbell.domain.records import Message
from deskbell.features.assistant import store
from deskbell.features.assistant.composing import Composed, compose
from deskbell.features.assistant.tables import Assistant
from deskbell.services.core import Core
from deskbell.services.events import AnswerDrafted, MessageCreated
from deskbell.services.messages import add_bot_message
from deskbell.services.views import choose_locale
from deskbell.storage import conversations, inboxes, messages
from deskbell.storage.writer import Tx

HELPS_AFTER = {"unknown", "suggestions"}
"""The bot's cards that say it is not sure; one it is sure of needs no help."""
NOTE = {
    "en": "Written by a machine from our articles. It may be wrong.",
    "zh-CN": "由机器根据我们的文章撰写，可能有误。",
    "zh-TW": "由機器根據我們的文章撰寫，可能有誤。",
}
log = logging.getLogger(__name__)


async def bot_was_unsure(core: Core, events: list[Any]) -> None:
    """The subscriber: begins an answer and waits for none."""
    for event in events:
        if isinstance(event, MessageCreated) and (event.message["data"] or {}).get("card") in HELPS_AFTER:
            core.begin(_helps(core, event), "deskbell-assistant")


async def _helps(core: Core, event: MessageCreated) -> None:
    try:
        conversation_id, seq = event.message["conversation_id"], event.message["seq"]
        async with core.read() as conn:
            assistant = await store.of_inbox(conn, event.inbox_id)
            before = await messages.after(conn, conversation_id, max(0, seq - 3), 3) if assistant else []
        asked = [one for one in before if one.author_type == "visitor" and one.kind == "text" and (one.seq or 0) < seq]
        if assistant is None or not assistant.enabled or not asked:
            return
        await _answers(core, event, assistant, asked[-1].text, {one for card in before for one in _rejected(card)})
    except Unavailable:
        log.warning("an answer of the language model could not be kept")
    except Exception:
        log.exception("the language model could not help")


def _rejected(message: Message) -> list[str]:
    """The articles of an answer that did not help: to tell them once more would not, either."""
    data = message.data or {}
    if data.get("helpful") is not False:
        return []
    return [one["article_id"] for one in data.get("sources", [data]) if one.get("article_id")]


async def _answers(core: Core, event: MessageCreated, assistant: Assistant, question: str, rejected: set[str]) -> None:
    conversation_id, seq = event.message["conversation_id"], event.message["seq"]
    locale = await _locale(core, event.inbox_id, conversation_id)
    try:
        composed = await compose(core, assistant, question, locale, partial(_drafts, core, event), rejected)
        if composed.outcome == "answered":
            await core.write(lambda tx: _prints(core, tx, conversation_id, seq, composed, locale))
    finally:
        _drafts(core, event, None)


def _drafts(core: Core, event: MessageCreated, text: str | None) -> None:
    """A hint for who is looking: what is believed so far, None once nothing more comes. It follows the card of the event."""
    draft = {"conversation_id": event.message["conversation_id"], "after_seq": event.message["seq"], "text": text}
    core.bus.publish([AnswerDrafted(event.visitor_id, draft)])


async def _locale(core: Core, inbox_id: str, conversation_id: str) -> str:
    async with core.read() as conn:
        inbox, conversation = await inboxes.by_id(conn, inbox_id), await conversations.by_id(conn, conversation_id)
    assert inbox is not None
    return choose_locale(conversation.locale if conversation else None, inbox.locales)


async def _prints(core: Core, tx: Tx, conversation_id: str, seq: int, composed: Composed, locale: str) -> None:
    """Unless the bot lost the conversation, or somebody said something meanwhile: then it is no answer to that."""
    conversation = await conversations.by_id(tx.conn, conversation_id)
    if conversation is None or conversation.status != "open" or conversation.assignee_type != "bot":
        return
    if await messages.after(tx.conn, conversation_id, seq, 1):
        return
    sources = [{"article_id": one.article_id, "title": one.title, "url": one.url} for one in composed.sources]
    listed = "\n".join(f"[{number}] {one.title}" for number, one in enumerate(composed.sources, 1))
    data = {"card": "composed", "by": "machine", "answer": composed.text, "sources": sources, "helpful": None}
    text = f"{composed.text}\n\n{NOTE[locale]}\n{listed}"
    await add_bot_message(core, tx, conversation, text, data)
