"""Articles learn from the questions that the bot could not answer: one more phrasing, or a new draft; and unlearn them.

The very words of a phrasing are answered by one article alone: what is taught to one is taken from the others.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from collections.abc import Collection as Several
from functools import partial
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.errors import not_found
from deskbell.domain.folding import fold
from deskbell.domain.forms import check_form, check_locale, invalid, invalid_field
from deskbell.domain.locales import asked_in, speaks
from deskbell.domain.people import AgentActor
from deskbell.domain.retrieval import normalise
from deskbell.features.knowledge import checks
from deskbell.features.knowledge.access import access_knowledge, access_own_article
from deskbell.features.knowledge.articles import collection_for, create
from deskbell.features.knowledge.store import articles as rows
from deskbell.features.knowledge.store import collections, served, variants
from deskbell.features.knowledge.tables import Article, Content, Variant, article_variants, articles, collection_inboxes
from deskbell.features.knowledge.writing import Saving, save
from deskbell.services.articles import KnownArticle, Lesson, Moved
from deskbell.storage.writer import Tx

_AGENTS_ONLY = (
    "Only agents read this article, so the bot would not answer with it. Choose another, or let everybody read it."
)
_TAUGHT_FIRST = ("published", "draft", "archived")
_ARCHIVED = "This article is archived, so the bot does not answer with it. Publish it again first, or choose another."


async def articles_saying(conn: AsyncConnection, inbox_id: str, texts: Sequence[str]) -> set[str]:
    """Those that are served for one of these very words (see `services.articles.ArticlesSaying`)."""
    found = await served.phrasings(conn, inbox_id)
    # In a thread: to compare fifteen thousand takes a good part of a second.
    return await asyncio.to_thread(_saying, found, {normalise(text) for text in texts})


def _saying(found: Sequence[tuple[str, str, str, list[str]]], words: Several[str]) -> set[str]:
    return {
        article_id
        for article_id, _, title, phrasings in found
        if any(normalise(text) in words for text in (title, *phrasings))
    }


async def teach(
    tx: Tx,
    actor: AgentActor,
    inbox_id: str,
    article_id: str,
    locale: str | None,
    texts: Sequence[str],
    others: Several[str],
) -> Lesson:
    """Add phrasings to what is saved and, where it is another version, to what is served (see `services.articles.Teach`)."""
    article = await _article_of(tx, actor, inbox_id, article_id)
    if article.visibility != "everybody":
        raise invalid_field("article_id", "agents_only", _AGENTS_ONLY)
    variant = await _variant(tx, article, locale, texts)
    if variant.status == "archived":
        raise invalid_field("article_id", "archived", _ARCHIVED)
    after = _with(variant.draft, texts)
    moved: list[Moved] = []
    if variant.status == "published":
        moved = await _take_away(tx, actor, article, set(others) - {article.id}, {normalise(text) for text in texts})
    is_served = await _change(tx, actor, article, variant, lambda content: _with(content, texts))
    return Lesson(is_served, [text for text in after.phrasings if text not in variant.draft.phrasings], moved)


async def _take_away(
    tx: Tx, actor: AgentActor, article: Article, others: Several[str], words: Several[str]
) -> list[Moved]:
    """Take these words out of the other articles that would be found for them as well.

    One in other languages alone would not: which of the two answers is a matter of the visitor's language.
    """
    known = await rows.by_ids(tx.conn, others)
    found = await variants.of_articles(tx.conn, [article.id, *known])
    live = {one: [variant for variant in of if variant.status == "published"] for one, of in found.items()}
    mine = {variant.locale for variant in live.pop(article.id)}
    rivals = [variant for of in live.values() if mine & {one.locale for one in of} for variant in of]
    for variant in rivals:
        _check_title(variant, words)
    return [moved for one in rivals if (moved := await _take_from(tx, actor, known[one.article_id], one, words))]


def _check_title(variant: Variant, words: Several[str]) -> None:
    title = (variant.published or variant.draft).title
    if normalise(title) in words:
        sentence = f"This is the title of another article, “{title}”. Improve that one, or give it another title first."
        raise invalid({"article_id": {"code": "title_elsewhere", "message": sentence, "title": title}})


async def _take_from(
    tx: Tx, actor: AgentActor, article: Article, variant: Variant, words: Several[str]
) -> Moved | None:
    content = variant.published or variant.draft
    lost = [text for text in content.phrasings if normalise(text) in words]
    if not lost:
        return None
    await _change(tx, actor, article, variant, lambda content: _without(content, lost))
    return Moved(article.id, variant.locale, lost, content.title)


async def unteach(
    tx: Tx, actor: AgentActor, inbox_id: str, article_id: str, locale: str | None, lesson: Lesson
) -> bool:
    """The other way round (see `services.articles.Unteach`)."""
    article = await _article_of(tx, actor, inbox_id, article_id)
    variant = await _taught(tx, article, locale, lesson.added)
    is_served = await _change(tx, actor, article, variant, lambda content: _without(content, lesson.added))
    for moved in lesson.moved:
        other = await _article_of(tx, actor, inbox_id, moved.article_id)
        before = await _variant(tx, other, moved.locale)
        is_served |= await _change(tx, actor, other, before, partial(_with, texts=moved.phrasings))
    return is_served


async def _change(
    tx: Tx, actor: AgentActor, article: Article, variant: Variant, edit: Callable[[Content], Content]
) -> bool:
    """Edit what is served, and what is saved of it where that is something else. Returns whether anything is served."""
    live = variant.published if variant.status == "published" else None
    if live is not None:
        await save(tx, article, variant, Saving(variant.locale, edit(live), actor.id, publish=True))
    if live is None or live != variant.draft:
        # The unpublished changes stay the newest version, and stay unpublished.
        before = await variants.get(tx.conn, article.id, variant.locale)
        await save(tx, article, before, Saving(variant.locale, edit(variant.draft), actor.id))
    return live is not None


async def begin_draft(
    tx: Tx, actor: AgentActor, inbox_id: str, locale: str, title: str, phrasings: Sequence[str]
) -> str:
    """A new article of the inbox's own collection (see `services.articles.BeginDraft`)."""
    inbox = await access_knowledge(tx.conn, actor, inbox_id)
    form = {"locale": locale, "title": title, "phrasings": list(phrasings)}
    values = check_form(form, required={"locale": check_locale}, optional=checks.CONTENT)
    article = await create(tx, await collection_for(tx, inbox, None), values, actor.id)
    return article.id


