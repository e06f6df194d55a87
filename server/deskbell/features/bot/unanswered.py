"""Questions without a good answer, grouped by likeness, and what is made of them: a phrasing, a draft, or nothing.

What is taught counts at once and for every visitor who asked the same. For those who lead.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.bot.likeness import grouped
from deskbell.domain.clock import rfc3339
from deskbell.domain.errors import not_found
from deskbell.domain.forms import check_flag, check_form, check_id, check_locale, check_text, invalid_field, list_of
from deskbell.domain.people import AgentActor
from deskbell.domain.records import Inbox
from deskbell.features.bot import store
from deskbell.features.bot.names import names_of
from deskbell.features.bot.store import Unanswered
from deskbell.features.bot.tables import Question
from deskbell.services.access import access_inbox, check_leads
from deskbell.services.core import Core, Lesson, Match
from deskbell.services.views import choose_locale
from deskbell.storage.writer import Tx

Wire = dict[str, Any]
MOST_QUESTIONS, MOST_GROUPS = 10_000, 50
MOST_TAUGHT = 500
"""Different questions in one group, and in one lesson."""
MAX_PHRASING = 500
_NEAREST, _EXAMPLES = 3, 5
_IDS = {"question_ids": list_of(check_id, MOST_TAUGHT, least=1)}


class Ask(msgspec.Struct, frozen=True):
    """One question, however often it was asked."""

    id: str
    """Of the newest time."""
    text: str
    folded: str
    locale: str | None
    count: int
    last_at: datetime
    outcomes: Counter[str]
    """What the bot did, and how often: `missed`, `suggested`, `answered`."""
    conversation_id: str
    """Where it was asked last."""
    draft_id: str | None
    """A draft that was begun with it and is not published yet."""
    answered_by: frozenset[str]
    """Articles that answered it, and did not help."""


async def list_unanswered(core: Core, actor: AgentActor, inbox_id: str) -> Wire:
    """The largest groups of the newest ten thousand questions. Raises `not_allowed` or `not_found`."""
    check_leads(actor)
    async with core.read() as conn:
        inbox = await access_inbox(conn, actor, inbox_id)
        asks = _asks(await _still_open(core, conn, inbox, await store.unanswered(conn, inbox.id, MOST_QUESTIONS)))
    # In a thread: thousands of questions take a second, and sockets must not wait for them.
    places = await asyncio.to_thread(grouped, [ask.folded for ask in asks])
    groups = sorted(([asks[place] for place in group] for group in places), key=_size, reverse=True)
    shown = groups[:MOST_GROUPS]
    nearest = await _nearest(core, inbox, [group[0] for group in shown])
    views = [_group_view(group, matches) for group, matches in zip(shown, nearest, strict=True)]
    return {"groups": views, "group_count": len(groups), "question_count": sum(ask.count for ask in asks)}


async def _still_open(core: Core, conn: AsyncConnection, inbox: Inbox, rows: Sequence[Unanswered]) -> list[Unanswered]:
    """Without those whose draft is published: it answers now. A draft that was deleted is as if none had been begun."""
    if not any(row.draft_id for row in rows):
        return list(rows)
    names = await names_of(core, conn, inbox.id)
    still = (row for row in rows if not (row.draft_id and names.is_published(row.draft_id)))
    return [row if row.draft_id is None or row.draft_id in names else row._replace(draft_id=None) for row in still]


def _asks(rows: Sequence[Unanswered]) -> list[Ask]:
    """Those asked most often first, so that they lead their groups."""
    by_text: dict[str, list[Unanswered]] = {}
    for row in rows:
        by_text.setdefault(row.folded, []).append(row)
    asks = [_ask(folded, same) for folded, same in by_text.items()]
    return sorted(asks, key=lambda ask: (-ask.count, ask.id))


def _ask(folded: str, same: Sequence[Unanswered]) -> Ask:
    """Of how often it was asked, the newest first."""
    newest, outcomes = same[0], Counter(row.outcome for row in same)
    return Ask(
        newest.id,
        newest.text,
        folded,
        newest.locale,
        len(same),
        newest.created_at,
        outcomes,
        newest.conversation_id,
        next((row.draft_id for row in same if row.draft_id), None),
        frozenset(row.article_id for row in same if row.outcome == "answered" and row.article_id),
    )


def _size(group: Sequence[Ask]) -> tuple[int, datetime]:
    return sum(ask.count for ask in group), max(ask.last_at for ask in group)


async def _nearest(core: Core, inbox: Inbox, leaders: Sequence[Ask]) -> list[list[Match]]:
    if core.hooks.find_many is None:
        return [[] for _ in leaders]
    return await core.hooks.find_many(inbox.id, [(ask.text, ask.locale) for ask in leaders], _NEAREST)


def _group_view(group: Sequence[Ask], nearest: Sequence[Match]) -> Wire:
    count, last_at = _size(group)
    near = [match for match in nearest if match.confidence > 0]
    answered = frozenset[str]().union(*(ask.answered_by for ask in group))
    return {
        "id": group[0].id,
        "text": group[0].text,
        "locale": group[0].locale,
        "count": count,
        "last_at": rfc3339(last_at),
        "outcomes": dict(sum((ask.outcomes for ask in group), Counter())),
        "conversation_id": max(group, key=lambda ask: ask.last_at).conversation_id,
        "examples": [ask.text for ask in group[1 : 1 + _EXAMPLES]],
        "question_ids": [ask.id for ask in group[:MOST_TAUGHT]],
        "draft_id": next((ask.draft_id for ask in group if ask.draft_id), None),
        "nearest": [_near_view(match, match.article_id in answered) for match in near],
    }


def _near_view(match: Match, answered: bool) -> Wire:
    return {
        "article_id": match.article_id,
        "title": match.title,
        "locale": match.locale,
        "confidence": round(match.confidence, 3),
        "answered": answered,
    }


async def teach(core: Core, actor: AgentActor, inbox_id: str, form: Any) -> Wire:
    """Make questions phrasings of an article, or begin a draft with them.

    Raises `not_allowed`, `not_found` or `invalid_fields`.
    """
    check_leads(actor)
    optional = {"article_id": check_id, "locale": check_locale, "draft": check_flag}
    values = check_form(form, required=_IDS, optional=optional)
    if bool(values.get("draft")) == ("article_id" in values):
        raise invalid_field("article_id", "missing", "Name an article, or begin a draft.")

    async def work(tx: Tx) -> Wire:
        inbox = await access_inbox(tx.conn, actor, inbox_id)
        asked = await _questions(tx, inbox, values["question_ids"])
        if values.get("draft"):
            article_id = await _begin_draft(core, tx, actor, inbox, asked, values.get("locale"))
            lesson = Lesson(served=False, added=[])
        else:
            article_id = values["article_id"]
            lesson = await _add_phrasings(core, tx, actor, inbox, asked, article_id, values.get("locale"))
        kind, draft_id = ("draft", article_id) if values.get("draft") else ("article", None)
        folded = {question.folded for question in asked}
        taught = await store.set_taught(tx.conn, inbox.id, folded, kind, draft_id)
        return {"article_id": article_id, "served": lesson.served, "added": lesson.added, "taught": taught}

    answer = await core.write(work)
    if answer["served"]:
        await core.articles_known(inbox_id)  # whoever asks after this is answered by what was just taught
    return answer


async def dismiss(core: Core, actor: AgentActor, inbox_id: str, form: Any) -> Wire:
    """Make nothing of questions, and do not list them again. Raises `not_allowed`, `not_found` or `invalid_fields`."""
    check_leads(actor)
    values = check_form(form, required=_IDS)

    async def work(tx: Tx) -> Wire:
        inbox = await access_inbox(tx.conn, actor, inbox_id)
        asked = await _questions(tx, inbox, values["question_ids"])
        folded = {question.folded for question in asked}
        return {"dismissed": await store.set_taught(tx.conn, inbox.id, folded, "dismissed")}

    return await core.write(work)


async def take_back(core: Core, actor: AgentActor, inbox_id: str, form: Any) -> Wire:
    """List questions again, whatever was made of them; with an article, those phrasings of it go.

    Raises `not_allowed`, `not_found` or `invalid_fields`.
    """
    check_leads(actor)
    texts = list_of(partial(check_text, longest=MAX_PHRASING), MOST_TAUGHT)
    optional = {"article_id": check_id, "locale": check_locale, "phrasings": texts}
    values = check_form(form, required=_IDS, optional=optional)

    async def work(tx: Tx) -> tuple[int, bool]:
        inbox = await access_inbox(tx.conn, actor, inbox_id)
        asked = await _questions(tx, inbox, values["question_ids"])
        is_served = False
        if core.hooks.unteach and values.get("article_id") and values.get("phrasings"):
            place = (inbox.id, values["article_id"], values.get("locale"))
            is_served = await core.hooks.unteach(tx, actor, *place, values["phrasings"])
        return await store.set_untaught(tx.conn, inbox.id, {question.folded for question in asked}), is_served

    listed, is_served = await core.write(work)
    if is_served:
        await core.articles_known(inbox_id)
    return {"listed": listed}


async def _questions(tx: Tx, inbox: Inbox, ids: Sequence[str]) -> list[Question]:
    found = {question.id: question for question in await store.by_ids(tx.conn, inbox.id, ids)}
    if len(found) < len(ids):
        raise not_found()
    return [found[identity] for identity in ids]


async def _add_phrasings(
    core: Core, tx: Tx, actor: AgentActor, inbox: Inbox, asked: Sequence[Question], article_id: str, locale: str | None
) -> Lesson:
    if core.hooks.teach is None:
        raise not_found()
    return await core.hooks.teach(tx, actor, inbox.id, article_id, locale, _phrasings(asked))


async def _begin_draft(
    core: Core, tx: Tx, actor: AgentActor, inbox: Inbox, asked: Sequence[Question], locale: str | None
) -> str:
    if core.hooks.begin_draft is None:
        raise not_found()
    title, *phrasings = _phrasings(asked)
    written = locale or choose_locale(asked[0].locale, inbox.locales)
    return await core.hooks.begin_draft(tx, actor, inbox.id, written, title, phrasings)


def _phrasings(asked: Sequence[Question]) -> list[str]:
    """Each once, however it was written; as long as a phrasing may be."""
    return list({question.folded: " ".join(question.text.split())[:MAX_PHRASING] for question in asked}.values())
