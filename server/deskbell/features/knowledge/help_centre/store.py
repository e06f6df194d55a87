"""What the help centre shows, in the database: published variants that say something and that everybody may see. SQL only."""

from __future__ import annotations

from collections.abc import Collection as Several
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.features.knowledge.search.tables import article_search
from deskbell.features.knowledge.tables import article_variants, articles, collection_inboxes

_A, _V, _S = articles.c, article_variants.c, article_search.c
READ = 4_000
"""Characters of a body that a list reads for its beginning."""


class Entry(NamedTuple):
    """An article in a list, in one language."""

    article_id: str
    locale: str
    slug: str
    title: str
    answer: str
    begins: str
    category_id: str | None
    published_at: datetime


class Page(NamedTuple):
    """A variant that has a page, without its body."""

    article_id: str
    locale: str
    slug: str
    title: str
    answer: str
    keywords: list[str]
    category_id: str | None
    published_at: datetime


_ENTRY = (_V.article_id, _V.locale, _V.slug, _V.title, _V.answer, func.substr(_V.body, 1, READ), _A.category_id)


async def counts(conn: AsyncConnection, inbox_id: str, locale: str) -> dict[str | None, int]:
    """How many articles stand in each category itself."""
    statement = _served(inbox_id, _A.category_id, func.count()).where(_V.locale == locale)
    return dict((await conn.execute(statement.group_by(_A.category_id))).all())


async def entries(
    conn: AsyncConnection,
    inbox_id: str,
    locale: str,
    limit: int,
    offset: int = 0,
    without: Sequence[str] = (),
    **only: Any,
) -> list[Entry]:
    """Articles in their order but for those in `without`; `only` are columns of articles and what they must be."""
    statement = _served(inbox_id, *_ENTRY, _V.published_at).where(_V.locale == locale)
    statement = statement.where(*(_A[name] == value for name, value in only.items()), _A.id.not_in(without))
    rows = await conn.execute(statement.order_by(_A.position, _A.id).limit(limit).offset(offset))
    return [Entry(*row) for row in rows]


async def entries_by_id(conn: AsyncConnection, inbox_id: str, locale: str, article_ids: Several[str]) -> list[Entry]:
    """These articles in this order, as far as they are served in this language."""
    statement = _served(inbox_id, *_ENTRY, _V.published_at).where(_V.locale == locale, _V.article_id.in_(article_ids))
    found = {row.article_id: Entry(*row) for row in await conn.execute(statement)}
    return [found[article_id] for article_id in article_ids if article_id in found]


async def pages(conn: AsyncConnection, inbox_id: str, short_id: str) -> list[Page]:
    """The languages of the article with this short id (of several, which chance allows, all of them)."""
    columns = (_V.article_id, _V.locale, _V.slug, _V.title, _V.answer, _V.keywords, _A.category_id)
    named = select(_S.article_id).where(_S.short_id == short_id)
    rows = await conn.execute(_served(inbox_id, *columns, _V.published_at).where(_A.id.in_(named)))
    return [Page(*row) for row in rows]


async def body(conn: AsyncConnection, page: Page) -> str:
    """The Markdown of a page."""
    this = (_V.article_id == page.article_id, _V.locale == page.locale)
    return str((await conn.execute(select(_V.body).where(*this))).scalar_one())


async def slugs(
    conn: AsyncConnection, inbox_id: str, article_ids: Several[str]
) -> dict[tuple[str, str], tuple[str, str | None]]:
    """Slug and category of articles, by article and locale."""
    statement = _served(inbox_id, _V.article_id, _V.locale, _V.slug, _A.category_id)
    rows = await conn.execute(statement.where(_V.article_id.in_(article_ids)))
    return {(row[0], row[1]): (row[2], row[3]) for row in rows}


async def addresses(conn: AsyncConnection, inbox_id: str, locales: Sequence[str], limit: int) -> list[Any]:
    """`(article_id, locale, slug, published_at)` of all pages, the languages of an article together."""
    columns = (_V.article_id, _V.locale, _V.slug, _V.published_at)
    statement = _served(inbox_id, *columns).where(_V.locale.in_(locales))
    return list((await conn.execute(statement.order_by(_V.article_id, _V.locale).limit(limit))).all())


def _served(inbox_id: str, *columns: Any) -> Select[Any]:
    mine = select(collection_inboxes.c.collection_id).where(collection_inboxes.c.inbox_id == inbox_id)
    says = or_(_V.answer != "", _V.body != "")
    served = (_V.status == "published", _A.visibility == "everybody", _A.collection_id.in_(mine), says)
    return select(*columns).select_from(articles).join(article_variants, _V.article_id == _A.id).where(*served)
