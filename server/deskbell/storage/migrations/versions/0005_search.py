"""What is searched of articles: a row a published variant, and an index over its tokens that goes with the row."""

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
