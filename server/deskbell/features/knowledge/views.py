"""Articles, collections and categories as they stand on the wire."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.clock import rfc3339
from deskbell.features.knowledge import checks
from deskbell.features.knowledge.help_centre.votes import Counts, counts
from deskbell.features.knowledge.store import variants as rows
from deskbell.features.knowledge.tables import Article, Category, Content, Variant, Version
from deskbell.storage import agents

Wire = dict[str, Any]
Names = dict[str, str]


async def article_views(
    conn: AsyncConnection, articles: Sequence[Article], *, drafts: bool, brief: bool = False
) -> list[Wire]:
    """Articles with their variants; without `drafts` as they are published, and none that is not.

    `brief` is how they stand in a list: without body, and with a count in place of the phrasings.
    """
    found = await rows.of_articles(conn, [article.id for article in articles], bodies=not brief)
    names = await author_names(conn, (article.author_id for article in articles))
    judged = await counts(conn, [article.id for article in articles])
    views = []
    for article in articles:
        shown = [variant for variant in found[article.id] if drafts or variant.status == "published"]
        if shown or drafts:
            views.append(
                _article_view(
                    article,
                    names,
                    [
                        variant_view(
                            one, judged.get((one.article_id, one.locale), Counts()), drafts=drafts, brief=brief
                        )
                        for one in shown
                    ],
                )
            )
    return views


def _article_view(article: Article, names: Names, variants: list[Wire]) -> Wire:
    same = ("id", "collection_id", "name", "category_id", "visibility", "suggested", "position")
    return {name: getattr(article, name) for name in same} | {
        "version": shared_version(article),
        "review_on": article.review_on.isoformat() if article.review_on else None,
        "author": author_view(article.author_id, names),
        "created_at": rfc3339(article.created_at),
        "updated_at": rfc3339(article.updated_at),
        "variants": variants,
    }


def shared_version(article: Article) -> str:
    """What stands for all that languages share: another one whenever any of it is other than before."""
    shared = [getattr(article, name) for name in checks.SHARED]
    return hashlib.sha256(msgspec.json.encode(shared)).hexdigest()[:16]


def variant_view(variant: Variant, judged: Counts, *, drafts: bool, brief: bool = False) -> Wire:
    content = variant.draft if drafts or variant.published is None else variant.published
    return {
        "locale": variant.locale,
        "slug": variant.slug,
        **(_brief(content) if brief else content_view(content)),
        "status": variant.status,
        "version": variant.version,
        "published_version": variant.published_version,
        **judged._asdict(),
        "updated_at": rfc3339(variant.updated_at),
        "published_at": rfc3339(variant.published_at) if variant.published_at else None,
    }


def content_view(content: Content) -> Wire:
    return {name: getattr(content, name) for name in Content.__struct_fields__}


def _brief(content: Content) -> Wire:
    has_text = bool(content.answer or content.body)
    return {
        "title": content.title,
        "answer": content.answer,
        "has_text": has_text,
        "phrasings_count": len(content.phrasings),
    }


def version_view(version: Version, names: Names) -> Wire:
    """A version in a list of them."""
    return {
        "number": version.number,
        "title": version.content.title,
        "author": author_view(version.author_id, names),
        "created_at": rfc3339(version.created_at),
    }


def category_view(category: Category, articles: int) -> Wire:
    return {name: getattr(category, name) for name in Category.__struct_fields__} | {"articles": articles}


def author_view(author_id: str | None, names: Names) -> Wire | None:
    return {"id": author_id, "name": names[author_id]} if author_id and author_id in names else None


async def author_names(conn: AsyncConnection, author_ids: Iterable[str | None]) -> Names:
    """The names of agents, by id."""
    wanted = {author_id for author_id in author_ids if author_id}
    if not wanted:
        return {}
    return {author_id: agent.name for author_id, agent in (await agents.by_ids(conn, wanted)).items()}
