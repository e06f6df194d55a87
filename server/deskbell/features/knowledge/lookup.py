"""The inbox's articles behind the hooks of looking up: one question, many, or with a draft as if it were published.

Small indexes are looked up in on the event loop, where that takes less than a hop to a thread; large ones in a thread,
and what the bot will be asked before the writer is held (`before_answering`).
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.locales import CHINESE, is_chinese, speaks, tag_of, written_in
from deskbell.domain.retrieval import Found, Phrasing, Retriever, normalise
from deskbell.features.knowledge import indexes
from deskbell.features.knowledge.embedding import Embedding, load
from deskbell.features.knowledge.indexes import Begin, Index, Indexes, Read, Vector, built_apart, phrasings_of
from deskbell.features.knowledge.saying import said
from deskbell.features.knowledge.store import articles, served, variants
from deskbell.features.knowledge.store.served import Served
from deskbell.features.knowledge.tables import Variant
from deskbell.services.apart import one_by_one
from deskbell.services.articles import Draft, Match, NotReady
from deskbell.storage import inboxes

_OFFERED = 6
_THOUGHT_AHEAD = 256
_AHEAD_LIMIT = 12
ServedVariants = Mapping[tuple[str, str], Served]


class Lookup:
    """Holds the indexes, and what was found ahead; one to a core."""

    def __init__(self, read: Read, begin: Begin, embedder: str = "") -> None:
        """`embedder` is the operator's setting."""
        self._read, self._indexes, self._embedder = read, Indexes(read, begin), embedder
        self._ahead: OrderedDict[tuple[str, str, str | None], list[Found]] = OrderedDict()

    def load_embedder(self) -> str | None:
        """The embedder's name, None without one (see `services.core.Hooks`)."""
        if self._embedder and self._indexes.embedding is None:
            self._indexes.embedding = Embedding(load(self._embedder))
        return self._indexes.embedding.name if self._indexes.embedding else None

    def warm(self) -> None:
        """Begin to build the indexes that visitors will ask, without anybody waiting."""
        self._indexes.warm()

    async def before_answering(self, inbox_id: str, text: str, locale: str | None, *, patient: bool = False) -> None:
        """The index, the question's vector, and in a large index what it finds, ready for `find_answers` at once."""
        patience = indexes.PATIENCE if patient else indexes.MOMENT
        index, _ = await asyncio.gather(self._indexes.ready(inbox_id, patience), self._embedded(text, patience))
        if index is not None and index.is_large:
            try:
                vector = self._known(index, text)
            except NotReady:
                return
            found = await asyncio.to_thread(index.find, text, locale, _AHEAD_LIMIT, vector)
            self._ahead[inbox_id, text, locale] = found
            while len(self._ahead) > _THOUGHT_AHEAD:
                self._ahead.popitem(last=False)

    async def _embedded(self, text: str, patience: float) -> None:
        if self._indexes.embedding is not None:
            await self._indexes.embedding.ahead(text, patience)

    def _known(self, index: Index, text: str) -> Vector:
        """The question's vector where it counts. Raises `NotReady` while it is being made."""
        embedding = self._indexes.embedding
        return embedding.known(text) if embedding is not None and index.retriever.takes_vectors else None

    async def _vector(self, retriever: Retriever, text: str) -> Vector:
        embedding = self._indexes.embedding
        return await embedding.of_question(text) if embedding is not None and retriever.takes_vectors else None

    async def find_answers(
        self,
        conn: AsyncConnection,
        inbox_id: str,
        text: str,
        locale: str | None,
        limit: int,
        *,
        at_once: bool = False,
    ) -> list[Match]:
        """The best matches first, at most one an article (see `services.articles.FindAnswers`)."""
        found = self._ahead.pop((inbox_id, text, locale), None) if at_once else None
        if found is None:
            index = (
                await self._indexes.at_once(conn, inbox_id) if at_once else await self._indexes.fresh(conn, inbox_id)
            )
            if index is None and at_once:
                raise NotReady
            found = await self._find(index, text, locale, limit, at_once) if index else []
        return await matches_of(conn, inbox_id, found[:limit], text, locale)

    async def find_many(
        self,
        inbox_id: str,
        asked: Sequence[tuple[str, str | None]],
        limit: int,
        draft: Draft | None = None,
    ) -> list[list[Match]]:
        """The same for many, in a thread (see `services.articles.FindMany`)."""
        retriever, as_draft = await (self._with(inbox_id, draft) if draft else self._newest(inbox_id))
        if retriever is None:
            return [[] for _ in asked]
        vectors = [await self._vector(retriever, text) for text, _ in asked]
        questions = list(zip(asked, vectors, strict=True))
        found = await one_by_one(lambda one: retriever.find(*one[0], limit, one[1]), questions)
        async with self._read() as conn:
            known = await _served(conn, inbox_id, found)
        if as_draft is not None:
            known = {**known, _key(as_draft): as_draft}
        return await one_by_one(lambda one: _matches(known, one[1], *one[0]), list(zip(asked, found, strict=True)))

    async def _newest(self, inbox_id: str) -> tuple[Retriever | None, None]:
        index = await self._indexes.newest(inbox_id)
        return index.retriever if index else None, None

    async def _with(self, inbox_id: str, draft: Draft) -> tuple[Retriever | None, Served | None]:
        """As if the draft were published; what visitors would not get changes nothing."""
        async with self._read() as conn:
            as_draft = await _draft(conn, draft)
            phrasings = await phrasings_of(conn, inbox_id) if as_draft else []
        if as_draft is None:
            return await self._newest(inbox_id)
        variant, texts = as_draft
        said = {normalise(text) for text in draft.phrasings}
        others = [
            one
            for one in phrasings
            if (one.article_id, one.locale) != _key(variant) and normalise(one.text) not in said
        ]
        drafted = [Phrasing(*_key(variant), text) for text in texts]
        return await built_apart([*others, *drafted], self._indexes.embedding), variant

    async def _find(self, index: Index, text: str, locale: str | None, limit: int, at_once: bool) -> list[Found]:
        vector = self._known(index, text) if at_once else await self._vector(index.retriever, text)
        if index.is_large and not at_once:
            return await asyncio.to_thread(index.find, text, locale, limit, vector)
        return index.find(text, locale, limit, vector)


