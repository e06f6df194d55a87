"""Records as wire objects. A visitor sees less of a conversation than an agent; both are built here and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain import business_hours
from deskbell.domain.clock import rfc3339, rfc3339_or_none
from deskbell.domain.folding import fold
from deskbell.domain.people import BOT, Author
from deskbell.domain.records import Agent, Conversation, Inbox, Message, Skill, Visitor
from deskbell.domain.routing.needs import Need, read_needs
from deskbell.domain.routing.overflow import overflow_of
from deskbell.services.brand import brand_view, shown_name
from deskbell.services.core import Core
from deskbell.services.outlook import outlook
from deskbell.services.queue import queue_of
from deskbell.storage import agents, queue, teams, visitors

Wire = dict[str, Any]
AGENTS_SHOWN = 5
FLOWS_FIRST = 2
"""Buttons of flows before the articles beside the greeting, of which a client shows four at once."""


def author_view(author: Author) -> Wire:
    return {"type": author.type, "id": author.id, "name": author.name, "face": author.face}


def message_view(message: Message) -> Wire:
    """The wire's message; a note carries `note_seq` and `after_seq` instead of `seq`."""
    view: Wire = {
        "id": message.id,
        "conversation_id": message.conversation_id,
        "seq": message.seq,
        "client_id": message.client_id,
        "kind": message.kind,
        "author": author_view(message.author),
        "text": message.text,
        "data": message.data,
        "attachments": [],
        "created_at": rfc3339(message.created_at),
    }
    if message.seq is None:
        view |= {"note_seq": message.note_seq, "after_seq": message.after_seq}
    return view


async def conversation_views(
    core: Core,
    conn: AsyncConnection,
    conversations: Sequence[Conversation],
    *,
    for_agents: bool,
    queues: dict[str, Wire] | None = None,
) -> list[Wire]:
    """The wire's conversations, in the order given; `queues` are their places in line where they are known already."""
    if not conversations:
        return []
    ids = {c.assignee_id for c in conversations if c.assignee_type == "agent" and c.assignee_id}
    assignees = await agents.by_ids(conn, ids) if ids else {}
    if queues is None:
        queues = await queue_of(core, conn, conversations, core.clock())
    fields = [await hook(conn, [c.id for c in conversations]) for hook in core.hooks.conversation_fields]
    people = await visitors.by_ids(conn, {c.visitor_id for c in conversations}) if for_agents else {}
    wants = await wants_views(conn, conversations) if for_agents else {}
    had = [c.id for c in conversations if c.assigned_at is not None]
    waits = await queue.waits_ended(conn, had) if for_agents and had else {}
    views = []
    for c in conversations:
        view = _shared(c, assignees, queues.get(c.id)) | core.hooks.conversation_defaults
        for extra in fields:
            view |= extra.get(c.id, {})
        if for_agents:
            view |= _for_agents(core, c, people[c.visitor_id], waits.get(c.id)) | wants[c.id]
        views.append(view)
    return views


async def wants_views(conn: AsyncConnection, conversations: Sequence[Conversation]) -> dict[str, Wire]:
    """What each conversation needs of routing, by id: teams, skills, priority, tags, and who is asked to accept it."""
    known = await teams.all_teams(conn) if any(c.team_id for c in conversations) else []
    named = {team.id: {"id": team.id, "name": team.name} for team in known}
    skills = {skill.id: skill for skill in await teams.all_skills(conn)} if any(c.needs for c in conversations) else {}
    return {
        c.id: {
            "priority": c.priority,
            "team": named.get(c.team_id or ""),
            "overflow_team": named.get(c.overflow_team_id or ""),
            "needs": [need_view(need, skills.get(need.skill_id)) for need in read_needs(c.needs)],
            "tags": c.tags,
            "offer": {"agent_id": c.offered_to, "until": rfc3339_or_none(c.offered_until)} if c.offered_to else None,
            "handed_by": c.transferred_by,
        }
        for c in conversations
    }


def need_view(need: Need, skill: Skill | None) -> Wire:
    """The wire's need. A skill that is gone has no name."""
    name, language = (skill.name, skill.language) if skill is not None else ("", None)
    return {"skill_id": need.skill_id, "name": name, "level": need.level, "language": language}


def _shared(c: Conversation, assignees: dict[str, Agent], queue: Wire | None) -> Wire:
    return {
        "id": c.id,
        "inbox_id": c.inbox_id,
        "kind": c.kind,
        "status": c.status,
        "assignee": _assignee(c, assignees),
        "waiting": c.waiting,
        "queue": queue,
        "last_seq": c.last_seq,
        "read_marks": {
            "visitor": {"delivered_seq": c.visitor_delivered_seq, "read_seq": c.visitor_read_seq},
            "agent": {"delivered_seq": c.agent_delivered_seq, "read_seq": c.agent_read_seq},
        },
        "created_at": rfc3339(c.created_at),
        "updated_at": rfc3339(c.updated_at),
        "resolved_at": rfc3339_or_none(c.resolved_at),
        "resolved_by": c.resolved_by,
        "last_message": c.last_message,
    }


