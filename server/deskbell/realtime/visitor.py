"""The `/visitor` namespace: connecting, and the core's commands of a visitor. The rules are in `services`."""

from __future__ import annotations

from typing import Any

from deskbell.domain.people import VisitorActor
from deskbell.realtime import payloads, shared
from deskbell.realtime.command import Command
from deskbell.services import conversations, lists, talk
from deskbell.services.core import Core
from deskbell.services.telling import view_for
from deskbell.services.views import message_view

Wire = dict[str, Any]


async def start_conversation(core: Core, actor: VisitorActor, payload: payloads.StartConversation) -> Wire:
    contact = talk.Contact(payload.fields.name, payload.fields.email) if payload.fields else None
    conversation, message = await talk.start_conversation(
        core, actor, payload.client_id, payload.text, actor.locale, contact
    )
    answer: Wire = {"conversation": await view_for(core, actor, conversation)}
    if message is not None:
        answer["message"] = message_view(message)
    return answer


async def sync(core: Core, actor: VisitorActor, payload: payloads.Sync) -> Wire:
    return await lists.sync(core, actor, payload.conversation_id, payload.after_seq, payload.limit)


async def list_conversations(core: Core, actor: VisitorActor, payload: payloads.ListOwn) -> Wire:
    return await lists.list_of_visitor(core, actor, actor.id, payload.before, payload.limit)


async def request_human(core: Core, actor: VisitorActor, payload: payloads.OfConversation) -> Wire:
    conversation = await conversations.request_human(core, actor, payload.conversation_id)
    view = await view_for(core, actor, conversation)
    return {"conversation": view, "queue": view["queue"]}


async def leave_queue(core: Core, actor: VisitorActor, payload: payloads.OfConversation) -> Wire:
    conversation = await conversations.leave_queue(core, actor, payload.conversation_id)
    return {"conversation": await view_for(core, actor, conversation)}


SAYS = ("visitor_message", "address_message")
ASKS = ("visitor_command", "address_command")

COMMANDS = (
    Command("start_conversation", payloads.StartConversation, start_conversation, SAYS),
    Command("send_message", payloads.SendMessage, shared.send_message, SAYS),
    Command("sync", payloads.Sync, sync, ASKS),
    Command("list_conversations", payloads.ListOwn, list_conversations, ASKS),
    Command("request_human", payloads.OfConversation, request_human, ASKS),
    Command("leave_queue", payloads.OfConversation, leave_queue, ASKS),
    Command("set_typing", payloads.SetTyping, shared.set_typing, ASKS),
    Command("mark_delivered", payloads.Mark, shared.mark_delivered, ASKS),
    Command("mark_read", payloads.Mark, shared.mark_read, ASKS),
    Command("resolve_conversation", payloads.OfConversation, shared.resolve_conversation, ASKS),
)
