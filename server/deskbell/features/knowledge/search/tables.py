"""What is searched of articles: a row a published language variant. The index over its tokens is in `index`."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, Text, UniqueConstraint

from deskbell.storage.tables import METADATA

article_search = Table(
    "article_search",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("article_id", String(36), nullable=False),
    Column("locale", String(35), nullable=False),
    Column("collection_id", String(36), nullable=False, index=True),
    Column("for_everybody", Boolean, nullable=False),
    Column("form", Integer, nullable=False),
    Column("short_id", String(8), nullable=False),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("heads", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("start", Text, nullable=False),
    UniqueConstraint("article_id", "locale"),
    Index("ix_article_search_short_id", "short_id"),
)

INDEX = "article_search_index"
"""Not in METADATA: a virtual table on SQLite (FTS5 keeps tables of its own beside it), one with a tsvector on PostgreSQL."""
