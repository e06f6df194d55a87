"""Search follows the articles: what is published is found, in the transaction that publishes it.

At the start what is published and not in the index is put into it, such as what was written before there was a search,
or by an older rule of what goes into the index (`FORM`).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection as Several
from typing import Any

from sqlalchemy import Row, Select, and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.features.knowledge.search import engine
from deskbell.features.knowledge.search.plain import shown
from deskbell.features.knowledge.search.tables import article_search
from deskbell.features.knowledge.search.tokens import FORM, Entry, Prepared, prepare
from deskbell.features.knowledge.tables import article_variants, articles
from deskbell.services.core import Core
from deskbell.storage.writer import Tx

_A, _V, _S = articles.c, article_variants.c, article_search.c
_BATCH = 200
_LONG = 4_000
"""Characters of body and phrasings from which an entry is made in a thread: sockets must not wait for it."""

log = logging.getLogger(__name__)


async def follow(conn: AsyncConnection, article_ids: Several[str]) -> None:
    """These articles were made, changed or deleted."""
    for article_id in article_ids:
        await engine.remove(conn, article_id)
    await _put(conn, (await conn.execute(_published().where(_V.article_id.in_(article_ids)))).all())


async def catch_up(core: Core) -> None:
    """Put into the index what is published and missing there, or made by an older rule."""
    total = 0
    while count := await core.write(_put_missing):
        total += count
    if total:
        log.info("%d articles were put into the search", total)


async def _put_missing(tx: Tx) -> int:
    same = and_(_S.article_id == _V.article_id, _S.locale == _V.locale, _S.form == FORM)
    missing = _published().outerjoin(article_search, same).where(_S.number.is_(None)).limit(_BATCH)
    rows = (await tx.conn.execute(missing)).all()
    await _put(tx.conn, rows)
    return len(rows)


async def _put(conn: AsyncConnection, rows: Several[Row[Any]]) -> None:
    await engine.put(conn, [await _prepared(row) for row in rows])


async def _prepared(row: Row[Any]) -> Prepared:
    if len(row.body) + sum(map(len, row.phrasings)) > _LONG:
        return await asyncio.to_thread(_make, row)
    return _make(row)


def _make(row: Row[Any]) -> Prepared:
    everybody = row.visibility == "everybody"
    # What the bot says and what agents insert is found by its words too, and first: it is the body in short.
    said = "\n".join(text for text in (row.answer, shown(row.body, row.title)) if text)
    texts = (row.title, row.phrasings, row.keywords, said)
    return prepare(Entry(row.article_id, row.locale, row.collection_id, everybody, *texts))


def _published() -> Select[Any]:
    content = (_V.title, _V.phrasings, _V.keywords, _V.answer, _V.body)
    statement = select(_V.article_id, _V.locale, _A.collection_id, _A.visibility, *content)
    return statement.join(articles, _A.id == _V.article_id).where(_V.status == "published")
