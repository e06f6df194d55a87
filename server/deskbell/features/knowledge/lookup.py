"""The inbox's articles behind `FindAnswers`: a matcher an inbox, kept until a revision of its collections changes.

The revisions are read on every look-up, so that a change counts at once and in every process.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.locales import tag_of
from deskbell.features.knowledge.excerpt import excerpt
from deskbell.features.knowledge.matcher import Found, Matcher, Phrasing
from deskbell.features.knowledge.store import collections, served
from deskbell.features.knowledge.store.served import Served
from deskbell.services.core import Match
from deskbell.storage import inboxes

_KEPT_INBOXES = 32
_OFFERED = 6
Revisions = tuple[str, ...]


class Lookup:
    """Holds the matchers; one to a core."""

    def __init__(self) -> None:
        self._matchers: OrderedDict[str, tuple[Revisions, Matcher]] = OrderedDict()

    async def find_answers(
        self, conn: AsyncConnection, inbox_id: str, text: str, locale: str | None, limit: int
    ) -> list[Match]:
        """The best matches first, at most one an article (see `services.core.FindAnswers`)."""
        matcher = await self._matcher(conn, inbox_id)
        found = matcher.find(text, locale, limit) if matcher else []
        variants = await served.variants(conn, inbox_id, [hit.article_id for hit in found]) if found else {}
        return [match_of(variant, hit.score) for hit in found if (variant := _in_language(variants, hit, locale))]

    async def _matcher(self, conn: AsyncConnection, inbox_id: str) -> Matcher | None:
        revisions = await collections.revisions(conn, inbox_id)
        if not revisions:
            return None
        kept = self._matchers.get(inbox_id)
        if kept is None or kept[0] != revisions:
            # In a thread: thousands of phrasings take a good part of a second, and sockets must not wait for them.
            matcher = await asyncio.to_thread(Matcher, await _phrasings(conn, inbox_id))
            kept = self._matchers[inbox_id] = (revisions, matcher)
        self._matchers.move_to_end(inbox_id)
        while len(self._matchers) > _KEPT_INBOXES:
            self._matchers.popitem(last=False)
        return kept[1]


def _in_language(variants: dict[tuple[str, str], Served], hit: Found, locale: str | None) -> Served | None:
    """The variant that was found, or of the same language the visitor's own: simplified finds what traditional reads."""
    if locale and tag_of(locale).split("-")[0] == tag_of(hit.locale).split("-")[0]:
        return variants.get((hit.article_id, locale)) or variants.get((hit.article_id, hit.locale))
    return variants.get((hit.article_id, hit.locale))


def match_of(variant: Served, confidence: float) -> Match:
    category = (variant.category or {}).get(variant.locale)
    answer = variant.answer or excerpt(variant.body) or variant.title
    return Match(
        variant.article_id, variant.locale, variant.title, answer, confidence, category, category_id=variant.category_id
    )


async def article_card(conn: AsyncConnection, inbox_id: str, article_id: str, locale: str | None) -> Match | None:
    """An article that visitors may read, in a language or the nearest it has (see `services.core.ArticleCard`)."""
    variants = {of: one for (_, of), one in (await served.variants(conn, inbox_id, [article_id])).items()}
    inbox = await inboxes.by_id(conn, inbox_id)
    choices = _choices(locale or "", [*(inbox.locales if inbox else []), *sorted(variants)])
    return next((match_of(variants[choice], 1.0) for choice in choices if choice in variants), None)


async def suggested_questions(conn: AsyncConnection, inbox_id: str, locale: str) -> list[dict[str, str]]:
    """The questions offered beside the greeting, in the visitor's language or the nearest that has some."""
    inbox = await inboxes.by_id(conn, inbox_id)
    for choice in _choices(locale, inbox.locales if inbox else []):
        found = await served.suggested(conn, inbox_id, choice, _OFFERED)
        if found:
            return [{"article_id": article_id, "text": title} for article_id, title in found]
    return []


def _choices(locale: str, offered: list[str]) -> list[str]:
    kin = {"zh-TW": ["zh-CN"], "zh-CN": ["zh-TW"]}.get(locale, [])
    return list(dict.fromkeys([locale, *kin, *offered]))


async def _phrasings(conn: AsyncConnection, inbox_id: str) -> list[Phrasing]:
    return [
        Phrasing(article_id, locale, text)
        for article_id, locale, title, others in await served.phrasings(conn, inbox_id)
        for text in (title, *others)
    ]