def _for_agents(core: Core, c: Conversation, visitor: Visitor, waited: int | None) -> Wire:
    return {
        "visitor": visitor_for_agents(core, visitor),
        "unread": c.unread,
        "last_note_seq": c.last_note_seq,
        "waiting_since": rfc3339_or_none(c.queued_at or c.created_at) if c.waiting else None,
        "assigned_at": rfc3339_or_none(c.assigned_at),
        "waited_seconds": waited,
        "first_reply_at": rfc3339_or_none(c.first_reply_at),
        "silent_since": rfc3339_or_none(c.silent_since),
        "silence_told": c.silence_told,
        "topic": c.topic,
    }


def _assignee(c: Conversation, assignees: dict[str, Agent]) -> Wire | None:
    if c.assignee_type == "bot":
        return author_view(BOT)
    if c.assignee_type != "agent" or c.assignee_id is None:
        return None
    agent = assignees.get(c.assignee_id)
    name, face = (agent.name, agent.face) if agent else ("", None)
    return {"type": "agent", "id": c.assignee_id, "name": name, "face": face}


def visitor_for_visitor(visitor: Visitor, *, returning: bool) -> Wire:
    return {"id": visitor.id, "name": visitor.name, "email": visitor.email, "returning": returning}


def visitor_for_agents(core: Core, visitor: Visitor) -> Wire:
    return {
        "id": visitor.id,
        "inbox_id": visitor.inbox_id,
        "name": visitor.name,
        "email": visitor.email,
        "email_verified": visitor.email_verified,
        "external_id": visitor.external_id,
        "attributes": visitor.attributes,
        "tags": visitor.tags,
        "label": visitor.label,
        "locale": visitor.locale,
        "browser": visitor.browser,
        "device": visitor.device,
        "page": visitor.page,
        "online": core.connections.visitor_is_connected(visitor.id),
        "first_seen_at": rfc3339(visitor.first_seen_at),
        "last_seen_at": rfc3339(visitor.last_seen_at),
    }


async def inbox_for_visitors(core: Core, conn: AsyncConnection, inbox: Inbox, locale: str | None) -> Wire:
    """The inbox in one language, the same for everybody: brand, suggested questions, who is online. See `greeting`."""
    chosen = choose_locale(locale, inbox.locales)
    online = await queue.agents_online(conn, inbox.id)
    return {
        "id": inbox.id,
        "key": inbox.key,
        "name": shown_name(inbox, chosen),
        "locale": chosen,
        "brand": brand_view(inbox, chosen),
        "suggested_questions": await suggested_questions(core, conn, inbox.id, chosen),
        "agents": [{"name": agent.name, "face": agent.face} for agent in online[:AGENTS_SHOWN]],
        "call_back": overflow_of(inbox.routing).beyond == "callback",
        **await outlook(conn, inbox, core.clock()),
    }


async def suggested_questions(core: Core, conn: AsyncConnection, inbox_id: str, locale: str) -> list[dict[str, str]]:
    """What is offered beside the greeting: two flows, then articles, so that neither keeps the other from sight.

    An article of the very words of a flow is left out: pressing them starts the flow."""
    flows, articles = [
        await hook(conn, inbox_id, locale) if hook is not None else []
        for hook in (core.hooks.suggested_flows, core.hooks.suggested_questions)
    ]
    pressed = {fold(flow["text"]) for flow in flows}
    others = [article for article in articles if fold(article["text"]) not in pressed]
    return [*flows[:FLOWS_FIRST], *others, *flows[FLOWS_FIRST:]]


def business_hours_view(core: Core, inbox: Inbox) -> Wire:
    return business_hours.state(inbox.business_hours, core.clock())


def greeting(inbox: Inbox, locale: str, name: str | None, *, returning: bool) -> str:
    """What one visitor is greeted with."""
    texts = inbox.greetings.get(locale) or {}
    text: str = texts.get("returning" if returning else "new") or texts.get("new") or ""
    if "{name}" not in text:
        return text
    if name:
        return text.replace("{name}", name)
    return text.replace("{name}", "").replace(" ,", ",").replace(", .", ".").replace("，。", "。").strip(" ,，")


def choose_locale(wanted: str | None, offered: Sequence[str]) -> str:
    """The best of an inbox's languages for a BCP 47 tag: the same, the same script of Chinese, the same language, the first."""
    if not offered:
        return "en"
    tag = (wanted or "").replace("_", "-").lower()
    for locale in offered:
        if locale.lower() == tag:
            return locale
    if tag.startswith("zh"):
        traditional = any(part in tag for part in ("hant", "tw", "hk", "mo"))
        preferred = ("zh-TW", "zh-CN") if traditional else ("zh-CN", "zh-TW")
        for locale in preferred:
            if locale in offered:
                return locale
    for locale in offered:
        if locale.split("-")[0].lower() == tag.split("-")[0]:
            return locale
    return "en" if "en" in offered else offered[0]
