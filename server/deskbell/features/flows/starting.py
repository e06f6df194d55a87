"""What starts a flow: words, a button, the beginning of a conversation; a page, time on it, or an event of the website.

What starts by itself does so once a day for a visitor, and only where nobody else has their conversation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.bot.policy import bot_policy_of
from deskbell.domain.flows.triggers import (
    Button,
    ConversationStart,
    Event,
    Keyword,
    Page,
    TimeOnPage,
    Trigger,
    heard,
    is_asked_about,
    is_heard,
    is_keyword,
    is_pressed,
)
from deskbell.domain.flows.words import in_language
from deskbell.domain.ids import new_id
from deskbell.domain.pages import is_on
from deskbell.domain.people import VisitorActor
from deskbell.domain.records import Conversation, Inbox, Message
from deskbell.features.flows import library, runs, store
from deskbell.features.flows.running import Began, begins, first_that, hears, wants_person
from deskbell.realtime.command import Payload
from deskbell.realtime.payloads import Page as VisitedPage
from deskbell.services import access, conversations, telling
from deskbell.services.core import Core
from deskbell.storage import conversations as rows
from deskbell.storage.writer import Tx

AGAIN_AFTER = timedelta(hours=24)
MAX_EVENT = 100
VERY_WORDS = 1.0
"""The confidence in an article of which somebody said the very words."""
AT_ONCE = 0
"""Seconds on a page: as soon as its address is known."""
Triggered = Callable[[Trigger], str | None]


class TrackEvent(Payload):
    """An event of the host page by its `name`, or the seconds on the page the visitor is on."""

    name: str | None = None
    seconds: int | None = None
    page: VisitedPage | None = None


async def flow_answers(core: Core, tx: Tx, inbox: Inbox, conversation: Conversation, message: Message) -> bool:
    """The hook: a visitor wrote to a conversation that the bot has. True where a flow took it."""
    taken = await hears(core, tx, inbox, conversation, message)
    if taken is not None:
        return taken
    asked = _Said(message.text, conversation.locale, first=message.seq == 1, at_once=True)
    began = await _begun_by(core, tx.conn, inbox, asked)
    if began is not None:
        await begins(core, tx, inbox, conversation, began)
    return began is not None


async def would_begin(core: Core, conn: AsyncConnection, inbox: Inbox, text: str, locale: str | None) -> str | None:
    """The hook: the name of the flow that these words would begin in a conversation that goes on."""
    began = await _begun_by(core, conn, inbox, _Said(text, locale))
    return await store.name_of(conn, began.flow_id) if began is not None else None


class _Said(NamedTuple):
    text: str
    locale: str | None
    first: bool = False
    """Nothing was said in the conversation before."""
    at_once: bool = False
    """While the writer is held."""


async def _begun_by(core: Core, conn: AsyncConnection, inbox: Inbox, said: _Said) -> Began | None:
    """A button's own words first, then a keyword of which nothing else is said. A keyword inside a longer message begins nothing
    where that is angry, nor where an article is the answer: it has that very message, or is sure of it and the message is a
    question about the word and no wish for it."""
    text = heard(said.text)
    found = await _triggered(conn, inbox.id, lambda one: _by_message(one, text, first=said.first))
    wish = await wants_person(core, conn, inbox, said.text, said.locale, at_once=said.at_once)
    if wish == "asked":
        return first_that(found, "button")
    began = first_that(found, "button", "keyword", "conversation_start")
    if began is None or began.trigger == "button" or is_keyword(began.definition.triggers, text):
        return began
    if wish == "anger":
        return None
    if began.trigger != "keyword":
        return began
    least = bot_policy_of(inbox.routing).answer_from if is_asked_about(began.definition.triggers, text) else VERY_WORDS
    is_answered = await _is_known(core, conn, inbox, said, least)
    return first_that(found, "conversation_start") if is_answered else began


async def _is_known(core: Core, conn: AsyncConnection, inbox: Inbox, said: _Said, least: float) -> bool:
    """Whether an article is the answer with this confidence (see `services.articles.Match.confidence`)."""
    find = core.hooks.find_answers
    matches = await find(conn, inbox.id, said.text, said.locale, 1, at_once=said.at_once) if find else []
    return any(match.confidence >= least for match in matches)


def _by_message(trigger: Trigger, text: str, *, first: bool) -> str | None:
    if isinstance(trigger, Button) and is_pressed(trigger, text):
        return "button"
    if isinstance(trigger, Keyword) and is_heard(trigger, text):
        return "keyword"
    return "conversation_start" if isinstance(trigger, ConversationStart) and first else None


async def track_event(core: Core, actor: VisitorActor, payload: TrackEvent) -> dict[str, Any]:
    """Something happened on the website: a flow may begin. Answers the conversation where one did."""
    url = ((payload.page.url if payload.page else None) or "")[:2_000]
    by_visit = _by_visit((payload.name or "")[:MAX_EVENT], url, payload.seconds)
    async with core.read() as conn:
        if not await _triggered(conn, actor.inbox_id, by_visit):
            return {"conversation": None}

    async def work(tx: Tx) -> Conversation | None:
        found = await _triggered(tx.conn, actor.inbox_id, by_visit)
        since = tx.now - AGAIN_AFTER
        fresh = [one for one in found if not await runs.was_in(tx.conn, actor.id, one.flow_id, since)]
        began = first_that(fresh, "event", "time_on_page", "page")
        return await _begun(core, tx, actor, began) if began is not None else None

    conversation = await core.write(work)
    return {"conversation": await telling.view_for(core, actor, conversation) if conversation is not None else None}


def _by_visit(name: str, url: str, seconds: int | None) -> Triggered:
    def triggered(trigger: Trigger) -> str | None:
        if isinstance(trigger, Event):
            return "event" if name and trigger.name == name else None
        if seconds is None:
            return None
        if isinstance(trigger, Page) and is_on(trigger.url, url):
            return "page"
        is_due = isinstance(trigger, TimeOnPage) and seconds >= trigger.seconds and is_on(trigger.url, url)
        return "time_on_page" if is_due else None

    return triggered


async def _begun(core: Core, tx: Tx, actor: VisitorActor, began: Began) -> Conversation | None:
    """In the live conversation while only the bot has it and it is in no flow, else in a new one."""
    conversation = await rows.live_of_visitor(tx.conn, actor.id)
    if conversation is not None and conversation.assignee_type != "bot":
        return None
    if conversation is not None and await runs.under_way(tx.conn, conversation.id) is not None:
        return None
    inbox = await access.access_inbox(tx.conn, actor, actor.inbox_id)
    if conversation is None:
        conversation = await conversations.create(core, tx, inbox, actor.id, new_id(), "live", actor.locale)
    await begins(core, tx, inbox, conversation, began)
    await telling.tell_conversation(core, tx, conversation.id)
    return await telling.fresh(tx, conversation.id)


async def _triggered(conn: AsyncConnection, inbox_id: str, kind_of: Triggered) -> list[Began]:
    """The published flows that would begin, each with the kinds of its triggers that say so."""
    return [
        Began(flow_id, version, definition, kind)
        for flow_id, version, definition in await library.published_in(conn, inbox_id)
        for kind in dict.fromkeys(_kinds(definition.triggers, kind_of))
    ]


def _kinds(triggers: list[Trigger], kind_of: Triggered) -> Iterator[str]:
    for trigger in triggers:
        kind = kind_of(trigger)
        if kind is not None:
            yield kind


async def suggested_flows(conn: AsyncConnection, inbox_id: str, locale: str) -> list[dict[str, str]]:
    """The hook: the buttons beside the greeting. Pressing one sends its words, which start the flow."""
    return [
        {"flow_id": flow_id, "text": in_language(trigger.label, locale)}
        for flow_id, _, definition in await library.published_in(conn, inbox_id)
        for trigger in definition.triggers
        if isinstance(trigger, Button) and in_language(trigger.label, locale)
    ]


async def watched(conn: AsyncConnection, inbox_id: str) -> dict[str, Any] | None:
    """The hook: what the loader looks out for on the website."""
    triggers = [one for _, _, definition in await library.published_in(conn, inbox_id) for one in definition.triggers]
    events = [one.name for one in triggers if isinstance(one, Event) and one.name]
    pages = [[one.url.strip(), one.seconds] for one in triggers if isinstance(one, TimeOnPage) and one.url.strip()]
    pages += [[one.url.strip(), AT_ONCE] for one in triggers if isinstance(one, Page) and one.url.strip()]
    return {"events": events, "pages": pages} if events or pages else None
