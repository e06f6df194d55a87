"""What every kind of file tells of an article. No I/O."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from deskbell.features.knowledge.categories import paths
from deskbell.features.knowledge.store.picture_uses import SHOWN
from deskbell.features.knowledge.tables import Article, Category, Content, Variant


class Told(NamedTuple):
    """An article as a file tells it."""

    article: Article
    variants: list[Variant]
    tree: Mapping[str, Category]


class Shelf(NamedTuple):
    """All that is exported of the inbox `key`; `pictures` by name, as far as they were asked for."""

    key: str
    told: Sequence[Told]
    pictures: Mapping[str, bytes]


class Export(NamedTuple):
    """A file: its ending, its type, its bytes."""

    ending: str
    media_type: str
    data: bytes


def said(variant: Variant) -> Content:
    return variant.published if variant.published and variant.status == "published" else variant.draft


def category_of(one: Told, locale: str) -> list[str]:
    return paths(one.tree, locale).get(one.article.category_id or "", [])


def variant_of(one: Told, variant: Variant) -> dict[str, Any]:
    content = said(variant)
    own = {"language": variant.locale, "slug": variant.slug, "status": variant.status}
    category = category_of(one, variant.locale)
    return own | {"category": category} | {name: getattr(content, name) for name in Content.__struct_fields__}


def every(told: Sequence[Told]) -> Iterator[tuple[Told, Variant]]:
    return ((one, variant) for one in told for variant in one.variants)


def shown_in(told: Sequence[Told]) -> list[str]:
    """The names of the pictures that the articles show, each once."""
    return list(dict.fromkeys(name for _, variant in every(told) for name in SHOWN.findall(said(variant).body)))
