"""Whether pages of the help centre helped: counts a language variant, and who was counted today."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, ForeignKeyConstraint, Index, Integer, String, Table

from deskbell.storage.tables import METADATA


def _variant() -> tuple[Column[str], ...]:
    return Column("article_id", String(36), primary_key=True), Column("locale", String(35), primary_key=True)


article_helpfulness = Table(
    "article_helpfulness",
    METADATA,
    *_variant(),
    Column("helpful", Integer, nullable=False),
    Column("unhelpful", Integer, nullable=False),
    ForeignKeyConstraint(
        ["article_id", "locale"],
        ["article_variants.article_id", "article_variants.locale"],
        name="fk_article_helpfulness_article_id_article_variants",
        ondelete="CASCADE",
    ),
)

article_votes = Table(
    "article_votes",
    METADATA,
    *_variant(),
    Column("voter", String(32), primary_key=True),
    Column("day", Date, nullable=False),
    Column("helpful", Boolean, nullable=False),
    ForeignKeyConstraint(
        ["article_id", "locale"],
        ["article_variants.article_id", "article_variants.locale"],
        name="fk_article_votes_article_id_article_variants",
        ondelete="CASCADE",
    ),
    Index("ix_article_votes_day", "day"),
)
"""`voter` is a keyed hash of a network and a day; the rows of other days are dropped."""
