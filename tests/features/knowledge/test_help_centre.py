"""The public pages of an inbox: what is published, in its languages, at addresses that last; nothing else, and no script."""

from __future__ import annotations

import asyncio
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx2
import pytest

from deskbell.domain.people import AgentActor
from deskbell.features.knowledge import saving
from deskbell.features.knowledge.help_centre.addresses import article_path, shown
from deskbell.features.knowledge.help_centre.centre import Centre, View
from deskbell.features.knowledge.help_centre.languages import best, near, words_of
from deskbell.features.knowledge.help_centre.look import css_of
from deskbell.features.knowledge.help_centre.structured import json_ld
from deskbell.storage import inboxes
from deskbell.storage.database import READERS
from tests.features.knowledge.help_people import Shelf, archive, fill, publish
from tests.http.desk import Desk, open_desk

pytestmark = pytest.mark.anyio
LOCALES = ["en", "zh-CN", "zh-TW"]


@pytest.fixture
async def shelf(desk: Desk) -> Shelf:
    assert desk.shop
    return await fill(desk.core, desk.shop.id)


@pytest.fixture
async def reader(desk: Desk) -> httpx2.AsyncClient:
    return desk.browser()


async def test_a_reader_comes_from_the_start_to_an_article(
    reader: httpx2.AsyncClient, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = await reader.get(shelf.home("en"))
    assert home.status_code == 200 and 'lang="en"' in home.text
    assert "Shipping times" in home.text and "After the purchase" in home.text and "2 articles" in home.text
    above = await reader.get(_link(home.text, "After the purchase"))
    returns = await reader.get(_link(above.text, "Returns"))
    assert "Within 30 days." in returns.text and "Return fraud" not in returns.text and "drone" not in returns.text
    article = await reader.get(_link(returns.text, "Return an item"))
    assert article.url.path == shelf.path(shelf.returns, "en", "return-an-item")
    assert "<strong>within 30 days</strong>" in article.text and "alert(1)" not in article.text
    assert "Exchange an item" in article.text and "Last updated" in article.text
    assert "Shipping times" not in article.text  # It has a word in common, and is no relation.
    assert '<h2 id="what-you-need">' in article.text
    assert article.text.count("<h1") == 1 and '<td align="right">half' in article.text
    assert f'<p class="address">{article.url}</p>' in article.text
    assert [text for _, text in _links(article.text, "crumbs")] == ["Help", "After the purchase", "Returns"]
    assert " of 2 articles" not in returns.text
    monkeypatch.setattr("deskbell.features.knowledge.help_centre.centre.LISTED", 1)
    later = await reader.get(f"{shelf.home('zh-CN')}c/returns"), await reader.get(f"{returns.url}?page=2")
    assert "共 1 篇" not in later[0].text and "2–2 of 2 articles" in later[1].text


async def test_what_stands_in_no_category_goes_on_over_pages(
    reader: httpx2.AsyncClient, shelf: Shelf, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    lee = await desk.signed_in("Lee")
    for title in ("Gift cards", "Loose leaves", "Opening hours"):
        form = {"locale": "en", "title": title, "answer": "Yes.", "publish": True}
        await lee.post(f"{desk.shop_url}/articles", json=form)
    monkeypatch.setattr("deskbell.features.knowledge.help_centre.centre.LISTED", 2)
    home = shelf.home("en")
    first, second = (await reader.get(home)).text, (await reader.get(f"{home}?page=2")).text
    assert "1–2 of 3 articles" in first and "3–3 of 3 articles" in second  # the one that is often asked stands above
    assert first.count("Shipping times") == 1 and "Loose leaves" in first and "Opening hours" not in first
    assert f'<a rel="next" href="{home}?page=2">' in first and f'<a rel="prev" href="{home}">' in second
    assert "Opening hours" in second and "Shipping times" not in second and 'rel="next"' not in second
    assert f'<link rel="canonical" href="{desk.url}{home}?page=2">' in second
    for number in ("3", "0", "x"):
        assert (await reader.get(f"{home}?page={number}")).status_code == 404, number


async def test_a_page_names_its_languages_and_itself(reader: httpx2.AsyncClient, shelf: Shelf, desk: Desk) -> None:
    page = (await reader.get(shelf.path(shelf.returns, "zh-TW", "如何退貨"))).text
    assert re.findall(r'<link rel="canonical" href="([^"]+)"', page) == [
        desk.url + shelf.path(shelf.returns, "zh-TW", "如何退貨")
    ]
    tags = dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"', page))
    assert list(tags) == [*LOCALES, "x-default"] and tags["x-default"] == tags["en"]
    for url in tags.values():
        assert (await reader.get(url)).status_code == 200
    data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)[0])["@graph"]
    assert [thing["@type"] for thing in data] == ["Article", "BreadcrumbList"]
    exchange = (
        await reader.get(_link((await reader.get(shelf.home("en") + "c/returns")).text, "Exchange an item"))
    ).text
    (elsewhere,) = re.findall(
        r'<a href="([^"]+)" lang="zh-CN"', exchange
    )  # It has no such language, and the start says so.
    assert "还没有简体中文版" in (await reader.get(elsewhere)).text
    assert "还没有" not in (await reader.get(shelf.home("zh-CN"))).text
    category = (await reader.get(shelf.home("en") + "c/returns")).text
    assert '"FAQPage"' in category and '"acceptedAnswer":{"@type":"Answer","text":"Within 30 days."}' in category


