"""The commands that a visitor and an agent carry out alike."""

from __future__ import annotations

from typing import Any

from deskbell.domain.errors import BadInput
from deskbell.domain.people import Actor
from deskbell.realtime import payloads
from deskbell.services import conversations, marks, talk
from deskbell.services.core import Core
from deskbell.services.telling import view_for
from deskbell.services.views import message_view

Wire = dict[str, Any]


async def send_message(core: Core, actor: Actor, payload: payloads.SendMessage) -> Wire:
    if payload.attachments:
        raise BadInput("unsupported", "Files cannot be sent yet.")
    message = await talk.send_message(core, actor, payload.conversation_id, payload.client_id, payload.text or "")
    return {"message": message_view(message)}


async def set_typing(core: Core, actor: Actor, payload: payloads.SetTyping) -> Wire:
    await marks.set_typing(core, actor, payload.conversation_id, payload.typing)
    return {}


async def mark_delivered(core: Core, actor: Actor, payload: payloads.Mark) -> Wire:
    await marks.move_mark(core, actor, payload.conversation_id, payload.seq, read=False)
    return {}


async def mark_read(core: Core, actor: Actor, payload: payloads.Mark) -> Wire:
    await marks.move_mark(core, actor, payload.conversation_id, payload.seq, read=True)
    return {}


async def resolve_conversation(core: Core, actor: Actor, payload: payloads.OfConversation) -> Wire:
    conversation = await conversations.resolve(core, actor, payload.conversation_id)
    return {"conversation": await view_for(core, actor, conversation)}
