"""Tables of the knowledge base. The SQL on them is in `store`.

A collection belongs to any number of inboxes; its articles have a variant a language. A variant's row holds what is
served (the published copy), `article_versions` every version that was saved, of which the newest is the draft.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

import msgspec
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from deskbell.storage.tables import METADATA
from deskbell.storage.types import UtcDateTime

Status = Literal["draft", "published", "archived"]
Visibility = Literal["everybody", "agents"]
_ID = String(36)
_LOCALE = String(35)

collections = Table(
    "collections",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("name", String(200), nullable=False),
    Column("home_inbox_id", _ID, ForeignKey("inboxes.id", ondelete="SET NULL"), unique=True),
    Column("revision", _ID, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)

collection_inboxes = Table(
    "collection_inboxes",
    METADATA,
    Column("inbox_id", _ID, ForeignKey("inboxes.id", ondelete="CASCADE"), primary_key=True),
    Column("collection_id", _ID, ForeignKey("collections.id", ondelete="CASCADE"), primary_key=True, index=True),
)

categories = Table(
    "categories",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("collection_id", _ID, ForeignKey("collections.id", ondelete="CASCADE"), nullable=False),
    Column("parent_id", _ID, ForeignKey("categories.id", ondelete="SET NULL")),
    Column("slug", String(120), nullable=False),
    Column("names", JSON, nullable=False),
    Column("position", Integer, nullable=False),
    UniqueConstraint("collection_id", "slug"),
)

articles = Table(
    "articles",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("collection_id", _ID, ForeignKey("collections.id", ondelete="CASCADE"), nullable=False),
    Column("name", String(200), nullable=False),
    Column("category_id", _ID, ForeignKey("categories.id", ondelete="SET NULL"), index=True),
    Column("visibility", String(16), nullable=False),
    Column("suggested", Boolean, nullable=False),
    Column("position", Integer, nullable=False),
    Column("review_on", Date),
    Column("author_id", _ID),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    UniqueConstraint("collection_id", "name"),
    Index("ix_articles_collection_id", "collection_id", "id"),
    Index("ix_articles_position", "collection_id", "position"),
)

article_variants = Table(
    "article_variants",
    METADATA,
    Column("article_id", _ID, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("locale", _LOCALE, primary_key=True),
    Column("slug", String(120), nullable=False),
    Column("status", String(16), nullable=False),
    Column("version", Integer, nullable=False),
    Column("published_version", Integer),
    Column("title", String(500), nullable=False),
    Column("answer", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("phrasings", JSON, nullable=False),
    Column("keywords", JSON, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("published_at", UtcDateTime),
)

article_versions = Table(
    "article_versions",
    METADATA,
    Column("article_id", _ID, primary_key=True),
    Column("locale", _LOCALE, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("title", String(500), nullable=False),
    Column("answer", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("phrasings", JSON, nullable=False),
    Column("keywords", JSON, nullable=False),
    Column("author_id", _ID),
    Column("created_at", UtcDateTime, nullable=False),
    ForeignKeyConstraint(
        ["article_id", "locale"],
        ["article_variants.article_id", "article_variants.locale"],
        name="fk_article_versions_article_id_article_variants",
        ondelete="CASCADE",
    ),
)


class Collection(msgspec.Struct, frozen=True):
    """Articles that some inboxes share; `home_inbox_id` is the inbox whose own it is. `revision` is new after every change."""

    id: str
    name: str
    home_inbox_id: str | None
    revision: str
    created_at: datetime


class Category(msgspec.Struct, frozen=True):
    """A branch of a collection's tree; `names` has one for each locale."""

    id: str
    collection_id: str
    parent_id: str | None
    slug: str
    names: dict[str, str]
    position: int


class Article(msgspec.Struct, frozen=True):
    """What all language variants share. `name` is what files call it, once in a collection."""

    id: str
    collection_id: str
    name: str
    category_id: str | None
    visibility: Visibility
    suggested: bool
    position: int
    review_on: date | None
    author_id: str | None
    created_at: datetime
    updated_at: datetime


class Content(msgspec.Struct, frozen=True):
    """What a version says: the question with its other phrasings, what the bot answers, and the page (Markdown)."""

    title: str
    answer: str = ""
    body: str = ""
    phrasings: list[str] = []
    keywords: list[str] = []


class Variant(msgspec.Struct, frozen=True):
    """One language of an article. `version` is the newest saved; `published` is what is served, None before the first time."""

    article_id: str
    locale: str
    slug: str
    status: Status
    version: int
    published_version: int | None
    updated_at: datetime
    published_at: datetime | None
    published: Content | None
    draft: Content
    """The newest version."""


class Version(msgspec.Struct, frozen=True):
    """One saved version of a variant."""

    article_id: str
    locale: str
    number: int
    content: Content
    author_id: str | None
    created_at: datetime
