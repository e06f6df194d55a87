"""Collections, which inboxes have them, and the mark that is new after every change."""

from __future__ import annotations

from collections.abc import Collection as Several
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.ids import new_id
from deskbell.domain.records import Inbox
from deskbell.features.knowledge.tables import Collection, articles, collection_inboxes, collections

_C = collections.c
_I = collection_inboxes.c
_IDS_OF_INBOX = select(_I.collection_id).where(_I.inbox_id == bindparam("inbox"))
_REVISIONS = select(_C.revision).where(_C.id.in_(_IDS_OF_INBOX)).order_by(_C.id)
"""Made once: it is asked with every question that nothing is near to."""


async def insert(
    conn: AsyncConnection, name: str, inbox_ids: Iterable[str], now: datetime, **values: Any
) -> Collection:
    """`values` may name the inbox whose own it is."""
    values |= {"id": new_id(), "name": name, "revision": new_id(), "created_at": now}
    row = (await conn.execute(collections.insert().values(**values).returning(collections))).one()
    await set_inboxes(conn, row.id, inbox_ids)
    return Collection(**row._mapping)


async def home_of(conn: AsyncConnection, inbox: Inbox, now: datetime) -> Collection:
    """The collection of the inbox's own, made when it is first asked for."""
    row = (await conn.execute(select(collections).where(_C.home_inbox_id == inbox.id))).one_or_none()
    if row is not None:
        return Collection(**row._mapping)
    return await insert(conn, inbox.name, [inbox.id], now, home_inbox_id=inbox.id)


async def by_id(conn: AsyncConnection, collection_id: str) -> Collection | None:
    row = (await conn.execute(select(collections).where(_C.id == collection_id))).one_or_none()
    return None if row is None else Collection(**row._mapping)


async def of_inbox(conn: AsyncConnection, inbox_id: str) -> list[Collection]:
    """The collections an inbox has, the oldest first."""
    mine = select(_I.collection_id).where(_I.inbox_id == inbox_id)
    rows = await conn.execute(select(collections).where(_C.id.in_(mine)).order_by(_C.created_at, _C.id))
    return [Collection(**row._mapping) for row in rows]


async def ids_of_inbox(conn: AsyncConnection, inbox_id: str) -> list[str]:
    return list((await conn.execute(_IDS_OF_INBOX, {"inbox": inbox_id})).scalars())


async def change(conn: AsyncConnection, collection_id: str, **values: Any) -> None:
    await conn.execute(update(collections).where(_C.id == collection_id).values(**values))


async def remove(conn: AsyncConnection, collection_id: str) -> None:
    await conn.execute(delete(collections).where(_C.id == collection_id))


async def set_inboxes(conn: AsyncConnection, collection_id: str, inbox_ids: Iterable[str]) -> None:
    """Exactly these inboxes have the collection."""
    await conn.execute(delete(collection_inboxes).where(_I.collection_id == collection_id))
    rows = [{"collection_id": collection_id, "inbox_id": inbox_id} for inbox_id in dict.fromkeys(inbox_ids)]
    if rows:
        await conn.execute(collection_inboxes.insert(), rows)


async def inboxes_of(conn: AsyncConnection, collection_ids: Several[str]) -> dict[str, list[str]]:
    """The inboxes that have each collection."""
    found: dict[str, list[str]] = {collection_id: [] for collection_id in collection_ids}
    statement = select(collection_inboxes).where(_I.collection_id.in_(collection_ids)).order_by(_I.inbox_id)
    for row in await conn.execute(statement):
        found[row.collection_id].append(row.inbox_id)
    return found


async def counts(conn: AsyncConnection, collection_ids: Several[str]) -> dict[str, int]:
    """How many articles each collection has."""
    of = articles.c.collection_id
    rows = await conn.execute(select(of, func.count()).where(of.in_(collection_ids)).group_by(of))
    return dict.fromkeys(collection_ids, 0) | dict(rows.all())


async def mark(conn: AsyncConnection, collection_id: str) -> None:
    """A fresh random mark, not a count: after a rolled back COMMIT the next count would name other articles the same."""
    await change(conn, collection_id, revision=new_id())


async def inboxes_with_articles(conn: AsyncConnection) -> list[str]:
    """Those in whose collections something is written."""
    mine = select(_I.inbox_id).where(_I.collection_id.in_(select(articles.c.collection_id)))
    return list((await conn.execute(mine.distinct().order_by(_I.inbox_id))).scalars())


async def revisions(conn: AsyncConnection, inbox_id: str) -> tuple[str, ...]:
    """Differs whenever something in an inbox's collections does, or which collections it has."""
    return tuple((await conn.execute(_REVISIONS, {"inbox": inbox_id})).scalars())
