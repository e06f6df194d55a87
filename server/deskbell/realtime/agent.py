"""The `/agent` namespace: the core's commands of an agent. The rules are in `services`."""

from __future__ import annotations

from typing import Any

from msgspec import UNSET

from deskbell.domain.errors import BadInput
from deskbell.domain.people import AgentActor
from deskbell.domain.records import Conversation
from deskbell.domain.routing.needs import Need
from deskbell.domain.routing.rules import together
from deskbell.realtime import leader, payloads, shared
from deskbell.realtime.command import Command
from deskbell.services import conversations, decisions, lists, presence, routing, skills, tags, talk, teams
from deskbell.services.agent_views import agent_views, seen_by
from deskbell.services.core import Core
from deskbell.services.telling import view_for
from deskbell.services.views import message_view

Wire = dict[str, Any]


async def set_presence(core: Core, actor: AgentActor, payload: payloads.SetPresence) -> Wire:
    return {"presence": await presence.set_presence(core, actor, payload.presence)}


async def list_conversations(core: Core, actor: AgentActor, payload: payloads.ListConversations) -> Wire:
    return await lists.list_conversations(core, actor, payload.view, payload.inbox_id, payload.before, payload.limit)


async def list_visitor_conversations(core: Core, actor: AgentActor, payload: payloads.OfVisitor) -> Wire:
    answer = await lists.list_of_visitor(core, actor, payload.visitor_id, None, 50)
    return {"conversations": answer["conversations"]}


async def list_agents(core: Core, actor: AgentActor, _payload: payloads.Nothing) -> Wire:
    async with core.read() as conn:
        return {"agents": [seen_by(actor, view) for view in await agent_views(conn)]}


async def list_teams(core: Core, _actor: AgentActor, _payload: payloads.Nothing) -> Wire:
    return {"teams": await teams.teams_at_the_desk(core)}


async def list_skills(core: Core, _actor: AgentActor, _payload: payloads.Nothing) -> Wire:
    return {"skills": await skills.skills_at_the_desk(core)}


async def claim_conversation(core: Core, actor: AgentActor, payload: payloads.OfConversation) -> Wire:
    conversation = await routing.claim(core, actor, payload.conversation_id)
    return {"conversation": await view_for(core, actor, conversation)}


async def add_note(core: Core, actor: AgentActor, payload: payloads.AddNote) -> Wire:
    note = await talk.add_note(core, actor, payload.conversation_id, payload.client_id, payload.text)
    return {"message": message_view(note)}


async def sync(core: Core, actor: AgentActor, payload: payloads.AgentSync) -> Wire:
    return await lists.sync(
        core, actor, payload.conversation_id, payload.after_seq, payload.limit, payload.after_note_seq
    )


async def transfer_conversation(core: Core, actor: AgentActor, payload: payloads.Transfer) -> Wire:
    conversation = await _transfer(core, actor, payload)
    return {"conversation": await view_for(core, actor, conversation)}


async def _transfer(core: Core, actor: AgentActor, payload: payloads.Transfer) -> Conversation:
    if [payload.agent_id is not None, payload.team_id is not None, payload.to_bot].count(True) != 1:
        raise BadInput("bad_payload", "Name one of agent_id, team_id and to_bot.")
    if payload.agent_id is not None:
        return await routing.transfer(core, actor, payload.conversation_id, payload.agent_id, payload.note)
    if payload.team_id is not None:
        return await routing.transfer_to_team(core, actor, payload.conversation_id, payload.team_id, payload.note)
    return await routing.transfer_to_bot(core, actor, payload.conversation_id, payload.note)


async def refuse_transfer(core: Core, actor: AgentActor, payload: payloads.RefuseTransfer) -> Wire:
    conversation = await routing.refuse(core, actor, payload.conversation_id, payload.note)
    return {"conversation": await view_for(core, actor, conversation)}


