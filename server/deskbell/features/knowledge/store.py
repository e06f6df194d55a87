"""Articles in the database. SQL only; what may be written is checked in `fields`, who may write in `api`."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.ids import new_id
from deskbell.features.knowledge.tables import Article, articles, knowledge_revisions

_A = articles.c
_R = knowledge_revisions.c


async def insert(conn: AsyncConnection, inbox_id: str, **values: Any) -> Article:
    """Store a new article behind the others."""
    last = await conn.scalar(select(func.max(_A.position)).where(_A.inbox_id == inbox_id))
    values |= {"id": new_id(), "inbox_id": inbox_id, "position": (last or 0) + 1}
    row = (await conn.execute(articles.insert().values(**values).returning(articles))).one()
    await _mark(conn, inbox_id)
    return Article(**row._mapping)


async def change(conn: AsyncConnection, article: Article, **values: Any) -> Article:
    statement = update(articles).where(_A.id == article.id).values(**values).returning(articles)
    row = (await conn.execute(statement)).one()
    await _mark(conn, article.inbox_id)
    return Article(**row._mapping)


async def remove(conn: AsyncConnection, article: Article) -> None:
    await conn.execute(delete(articles).where(_A.id == article.id))
    await _mark(conn, article.inbox_id)


async def by_id(conn: AsyncConnection, article_id: str) -> Article | None:
    row = (await conn.execute(select(articles).where(_A.id == article_id))).one_or_none()
    return None if row is None else Article(**row._mapping)


async def by_ids(conn: AsyncConnection, article_ids: Collection[str]) -> dict[str, Article]:
    rows = await conn.execute(select(articles).where(_A.id.in_(article_ids)))
    return {row.id: Article(**row._mapping) for row in rows}


async def of_inbox(conn: AsyncConnection, inbox_id: str) -> list[Article]:
    """An inbox's articles in their order."""
    rows = await conn.execute(select(articles).where(_A.inbox_id == inbox_id).order_by(_A.position, _A.id))
    return [Article(**row._mapping) for row in rows]


async def count(conn: AsyncConnection, inbox_id: str) -> int:
    statement = select(func.count()).select_from(articles).where(_A.inbox_id == inbox_id)
    return (await conn.execute(statement)).scalar_one()


async def suggested(conn: AsyncConnection, inbox_id: str, locale: str, limit: int) -> list[Article]:
    """The articles to be offered beside the greeting in one language."""
    statement = select(articles).where(_A.inbox_id == inbox_id, _A.locale == locale, _A.suggested)
    rows = await conn.execute(statement.order_by(_A.position, _A.id).limit(limit))
    return [Article(**row._mapping) for row in rows]


async def revision(conn: AsyncConnection, inbox_id: str) -> str | None:
    """Changes whenever an article of the inbox does; None while there never was one."""
    statement = select(_R.revision).where(_R.inbox_id == inbox_id)
    return (await conn.execute(statement)).scalar_one_or_none()


async def _mark(conn: AsyncConnection, inbox_id: str) -> None:
    # A fresh random mark, not a count: after a rolled back COMMIT the next count would name other articles the same.
    await conn.execute(delete(knowledge_revisions).where(_R.inbox_id == inbox_id))
    await conn.execute(knowledge_revisions.insert().values(inbox_id=inbox_id, revision=new_id()))