async def test_what_is_not_for_everybody_is_not_there(reader: httpx2.AsyncClient, shelf: Shelf) -> None:
    # What says nothing yet has no page: it is not in the list, and the sitemap has none of it either.
    assert "Return nothing" not in (await reader.get(shelf.home("en") + "c/returns")).text
    for article, slug in ((shelf.secret, "return-fraud"), (shelf.draft, "return-by-drone")):
        answer = await reader.get(shelf.path(article, "en", slug))
        assert answer.status_code == 404 and 'role="search"' in answer.text and "noindex" in answer.text
    await archive(shelf)
    gone = await reader.get(shelf.path(shelf.returns, "en", "return-an-item"))
    assert gone.status_code == 307 and "/zh-CN/a/" in gone.headers["location"]
    found = await reader.get(shelf.home("en") + "search", params={"q": "return"})
    assert "Shipping times" in found.text and "fraud" not in found.text and "drone" not in found.text
    for path in (
        "c/none",
        "c/returns?page=2",
        "c/returns?page=x",
        "a/none",
        "a/x-00000000",
        "no/such",
        "a/%00-12345678",
    ):
        assert (await reader.get(shelf.home("en") + path)).status_code == 404, path
    for path in ("/help/nobody/", "/help/nobody/en/", f"/help/{'k' * 80}/"):
        assert (await reader.get(path)).status_code == 404, path


async def test_another_inbox_shows_none_of_it(desk: Desk, reader: httpx2.AsyncClient, shelf: Shelf) -> None:
    from deskbell.services import setup

    other = await desk.core.write(lambda tx: setup.create_inbox(tx, "Other", "en", "Asia/Shanghai"))
    path = shelf.path(shelf.returns, "en", "return-an-item").replace(shelf.inbox.key, other.key)
    assert (await reader.get(path)).status_code == 404
    home = await reader.get(f"/help/{other.key}/en/")
    assert "There is nothing here yet." in home.text
    assert "<loc>" in (await reader.get(f"/help/{other.key}/sitemap.xml")).text


def test_an_address_is_read_with_its_letters() -> None:
    path = article_path("KEY", "zh-CN", "怎么退货", "0-b59833c6")
    assert path.isascii() and shown(path) == "/help/KEY/zh-CN/a/怎么退货-b59833c6"


async def test_addresses_lead_to_the_right_one(reader: httpx2.AsyncClient, shelf: Shelf, desk: Desk) -> None:
    async def leads(path: str, accept: str = "") -> tuple[int, str]:
        answer = await reader.get(path, headers={"Accept-Language": accept})
        return answer.status_code, answer.headers.get("location", "")

    start = f"/help/{shelf.inbox.key}"
    assert await leads(start, "fr, zh-HK;q=0.8, en;q=0.5") == (307, shelf.home("zh-TW"))
    assert await leads(f"{start}/") == (307, shelf.home("en"))
    assert await leads(f"{start}/de/search?q=x", "zh") == (307, shelf.home("zh-CN") + "search?q=x")
    assert await leads(f"{start}/zh-hk/", "en") == (307, shelf.home("zh-TW"))
    right = shelf.path(shelf.returns, "en", "return-an-item")
    old = shelf.path(shelf.returns, "en", "send-something-back")
    assert await leads(old) == (301, right)
    assert await leads(shelf.home("en") + "a/" + shelf.returns.id[-8:]) == (301, right)
    lee = AgentActor(desk.ids["Lee"], "Lee", "team_leader", None, None)
    await saving.save_variant(desk.core, lee, shelf.returns.id, "en", {"slug": "send-back", "publish": True})
    assert await leads(right) == (301, shelf.path(shelf.returns, "en", "send-back"))
    for path in (f"{start}//evil.example/", f"{start}/de//evil.example"):
        status, location = await leads(path)
        assert status == 404 or location.startswith(f"{start}/"), path


