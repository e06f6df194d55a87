"""What visitors are served: published variants of articles that everybody may see, in an inbox's collections."""

from __future__ import annotations

from collections.abc import Collection as Several
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Select, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.features.knowledge.help_centre.addresses import article_path
from deskbell.features.knowledge.tables import article_variants, articles, categories, collection_inboxes
from deskbell.storage.tables import inboxes

_A = articles.c
_V = article_variants.c


class Served(NamedTuple):
    """A published variant as a visitor gets it."""

    article_id: str
    locale: str
    slug: str
    title: str
    answer: str
    body: str
    category: dict[str, str] | None
    """The category's names, by locale."""
    category_id: str | None
    url: str | None = None
    """The path of its page in the help centre; None where it says nothing, or in a language that the inbox does not have."""


async def phrasings(conn: AsyncConnection, inbox_id: str) -> list[tuple[str, str, str, list[str]]]:
    """`(article_id, locale, title, phrasings)` of all that may be found."""
    rows = await conn.execute(_served(inbox_id, _V.article_id, _V.locale, _V.title, _V.phrasings).order_by(_A.position))
    return [tuple(row) for row in rows]


async def newest_at(conn: AsyncConnection, inbox_id: str) -> datetime | None:
    """When something was published last."""
    found: datetime | None = await conn.scalar(_served(inbox_id, func.max(_V.published_at)))
    return found


async def published_since(
    conn: AsyncConnection, inbox_id: str, since: datetime, limit: int
) -> list[tuple[str, str, str, list[str]]]:
    """As `phrasings`, of what was published then or later, the newest first."""
    statement = _served(inbox_id, _V.article_id, _V.locale, _V.title, _V.phrasings).where(_V.published_at >= since)
    rows = await conn.execute(statement.order_by(_V.published_at.desc(), _A.id).limit(limit))
    return [tuple(row) for row in rows]


async def variants(conn: AsyncConnection, inbox_id: str, article_ids: Several[str]) -> dict[tuple[str, str], Served]:
    """The variants of some articles, by article and locale."""
    rows = await conn.execute(_VARIANTS, {"inbox_id": inbox_id, "article_ids": list(article_ids)})
    return {(row.article_id, row.locale): Served._make((*tuple(row)[:-2], _page(row))) for row in rows}


def _page(variant: Any) -> str | None:
    has_page = variant.locale in variant.locales and (variant.answer or variant.body)
    return article_path(variant.key, variant.locale, variant.slug, variant.article_id) if has_page else None


async def suggested(conn: AsyncConnection, inbox_id: str, locale: str, limit: int) -> list[tuple[str, str]]:
    """`(article_id, title)` of the articles to be offered beside the greeting in one language."""
    statement = _served(inbox_id, _V.article_id, _V.title).where(_V.locale == locale, _A.suggested)
    rows = await conn.execute(statement.order_by(_A.position, _A.id).limit(limit))
    return [(row.article_id, row.title) for row in rows]


def _served(inbox_id: str | BindParameter[str], *columns: Any) -> Select[Any]:
    mine = select(collection_inboxes.c.collection_id).where(collection_inboxes.c.inbox_id == inbox_id)
    served = (_V.status == "published", _A.visibility == "everybody", _A.collection_id.in_(mine))
    return select(*columns).select_from(articles).join(article_variants, _V.article_id == _A.id).where(*served)


_INBOX = bindparam("inbox_id", type_=inboxes.c.id.type)
_VARIANTS = (
    _served(_INBOX, *(_V.article_id, _V.locale, _V.slug, _V.title, _V.answer, _V.body, categories.c.names))
    .add_columns(_A.category_id, inboxes.c.key, inboxes.c.locales)
    .outerjoin(categories, categories.c.id == _A.category_id)
    .join(inboxes, inboxes.c.id == _INBOX)
    .where(_V.article_id.in_(bindparam("article_ids", expanding=True)))
)
"""Made once: every question asks it, and to make it anew would cost more than to run it."""
