"""What the agent who takes over sees of the bot: what was asked, answered, offered and clicked, in order."""

from __future__ import annotations

from typing import Any

from deskbell.domain.clock import rfc3339
from deskbell.domain.people import AgentActor
from deskbell.features.bot import store
from deskbell.features.bot.tables import Question
from deskbell.realtime.command import Payload
from deskbell.realtime.payloads import Id
from deskbell.services import access
from deskbell.services.core import Core

MOST = 50


class ListBotTrail(Payload):
    conversation_id: Id


async def list_bot_trail(core: Core, actor: AgentActor, payload: ListBotTrail) -> dict[str, Any]:
    """The newest fifty questions, the oldest first. Raises `not_found`."""
    async with core.read() as conn:
        conversation = await access.access_conversation(conn, actor, payload.conversation_id)
        asked = await store.of_conversation(conn, conversation.id, MOST)
    return {"bot_trail": [_step(question) for question in asked]}


def _step(question: Question) -> dict[str, Any]:
    is_answer = question.outcome == "answered"
    return {
        "message_id": question.message_id,
        "asked": question.text,
        "outcome": question.outcome,
        "reason": question.reason,
        "answered_article": question.article_id if is_answer else None,
        "title": question.title if is_answer else "",
        "confidence": round(question.confidence, 3),
        "offered": [offer["question"] for offer in question.offered],
        "helpful": question.helpful,
        "clicked": question.clicked_title,
        "at": rfc3339(question.created_at),
    }
