"""Saving what an article says: the one way for the settings, imports and the demo. Who may is asked before.

Every change ends with `changed`: what hangs on articles (search, retrieval) follows from there, in the same transaction.
`save` does that by itself; whoever stores many at once (`put`, `insert_new`) calls it once for all of them.
"""

from __future__ import annotations

from collections.abc import Collection as Several
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.slugs import slug_of
from deskbell.features.knowledge.checks import MOST_VERSIONS
from deskbell.features.knowledge.pictures import let_go
from deskbell.features.knowledge.search.following import follow
from deskbell.features.knowledge.store import articles as rows
from deskbell.features.knowledge.store import collections, variants
from deskbell.features.knowledge.tables import Article, Content, Status, Variant
from deskbell.storage.writer import Tx


class Saving(msgspec.Struct, frozen=True):
    """What is to be stored of one variant."""

    locale: str
    content: Content
    author_id: str | None = None
    slug: str | None = None
    publish: bool = False


async def save(tx: Tx, article: Article, before: Variant | None, saving: Saving) -> bool:
    """Store a variant's newest version, serve it if asked to, and let search and retrieval follow.

    Answers whether anything is other than before.
    """
    differs = await put(tx, article, before, saving)
    if differs:
        await changed(tx.conn, article.collection_id, [article.id])
    return differs


async def put(tx: Tx, article: Article, before: Variant | None, saving: Saving) -> bool:
    """As `save`, for one among many: the caller says `changed` for all that answered True."""
    conn, locale, now = tx.conn, saving.locale, tx.now
    number = await _store(tx, article, before, saving)
    differs = before is None or number != before.version
    if before is not None and saving.slug is not None and saving.slug != before.slug:
        await variants.change(conn, article.id, locale, slug=saving.slug)
        differs = True
    if saving.publish and not (before and before.status == "published" and before.published_version == number):
        await variants.publish(conn, article.id, locale, saving.content, number, now)
        differs = True
    if differs:
        await rows.change(conn, article.id, updated_at=now)
    return differs


class NewVariant(msgspec.Struct, frozen=True):
    """A language of an article that is not stored yet."""

    article_id: str
    locale: str
    slug: str
    content: Content
    status: Status
    author_id: str | None


async def insert_new(tx: Tx, collection_id: str, made: Sequence[dict[str, Any]], said: Sequence[NewVariant]) -> None:
    """Many new articles at once behind the others; `made` are their columns but for place and collection."""
    if not made:
        return
    await rows.insert_many(tx.conn, collection_id, made)
    await variants.insert_many(tx.conn, [_first_version(one, tx.now) for one in said])


def _first_version(one: NewVariant, now: datetime) -> tuple[dict[str, Any], dict[str, Any]]:
    key = {"article_id": one.article_id, "locale": one.locale}
    says = msgspec.structs.asdict(one.content)
    served = one.status == "published"
    nothing = msgspec.structs.asdict(Content(""))
    variant = {"slug": one.slug, "status": one.status, "version": 1, "published_version": 1 if served else None}
    moments = {"updated_at": now, "published_at": now if served else None}
    version = key | says | {"number": 1, "author_id": one.author_id, "created_at": now}
    return key | (says if served else nothing) | variant | moments, version


async def _store(tx: Tx, article: Article, before: Variant | None, saving: Saving) -> int:
    """The number of the version that says this: the newest one if it does already."""
    conn, now = tx.conn, tx.now
    if before is None:
        slug = saving.slug or slug_of(saving.content.title)
        await variants.insert(conn, article.id, saving.locale, slug, saving.content, saving.author_id, now)
        return 1
    if before.draft == saving.content:
        return before.version
    number = await variants.add_version(conn, before, saving.content, saving.author_id, now)
    if number > MOST_VERSIONS:
        await let_go(tx, *variants.oldest(before, number - MOST_VERSIONS))
        await variants.forget_versions(conn, before, number - MOST_VERSIONS)
    return number


async def changed(conn: AsyncConnection, collection_id: str, article_ids: Several[str]) -> None:
    """These articles of a collection were made, changed or deleted (none named: who may see them changed)."""
    await collections.mark(conn, collection_id)
    await follow(conn, article_ids)
