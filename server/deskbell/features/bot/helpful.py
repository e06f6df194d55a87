"""Did this help: a visitor's word on an answer. It may be changed; "no" counts as one miss, until it is taken back.

The first "no" is followed by what else may be meant, or a person; the miss that is one too many by the person. What a
machine wrote (`composed`) is such an answer, too; it follows a question that the bot missed, which is one miss already.
"""

from __future__ import annotations

from typing import Any

import msgspec

from deskbell.domain.errors import BadInput
from deskbell.domain.people import VisitorActor
from deskbell.domain.records import Conversation, Message
from deskbell.features.bot import store
from deskbell.features.bot.answering import missed, offer_instead
from deskbell.features.bot.tables import Question
from deskbell.realtime.command import Payload
from deskbell.realtime.payloads import Id
from deskbell.services import access, conversations, messages
from deskbell.services.core import Core
from deskbell.services.views import message_view
from deskbell.storage.writer import Tx

COMPOSED = "composed"
ANSWERS = ("answer", COMPOSED)


class RateAnswer(Payload):
    conversation_id: Id
    message_id: Id
    helpful: bool


async def rate_answer(core: Core, actor: VisitorActor, payload: RateAnswer) -> dict[str, Any]:
    """Store whether the answer helped. Raises `not_found`, or `unsupported` for what is not an answer."""

    async def work(tx: Tx) -> dict[str, Any]:
        conversation = await access.access_conversation(tx.conn, actor, payload.conversation_id)
        message = await access.access_message(tx.conn, actor, conversation.id, payload.message_id)
        _check_answer(message)
        if message.data.get("helpful") is payload.helpful:
            return message_view(message)
        return await rated(core, tx, conversation, message, payload.helpful)

    return {"message": await core.write(work)}


def _check_answer(message: Message) -> None:
    if message.kind != "card" or message.data.get("card") not in ANSWERS:
        raise BadInput("unsupported", "Only the bot's answers can be rated as helpful or not.")


async def rated(core: Core, tx: Tx, conversation: Conversation, message: Message, helpful: bool) -> dict[str, Any]:
    """Keeps it, and does what follows; returns the answer as the wire has it."""
    view = await messages.update_data(core, tx, conversation, message, message.data | {"helpful": helpful})
    question = await _question_of(tx, message)
    if question is not None:
        await store.change(tx.conn, question.id, helpful=helpful)
    if conversation.assignee_type != "bot" or conversation.status != "open":
        return view
    was, counted = message.data.get("helpful"), message.data["card"] == COMPOSED and not _may_choose(question)
    if helpful and (was is False or counted):
        await conversations.set_misses(tx, conversation, max(0, conversation.misses - 1))
    elif not helpful:
        new = was is True or not counted
        handed_over = new and await missed(core, tx, await conversations.inbox_of(tx, conversation), conversation)
        if question is not None and question.helpful is None and not handed_over:
            await offer_instead(core, tx, conversation, question)
    return view


def _may_choose(question: Question | None) -> bool:
    """What it offered is no miss before it is passed over; a machine's answer under it counts for itself."""
    return question is not None and question.outcome == "suggested"


async def _question_of(tx: Tx, message: Message) -> Question | None:
    """What was asked. A machine's answer follows a card of the bot's own: what that one offered and it does not cite is
    what else may be meant."""
    if message.data["card"] != COMPOSED:
        return await store.by_card(tx.conn, message.id)
    question = await store.last_of(tx.conn, message.conversation_id, before=message.id)
    cited = {one["article_id"] for one in message.data["sources"]}
    others = [offer for offer in question.offered if offer["article_id"] not in cited] if question else []
    return msgspec.structs.replace(question, others=others) if question else None
