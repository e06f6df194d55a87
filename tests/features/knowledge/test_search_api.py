"""Agents search over HTTP, visitors over the socket: each what they may see, in parts and with the page's address."""

from __future__ import annotations

from pathlib import Path

import pytest

from deskbell.domain.people import AgentActor
from deskbell.domain.records import Inbox
from deskbell.features.knowledge import saving
from deskbell.features.knowledge.articles import create
from deskbell.features.knowledge.categories import find_or_create
from deskbell.features.knowledge.help_centre.votes import counts
from deskbell.features.knowledge.store.collections import home_of
from deskbell.services.core import Core
from deskbell.storage.writer import Tx
from tests.http.desk import Desk, code_of
from tests.live import live_server

pytestmark = pytest.mark.anyio


async def shelve(core: Core, inbox: Inbox) -> None:
    async def work(tx: Tx) -> None:
        home = await home_of(tx.conn, inbox, tx.now)
        branch = await find_or_create(tx, home.id, ["Returns"], "en")
        assert branch
        open_ = {"locale": "en", "title": "Return an item", "body": "**Thirty** days.", "category_id": branch.id}
        await create(tx, home, {**open_, "publish": True}, None)
        secret = {"locale": "en", "title": "Return fraud", "visibility": "agents", "publish": True}
        await create(tx, home, secret, None)
        await create(tx, home, {"locale": "en", "title": "Return draft"}, None)

    await core.write(work)


async def test_an_agent_finds_what_is_published_for_agents_too(desk: Desk) -> None:
    assert desk.shop
    await shelve(desk.core, desk.shop)
    ann = await desk.signed_in("Ann")
    answer = await ann.get("/api/knowledge/search", params={"inbox_id": desk.shop.id, "q": "ret"})
    found = {article["title"]: article for article in answer.json()["articles"]}
    assert set(found) == {"Return an item", "Return fraud"}
    item = found["Return an item"]
    assert item["title_parts"][0] == {"text": "Ret", "hit": True} and item["category"] == "Returns"
    assert item["url"].startswith(f"{desk.url}/help/{desk.shop.key}/en/a/return-an-item-")
    assert (found["Return fraud"]["url"], found["Return fraud"]["visibility"]) == (None, "agents")
    lee = AgentActor(desk.ids["Lee"], "Lee", "team_leader", None, None)
    for locale, title, publish, visitor, said, language in (
        ("zh-CN", "退货", True, "en", "Thirty days.", "en"),  # shown as the agent reads it, said as the visitor does
        ("zh-TW", "退貨", False, "zh-TW", "退货", "zh-CN"),  # nobody gets a draft
        ("zh-TW", "退貨", True, "en", "Thirty days.", "en"),
    ):
        text = {"title": title, "answer": title, "publish": publish}
        await saving.save_variant(desk.core, lee, item["article_id"], locale, text)
        asked = {"inbox_id": desk.shop.id, "q": "退", "locale": visitor, "also": "zh-CN"}
        (hit,) = (await ann.get("/api/knowledge/search", params=asked)).json()["articles"]
        assert (hit["title"], hit["answer"], hit["answer_locale"]) == ("退货", said, language)


async def test_a_search_that_cannot_be_is_refused_with_a_code(desk: Desk) -> None:
    assert desk.shop
    ann, inbox_id = await desk.signed_in("Ann"), desk.shop.id
    for params, code in (
        ({}, "invalid_fields"),
        ({"inbox_id": "nobodys", "q": "a"}, "not_found"),
        ({"inbox_id": inbox_id, "q": "a" * 8001}, "invalid_fields"),
        ({"inbox_id": inbox_id, "q": "a", "limit": "31"}, "invalid_fields"),
        ({"inbox_id": inbox_id, "q": "a", "order": "x"}, "bad_payload"),
    ):
        assert code_of(await ann.get("/api/knowledge/search", params=params)) == code
    assert (await ann.get("/api/knowledge/search", params={"inbox_id": inbox_id, "q": "\x00 * NEAR("})).json()[
        "articles"
    ] == []
    assert code_of(await desk.browser().get("/api/knowledge/search", params={"q": "a"})) == "not_signed_in"


async def test_a_visitor_finds_what_everybody_may_see(tmp_path: Path) -> None:
    async with live_server(tmp_path, public_url="https://desk.example") as live:
        await shelve(live.core, live.shop)
        vic = await live.visitor("Vic")
        found = (await vic.must("search_articles", {"query": "return"}))["articles"]
        assert [article["title"] for article in found] == ["Return an item"]
        assert found[0]["url"].startswith(f"https://desk.example/help/{live.shop.key}/en/a/")
        which = {name: found[0][name] for name in ("article_id", "locale")}
        read = (await vic.must("read_article", which))["article"]
        assert read["title"] == "Return an item" and read["html"].startswith("<p>")
        await vic.must("rate_article", which | {"helpful": False})
        await vic.must("rate_article", which | {"helpful": True})
        async with live.core.read() as conn:
            assert await counts(conn, [which["article_id"]]) == {tuple(which.values()): (1, 0)}
        assert await vic.is_refused("read_article", which | {"locale": "zh-TW"}) == "not_found"
        assert await vic.is_refused("search_articles", {"query": "x" * 8001}) == "bad_payload"
        assert (await vic.must("search_articles", {"query": ""}))["articles"] == []
