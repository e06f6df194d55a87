"""`deskbell demo`: a living shop in two commands, the same again on a second start, and honest when it cannot."""

from __future__ import annotations

import json
import shutil
import stat
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx2
import pytest

from deskbell.app import open_core
from deskbell.demo import content
from deskbell.demo.accounts import new_kept
from deskbell.demo.fill import fill
from deskbell.demo.lantern import lantern
from deskbell.demo.shop import LANGUAGES, words
from deskbell.domain.retrieval import Phrasing, Retriever
from deskbell.features.bot import texts
from deskbell.features.knowledge import indexes
from deskbell.services.pictures import encode_logo
from deskbell.settings import Settings
from tests.process import ServerProcess, free_port
from tests.ready import sqlite_in

LOCALES = ("en", "zh-CN", "zh-TW")
Told = dict[str, Any]


class Demo:
    """A running demo and what it said first."""

    def __init__(self, data: Path) -> None:
        self.server = ServerProcess(data)
        self.shop_port = free_port()

    def start(self) -> Told:
        before = len(self.server.output())
        self.server.start("demo", "--shop-port", str(self.shop_port), "--json")
        told: Told = json.loads(self.server.line_of_json(before))
        return told


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo") / "data"


@pytest.fixture(scope="module")
def demo(folder: Path) -> Iterator[Demo]:
    demo = Demo(folder)
    yield demo
    demo.server.end()


@pytest.fixture(scope="module")
def told(demo: Demo) -> Told:
    return demo.start()


@contextmanager
def _signed_in(told: Told, name: str) -> Iterator[httpx2.Client]:
    account = next(account for account in told["accounts"] if account["name"] == name)
    with httpx2.Client(base_url=told["url"], headers={"Origin": told["url"]}) as browser:
        answer = browser.post("/api/login", json={"email": account["email"], "password": account["password"]})
        assert answer.status_code == 200, answer.text
        yield browser


def test_it_says_where_everything_is_and_who_may_sign_in(told: Told, demo: Demo) -> None:
    assert set(told) == {"url", "shop_url", "inbox", "accounts"}
    assert (told["url"], told["shop_url"]) == (demo.server.url, f"http://127.0.0.1:{demo.shop_port}")
    assert Counter(account["role"] for account in told["accounts"]) == {"agent": 2, "team_leader": 1, "admin": 1}
    for account in told["accounts"]:
        assert set(account) == {"role", "name", "email", "password"}
        with _signed_in(told, account["name"]) as browser:
            assert browser.get("/api/me").json()["agent"]["role"] == account["role"]


def test_the_passwords_are_fresh_and_for_the_owners_eyes(told: Told, folder: Path) -> None:
    passwords = {account["password"] for account in told["accounts"]}
    assert len(passwords) == 4
    assert min(map(len, passwords)) >= 10
    assert stat.S_IMODE((folder / "demo.json").stat().st_mode) == 0o600


def test_two_inboxes_one_of_them_with_business_hours(told: Told) -> None:
    with _signed_in(told, "Ada") as ada:
        shop, studio = ada.get("/api/inboxes").json()["inboxes"]
        assert (shop["name"], shop["key"], shop["allowed_origins"]) == ("Shop", told["inbox"], [told["shop_url"]])
        assert (shop["business_hours"]["always_open"], shop["routing"]["assignment"]) == (True, "manual")
        assert (studio["business_hours"]["always_open"], studio["routing"]["assignment"]) == (False, "least_loaded")
        assert studio["business_hours"]["week"]["fri"] == [["09:00", "12:00"], ["13:00", "18:00"]]
        assert studio["business_hours"]["week"]["sat"] == []
        assert studio["brand"]["color"] != shop["brand"]["color"]
        assert set(shop["locales"]) == {"en", "zh-CN", "zh-TW"}
        logo = ada.get(shop["brand"]["logo_url"])
        assert logo.headers["content-type"] == "image/png"


def test_twenty_answers_in_each_language_can_be_tried(told: Told) -> None:
    with _signed_in(told, "Ada") as ada:
        shop = ada.get("/api/inboxes").json()["inboxes"][0]["id"]
        articles = ada.get(f"/api/inboxes/{shop}/articles").json()["articles"]
        said = Counter(variant["locale"] for article in articles for variant in article["variants"])
        assert said == dict.fromkeys(LOCALES, 20)
        for text, locale in (("where is my order", "en"), ("请问怎么退货", "zh-CN")):
            tried = ada.post(f"/api/inboxes/{shop}/try_bot", json={"text": text, "locale": locale}).json()
            assert tried["answer"]["card"] == "answer"
        for words, locale in (("return", "en"), ("退", "zh-CN"), ("退", "zh-TW")):
            asked = {"inbox_id": shop, "q": words, "locale": locale}
            first = ada.get("/api/knowledge/search", params=asked).json()["articles"][0]
            assert (first["locale"], first["url"].startswith(told["url"])) == (locale, True)
        asked = {"inbox_id": shop, "text": "Where is my order?"}
        assert ada.get("/api/knowledge/suggest", params=asked).json()["articles"][0]["url"].startswith(told["url"])


