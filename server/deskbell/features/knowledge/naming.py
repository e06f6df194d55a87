"""The articles that name what a question names, wherever in them (see `services.articles.ArticlesNaming`)."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.locales import LOCALES
from deskbell.domain.retrieval import Found
from deskbell.features.knowledge.lookup import matches_of
from deskbell.features.knowledge.search.engine import candidates, rows_with, texts_of
from deskbell.features.knowledge.search.naming import MANY, Named, named_in
from deskbell.features.knowledge.search.query import read
from deskbell.features.knowledge.search.ranking import Row, best
from deskbell.features.knowledge.search.words import searched
from deskbell.features.knowledge.store import collections
from deskbell.services.articles import Match

FEW = 6
"""Articles; where more have all the words, these do not tell one from another."""
_HALF = 0.5


async def articles_naming(
    conn: AsyncConnection, inbox_id: str, text: str, locale: str | None, limit: int, *, all_of_it: bool = True
) -> list[Match]:
    """Nothing of a confidence is known of them: it is 0."""
    named = named_in(text)
    if not (named.says_enough if all_of_it else named.words or named.stretches):
        return []
    mine = await collections.ids_of_inbox(conn, inbox_id)
    rows = await (_with_all if all_of_it else _with_most)(conn, mine, text, locale, named)
    found = [Found(row.article_id, row.locale, 0.0) for row in rows[:limit]]
    return await matches_of(conn, inbox_id, found, text, locale) if found else []


async def _with_all(
    conn: AsyncConnection, mine: Sequence[str], text: str, locale: str | None, named: Named
) -> list[Row]:
    most = MANY if named.stretches else FEW * len(LOCALES)  # of characters alone many rows have all
    rows = [row for row in await rows_with(conn, named.asks(), mine, most) if named.reads_in(_read_of(row))]
    if len({row.article_id for row in rows}) > FEW:
        return []
    return best(rows, read(text), locale, FEW, sure={row.number for row in rows})


def _read_of(row: Row) -> str:
    return "\n".join((row.heads, row.words, row.start))


async def _with_most(
    conn: AsyncConnection, mine: Sequence[str], text: str, locale: str | None, named: Named
) -> list[Row]:
    """The best of the search that have half of it at least. Bodies are read whole, in a thread: not inside a transaction."""
    rows = await candidates(conn, mine, text, locale, FEW)
    bodies = await texts_of(conn, rows)

    def have() -> list[Row]:
        texts = (f"{row.heads}\n{row.words}\n{searched(bodies[row.number])}" for row in rows)
        return [row for row, said in zip(rows, texts, strict=True) if named.share_in(said) >= _HALF]

    return await asyncio.to_thread(have)
