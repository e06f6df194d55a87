"""The category tree of a collection."""

from __future__ import annotations

from collections.abc import Collection as Several
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.ids import new_id
from deskbell.domain.slugs import free_slug
from deskbell.features.knowledge.tables import Category, articles, categories, collection_inboxes

_C = categories.c


async def insert(conn: AsyncConnection, collection_id: str, slug: str, **values: Any) -> Category:
    """Store a category behind the others of its collection; a slug that is taken gets a number."""
    held = await of_collection(conn, collection_id)
    free = free_slug(slug, {one.slug for one in held})
    place = {"position": max((one.position for one in held), default=0) + 1, "parent_id": None}
    values = {"id": new_id(), "collection_id": collection_id, "slug": free} | place | values
    row = (await conn.execute(categories.insert().values(**values).returning(categories))).one()
    return Category(**row._mapping)


async def by_id(conn: AsyncConnection, category_id: str) -> Category | None:
    row = (await conn.execute(select(categories).where(_C.id == category_id))).one_or_none()
    return None if row is None else Category(**row._mapping)


async def of_collection(conn: AsyncConnection, collection_id: str) -> list[Category]:
    rows = await conn.execute(select(categories).where(_C.collection_id == collection_id).order_by(_C.position, _C.id))
    return [Category(**row._mapping) for row in rows]


async def of_inbox(conn: AsyncConnection, inbox_id: str) -> list[Category]:
    """The categories of all collections that an inbox has."""
    mine = select(collection_inboxes.c.collection_id).where(collection_inboxes.c.inbox_id == inbox_id)
    statement = select(categories).where(_C.collection_id.in_(mine)).order_by(_C.position, _C.id)
    return [Category(**row._mapping) for row in await conn.execute(statement)]


async def change(conn: AsyncConnection, category_id: str, **values: Any) -> Category:
    statement = update(categories).where(_C.id == category_id).values(**values).returning(categories)
    return Category(**(await conn.execute(statement)).one()._mapping)


async def remove(conn: AsyncConnection, category: Category) -> None:
    """What was in it is in the one above it."""
    above = category.parent_id
    await conn.execute(update(categories).where(_C.parent_id == category.id).values(parent_id=above))
    await conn.execute(update(articles).where(articles.c.category_id == category.id).values(category_id=above))
    await conn.execute(delete(categories).where(_C.id == category.id))


async def counts(conn: AsyncConnection, category_ids: Several[str]) -> dict[str, int]:
    """How many articles stand in each category itself."""
    of = articles.c.category_id
    rows = await conn.execute(select(of, func.count()).where(of.in_(category_ids)).group_by(of))
    return dict.fromkeys(category_ids, 0) | dict(rows.all())
