"""The migrations build exactly the tables that the code uses, on both databases, and may run twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, MetaData, select, text

from deskbell import app  # imports every feature's tables
from deskbell.domain.records import QueueStay
from deskbell.features.knowledge.search.tables import INDEX
from deskbell.features.knowledge.store import articles, categories, collections
from deskbell.features.knowledge.store.variants import of_articles
from deskbell.features.knowledge.tables import Content
from deskbell.storage.database import Database
from deskbell.storage.migrate import _config, current_revision, migrate
from deskbell.storage.tables import METADATA, inboxes, queue_stays

pytestmark = pytest.mark.anyio


def _in_metadata(name: str | None, kind: str, _parents: object) -> bool:
    """All but the index over articles: it differs between the databases (and FTS5 keeps tables of its own beside it)."""
    return kind != "table" or not str(name).startswith(INDEX)


def _differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": _in_metadata})
    return list(compare_metadata(context, METADATA))


async def test_migrations_build_what_the_code_uses(database_url: str) -> None:
    assert app.FEATURES
    database = Database(database_url)
    assert await current_revision(database) is None
    await migrate(database)
    await migrate(database)
    async with database.writing.connect() as connection:
        assert await connection.run_sync(_differences) == []
    assert await current_revision(database) is not None
    await database.close()


MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
_COUNTS = ("misses", "last_seq", "last_note_seq", "unread", "visitor_delivered_seq", "visitor_read_seq")
_MORE_COUNTS = ("agent_delivered_seq", "agent_read_seq")

ARTICLES = [("en", "May I?", "Rules"), ("en", "May I", ""), ("zh-CN", "可以吗？", "规则")]


def _as_it_was(connection: Connection) -> None:
    """At the first schema: two wait, two talk with an agent."""
    command.upgrade(_config(connection), "0001")
    old = MetaData()
    old.reflect(connection, only=["inboxes", "agents", "memberships", "visitors", "conversations", "articles"])
    settings = ("locales", "brand", "greetings", "business_hours", "allowed_origins", "routing")
    shop: dict[str, Any] = {name: {} for name in settings}
    shop["routing"] = {"silence": {"agent_minutes": 10, "leader_minutes": 5}}
    shop |= {"id": "shop", "key": "shop", "name": "Shop", "created_at": MORNING, "updated_at": MORNING}
    vic = {"id": "vic", "inbox_id": "shop", "number": 1, "epoch": 1, "first_seen_at": MORNING, "last_seen_at": MORNING}
    connection.execute(old.tables["inboxes"].insert().values(shop))
    connection.execute(old.tables["visitors"].insert().values(vic))
    ann: dict[str, Any] = dict.fromkeys(("id", "name", "email", "role", "password_hash"), "ann")
    ann |= {"active": True, "capacity": 3, "presence": "away", "chosen_presence": "away", "created_at": MORNING}
    connection.execute(old.tables["agents"].insert().values(ann))
    connection.execute(old.tables["memberships"].insert().values(inbox_id="shop", agent_id="ann"))
    for number, (locale, title, category) in enumerate(ARTICLES):
        says: dict[str, Any] = {"question": title, "answer": "Yes.", "phrasings": ["May I?"], "category": category}
        says |= {"locale": locale, "suggested": number == 0, "position": number, "updated_at": MORNING}
        connection.execute(old.tables["articles"].insert().values(id=f"article {number}", inbox_id="shop", **says))
    for identity, minutes, order in (
        ("talks", 30, None),
        ("waits last", 0, 9),
        ("waits", 0, 7),
        ("talks longest", 5, None),
    ):
        talks: dict[str, Any] = {"assignee_type": "agent", "assigned_at": MORNING + timedelta(minutes=minutes)}
        came = MORNING + timedelta(minutes=1) if order == 9 else None
        place = talks if order is None else {"queue_order": order, "queued_at": came}
        same: dict[str, Any] = {"inbox_id": "shop", "visitor_id": "vic", "kind": "live", "status": "open"}
        same |= {"created_at": MORNING, "updated_at": MORNING} | dict.fromkeys((*_COUNTS, *_MORE_COUNTS), 0)
        values = {"id": identity, "client_id": identity, **same, **place}
        connection.execute(old.tables["conversations"].insert().values(values))


async def test_who_talks_with_an_agent_comes_before_who_waits_after_the_upgrade(database_url: str) -> None:
    database = Database(database_url)
    async with database.writing.begin() as connection:
        await connection.run_sync(_as_it_was)
    await migrate(database)
    async with database.writing.connect() as connection:
        rows = await connection.execute(text("select id from conversations order by original_order"))
        assert list(rows.scalars()) == ["talks longest", "talks", "waits", "waits last"]
        # SQLite rebuilds a table for some changes, and dropping the old one would take along what hangs on it
        assert list((await connection.execute(text("select agent_id from memberships"))).scalars()) == ["ann"]
        assert len((await connection.execute(text("select identity_secret from inboxes"))).scalar_one()) > 40
        routing = (await connection.execute(select(inboxes.c.routing))).scalar_one()
        assert routing["silence"] == {"agent_minutes": 10, "leader_minutes": 10}  # told no sooner than the agent
    await database.close()


async def test_who_waits_has_a_stay_in_line_after_the_upgrade(database_url: str) -> None:
    database = Database(database_url)
    async with database.writing.begin() as connection:
        await connection.run_sync(_as_it_was)
    await migrate(database)
    async with database.reading.connect() as connection:
        stays = [QueueStay(**row._mapping) for row in await connection.execute(queue_stays.select())]
    await database.close()
    assert {stay.conversation_id: stay.entered_at for stay in stays} == {
        "waits": MORNING,
        "waits last": MORNING + timedelta(minutes=1),
    }
    assert {(s.inbox_id, s.left_at, s.priority, s.team_id, s.needs) for s in stays} == {
        ("shop", None, "normal", None, "")
    }


async def test_what_the_bot_knew_is_the_inboxs_own_collection_after_the_upgrade(database_url: str) -> None:
    database = Database(database_url)
    async with database.writing.begin() as connection:
        await connection.run_sync(_as_it_was)
    await migrate(database)
    async with database.reading.connect() as connection:
        [home] = await collections.of_inbox(connection, "shop")
        moved = await articles.of_collection(connection, home.id)
        variants = await of_articles(connection, [article.id for article in moved])
        tree = {category.id: category.names for category in await categories.of_collection(connection, home.id)}
    await database.close()
    assert (home.name, home.home_inbox_id) == ("Shop", "shop")
    assert [(article.id, article.name) for article in moved] == [
        ("article 0", "may-i"),
        ("article 1", "may-i-2"),
        ("article 2", "可以吗"),
    ]
    assert [tree.get(article.category_id or "") for article in moved] == [{"en": "Rules"}, None, {"zh-CN": "规则"}]
    assert [article.suggested for article in moved] == [True, False, False]
    [variant] = variants["article 2"]
    assert (variant.locale, variant.status, variant.published_version) == ("zh-CN", "published", 1)
    assert variant.published == variant.draft == Content("可以吗？", "Yes.", "", ["May I?"])
