"""What is searched of articles, an index over its tokens, and whether pages of the help centre helped."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "article_search",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("article_id", sa.String(36), nullable=False),
        sa.Column("locale", sa.String(35), nullable=False),
        sa.Column("collection_id", sa.String(36), nullable=False),
        sa.Column("for_everybody", sa.Boolean, nullable=False),
        sa.Column("form", sa.Integer, nullable=False),
        sa.Column("short_id", sa.String(8), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("heads", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("start", sa.Text, nullable=False),
        sa.UniqueConstraint("article_id", "locale"),
    )
    op.create_index("ix_article_search_collection_id", "article_search", ["collection_id"])
    op.create_index("ix_article_search_short_id", "article_search", ["short_id"])
    for statement in _ON_SQLITE if op.get_bind().dialect.name == "sqlite" else _ON_POSTGRESQL:
        op.execute(statement)
    _create_helpfulness()


def _create_helpfulness() -> None:
    op.create_table(
        "article_helpfulness",
        *_variant(),
        sa.Column("helpful", sa.Integer, nullable=False),
        sa.Column("unhelpful", sa.Integer, nullable=False),
        _of_variant("fk_article_helpfulness_article_id_article_variants"),
    )
    op.create_table(
        "article_votes",
        *_variant(),
        sa.Column("voter", sa.String(32), primary_key=True),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("helpful", sa.Boolean, nullable=False),
        _of_variant("fk_article_votes_article_id_article_variants"),
    )
    op.create_index("ix_article_votes_day", "article_votes", ["day"])


def _variant() -> tuple[sa.Column[str], ...]:
    return (
        sa.Column("article_id", sa.String(36), primary_key=True),
        sa.Column("locale", sa.String(35), primary_key=True),
    )


def _of_variant(name: str) -> sa.ForeignKeyConstraint:
    there = ["article_variants.article_id", "article_variants.locale"]
    return sa.ForeignKeyConstraint(["article_id", "locale"], there, name=name, ondelete="CASCADE")


_ON_SQLITE = (
    # Tokens are ASCII letters and digits between spaces; which rows have one is all that is asked.
    "CREATE VIRTUAL TABLE article_search_index USING fts5(tokens, detail=none, columnsize=0, tokenize='ascii')",
    "CREATE TRIGGER article_search_index_goes AFTER DELETE ON article_search"
    " BEGIN DELETE FROM article_search_index WHERE rowid = old.number; END",
)
_ON_POSTGRESQL = (
    "CREATE TABLE article_search_index ("
    " number integer PRIMARY KEY REFERENCES article_search (number) ON DELETE CASCADE, tokens tsvector NOT NULL)",
    # What is new would else wait in a list that every search reads from end to end.
    "CREATE INDEX ix_article_search_index_tokens ON article_search_index USING gin (tokens) WITH (fastupdate = off)",
)