async def accept_offer(core: Core, actor: AgentActor, payload: payloads.OfConversation) -> Wire:
    conversation = await routing.accept(core, actor, payload.conversation_id)
    return {"conversation": await view_for(core, actor, conversation)}


async def decline_offer(core: Core, actor: AgentActor, payload: payloads.OfConversation) -> Wire:
    await routing.decline(core, actor, payload.conversation_id)
    return {}


async def set_tags(core: Core, actor: AgentActor, payload: payloads.SetTags) -> Wire:
    conversation = await tags.set_tags(core, actor, payload.conversation_id, payload.tags)
    return {"conversation": await view_for(core, actor, conversation)}


async def set_visitor_tags(core: Core, actor: AgentActor, payload: payloads.SetVisitorTags) -> Wire:
    return {"visitor": await tags.set_visitor_tags(core, actor, payload.visitor_id, payload.tags)}


async def set_needs(core: Core, actor: AgentActor, payload: payloads.SetNeeds) -> Wire:
    asked = payload.needs
    needs = asked if asked is UNSET else together(Need(need.skill_id, need.level) for need in asked)
    said = routing.Said(payload.team_id, needs, payload.priority)
    conversation = await routing.set_needs(core, actor, payload.conversation_id, said)
    return {"conversation": await view_for(core, actor, conversation)}


async def list_decisions(core: Core, actor: AgentActor, payload: payloads.ListDecisions) -> Wire:
    if payload.conversation_id is not None:
        return await decisions.reasons_of(core, actor, payload.conversation_id)
    if payload.inbox_id is None:
        raise BadInput("bad_payload", "Name a conversation_id or an inbox_id.")
    return {"decisions": await decisions.of_inbox(core, actor, payload.inbox_id, payload.before, payload.limit)}


async def reopen_conversation(core: Core, actor: AgentActor, payload: payloads.OfConversation) -> Wire:
    conversation = await conversations.reopen(core, actor, payload.conversation_id)
    return {"conversation": await view_for(core, actor, conversation)}


LIMITS = ("agent_command",)

COMMANDS = (
    Command("set_presence", payloads.SetPresence, set_presence, LIMITS),
    Command("list_conversations", payloads.ListConversations, list_conversations, LIMITS),
    Command("list_visitor_conversations", payloads.OfVisitor, list_visitor_conversations, LIMITS),
    Command("list_agents", payloads.Nothing, list_agents, LIMITS),
    Command("list_teams", payloads.Nothing, list_teams, LIMITS),
    Command("list_skills", payloads.Nothing, list_skills, LIMITS),
    Command("claim_conversation", payloads.OfConversation, claim_conversation, LIMITS),
    Command("send_message", payloads.SendMessage, shared.send_message, LIMITS),
    Command("add_note", payloads.AddNote, add_note, LIMITS),
    Command("sync", payloads.AgentSync, sync, LIMITS),
    Command("set_typing", payloads.SetTyping, shared.set_typing, LIMITS),
    Command("mark_delivered", payloads.Mark, shared.mark_delivered, LIMITS),
    Command("mark_read", payloads.Mark, shared.mark_read, LIMITS),
    Command("transfer_conversation", payloads.Transfer, transfer_conversation, LIMITS),
    Command("refuse_transfer", payloads.RefuseTransfer, refuse_transfer, LIMITS),
    Command("accept_offer", payloads.OfConversation, accept_offer, LIMITS),
    Command("decline_offer", payloads.OfConversation, decline_offer, LIMITS),
    Command("set_tags", payloads.SetTags, set_tags, LIMITS),
    Command("set_visitor_tags", payloads.SetVisitorTags, set_visitor_tags, LIMITS),
    Command("set_needs", payloads.SetNeeds, set_needs, LIMITS),
    Command("list_decisions", payloads.ListDecisions, list_decisions, LIMITS),
    Command("resolve_conversation", payloads.OfConversation, shared.resolve_conversation, LIMITS),
    Command("reopen_conversation", payloads.OfConversation, reopen_conversation, LIMITS),
    *leader.COMMANDS,
)