def _key(variant: Served) -> tuple[str, str]:
    return variant.article_id, variant.locale


async def _served(conn: AsyncConnection, inbox_id: str, found: Sequence[list[Found]]) -> ServedVariants:
    ids = {hit.article_id for hits in found for hit in hits}
    return await served.variants(conn, inbox_id, ids) if ids else {}


def _matches(known: ServedVariants, found: list[Found], text: str, locale: str | None) -> list[Match]:
    choices, chinese = [choice for choice in (written_in(text), locale) if choice], is_chinese(text)
    shown = [(hit, variant) for hit in found if (variant := _in_language(known, hit, choices, chinese))]
    return [match_of(variant, hit.confidence, very=hit.very) for hit, variant in shown]


async def matches_of(
    conn: AsyncConnection, inbox_id: str, found: list[Found], text: str, locale: str | None
) -> list[Match]:
    """What was found as visitors get it; what they do not get is left out."""
    return _matches(await _served(conn, inbox_id, [found]), found, text, locale)


async def _draft(conn: AsyncConnection, draft: Draft) -> tuple[Served, list[str]] | None:
    """A variant as it would be served, and its phrasings; None where no visitor would get it."""
    article = await articles.by_id(conn, draft.article_id)
    found = (await variants.of_articles(conn, [draft.article_id])).get(draft.article_id, [])
    variant = next((one for one in found if draft.locale in (None, one.locale) and _serves(one, draft)), None)
    if article is None or variant is None or article.visibility != "everybody":
        return None
    new = (variant.published if draft.phrasings else None) or variant.draft
    shown = (variant.slug, new.title, new.answer, new.body, None, article.category_id)
    return Served(article.id, variant.locale, *shown), [new.title, *new.phrasings, *draft.phrasings]


def _serves(variant: Variant, draft: Draft) -> bool:
    """Whether it changes what visitors get: what is taught to an unpublished one does not."""
    return not draft.phrasings or variant.status == "published"


def _in_language(variants: ServedVariants, hit: Found, choices: Sequence[str], chinese: bool) -> Served | None:
    """The variant of what was found that its reader reads best, as simplified finds what is traditional: in the script that
    was typed, then in the visitor's own, if it is of the same language at all. What is asked in Chinese is answered in it,
    where only a phrasing in another language was found."""
    found_in = tag_of(hit.locale).split("-")[0]
    elsewhere = chinese and not speaks("zh", hit.locale)
    alike = [choice for choice in choices if tag_of(choice).split("-")[0] == ("zh" if elsewhere else found_in)]
    order = (*alike, *(CHINESE if elsewhere else ()), hit.locale)
    return next((one for choice in order if (one := variants.get((hit.article_id, choice)))), None)


def match_of(variant: Served, confidence: float, *, very: bool = False) -> Match:
    category = (variant.category or {}).get(variant.locale)
    answer = said(variant.title, variant.answer, variant.body, variant.locale)
    return Match(
        variant.article_id,
        variant.locale,
        variant.title,
        answer,
        confidence,
        category,
        variant.url,
        category_id=variant.category_id,
        very=very,
    )


async def article_card(conn: AsyncConnection, inbox_id: str, article_id: str, locale: str | None) -> Match | None:
    """An article that visitors may read, in a language or the nearest it has (see `services.articles.ArticleCard`)."""
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
