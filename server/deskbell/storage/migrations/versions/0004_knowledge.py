"""Articles have languages, versions, categories and collections."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from alembic import op

from deskbell.domain.ids import new_id
from deskbell.domain.slugs import free_slug, slug_of
from deskbell.storage.types import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_ID = sa.String(36)
_LOCALE = sa.String(35)


def upgrade() -> None:
    before = _articles_before()
    op.drop_table("knowledge_revisions")
    op.drop_table("articles")
    _create_collections()
    _create_articles()
    for inbox_id, rows in before.items():
        _move(inbox_id, rows)


def _articles_before() -> dict[str, list[Any]]:
    """The articles of the first schema, one language each, by inbox."""
    names = ("id", "inbox_id", "locale", "question", "answer", "category", "suggested", "position")
    columns = [*(sa.column(name) for name in names), sa.column("phrasings", sa.JSON)]
    table = sa.table("articles", *columns, sa.column("updated_at", UtcDateTime()))
    found: dict[str, list[Any]] = {}
    for row in op.get_bind().execute(sa.select(table).order_by(table.c.position, table.c.id)):
        found.setdefault(row.inbox_id, []).append(row)
    return found


def _create_collections() -> None:
    op.create_table(
        "collections",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("home_inbox_id", _ID, sa.ForeignKey("inboxes.id", ondelete="SET NULL"), unique=True),
        sa.Column("revision", _ID, nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
    )
    op.create_table(
        "collection_inboxes",
        sa.Column("inbox_id", _ID, sa.ForeignKey("inboxes.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("collection_id", _ID, sa.ForeignKey("collections.id", ondelete="CASCADE"), primary_key=True),
    )
    op.create_index("ix_collection_inboxes_collection_id", "collection_inboxes", ["collection_id"])
    op.create_table(
        "categories",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("collection_id", _ID, sa.ForeignKey("collections.id", ondelete="CASCADE"), nullable=False),
        sa.Column("parent_id", _ID, sa.ForeignKey("categories.id", ondelete="SET NULL")),
        sa.Column("slug", sa.String(120), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.UniqueConstraint("collection_id", "slug"),
    )


def _create_articles() -> None:
    op.create_table(
        "articles",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("collection_id", _ID, sa.ForeignKey("collections.id", ondelete="CASCADE"), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("category_id", _ID, sa.ForeignKey("categories.id", ondelete="SET NULL")),
        sa.Column("visibility", sa.String(16), nullable=False),
        sa.Column("suggested", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("review_on", sa.Date()),
        sa.Column("author_id", _ID),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.UniqueConstraint("collection_id", "name"),
    )
    op.create_index("ix_articles_category_id", "articles", ["category_id"])
    op.create_index("ix_articles_collection_id", "articles", ["collection_id", "id"])
    op.create_index("ix_articles_position", "articles", ["collection_id", "position"])
    op.create_table(
        "article_variants",
        sa.Column("article_id", _ID, sa.ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("locale", _LOCALE, primary_key=True),
        sa.Column("slug", sa.String(120), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("published_version", sa.Integer()),
        *_content(),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("published_at", UtcDateTime()),
    )
    op.create_table(
        "article_versions",
        sa.Column("article_id", _ID, primary_key=True),
        sa.Column("locale", _LOCALE, primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True),
        *_content(),
        sa.Column("author_id", _ID),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id", "locale"],
            ["article_variants.article_id", "article_variants.locale"],
            name="fk_article_versions_article_id_article_variants",
            ondelete="CASCADE",
        ),
    )


def _content() -> Iterable[sa.Column[Any]]:
    texts = [sa.Column(name, sa.Text(), nullable=False) for name in ("answer", "body")]
    lists = [sa.Column(name, sa.JSON(), nullable=False) for name in ("phrasings", "keywords")]
    return sa.Column("title", sa.String(500), nullable=False), *texts, *lists


_JSON, _MOMENTS = {"names", "phrasings", "keywords"}, {"created_at", "updated_at", "published_at"}


def _insert(table: str, rows: list[dict[str, Any]]) -> None:
    kinds = {name: sa.JSON() if name in _JSON else UtcDateTime() if name in _MOMENTS else None for name in rows[0]}
    op.bulk_insert(sa.table(table, *[sa.column(name, kind) for name, kind in kinds.items()]), rows)


def _move(inbox_id: str, rows: list[Any]) -> None:
    """What an inbox knew is the collection of its own, published; each article keeps its id."""
    inboxes = sa.table("inboxes", sa.column("id"), sa.column("name"), sa.column("created_at", UtcDateTime()))
    inbox = op.get_bind().execute(sa.select(inboxes).where(inboxes.c.id == inbox_id)).one()
    collection = new_id()
    home = {"id": collection, "name": inbox.name, "home_inbox_id": inbox_id, "revision": new_id()}
    _insert("collections", [home | {"created_at": inbox.created_at}])
    _insert("collection_inboxes", [{"inbox_id": inbox_id, "collection_id": collection}])
    by_name = _move_categories(collection, rows)
    names: set[str] = set()
    shared, variants, versions = [], [], []
    for row in rows:
        slug = slug_of(row.question)
        names.add(name := free_slug(slug, names))
        seen = {"created_at": row.updated_at, "updated_at": row.updated_at}
        kept = {"id": row.id, "collection_id": collection, "name": name, "category_id": by_name.get(row.category)}
        kept |= {"visibility": "everybody", "suggested": row.suggested, "position": row.position}
        shared.append(kept | {"review_on": None, "author_id": None} | seen)
        key = {"article_id": row.id, "locale": row.locale}
        says = {"title": row.question, "answer": row.answer, "body": "", "phrasings": row.phrasings, "keywords": []}
        public = {"slug": slug, "status": "published", "version": 1, "published_version": 1}
        variants.append(key | says | public | {"updated_at": row.updated_at, "published_at": row.updated_at})
        versions.append(key | says | {"number": 1, "author_id": None, "created_at": row.updated_at})
    for table, made in (("articles", shared), ("article_variants", variants), ("article_versions", versions)):
        _insert(table, made)


def _move_categories(collection: str, rows: list[Any]) -> dict[str, str]:
    """A category was a name in the article's language."""
    locales = {row.category: row.locale for row in reversed(rows) if row.category}
    slugs: set[str] = set()
    made: list[dict[str, Any]] = []
    for position, name in enumerate(sorted(locales), start=1):
        slugs.add(slug := free_slug(slug_of(name), slugs))
        tree = {"id": new_id(), "collection_id": collection, "parent_id": None, "slug": slug}
        made.append(tree | {"names": {locales[name]: name}, "position": position})
    if made:
        _insert("categories", made)
    return {next(iter(category["names"].values())): category["id"] for category in made}
