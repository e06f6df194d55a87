"""What people do with articles: list, read, write, change, delete. What each language says is in `saving`."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.errors import not_found
from deskbell.domain.forms import Wrong, check_form, check_id, check_locale, check_optional_text, invalid_field, one_of
from deskbell.domain.people import AgentActor
from deskbell.domain.records import Inbox
from deskbell.domain.slugs import slug_of
from deskbell.features.knowledge import checks
from deskbell.features.knowledge.access import access_article, access_knowledge, access_own_article
from deskbell.features.knowledge.pictures import let_go
from deskbell.features.knowledge.store import articles as rows
from deskbell.features.knowledge.store import categories, collections
from deskbell.features.knowledge.tables import Article, Collection, Content, article_versions
from deskbell.features.knowledge.views import Wire, article_views, shared_version
from deskbell.features.knowledge.writing import Saving, changed, save
from deskbell.services.access import access_inbox, check_leads
from deskbell.services.core import Core
from deskbell.storage.writer import Tx

LIMIT, MOST_LISTED = 50, 200
FILTERS = {
    "query": lambda value: check_optional_text(value, 200),
    "locale": check_locale,
    "status": one_of("in_use", "draft", "published", "archived"),
    "category_id": check_id,
    "collection_id": check_id,
    "suggested": one_of("true", "false"),
    "to_review": one_of("true", "false"),
    "before": check_id,
    "limit": lambda value: _limit(value),
}


def _limit(value: str) -> int:
    if not (value.isascii() and value.isdigit() and 1 <= int(value[:9]) <= MOST_LISTED):
        raise Wrong("out_of_range", f"From 1 to {MOST_LISTED}.")
    return int(value)


async def list_articles(core: Core, actor: AgentActor, inbox_id: str, filters: dict[str, str]) -> Wire:
    """An inbox's articles, the newest first; whether there are more, at first how many. Raises `not_found` or `invalid_fields`.

    `suggested=true` are those beside the greeting, in the order of their places.
    """
    asked = check_form(filters, optional=FILTERS)
    limit = asked.get("limit", LIMIT)
    async with core.read() as conn:
        inbox = await access_inbox(conn, actor, inbox_id)
        wanted = await _wanted(core, conn, actor, inbox, asked)
        found = await rows.page(conn, wanted, before=asked.get("before"), limit=limit + 1)
        total = None if "before" in asked else await rows.count_all(conn, wanted)
        views = await article_views(conn, found[:limit], drafts=actor.leads, brief=True)
    return {"articles": views, "complete": len(found) <= limit, "total": total}


async def _wanted(
    core: Core, conn: AsyncConnection, actor: AgentActor, inbox: Inbox, asked: dict[str, Any]
) -> rows.Wanted:
    may_see = actor.leads or asked.get("status", "published") in ("in_use", "published")
    mine = [one.id for one in await collections.of_inbox(conn, inbox.id)] if may_see else []
    return rows.Wanted(
        [one for one in mine if asked.get("collection_id", one) == one],
        asked.get("query", ""),
        asked.get("locale"),
        status=asked.get("status") if actor.leads else "published",
        category_ids=await _branch(conn, inbox.id, asked["category_id"]) if "category_id" in asked else None,
        review_by=_today(core, inbox) if asked.get("to_review") == "true" else None,
        suggested=asked.get("suggested") == "true",
        drafts=actor.leads,
    )


def _today(core: Core, inbox: Inbox) -> date:
    return core.clock().astimezone(ZoneInfo(inbox.business_hours["time_zone"])).date()


async def _branch(conn: AsyncConnection, inbox_id: str, category_id: str) -> set[str]:
    """A category and all below it."""
    branch = {category_id}
    for _ in range(checks.DEEPEST):
        branch |= {one.id for one in await categories.of_inbox(conn, inbox_id) if one.parent_id in branch}
    return branch


async def show_article(core: Core, actor: AgentActor, article_id: str) -> Wire:
    """Raises `not_found`, also for an agent when nothing of it is published."""
    async with core.read() as conn:
        return await _shown(conn, actor, await access_article(conn, actor, article_id))


async def _shown(conn: AsyncConnection, actor: AgentActor, article: Article) -> Wire:
    views = await article_views(conn, [article], drafts=actor.leads)
    if not views:
        raise not_found()
    return views[0]


async def add_article(core: Core, actor: AgentActor, inbox_id: str, form: Any) -> Wire:
    """Raises `not_allowed`, `not_found`, `invalid_fields`, `article_too_large`, `article_too_complex`."""
    check_leads(actor)
    values = check_form(form, required=checks.NEW, optional=checks.NEW_MORE)
    await checks.check_body_of(values)

    async def work(tx: Tx) -> Wire:
        inbox = await access_knowledge(tx.conn, actor, inbox_id)
        collection = await collection_for(tx, inbox, values.get("collection_id"))
        article = await create(tx, collection, values, actor.id)
        return await _shown(tx.conn, actor, article)

    return await core.write(work)


async def collection_for(tx: Tx, inbox: Inbox, collection_id: str | None) -> Collection:
    """The named collection of an inbox, or its own. Raises `invalid_fields`."""
    if collection_id is None:
        return await collections.home_of(tx.conn, inbox, tx.now)
    for collection in await collections.of_inbox(tx.conn, inbox.id):
        if collection.id == collection_id:
            return collection
    raise invalid_field("collection_id", "invalid", "This inbox has no such collection.")


async def create(tx: Tx, collection: Collection, values: dict[str, Any], author_id: str | None) -> Article:
    """A new article with one variant; `values` are checked fields. Raises `invalid_fields` for what cannot be."""
    if await rows.count(tx.conn, collection.id) >= checks.MOST_ARTICLES:
        raise invalid_field("title", "too_many", f"A collection holds at most {checks.MOST_ARTICLES} articles.")
    shared = checks.SHARED_DEFAULTS | {name: values[name] for name in checks.SHARED if name in values}
    await _check_shared(tx.conn, collection.id, shared)
    shared["name"] = values.get("name") or await rows.free_name(tx.conn, collection.id, slug_of(values["title"]))
    made = {"author_id": author_id, "created_at": tx.now, "updated_at": tx.now}
    article = await rows.insert(tx.conn, collection.id, **shared, **made)
    content = Content(**{name: values[name] for name in checks.CONTENT if name in values})
    what = {"slug": values.get("slug"), "publish": values.get("publish", False)}
    await save(tx, article, None, Saving(values["locale"], content, author_id, **what))
    return article


async def _check_shared(conn: AsyncConnection, collection_id: str, shared: dict[str, Any]) -> None:
    if category_id := shared.get("category_id"):
        category = await categories.by_id(conn, category_id)
        if category is None or category.collection_id != collection_id:
            raise invalid_field("category_id", "invalid", "This collection has no such category.")
    if "name" in shared and await rows.has_name(conn, collection_id, shared["name"]):
        raise invalid_field("name", "taken", "Another article of the collection has this name.")


async def change_article(core: Core, actor: AgentActor, article_id: str, form: Any) -> Wire:
    """What all languages share; what is not named stays.

    Raises `not_allowed`, `not_found`, `invalid_fields`, or `conflict` when it is not as `expected_version` says any more.
    """
    check_leads(actor)
    values = check_form(form, optional={**checks.SHARED, "expected_version": checks.check_shared_version})
    expected = values.pop("expected_version", None)

    async def work(tx: Tx) -> Wire:
        article = await access_own_article(tx.conn, actor, article_id)
        checks.check_expected(expected, shared_version(article))
        fresh = {name: value for name, value in values.items() if value != getattr(article, name)}
        await _check_shared(tx.conn, article.collection_id, fresh)
        if fresh:
            article = await rows.change(tx.conn, article.id, updated_at=tx.now, **fresh)
            await changed(tx.conn, article.collection_id, [article.id])
        return await _shown(tx.conn, actor, article)

    return await core.write(work)


async def delete_article(core: Core, actor: AgentActor, article_id: str) -> None:
    """With all its languages and versions. Raises `not_allowed` or `not_found`."""

    async def work(tx: Tx) -> None:
        article = await access_own_article(tx.conn, actor, article_id)
        await let_go(tx, article_versions.c.article_id == article.id)
        await rows.remove(tx.conn, [article.id])
        await changed(tx.conn, article.collection_id, [article.id])

    await core.write(work)


def content_of(before: Content | None, values: dict[str, Any]) -> Content:
    """What a variant says after a change; what is not named stays. Raises `invalid_fields` without a title."""
    if before is None and "title" not in values:
        raise invalid_field("title", "missing", "This is missing.")
    named = {name: values[name] for name in checks.CONTENT if name in values}
    return Content(**named) if before is None else msgspec.structs.replace(before, **named)
