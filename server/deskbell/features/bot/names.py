"""What articles are called: in files by their name, to people by their title."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.folding import fold
from deskbell.services.articles import KnownArticle
from deskbell.services.core import Core


class Names:
    """The articles of an inbox by id, name and title."""

    def __init__(self, known: Iterable[KnownArticle]) -> None:
        self._by_id = {article.article_id: article for article in known}
        self._by_name: dict[str, str] = {}
        for article in self._by_id.values():
            for title in article.titles.values():
                self._by_name.setdefault(fold(title), article.article_id)
        self._by_name |= {fold(article.name): article.article_id for article in self._by_id.values()}
        # A draft that somebody has just begun has no name yet; "no article" in a file is never that one.
        self._by_name.pop("", None)

    def __contains__(self, article_id: str) -> bool:
        return article_id in self._by_id

    def is_published(self, article_id: str) -> bool:
        article = self._by_id.get(article_id)
        return article is not None and article.published

    def find(self, text: str) -> str | None:
        """The article with this name, else with this title, else with this id; None for none."""
        return text if text in self._by_id else self._by_name.get(fold(text.strip()))

    def name(self, article_id: str | None) -> str:
        article = self._by_id.get(article_id or "")
        return article.name if article else ""

    def title(self, article_id: str | None, locale: str | None) -> str:
        """In this language, else in the first it is written in; empty for one that is gone."""
        article = self._by_id.get(article_id or "")
        titles = article.titles if article else {}
        return titles.get(locale or "") or next(iter(titles.values()), "")


async def names_of(core: Core, conn: AsyncConnection, inbox_id: str) -> Names:
    known = core.hooks.known_articles
    return Names(await known(conn, inbox_id) if known else [])