class _Page(HTMLParser):
    """What a browser would be asked to run and to load."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.scripts: list[dict[str, str | None]] = []
        self.lang: str | None = None
        self.inline: list[str] = []
        self.loaded: list[str] = []
        self._in_script = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.inline += [name for name in given if name == "style" or name.startswith("on")]
        self.loaded += [given[name] or "" for name in ("src",) if name in given and tag != "script"]
        self._in_script = tag == "script"
        if tag == "html":
            self.lang = given["lang"]
        if tag == "script":
            self.scripts.append(given)

    def handle_data(self, data: str) -> None:
        if self._in_script and data.strip():
            self.inline.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._in_script = False


def test_the_shop_has_nothing_in_it_but_the_pasted_tag(told: Told) -> None:
    for lang, base, _ in LANGUAGES:
        for path in (base or "/", f"{base}/tea"):
            page = _Page(httpx2.get(told["shop_url"] + path).text)
            assert page.scripts == [{"async": None, "src": f"{told['url']}/widget/{told['inbox']}.js"}]
            assert (page.lang, page.inline) == (lang, [])
            assert {httpx2.get(told["shop_url"] + src).status_code for src in page.loaded} == {200}


def test_the_studio_carries_the_other_tag(told: Told) -> None:
    [script] = _Page(httpx2.get(f"{told['shop_url']}/studio").text).scripts
    assert told["inbox"] not in (script["src"] or "")
    assert httpx2.get(script["src"] or "").status_code == 200


def test_the_shop_is_sent_with_the_strict_policy(told: Told) -> None:
    policy = httpx2.get(told["shop_url"]).headers["content-security-policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    desk = told["url"]
    assert rules["script-src"] == f"'self' {desk}"
    assert rules["frame-src"] == desk
    assert (rules["default-src"], rules["connect-src"], rules["img-src"]) == ("'none'", "'self'", "'self'")
    assert "unsafe" not in policy


@pytest.mark.parametrize("path", ["/nothing", "/tin/none.svg", "/en.json", "/..%2faccounts.py", "/page.html"])
def test_the_shop_serves_only_what_it_means_to(told: Told, path: str) -> None:
    assert httpx2.get(told["shop_url"] + path).status_code == 404


def test_a_second_start_tells_the_same(demo: Demo, told: Told) -> None:
    demo.server.stop()
    assert demo.start() == told
    with _signed_in(told, "Ann") as ann:
        assert ann.get("/api/me").status_code == 200


def _run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "deskbell.cli", *words], capture_output=True, text=True, timeout=60)


def test_a_taken_port_is_one_clear_sentence(told: Told, demo: Demo, tmp_path: Path) -> None:
    for option, other in (("--port", "--shop-port"), ("--shop-port", "--port")):
        done = _run("demo", "--data", str(tmp_path), option, str(demo.server.port), other, str(free_port()))
        assert done.returncode == 1
        assert done.stdout == ""
        assert f"Port {demo.server.port} on 127.0.0.1 cannot be used" in done.stderr
        assert option in done.stderr
        assert "Traceback" not in done.stderr


def test_a_desk_of_somebody_elses_is_left_alone(told: Told, demo: Demo, folder: Path, tmp_path: Path) -> None:
    demo.server.stop()
    elsewhere = tmp_path / "real"
    shutil.copytree(folder, elsewhere, ignore=shutil.ignore_patterns("demo.json", "*.lock"))
    done = _run("demo", "--data", str(elsewhere), "--port", str(free_port()), "--shop-port", str(free_port()))
    assert done.returncode == 1
    assert "not the demo's" in done.stderr


@pytest.mark.parametrize("locale", LOCALES)
def test_the_articles_are_as_promised(locale: str) -> None:
    articles = content.read(f"articles.{locale}")
    assert len(articles) == len({article["title"] for article in articles}) == 20
    assert sum(article.get("suggested", False) for article in articles) == 4
    assert all(2 <= len(article["phrasings"]) <= 5 for article in articles)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_phrasing_finds_its_own_article(locale: str) -> None:
    articles = content.read(f"articles.{locale}")
    phrasings = [Phrasing(a["title"], locale, text) for a in articles for text in (a["title"], *a["phrasings"])]
    retriever = Retriever.build(phrasings)
    for phrasing in phrasings:
        [best] = retriever.find(phrasing.text, locale, 1)
        assert (best.article_id, best.confidence) == (phrasing.article_id, 1.0)


def test_every_language_has_every_word() -> None:
    assert {frozenset(words(locale)) for locale, _, _ in LANGUAGES} == {frozenset(words("en"))}
    assert {frozenset(words(locale)["products"]) for locale, _, _ in LANGUAGES} == {frozenset(words("en")["products"])}
    for name in ("suggestions", "unknown", "closed"):
        assert len({texts.text(name, locale) for locale in texts.LOCALES}) == 3


def test_the_lantern_is_a_logo() -> None:
    logo = encode_logo(lantern())
    assert (logo.width, logo.height) == (96, 96)
    assert len(logo.data) < 10_000


@pytest.mark.anyio
async def test_the_past_is_the_same_on_the_slowest_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bot of the past has its articles at hand, however long the real one would take to look something up."""
    monkeypatch.setattr(indexes, "MOMENT", 0.0)
    sqlite_in(tmp_path)
    async with open_core(Settings(data=tmp_path)) as core:
        core.bus.start()
        await fill(core, new_kept(), "http://127.0.0.1:1")