async def known_articles(conn: AsyncConnection, inbox_id: str) -> list[KnownArticle]:
    """What all articles of an inbox are called, archived and unpublished ones too."""
    mine = select(collection_inboxes.c.collection_id).where(collection_inboxes.c.inbox_id == inbox_id)
    columns = (article_variants.c.locale, article_variants.c.title, article_variants.c.status)
    joined = select(articles.c.id, articles.c.name, articles.c.visibility, *columns)
    found = await conn.execute(
        joined.join(article_variants, article_variants.c.article_id == articles.c.id)
        .where(articles.c.collection_id.in_(mine))
        .order_by(articles.c.position, articles.c.id)
    )
    written: dict[str, list[Any]] = {}
    for row in found:
        written.setdefault(row.id, []).append(row)
    return [_known(article_id, of) for article_id, of in written.items()]


def _known(article_id: str, written: Sequence[Any]) -> KnownArticle:
    """`written`: its row in each language."""
    titles = {row.locale: row.title for row in written}
    is_published = any(row.status == "published" and row.visibility == "everybody" for row in written)
    return KnownArticle(article_id, written[0].name, titles, is_published)


async def _article_of(tx: Tx, actor: AgentActor, inbox_id: str, article_id: str) -> Article:
    article = await access_own_article(tx.conn, actor, article_id)
    if inbox_id not in (await collections.inboxes_of(tx.conn, [article.collection_id]))[article.collection_id]:
        raise not_found()
    return article


async def _variant(tx: Tx, article: Article, locale: str | None, texts: Sequence[str] = ()) -> Variant:
    """The wished language, else the first that is served or may be, of these the one that the texts are written in; one that
    was asked for and is not there is not replaced."""
    found = (await variants.of_articles(tx.conn, [article.id]))[article.id]
    wished = [variant for variant in found if locale in (None, variant.locale)]
    if not wished:
        raise invalid_field("locale", "not_found", "The article is not written in this language.")
    written = asked_in("\n".join(texts), None)
    return min(wished, key=lambda variant: (_TAUGHT_FIRST.index(variant.status), _distance(variant.locale, written)))


def _distance(locale: str, written: str | None) -> int:
    """0 for the language of a text, 1 for the other Chinese, 2 for any other."""
    return 0 if locale == written else 1 if written and speaks("zh", locale) else 2


async def _taught(tx: Tx, article: Article, locale: str | None, texts: Sequence[str]) -> Variant:
    """The language that has what was taught."""
    found = (await variants.of_articles(tx.conn, [article.id]))[article.id]
    having = [variant for variant in found if not {*texts}.isdisjoint(variant.draft.phrasings)]
    return having[0] if having and locale is None else await _variant(tx, article, locale, texts)


def _with(content: Content, texts: Sequence[str]) -> Content:
    """With those phrasings it does not have yet, however they are written."""
    known: dict[str, Any] = {fold(text): text for text in (content.title, *content.phrasings)}
    fresh = {fold(text): text for text in texts if fold(text) not in known}
    phrasings = [*content.phrasings, *fresh.values()]
    if len(phrasings) > checks.MOST_PHRASINGS:
        raise invalid_field("article_id", "too_many", f"An article has at most {checks.MOST_PHRASINGS} phrasings.")
    return msgspec.structs.replace(content, phrasings=phrasings)


def _without(content: Content, texts: Sequence[str]) -> Content:
    gone = {fold(text) for text in texts}
    return msgspec.structs.replace(content, phrasings=[text for text in content.phrasings if fold(text) not in gone])
