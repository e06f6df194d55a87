"""Search as the knowledge base uses it: put a published variant in, take it out, find.

`put` and the others belong into the transaction of what they follow: an article is found exactly while it is published.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from sqlalchemy import delete, func, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.features.knowledge.checks import MOST_COLLECTIONS
from deskbell.features.knowledge.help_centre.addresses import short_id
from deskbell.features.knowledge.search import index
from deskbell.features.knowledge.search.highlight import READ, Marker, Parts
from deskbell.features.knowledge.search.query import MOST_LOOSE, MOST_STRICT, Ask, Query, apart, loose, read, strict
from deskbell.features.knowledge.search.ranking import Row, best
from deskbell.features.knowledge.search.tables import article_search
from deskbell.features.knowledge.search.tokens import FORM, Prepared, space_of

_S = article_search.c
MOST_CANDIDATES, MOST_READ = 240, 120


class Hit(NamedTuple):
    """A variant that was found, with what was searched for marked in its title and in a piece of its body."""

    article_id: str
    locale: str
    for_everybody: bool
    title: str
    title_parts: Parts
    snippet: Parts


async def put(conn: AsyncConnection, prepared: Sequence[Prepared]) -> None:
    """Make variants findable as they are now, or as they are now instead of before."""
    for one in prepared:
        await remove(conn, one.entry.article_id, one.entry.locale)
    if prepared:
        added = await conn.execute(
            article_search.insert().returning(_S.number, sort_by_parameter_order=True),
            [_values(one) for one in prepared],
        )
        numbers = list(added.scalars())
        await index.add(conn, [{"number": n, "tokens": one.tokens} for n, one in zip(numbers, prepared, strict=True)])


async def remove(conn: AsyncConnection, article_id: str, locale: str | None = None) -> None:
    """Forget a variant, or all of an article's."""
    one = () if locale is None else (_S.locale == locale,)
    await conn.execute(delete(article_search).where(_S.article_id == article_id, *one))


async def search(
    conn: AsyncConnection,
    collection_ids: Sequence[str],
    text: str,
    locale: str | None,
    limit: int,
    *,
    also: str | None = None,
    all_visibilities: bool = False,
) -> list[Hit]:
    """The articles that fit a query best, each in one language: the one asked for where it fits as well as another, else `also`.

    Work is bounded whatever is typed: a query's first 200 characters and a collection's first hundreds of rows count.
    """
    visibilities = (True, False) if all_visibilities else (True,)
    rows = await candidates(conn, collection_ids, text, locale, limit, also, visibilities)
    return await _hits(conn, rows, read(text))


async def candidates(
    conn: AsyncConnection,
    collection_ids: Sequence[str],
    text: str,
    locale: str | None,
    limit: int,
    also: str | None = None,
    visibilities: Collection[bool] = (True,),
) -> list[Row]:
    """The rows of what `search` finds; those for everybody, unless other visibilities are asked for."""
    query, collections = read(text), collection_ids[:MOST_COLLECTIONS]
    if not query.terms or not collections or limit < 1:
        return []
    spaces = [space_of(one, for_everybody=who) for one in collections for who in visibilities]
    numbers = await index.find(conn, strict(query, locale), spaces, MOST_STRICT)
    if len(numbers) < limit and (more := loose(query)):
        numbers = list(dict.fromkeys([*numbers, *await index.find(conn, more, spaces, MOST_LOOSE)]))
    maybe: list[int] = []
    if len(numbers) < limit and (more := apart(query, nothing_yet=not numbers)):
        maybe = await index.find(conn, more, spaces, MOST_LOOSE)
    rows = await _rows(conn, [*numbers, *maybe][:MOST_CANDIDATES], collections, visibilities)
    return best(rows, query, locale, limit, sure=set(numbers), also=also)


async def rows_with(conn: AsyncConnection, asks: Sequence[Ask], collection_ids: Sequence[str], most: int) -> list[Row]:
    """What asks find of what everybody may read; nothing where it is more than `most`."""
    collections = collection_ids[:MOST_COLLECTIONS]
    spaces = [space_of(one, for_everybody=True) for one in collections]
    numbers = await index.find(conn, asks, spaces, MOST_STRICT) if spaces else []
    return await _rows(conn, numbers, collections, (True,)) if len(numbers) <= most else []


async def texts_of(conn: AsyncConnection, rows: Sequence[Row]) -> dict[int, str]:
    """The plain text of their bodies, by the rows' numbers."""
    numbers = [row.number for row in rows]
    found = await conn.execute(select(_S.number, _S.body).where(_S.number.in_(numbers)))
    return {row.number: row.body for row in found}


async def _rows(
    conn: AsyncConnection, numbers: Sequence[int], collections: Sequence[str], visibilities: Collection[bool]
) -> list[Row]:
    """The candidates that may be seen, with the body's beginning for the first of them."""
    allowed = (_S.collection_id.in_(collections), _S.for_everybody.in_(visibilities))
    head = (_S.number, _S.article_id, _S.locale, _S.heads, _S.words)
    rows: list[Row] = []
    for part, start in ((numbers[:MOST_READ], _S.start), (numbers[MOST_READ:], literal(""))):
        if part:
            found = await conn.execute(select(*head, start).where(_S.number.in_(part), *allowed))
            rows += [Row(*row) for row in found]
    return rows


async def _hits(conn: AsyncConnection, rows: Sequence[Row], query: Query) -> list[Hit]:
    body, marker = func.substr(_S.body, 1, READ), Marker(query)
    wanted = select(_S.number, _S.for_everybody, _S.title, body).where(_S.number.in_([row.number for row in rows]))
    texts = {row[0]: row for row in await conn.execute(wanted)} if rows else {}
    return [
        Hit(row.article_id, row.locale, seen, title, marker.title(title), marker.snippet(text))
        for row in rows
        for _, seen, title, text in (texts[row.number],)
    ]


def _values(prepared: Prepared) -> dict[str, Any]:
    entry = prepared.entry
    return {
        "article_id": entry.article_id,
        "locale": entry.locale,
        "collection_id": entry.collection_id,
        "for_everybody": entry.for_everybody,
        "form": FORM,
        "short_id": short_id(entry.article_id),
        "title": entry.title,
        "body": entry.body,
        "heads": prepared.heads,
        "words": prepared.words,
        "start": prepared.start,
    }
