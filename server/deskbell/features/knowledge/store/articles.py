"""Articles: what their language variants share."""

from __future__ import annotations

from collections.abc import Collection as Several
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Literal, NamedTuple

from sqlalchemy import ColumnElement, Select, Text, cast, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.ids import new_id
from deskbell.domain.slugs import free_slug
from deskbell.features.knowledge.tables import (
    Article,
    Status,
    article_variants,
    article_versions,
    articles,
)

_A = articles.c
_V = article_variants.c
_N = article_versions.c


async def insert(conn: AsyncConnection, collection_id: str, **values: Any) -> Article:
    """Store a new article behind the others of its collection."""
    last = await conn.scalar(select(func.max(_A.position)).where(_A.collection_id == collection_id))
    values = {"id": new_id(), "collection_id": collection_id, "position": (last or 0) + 1} | values
    row = (await conn.execute(articles.insert().values(**values).returning(articles))).one()
    return Article(**row._mapping)


async def change(conn: AsyncConnection, article_id: str, **values: Any) -> Article:
    statement = update(articles).where(_A.id == article_id).values(**values).returning(articles)
    return Article(**(await conn.execute(statement)).one()._mapping)


async def remove(conn: AsyncConnection, article_ids: Several[str]) -> None:
    await conn.execute(delete(articles).where(_A.id.in_(article_ids)))


async def by_id(conn: AsyncConnection, article_id: str) -> Article | None:
    row = (await conn.execute(select(articles).where(_A.id == article_id))).one_or_none()
    return None if row is None else Article(**row._mapping)


async def by_ids(conn: AsyncConnection, article_ids: Several[str]) -> dict[str, Article]:
    rows = await conn.execute(select(articles).where(_A.id.in_(article_ids)))
    return {row.id: Article(**row._mapping) for row in rows}


async def insert_many(conn: AsyncConnection, collection_id: str, made: Sequence[dict[str, Any]]) -> None:
    """Columns of new articles, but for their place: behind the others."""
    last = await conn.scalar(select(func.max(_A.position)).where(_A.collection_id == collection_id))
    places = range((last or 0) + 1, (last or 0) + 1 + len(made))
    same = {"collection_id": collection_id}
    await conn.execute(
        articles.insert(), [{**one, **same, "position": at} for one, at in zip(made, places, strict=True)]
    )


async def by_names(conn: AsyncConnection, collection_id: str, names: Several[str]) -> dict[str, Article]:
    rows = await conn.execute(select(articles).where(_A.collection_id == collection_id, _A.name.in_(names)))
    return {row.name: Article(**row._mapping) for row in rows}


async def titles(conn: AsyncConnection, collection_id: str, *, live: bool = False) -> list[tuple[str, str, str, str]]:
    """`(article id, name, locale, title)` of all a collection holds; the title of the newest version. `live`: not archived."""
    newest = (_N.article_id == _V.article_id) & (_N.locale == _V.locale) & (_N.number == _V.version)
    statement = select(_A.id, _A.name, _V.locale, _N.title).where(_A.collection_id == collection_id)
    statement = statement.join(article_variants, _V.article_id == _A.id).join(article_versions, newest)
    if live:
        statement = statement.where(_V.status != "archived")
    return [tuple(row) for row in await conn.execute(statement)]


async def of_collection(conn: AsyncConnection, collection_id: str) -> list[Article]:
    """A collection's articles in their order."""
    rows = await conn.execute(select(articles).where(_A.collection_id == collection_id).order_by(_A.position, _A.id))
    return [Article(**row._mapping) for row in rows]


async def count(conn: AsyncConnection, collection_id: str) -> int:
    statement = select(func.count()).select_from(articles).where(_A.collection_id == collection_id)
    return (await conn.execute(statement)).scalar_one()


async def free_name(conn: AsyncConnection, collection_id: str, wanted: str) -> str:
    """`wanted`, or with a number behind it that no article of the collection has."""
    like = select(_A.name).where(_A.collection_id == collection_id, _A.name.startswith(wanted, autoescape=True))
    return free_slug(wanted, set((await conn.execute(like)).scalars()))


async def has_name(conn: AsyncConnection, collection_id: str, name: str) -> bool:
    statement = select(_A.id).where(_A.collection_id == collection_id, _A.name == name)
    return (await conn.execute(statement)).first() is not None


class Wanted(NamedTuple):
    """Which articles of these collections. Words are looked for in the newest version, without `drafts` in what is published."""

    collection_ids: Sequence[str]
    query: str = ""
    locale: str | None = None
    status: Status | Literal["in_use"] | None = None
    """`in_use`: not archived."""
    category_ids: Several[str] | None = None
    review_by: date | None = None
    suggested: bool = False
    """Those beside the greeting, in the order of their places."""
    drafts: bool = True


async def page(conn: AsyncConnection, wanted: Wanted, *, before: str | None, limit: int) -> list[Article]:
    """The newest first; `before` is the id of the last one seen."""
    statement = select(articles).where(*_conditions(wanted))
    if before is not None:
        statement = statement.where(_A.id < before)
    order = (_A.position, _A.id) if wanted.suggested else (_A.id.desc(),)
    rows = await conn.execute(statement.order_by(*order).limit(limit))
    return [Article(**row._mapping) for row in rows]


async def count_all(conn: AsyncConnection, wanted: Wanted) -> int:
    statement = select(func.count()).select_from(articles).where(*_conditions(wanted))
    return (await conn.execute(statement)).scalar_one()


def _conditions(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    # Of one collection, as most inboxes have, an index knows the order; of several they are sorted.
    one = len(wanted.collection_ids) == 1
    yield _A.collection_id == wanted.collection_ids[0] if one else _A.collection_id.in_(wanted.collection_ids)
    if wanted.category_ids is not None:
        yield _A.category_id.in_(wanted.category_ids)
    if wanted.review_by is not None:
        yield _A.review_on <= wanted.review_by
    if wanted.suggested:
        yield _A.suggested
    if wanted.query or wanted.locale or wanted.status:
        fitting = _with_variant(wanted)
        # Words are looked for in one go; what a state or a language leaves out is little, and a page is full soon.
        yield _A.id.in_(fitting) if wanted.query else fitting.where(_V.article_id == _A.id).exists()


def _with_variant(wanted: Wanted) -> Select[Any]:
    """Articles of which one variant is all that is asked."""
    statement = select(_V.article_id)
    if wanted.locale:
        statement = statement.where(_V.locale == wanted.locale)
    if wanted.status:
        is_it = _V.status != "archived" if wanted.status == "in_use" else _V.status == wanted.status
        statement = statement.where(is_it)
    for word in wanted.query.lower().split():
        said = _N if wanted.drafts else _V
        statement = statement.where(or_(*[_says(column, word) for column in (said.title, said.answer, said.phrasings)]))
    newest = (_N.article_id == _V.article_id) & (_N.locale == _V.locale) & (_N.number == _V.version)
    return statement.join(article_versions, newest) if wanted.query and wanted.drafts else statement


def _says(column: Any, word: str) -> ColumnElement[bool]:
    return func.lower(cast(column, Text)).contains(word, autoescape=True)
