"""A shelf of a tea shop's articles to search in, and whoever searches."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.features.knowledge.search import engine
from deskbell.features.knowledge.search.tokens import Entry, Prepared, prepare

SHOP = "the shop's collection"


@cache
def shelf() -> dict[str, Any]:
    """60 articles and the queries that must find theirs first: `{articles, queries: [[query, article id]]}`."""
    found: dict[str, Any] = json.loads((Path(__file__).parent / "search_articles.json").read_text("utf-8"))
    return found


def entry(title: str, **more: Any) -> Entry:
    values: dict[str, Any] = {
        "article_id": title[:36],
        "locale": "en",
        "collection_id": SHOP,
        "for_everybody": True,
        "phrasings": [],
        "keywords": [],
        "body": "",
    }
    return Entry(title=title, **(values | more))


@cache
def prepared_shelf() -> list[Prepared]:
    return [
        prepare(entry(a["title"], article_id=a["id"], **{k: a[k] for k in ("locale", "phrasings", "keywords", "body")}))
        for a in shelf()["articles"]
    ]


@dataclass
class Searcher:
    """Searches in one transaction."""

    conn: AsyncConnection

    async def holds(self, *entries: Entry) -> None:
        await engine.put(self.conn, [prepare(one) for one in entries])

    async def finds(self, query: str, locale: str | None = None, limit: int = 10, **more: Any) -> list[str]:
        return [hit.article_id for hit in await self.hits(query, locale, limit, **more)]

    async def hits(self, query: str, locale: str | None = None, limit: int = 10, **more: Any) -> list[engine.Hit]:
        return await engine.search(self.conn, more.pop("collections", [SHOP]), query, locale, limit, **more)

    async def count_tokens(self) -> int:
        """How many rows the index has, those that no article has any more included."""
        return int(await self.conn.scalar(text("SELECT count(*) FROM article_search_index")) or 0)
