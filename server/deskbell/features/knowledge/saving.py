"""What people do with one language of an article: save, publish, archive, look back, restore."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from deskbell.domain.errors import not_found
from deskbell.domain.forms import check_form, check_locale, invalid_field, whole_number
from deskbell.domain.people import AgentActor
from deskbell.features.knowledge import checks
from deskbell.features.knowledge.access import access_own_article, access_variant
from deskbell.features.knowledge.articles import content_of
from deskbell.features.knowledge.differences import difference
from deskbell.features.knowledge.pictures import let_go
from deskbell.features.knowledge.store import articles, variants
from deskbell.features.knowledge.tables import Article, Variant, article_versions
from deskbell.features.knowledge.views import Wire, article_views, author_names, content_view, version_view
from deskbell.features.knowledge.writing import Saving, changed, save
from deskbell.services.access import check_leads
from deskbell.services.core import Core
from deskbell.storage.writer import Tx

_EXPECTED = {"expected_version": checks.check_version_number}
_NUMBER = whole_number(1, checks.MOST_VERSION_NUMBER)
Act = Callable[[Tx, Article, Variant], Awaitable[None]]


async def save_variant(core: Core, actor: AgentActor, article_id: str, locale: str, form: Any) -> Wire:
    """A new version, or a new language; what is not named stays as it was saved last.

    Raises `not_allowed`, `not_found`, `invalid_fields`, `article_too_large`, `article_too_complex`, or `conflict`.
    """
    check_leads(actor)
    values = check_form(form, optional=checks.SAVING)
    check_form({"locale": locale}, required={"locale": check_locale})
    await checks.check_body_of(values)

    async def work(tx: Tx) -> Wire:
        article = await access_own_article(tx.conn, actor, article_id)
        before = await variants.get(tx.conn, article.id, locale)
        checks.check_expected(values.get("expected_version"), before.version if before else 0)
        content = content_of(before.draft if before else None, values)
        what = {"slug": values.get("slug"), "publish": values.get("publish", False)}
        await save(tx, article, before, Saving(locale, content, actor.id, **what))
        return await _as_it_is(tx, article.id)

    return await core.write(work)


async def publish(core: Core, actor: AgentActor, article_id: str, locale: str, form: Any) -> Wire:
    """Serve the newest version. Raises `not_allowed`, `not_found` or `conflict`."""

    async def act(tx: Tx, article: Article, variant: Variant) -> None:
        await save(tx, article, variant, Saving(locale, variant.draft, publish=True))

    return await _act(core, actor, article_id, locale, check_form(form, optional=_EXPECTED), act)


async def archive(core: Core, actor: AgentActor, article_id: str, locale: str, form: Any) -> Wire:
    """Serve it no longer. Raises `not_allowed`, `not_found` or `conflict`."""

    async def act(tx: Tx, article: Article, variant: Variant) -> None:
        if variant.status == "archived":
            return
        await variants.set_status(tx.conn, article.id, locale, "archived")
        await articles.change(tx.conn, article.id, updated_at=tx.now)
        await changed(tx.conn, article.collection_id, [article.id])

    return await _act(core, actor, article_id, locale, check_form(form, optional=_EXPECTED), act)


async def delete_variant(core: Core, actor: AgentActor, article_id: str, locale: str) -> None:
    """One language less, with its versions; the last one is the article. Raises `not_allowed` or `not_found`."""

    async def work(tx: Tx) -> None:
        article, _ = await access_variant(tx.conn, actor, article_id, locale)
        await let_go(tx, article_versions.c.article_id == article.id, article_versions.c.locale == locale)
        await variants.remove(tx.conn, article.id, locale)
        if (await variants.of_articles(tx.conn, [article.id]))[article.id]:
            await articles.change(tx.conn, article.id, updated_at=tx.now)
        else:
            await articles.remove(tx.conn, [article.id])
        await changed(tx.conn, article.collection_id, [article.id])

    await core.write(work)


async def restore(core: Core, actor: AgentActor, article_id: str, locale: str, form: Any) -> Wire:
    """An older version is the newest again; what is served stays. Raises as `publish`, or `invalid_fields`."""
    values = check_form(form, required={"version": _NUMBER}, optional=_EXPECTED)

    async def act(tx: Tx, article: Article, variant: Variant) -> None:
        older = await variants.version(tx.conn, article.id, locale, values["version"])
        if older is None:
            raise invalid_field("version", "invalid", "There is no such version.")
        await save(tx, article, variant, Saving(locale, older.content, actor.id))

    return await _act(core, actor, article_id, locale, values, act)


async def _act(core: Core, actor: AgentActor, article_id: str, locale: str, values: dict[str, Any], act: Act) -> Wire:
    async def work(tx: Tx) -> Wire:
        article, variant = await access_variant(tx.conn, actor, article_id, locale)
        checks.check_expected(values.get("expected_version"), variant.version)
        await act(tx, article, variant)
        return await _as_it_is(tx, article.id)

    return await core.write(work)


async def _as_it_is(tx: Tx, article_id: str) -> Wire:
    article = await articles.by_id(tx.conn, article_id)
    assert article is not None  # it was read in this transaction
    return (await article_views(tx.conn, [article], drafts=True))[0]


async def list_versions(core: Core, actor: AgentActor, article_id: str, locale: str) -> list[Wire]:
    """All versions, the newest first. Raises `not_allowed` or `not_found`."""
    async with core.read() as conn:
        article, _ = await access_variant(conn, actor, article_id, locale)
        found = await variants.versions(conn, article.id, locale)
        names = await author_names(conn, (version.author_id for version in found))
    return [version_view(version, names) for version in found]


async def show_version(core: Core, actor: AgentActor, article_id: str, locale: str, number: int) -> Wire:
    """A version whole, and what is other than in the one before. Raises `not_allowed` or `not_found`."""
    async with core.read() as conn:
        article, _ = await access_variant(conn, actor, article_id, locale)
        version = await variants.version(conn, article.id, locale, number)
        if version is None:
            raise not_found()
        before = await variants.version_before(conn, version)
        names = await author_names(conn, [version.author_id])
    # In a thread: a body of a megabyte takes a while, and sockets must not wait for it.
    differs = await asyncio.to_thread(difference, before.content if before else None, version.content)
    whole = version_view(version, names) | content_view(version.content)
    return whole | {"before": before.number if before else None, "differences": differs}