async def test_a_page_is_sent_again_only_after_a_change(reader: httpx2.AsyncClient, shelf: Shelf, desk: Desk) -> None:
    path = shelf.path(shelf.returns, "en", "return-an-item")
    first = await reader.get(path)
    again = await reader.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    await publish_again(desk, shelf)
    changed = await reader.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert changed.status_code == 200 and "forty" in changed.text
    await desk.core.write(
        lambda tx: inboxes.change(
            tx.conn, shelf.inbox.id, brand=shelf.inbox.brand | {"color": "#b8322a"}, updated_at=tx.now
        )
    )
    assert "#b8322a" in (await reader.get(path)).text


async def publish_again(desk: Desk, shelf: Shelf) -> None:
    lee = AgentActor(desk.ids["Lee"], "Lee", "team_leader", None, None)
    await saving.save_variant(desk.core, lee, shelf.returns.id, "en", {"body": "Within forty days.", "publish": True})


async def test_nothing_can_run_on_a_page(reader: httpx2.AsyncClient, shelf: Shelf) -> None:
    evil = '</script><img src=x onerror="alert(1)">'
    await publish(shelf.core, shelf.draft, "zh-CN", evil, body=f"[x](javascript:alert(1)) {evil}", answer=evil)
    pages = [
        await reader.get(shelf.path(shelf.draft, "zh-CN", "script-img-src-x-onerror-alert-1")),
        await reader.get(shelf.home("zh-CN") + "search", params={"q": '"><img src=x onerror=alert(1)>'}),
        await reader.get(shelf.home("zh-CN") + "c/returns"),
    ]
    for page in pages:
        assert page.status_code == 200, page.url
        assert _dangers(page.text) == [], page.url
        assert set(re.findall(r"<script[^>]*>", page.text)) <= {'<script type="application/ld+json">'}
        policy = page.headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "script-src" not in policy
        assert page.headers["x-content-type-options"] == "nosniff" and "set-cookie" not in page.headers
    assert "<" not in json_ld({"name": "</script>"}) and "url(" not in css_of("#1f5a4a")


async def test_was_it_helpful_counts_once_a_day_and_network(
    desk: Desk, reader: httpx2.AsyncClient, shelf: Shelf
) -> None:
    page = shelf.path(shelf.returns, "en", "return-an-item")

    async def says(said: str, **headers: str) -> httpx2.Response:
        return await reader.post(f"{page}/helpful", data={"helpful": said}, headers=headers)

    async def counted() -> tuple[int, int]:
        lee = await desk.signed_in("Lee")
        found = (await lee.get(f"/api/articles/{shelf.returns.id}")).json()["article"]["variants"]
        return next((one["helpful"], one["unhelpful"]) for one in found if one["locale"] == "en")

    answer = await says("yes")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{page}?thanks=yes#helpful")
    assert "Thank you" in (await reader.get(answer.headers["location"])).text
    await says("yes")
    assert await counted() == (1, 0)
    sorry = (await reader.get((await says("no")).headers["location"])).text
    assert "Perhaps one of these" in sorry and sorry.count("Exchange an item") == 1
    assert await counted() == (0, 1)
    desk.clock.pass_(days=1)
    await says("yes")
    await says("yes", **{"X-Forwarded-For": "203.0.113.9"})
    assert await counted() == (2, 1)
    for refused in (await says("maybe"), await says("yes", Origin="https://evil.example"), await says("y" * 2000)):
        assert refused.status_code in (400, 403, 413)
    assert (await reader.post(f"{shelf.home('en')}a/none/helpful", data={"helpful": "yes"})).status_code == 404
    assert await counted() == (2, 1)


async def test_who_judges_or_searches_too_often_waits(reader: httpx2.AsyncClient, shelf: Shelf) -> None:
    page = shelf.path(shelf.returns, "en", "return-an-item")
    answers = [await reader.post(f"{page}/helpful", data={"helpful": "yes"}) for _ in range(22)]
    assert answers[-1].status_code == 429 and "retry-after" in answers[-1].headers
    assert (await reader.get(page)).status_code == 200


async def test_the_sitemap_has_every_page_in_every_language(
    reader: httpx2.AsyncClient, shelf: Shelf, desk: Desk
) -> None:
    answer = await reader.get(f"/help/{shelf.inbox.key}/sitemap.xml")
    assert answer.headers["content-type"].startswith("application/xml")
    urls = re.findall(r"<loc>(.*?)</loc>", answer.text)
    assert len(urls) == 3 + 2 * 3 + 3 + 2 and desk.url + shelf.home("zh-TW") + "c/returns" in urls
    assert desk.url + shelf.path(shelf.returns, "zh-CN", "怎么退货") in urls
    assert not any("fraud" in url or "drone" in url or "nothing" in url for url in urls)


