"""What is made of questions without a good answer (`unanswered`): a phrasing of an article, a draft, or nothing.

What is taught counts at once and for every visitor who asked the same. For those who lead.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.errors import not_found
from deskbell.domain.forms import (
    check_flag,
    check_form,
    check_id,
    check_locale,
    check_text,
    invalid_field,
    items_of,
    list_of,
)
from deskbell.domain.locales import asked_in
from deskbell.domain.people import AgentActor
from deskbell.domain.records import Inbox
from deskbell.features.bot import store
from deskbell.features.bot.tables import Question
from deskbell.services.access import access_inbox, check_leads
from deskbell.services.articles import Lesson, Moved
from deskbell.services.core import Core
from deskbell.services.messages import MAX_TEXT
from deskbell.services.views import choose_locale
from deskbell.storage.writer import Tx

Wire = dict[str, Any]
MOST_TAUGHT, MOST_MOVED = 500, 500
MAX_PHRASING = 500
_IDS = {"question_ids": list_of(check_id, MOST_TAUGHT, least=1)}
_TEXTS = list_of(partial(check_text, longest=MAX_PHRASING), MOST_TAUGHT)
_MOVED = {"article_id": check_id, "locale": check_locale, "phrasings": _TEXTS}
_TOLD = {"title": partial(check_text, longest=MAX_TEXT)}
"""Told by `teach`, so it may come back with the rest."""


async def teach(core: Core, actor: AgentActor, inbox_id: str, form: Any) -> Wire:
    """Make questions phrasings of an article, or begin a draft with them.

    Raises `not_allowed`, `not_found` or `invalid_fields`.
    """
    check_leads(actor)
    optional = {"article_id": check_id, "locale": check_locale, "draft": check_flag}
    values = check_form(form, required=_IDS, optional=optional)
    if bool(values.get("draft")) == ("article_id" in values):
        raise invalid_field("article_id", "missing", "Name an article, or begin a draft.")
    if values.get("draft"):
        return await _teach_draft(core, actor, inbox_id, values)
    answer = await _teach_article(core, actor, inbox_id, values)
    if answer["served"]:
        await core.articles_known(inbox_id)  # whoever asks after this is answered by what was just taught
    return answer


async def _teach_article(core: Core, actor: AgentActor, inbox_id: str, values: Wire) -> Wire:
    teaching, saying = core.hooks.teach, core.hooks.articles_saying
    if teaching is None or saying is None:
        raise not_found()
    async with core.read() as conn:
        inbox = await access_inbox(conn, actor, inbox_id)
        # All that the inbox answers is looked through: not while the writer is held.
        others = await saying(conn, inbox.id, _phrasings(await _questions(conn, inbox, values["question_ids"])))

    async def work(tx: Tx) -> Wire:
        asked = await _questions(tx.conn, inbox, values["question_ids"])
        place = (inbox.id, values["article_id"], values.get("locale"))
        lesson = await teaching(tx, actor, *place, _phrasings(asked), others)
        taught = await store.set_taught(tx.conn, inbox.id, _folded(asked), "article")
        return _lesson_view(values["article_id"], lesson, taught)

    return await core.write(work)


async def _teach_draft(core: Core, actor: AgentActor, inbox_id: str, values: Wire) -> Wire:
    async def work(tx: Tx) -> Wire:
        inbox = await access_inbox(tx.conn, actor, inbox_id)
        asked = await _questions(tx.conn, inbox, values["question_ids"])
        article_id = await _begin_draft(core, tx, actor, inbox, asked, values.get("locale"))
        taught = await store.set_taught(tx.conn, inbox.id, _folded(asked), "draft", article_id)
        return _lesson_view(article_id, Lesson(served=False, added=[]), taught)

    return await core.write(work)


def _lesson_view(article_id: str, lesson: Lesson, taught: int) -> Wire:
    return {"article_id": article_id, "taught": taught, **msgspec.to_builtins(lesson)}


async def dismiss(core: Core, actor: AgentActor, inbox_id: str, form: Any) -> Wire:
    """Make nothing of questions, and do not list them again. Raises `not_allowed`, `not_found` or `invalid_fields`."""
    check_leads(actor)
    values = check_form(form, required=_IDS)

    async def work(tx: Tx) -> Wire:
        inbox = await access_inbox(tx.conn, actor, inbox_id)
        asked = await _questions(tx.conn, inbox, values["question_ids"])
        return {"dismissed": await store.set_taught(tx.conn, inbox.id, _folded(asked), "dismissed")}

    return await core.write(work)


async def take_back(core: Core, actor: AgentActor, inbox_id: str, form: Any) -> Wire:
    """List questions again, whatever was made of them; with an article, those phrasings of it go, and what was moved
    to it goes back.

    Raises `not_allowed`, `not_found` or `invalid_fields`.
    """
    check_leads(actor)
    moved = items_of(partial(check_form, required=_MOVED, optional=_TOLD), MOST_MOVED)
    optional = {"article_id": check_id, "locale": check_locale, "phrasings": _TEXTS, "moved": moved}
    values = check_form(form, required=_IDS, optional=optional)

    async def work(tx: Tx) -> tuple[int, bool]:
        inbox = await access_inbox(tx.conn, actor, inbox_id)
        asked = await _questions(tx.conn, inbox, values["question_ids"])
        is_served = await _unteach(core, tx, actor, inbox, values)
        return await store.set_untaught(tx.conn, inbox.id, _folded(asked)), is_served

    listed, is_served = await core.write(work)
    if is_served:
        await core.articles_known(inbox_id)
    return {"listed": listed}


async def _unteach(core: Core, tx: Tx, actor: AgentActor, inbox: Inbox, values: Wire) -> bool:
    """Whether anything that is served is other than before."""
    if core.hooks.unteach is None or "article_id" not in values:
        return False
    lesson = Lesson(True, values.get("phrasings", []), [Moved(**one) for one in values.get("moved", [])])
    if not (lesson.added or lesson.moved):
        return False
    return await core.hooks.unteach(tx, actor, inbox.id, values["article_id"], values.get("locale"), lesson)


async def _questions(conn: AsyncConnection, inbox: Inbox, ids: Sequence[str]) -> list[Question]:
    found = {question.id: question for question in await store.by_ids(conn, inbox.id, ids)}
    if len(found) < len(ids):
        raise not_found()
    return [found[identity] for identity in ids]


async def _begin_draft(
    core: Core, tx: Tx, actor: AgentActor, inbox: Inbox, asked: Sequence[Question], locale: str | None
) -> str:
    if core.hooks.begin_draft is None:
        raise not_found()
    title, *phrasings = _phrasings(asked)
    written = locale or choose_locale(asked_in(asked[0].text, asked[0].locale), inbox.locales)
    return await core.hooks.begin_draft(tx, actor, inbox.id, written, title, phrasings)


def _folded(asked: Sequence[Question]) -> set[str]:
    return {question.folded for question in asked}


def _phrasings(asked: Sequence[Question]) -> list[str]:
    """Each once, however it was written; as long as a phrasing may be."""
    return list({question.folded: " ".join(question.text.split())[:MAX_PHRASING] for question in asked}.values())
