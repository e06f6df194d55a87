"""Language variants of articles and their saved versions."""

from __future__ import annotations

from collections.abc import Collection as Several
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Row, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.features.knowledge.tables import (
    Content,
    Status,
    Variant,
    Version,
    article_variants,
    article_versions,
    articles,
)

CONTENT = Content.__struct_fields__
_V = article_variants.c
_N = article_versions.c
_NEWEST = (_N.article_id == _V.article_id) & (_N.locale == _V.locale) & (_N.number == _V.version)
_DRAFT = [_N[name].label(f"draft_{name}") for name in CONTENT]
_BODIES = {"body", "draft_body"}


async def of_articles(
    conn: AsyncConnection, article_ids: Several[str], *, bodies: bool = True
) -> dict[str, list[Variant]]:
    """The variants of each article in the order of their locales; without `bodies`, a megabyte each, their first character."""
    found: dict[str, list[Variant]] = {article_id: [] for article_id in article_ids}
    columns = [*article_variants.c, *_DRAFT]
    read = [one if bodies or one.name not in _BODIES else func.substr(one, 1, 1).label(one.name) for one in columns]
    statement = (
        select(*read).join_from(article_variants, article_versions, _NEWEST).where(_V.article_id.in_(article_ids))
    )
    for row in await conn.execute(statement.order_by(_V.article_id, _V.locale)):
        found[row.article_id].append(_variant(row))
    return found


async def get(conn: AsyncConnection, article_id: str, locale: str) -> Variant | None:
    return next((one for one in (await of_articles(conn, [article_id]))[article_id] if one.locale == locale), None)


async def silent(conn: AsyncConnection, collection_id: str) -> set[tuple[str, str]]:
    """What is published and says nothing, by article and locale."""
    nothing = (_V.status == "published", _V.answer == "", _V.body == "", articles.c.collection_id == collection_id)
    statement = select(_V.article_id, _V.locale).join(articles, articles.c.id == _V.article_id)
    return {(row[0], row[1]) for row in await conn.execute(statement.where(*nothing))}


async def insert(
    conn: AsyncConnection,
    article_id: str,
    locale: str,
    slug: str,
    content: Content,
    author_id: str | None,
    now: datetime,
) -> None:
    """A new variant with its first version, a draft."""
    key = {"article_id": article_id, "locale": locale}
    nothing = msgspec.structs.asdict(Content(""))
    row = key | nothing | {"slug": slug, "status": "draft", "version": 1, "updated_at": now}
    await conn.execute(article_variants.insert().values(**row))
    await _insert_version(conn, key, 1, content, author_id, now)


async def insert_many(conn: AsyncConnection, made: Sequence[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    """Columns of new variants, each with those of its first version."""
    await conn.execute(article_variants.insert(), [variant for variant, _ in made])
    await conn.execute(article_versions.insert(), [version for _, version in made])


async def archive(conn: AsyncConnection, keys: Sequence[tuple[str, str]], now: datetime) -> None:
    """Serve these no longer, by article and locale."""
    for locale in {locale for _, locale in keys}:
        ids = [article_id for article_id, of in keys if of == locale]
        mine = (_V.locale == locale, _V.article_id.in_(ids))
        await conn.execute(update(article_variants).where(*mine).values(status="archived", updated_at=now))


async def add_version(
    conn: AsyncConnection, variant: Variant, content: Content, author_id: str | None, now: datetime
) -> int:
    """Save another version; what is served stays. Returns its number."""
    number = variant.version + 1
    await _insert_version(conn, _key(variant), number, content, author_id, now)
    await change(conn, variant.article_id, variant.locale, version=number, updated_at=now)
    return number


async def publish(
    conn: AsyncConnection, article_id: str, locale: str, content: Content, number: int, now: datetime
) -> None:
    """From now on this version is served."""
    served = msgspec.structs.asdict(content) | {"status": "published", "published_version": number, "published_at": now}
    await change(conn, article_id, locale, **served)


async def set_status(conn: AsyncConnection, article_id: str, locale: str, status: Status) -> None:
    await change(conn, article_id, locale, status=status)


async def change(conn: AsyncConnection, article_id: str, locale: str, **values: Any) -> None:
    await conn.execute(
        update(article_variants).where(_V.article_id == article_id, _V.locale == locale).values(**values)
    )


async def remove(conn: AsyncConnection, article_id: str, locale: str) -> None:
    await conn.execute(delete(article_variants).where(_V.article_id == article_id, _V.locale == locale))


async def versions(conn: AsyncConnection, article_id: str, locale: str) -> list[Version]:
    """All that were saved, the newest first."""
    statement = select(article_versions).where(_N.article_id == article_id, _N.locale == locale)
    return [_version(row) for row in await conn.execute(statement.order_by(_N.number.desc()))]


async def version(conn: AsyncConnection, article_id: str, locale: str, number: int) -> Version | None:
    mine = (_N.article_id == article_id, _N.locale == locale, _N.number == number)
    row = (await conn.execute(select(article_versions).where(*mine))).one_or_none()
    return None if row is None else _version(row)


async def version_before(conn: AsyncConnection, version: Version) -> Version | None:
    """The one that was saved before."""
    mine = (_N.article_id == version.article_id, _N.locale == version.locale, _N.number < version.number)
    statement = select(article_versions).where(*mine).order_by(_N.number.desc()).limit(1)
    row = (await conn.execute(statement)).one_or_none()
    return None if row is None else _version(row)


async def forget_versions(conn: AsyncConnection, variant: Variant, up_to: int) -> None:
    """Drop the oldest versions."""
    await conn.execute(delete(article_versions).where(*oldest(variant, up_to)))


def oldest(variant: Variant, up_to: int) -> tuple[ColumnElement[bool], ...]:
    """The versions up to this number, but never the one that is served."""
    served = variant.published_version or 0
    mine = (_N.article_id == variant.article_id, _N.locale == variant.locale)
    return (*mine, _N.number <= up_to, _N.number != served)


async def _insert_version(
    conn: AsyncConnection, key: dict[str, str], number: int, content: Content, author_id: str | None, now: datetime
) -> None:
    row = key | msgspec.structs.asdict(content) | {"number": number, "author_id": author_id, "created_at": now}
    await conn.execute(article_versions.insert().values(**row))


def _key(variant: Variant) -> dict[str, str]:
    return {"article_id": variant.article_id, "locale": variant.locale}


def _variant(row: Row[Any]) -> Variant:
    known = {name: getattr(row, name) for name in Variant.__struct_fields__ if name not in ("published", "draft")}
    draft = Content(*[getattr(row, f"draft_{name}") for name in CONTENT])
    published = None if row.published_version is None else Content(*[getattr(row, name) for name in CONTENT])
    return Variant(**known, published=published, draft=draft)


def _version(row: Row[Any]) -> Version:
    content = Content(*[getattr(row, name) for name in CONTENT])
    return Version(row.article_id, row.locale, row.number, content, row.author_id, row.created_at)
