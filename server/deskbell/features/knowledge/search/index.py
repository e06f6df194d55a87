"""The index: which rows have which tokens. FTS5 on SQLite, a tsvector under GIN on PostgreSQL, with the same tokens.

Rows are found, not ranked: no positions are kept, and nothing looks at more rows than it is asked for. A row of
`article_search` that goes takes its tokens along, by a trigger or a foreign key (see the migration).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.features.knowledge.search.query import Ask

_ADD = {
    "sqlite": "INSERT INTO article_search_index (rowid, tokens) VALUES (:number, :tokens)",
    "postgresql": "INSERT INTO article_search_index (number, tokens)"
    " VALUES (:number, array_to_tsvector(string_to_array(:tokens, ' ')))",
}
_FIND = {
    "sqlite": "SELECT * FROM (SELECT rowid, {place} FROM article_search_index"
    " WHERE article_search_index MATCH :ask{place} LIMIT {limit})",
    "postgresql": "(SELECT number, {place} FROM article_search_index"
    " WHERE tokens @@ CAST(:ask{place} AS tsquery) LIMIT {limit})",
}
_BY_INDEX, _AS_PLANNED = (text(f"SET LOCAL enable_seqscan = {on}") for on in ("off", "on"))
"""For a token that most rows have, the planner would read the table; it does not count that tokens are stored apart."""

_FIRST = "SELECT * FROM ({parts}) AS found LIMIT {most}"
_AND_OR = {"sqlite": (" AND ", " OR "), "postgresql": ("&", "|")}


async def add(conn: AsyncConnection, rows: Sequence[dict[str, Any]]) -> None:
    """`rows` are `{number, tokens}`."""
    await conn.execute(text(_ADD[conn.dialect.name]), rows)


async def find(conn: AsyncConnection, asks: Sequence[Ask], spaces: Sequence[str], most: int) -> list[int]:
    """The numbers of the rows that any of the asks finds, those of the first ask first.

    After `most` of them, counted anew in each ask, the asks that remain are not looked at.
    """
    kind = conn.dialect.name
    parts = [_FIND[kind].format(place=place, limit=int(ask.limit)) for place, ask in enumerate(asks)]
    values = {f"ask{place}": _in_any(ask, spaces, *_AND_OR[kind]) for place, ask in enumerate(asks)}
    if kind == "postgresql":
        await conn.execute(_BY_INDEX)
    rows = await conn.execute(_statement(_FIRST.format(parts=" UNION ALL ".join(parts), most=int(most))), values)
    if kind == "postgresql":
        await conn.execute(_AS_PLANNED)
    return list(dict.fromkeys(number for number, _ in sorted(rows.all(), key=lambda row: int(row[1]))))


@lru_cache(maxsize=256)
def _statement(sql: str) -> TextClause:
    """Kept: to look for what is bound in it costs as much as a short search."""
    return text(sql)


def _in_any(ask: Ask, spaces: Sequence[str], and_: str, or_: str) -> str:
    return _any((_with_all(ask, space, and_, or_) for space in spaces), or_)


def _with_all(ask: Ask, space: str, and_: str, or_: str) -> str:
    return and_.join(_any((space + token for token in tokens), or_) for tokens in ask.all_of)


def _any(choices: Iterable[str], or_: str) -> str:
    return f"({or_.join(choices)})"
