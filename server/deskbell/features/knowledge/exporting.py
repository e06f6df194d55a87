"""The articles of a collection as files that `importing` reads back: CSV, JSON, or a zip of Markdown files.

What is published is exported as published, what never was as a draft; a newer draft beside a published version stays here.
"""

from __future__ import annotations

import asyncio
import csv
import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import msgspec

from deskbell.domain.people import AgentActor
from deskbell.domain.slugs import slug_of
from deskbell.features.knowledge.access import access_knowledge
from deskbell.features.knowledge.categories import paths
from deskbell.features.knowledge.importing import front_matter
from deskbell.features.knowledge.importing.csv_files import COLUMNS, escaped, guarded
from deskbell.features.knowledge.store import articles, categories, collections, variants
from deskbell.features.knowledge.tables import Article, Category, Content, Variant
from deskbell.services.core import Core

_READ_AT_ONCE = 500


class Told(NamedTuple):
    """An article as a file tells it."""

    article: Article
    variants: list[Variant]
    tree: Mapping[str, Category]


class Export(NamedTuple):
    """A file: its ending, its type, its bytes."""

    ending: str
    media_type: str
    data: bytes


async def export_knowledge(
    core: Core, actor: AgentActor, inbox_id: str, format: str, collection_id: str | None = None
) -> Export:
    """A collection of the inbox (its own unless named). Raises `not_allowed` or `not_found`."""
    told: list[Told] = []
    async with core.read() as conn:
        inbox = await access_knowledge(conn, actor, inbox_id)
        of_inbox = await collections.of_inbox(conn, inbox.id)
        wanted = {"id": collection_id} if collection_id else {"home_inbox_id": inbox.id}
        for home in [one for one in of_inbox if all(getattr(one, name) == value for name, value in wanted.items())]:
            tree = {one.id: one for one in await categories.of_collection(conn, home.id)}
            found = await articles.of_collection(conn, home.id)
            for at in range(0, len(found), _READ_AT_ONCE):
                part = found[at : at + _READ_AT_ONCE]
                held = await variants.of_articles(conn, [article.id for article in part])
                told += [Told(article, held[article.id], tree) for article in part]
    return await asyncio.to_thread(FORMATS[format], told)


def _said(variant: Variant) -> Content:
    return variant.published if variant.published and variant.status == "published" else variant.draft


def _csv(told: list[Told]) -> Export:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for one in told:
        for variant in one.variants:
            writer.writerow([guarded(cell) for cell in _row(one, variant)])
    # With the mark spreadsheets know that it is UTF-8.
    return Export("csv", "text/csv; charset=utf-8", out.getvalue().encode("utf-8-sig"))


def _row(one: Told, variant: Variant) -> list[str]:
    article, content = one.article, _said(variant)
    return [
        *(article.name, variant.locale, content.title, content.answer, content.body),
        *("\n".join(content.phrasings), "\n".join(map(escaped, content.keywords))),
        " > ".join(map(escaped, paths(one.tree, variant.locale).get(article.category_id or "", []))),
        *(article.visibility, "yes" if article.suggested else "no"),
        *(article.review_on.isoformat() if article.review_on else "", variant.slug, variant.status),
    ]


def _json(told: list[Told]) -> Export:
    data = msgspec.json.format(msgspec.json.encode({"articles": [_object(one) for one in told]}), indent=2)
    return Export("json", "application/json", data)


def _object(one: Told) -> dict[str, Any]:
    article = one.article
    shared: dict[str, Any] = {"name": article.name, "visibility": article.visibility, "suggested": article.suggested}
    if article.review_on:
        shared["review_on"] = article.review_on.isoformat()
    return shared | {"variants": [_variant(one, variant) for variant in one.variants]}


def _variant(one: Told, variant: Variant) -> dict[str, Any]:
    content = _said(variant)
    own = {"language": variant.locale, "slug": variant.slug, "status": variant.status}
    category = paths(one.tree, variant.locale).get(one.article.category_id or "", [])
    return own | {"category": category} | {name: getattr(content, name) for name in Content.__struct_fields__}


def _markdown(told: list[Told]) -> Export:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        taken: set[str] = set()
        for one in told:
            for variant in one.variants:
                name = f"{variant.locale}/{slug_of(one.article.name)}"
                while name in taken:
                    name += "-"
                taken.add(name)
                archive.writestr(f"{name}.md", _page(one, variant))
        if not taken:
            archive.writestr("README.txt", "There are no articles in this collection.\n")
    return Export("zip", "application/zip", out.getvalue())


def _page(one: Told, variant: Variant) -> str:
    fields: dict[str, front_matter.Value] = {"article": one.article.name}
    for name, value in _variant(one, variant).items():
        if name != "body":
            fields[name] = value
    fields |= {"visibility": one.article.visibility, "suggested": "yes" if one.article.suggested else "no"}
    if one.article.review_on:
        fields["review_on"] = one.article.review_on.isoformat()
    return f"{front_matter.written(fields)}\n{_said(variant).body}\n"


FORMATS: dict[str, Callable[[list[Told]], Export]] = {"csv": _csv, "json": _json, "markdown": _markdown}
