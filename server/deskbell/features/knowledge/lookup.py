"""The inbox's articles behind `FindAnswers`: a matcher an inbox, kept until the articles' revision changes.

The revision is read on every look-up, so that a change counts at once and in every process.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.features.knowledge import store
from deskbell.features.knowledge.matcher import Matcher, Phrasing
from deskbell.services.core import Match
from deskbell.storage import inboxes

_KEPT_INBOXES = 32
_OFFERED = 6


class Lookup:
    """Holds the matchers; one to a core."""

    def __init__(self) -> None:
        self._matchers: OrderedDict[str, tuple[str, Matcher]] = OrderedDict()

    async def find_answers(
        self, conn: AsyncConnection, inbox_id: str, text: str, locale: str | None, limit: int
    ) -> list[Match]:
        """The best matches first, at most one an article (see `services.core.FindAnswers`)."""
        matcher = await self._matcher(conn, inbox_id)
        found = matcher.find(text, locale, limit) if matcher else []
        articles = await store.by_ids(conn, [hit.article_id for hit in found]) if found else {}
        return [
            Match(
                article.id,
                article.locale,
                article.question,
                article.answer,
                hit.score,
                article.category or article.question,
            )
            for hit in found
            if (article := articles.get(hit.article_id))
        ]

    async def _matcher(self, conn: AsyncConnection, inbox_id: str) -> Matcher | None:
        revision = await store.revision(conn, inbox_id)
        if revision is None:
            return None
        kept = self._matchers.get(inbox_id)
        if kept is None or kept[0] != revision:
            # In a thread: thousands of phrasings take a good part of a second, and sockets must not wait for them.
            matcher = await asyncio.to_thread(Matcher, await _phrasings(conn, inbox_id))
            kept = self._matchers[inbox_id] = (revision, matcher)
        self._matchers.move_to_end(inbox_id)
        while len(self._matchers) > _KEPT_INBOXES:
            self._matchers.popitem(last=False)
        return kept[1]


async def suggested_questions(conn: AsyncConnection, inbox_id: str, locale: str) -> list[dict[str, str]]:
    """The questions offered beside the greeting, in the visitor's language or the nearest that has some."""
    inbox = await inboxes.by_id(conn, inbox_id)
    for choice in _choices(locale, inbox.locales if inbox else []):
        articles = await store.suggested(conn, inbox_id, choice, _OFFERED)
        if articles:
            return [{"article_id": article.id, "text": article.question} for article in articles]
    return []


def _choices(locale: str, offered: list[str]) -> list[str]:
    kin = {"zh-TW": ["zh-CN"], "zh-CN": ["zh-TW"]}.get(locale, [])
    return list(dict.fromkeys([locale, *kin, *offered]))


async def _phrasings(conn: AsyncConnection, inbox_id: str) -> list[Phrasing]:
    return [
        Phrasing(article.id, article.locale, text)
        for article in await store.of_inbox(conn, inbox_id)
        for text in (article.question, *article.phrasings)
    ]