async def test_search_engines_are_told_where_the_sitemaps_are(
    reader: httpx2.AsyncClient, shelf: Shelf, desk: Desk
) -> None:
    from deskbell.services import setup

    await desk.core.write(lambda tx: setup.create_inbox(tx, "Empty", "en", "Asia/Shanghai"))
    answer = await reader.get("/robots.txt")
    lines = answer.text.splitlines()
    assert answer.headers["content-type"].startswith("text/plain")
    assert lines[0] == "User-agent: *" and "Disallow: /api/" in lines and "Disallow: /desk" in lines
    sitemaps = [line for line in lines if line.startswith("Sitemap: ")]
    assert sitemaps == [f"Sitemap: {desk.url}/help/{shelf.inbox.key}/sitemap.xml"]  # Nothing of the empty one.


async def test_pages_leave_readers_for_the_chat(
    desk: Desk, reader: httpx2.AsyncClient, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many slow pages are asked for."""
    at_work, go_on = asyncio.Event(), asyncio.Event()

    async def slow(centre: Centre, query: str) -> View:
        at_work.set()
        await go_on.wait()
        return centre.missing()

    monkeypatch.setattr(Centre, "search", slow)
    asked = [asyncio.create_task(reader.get(f"{shelf.home('en')}search?q={n}")) for n in range(READERS * 2)]
    await at_work.wait()
    async with asyncio.timeout(20):
        await (await desk.signed_in("Ann")).get("/api/me")
    go_on.set()
    assert {page.status_code for page in await asyncio.gather(*asked)} == {200}


async def test_the_chats_website_is_one_that_an_admin_named(
    desk: Desk, reader: httpx2.AsyncClient, shelf: Shelf
) -> None:
    await reader.get(f"/widget/{shelf.inbox.key}.js", headers={"Referer": "https://evil.example/"})
    assert "evil.example" not in (await reader.get(shelf.home("en"))).text
    named = ["https://*.shop.example", "https://shop.example"]
    await desk.core.write(lambda tx: inboxes.change(tx.conn, shelf.inbox.id, allowed_origins=named))
    page = (await reader.get(shelf.home("zh-TW"))).text
    assert '<a href="https://shop.example/#deskbell=zh-TW">' in page and "返回 shop.example" in page
    page = shelf.path(shelf.returns, "en", "return-an-item")
    assert [(await reader.get(f"{page}{said}")).text.count("#deskbell=en") for said in ("", "?thanks=no")] == [1, 1]


async def test_without_a_chat_website_nobody_is_sent_anywhere(tmp_path: Path) -> None:
    async with open_desk(
        tmp_path / "data", public_url="https://desk.example", frame_url="https://frame.example"
    ) as desk:
        assert desk.shop
        shelf = await fill(desk.core, desk.shop.id)
        page = (await desk.browser().get(shelf.home("en"))).text
        assert 'href="https://desk.example/help/' in page and "Ask us in the chat on our website" in page
        frame = await desk.browser(Host="frame.example").get(shelf.home("en"), headers={"X-Forwarded-Proto": "https"})
        assert frame.headers["location"] == f"https://desk.example{shelf.home('en')}"


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", "en"),
        ("zh-Hant-HK", "zh-TW"),
        ("zh", "zh-CN"),
        ("de, fr;q=0.9", "en"),
        ("en;q=0.1, zh-TW;q=0.9", "zh-TW"),
        ("zh;q=0, en", "en"),
        ("*;q=x,,;;" * 100, "en"),
    ],
)
def test_the_language_is_the_one_asked_for_most(accept: str, chosen: str) -> None:
    assert best(accept, LOCALES) == chosen


def test_every_language_has_every_word() -> None:
    assert near("fr", LOCALES) is None
    for locale in LOCALES:
        assert set(words_of(locale)) == set(words_of("en"))
        blanks = {name: sorted(re.findall(r"{\w+}", text)) for name, text in words_of(locale).items()}
        english = {name: sorted(re.findall(r"{\w+}", text)) for name, text in words_of("en").items()}
        assert {k: v for k, v in blanks.items() if k != "date"} == {k: v for k, v in english.items() if k != "date"}


class _Dangers(HTMLParser):
    """Attributes that could run something."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [(name, value) for name, value in attrs if name.startswith("on") or name in ("style", "srcdoc")]
        self.found += [(name, value) for name, value in attrs if (value or "").strip().startswith("javascript:")]


def _dangers(html: str) -> list[tuple[str, str | None]]:
    parser = _Dangers()
    parser.feed(html)
    return parser.found


def _links(html: str, css_class: str) -> list[tuple[str, str]]:
    part = html.partition(f'class="{css_class}"')[2].partition("</nav>")[0]
    return re.findall(r'<a href="([^"]+)">([^<]+)</a>', part)


def _link(html: str, text: str) -> str:
    found: Any = re.search(r'<a href="([^"]+)"[^>]*><span class="\w+">' + re.escape(text) + "</span>", html)
    assert found, text
    return str(found[1])
