"""The `/agent` namespace: what team leaders and admins do on the floor. The rules are in `services`."""

from __future__ import annotations

from typing import Any

from deskbell.domain.people import AgentActor
from deskbell.realtime import payloads
from deskbell.realtime.command import Command
from deskbell.services import floor_view, joined, routing, talk
from deskbell.services.core import Core
from deskbell.services.telling import view_for
from deskbell.services.views import message_view

Wire = dict[str, Any]


async def get_floor(core: Core, actor: AgentActor, payload: payloads.OfFloor) -> Wire:
    return {"floor": await floor_view.get_floor(core, actor, payload.inbox_id)}


async def assign_conversation(core: Core, actor: AgentActor, payload: payloads.Assign) -> Wire:
    conversation = await routing.assign_to(core, actor, payload.conversation_id, payload.agent_id)
    return {"conversation": await view_for(core, actor, conversation)}


async def take_over(core: Core, actor: AgentActor, payload: payloads.OfConversation) -> Wire:
    conversation = await routing.take_over(core, actor, payload.conversation_id)
    return {"conversation": await view_for(core, actor, conversation)}


async def join_conversation(core: Core, actor: AgentActor, payload: payloads.OfConversation, sid: str) -> Wire:
    return {"agents": await joined.join(core, actor, sid, payload.conversation_id)}


async def leave_conversation(core: Core, actor: AgentActor, payload: payloads.OfConversation, sid: str) -> Wire:
    await joined.leave(core, actor, sid, payload.conversation_id)
    return {}


async def whisper(core: Core, actor: AgentActor, payload: payloads.AddNote) -> Wire:
    note = await talk.whisper(core, actor, payload.conversation_id, payload.client_id, payload.text)
    return {"message": message_view(note)}


LIMITS = ("agent_command",)

COMMANDS = (
    Command("get_floor", payloads.OfFloor, get_floor, LIMITS),
    Command("assign_conversation", payloads.Assign, assign_conversation, LIMITS),
    Command("take_over", payloads.OfConversation, take_over, LIMITS),
    Command("join_conversation", payloads.OfConversation, join_conversation, LIMITS, by_socket=True),
    Command("leave_conversation", payloads.OfConversation, leave_conversation, LIMITS, by_socket=True),
    Command("whisper", payloads.AddNote, whisper, LIMITS),
)
