"""What browsers load: pages, the widget's two documents, static files; with the headers that fence them in."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from deskbell.http import pages, static, widget, widget_pages
from tests.http.desk import Desk, code_of, open_desk

pytestmark = pytest.mark.anyio


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small build in place of the real one, so that these tests need no Node."""
    folder = tmp_path / "static"
    (folder / "widget/locales").mkdir(parents=True)
    (folder / "admin").mkdir()
    files = {
        "widget/loader.js": "run(DESKBELL_CONFIG)",
        "widget/app-ABCDEFGH.js": "let app = 1;" * 100,
        "widget/app-ABCDEFGH.css": "body{margin:0}",
        "widget/check-ABCDEFGH.js": "check()",
        "widget/locales/en.json": '{"launcher": "Open {name}"}',
        "admin/main-ABCDEFGH.js": "desk()",
        "admin/main-ABCDEFGH.css": "p{margin:0}",
        "faces.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        ".hidden.js": "secret",
        "notes.md": "secret",
    }
    for name, text in files.items():
        (folder / name).write_text(text)
    (tmp_path / "outside.js").write_text("secret")
    (folder / "link.js").symlink_to(tmp_path / "outside.js")
    kinds = {"loader": "widget/loader.js", "watching": "widget/loader.js", "app": "widget/app-ABCDEFGH.js"}
    kinds |= {"css": "widget/app-ABCDEFGH.css", "check": "widget/check-ABCDEFGH.js"}
    desk_files = {"app": "admin/main-ABCDEFGH.js", "css": "admin/main-ABCDEFGH.css"}
    (folder / "manifest.json").write_text(json.dumps({"widget": kinds, "admin": desk_files}))
    monkeypatch.setattr(static, "STATIC", folder)
    monkeypatch.setattr(pages, "STATIC", folder)
    monkeypatch.setattr(widget, "read_build", lambda: widget_pages.read_build(folder))
    return folder


@pytest.mark.usefixtures("built")
async def test_every_page_is_the_app_and_fenced_in(desk: Desk) -> None:
    browser = desk.browser()
    assert (await browser.get("/")).headers["location"] == "/desk"
    host = desk.url.removeprefix("http://")
    for path in ("/desk", "/desk/mine/01", "/settings", "/settings/brand", "/login", "/invite"):
        answer = await browser.get(path)
        assert answer.status_code == 200, path
        assert '<script type="module" src="/static/admin/main-ABCDEFGH.js"></script>' in answer.text
        assert "style=" not in answer.text
        policy = answer.headers["content-security-policy"]
        for part in (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            f"connect-src 'self' ws://{host}",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "object-src 'none'",
        ):
            assert part in policy.split("; "), part
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert answer.headers["cross-origin-opener-policy"] == "same-origin-allow-popups"


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize(
    ("locale", "words"), [("en", "There is nothing here"), ("zh-CN", "这里没有内容"), ("zh-HK", "這裡沒有內容")]
)
async def test_a_mistyped_address_is_a_page_with_a_way_to_the_desk(desk: Desk, locale: str, words: str) -> None:
    browser = desk.browser(Accept="text/html,*/*;q=0.8", **{"Accept-Language": locale})
    answer = await browser.get("/nonsense/<b>")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert words in answer.text and 'href="/desk"' in answer.text and "nonsense" not in answer.text
    assert 'href="/static/admin/main-ABCDEFGH.css"' in answer.text
    assert "style-src 'self'" in answer.headers["content-security-policy"]
    assert "/desk" not in (await browser.get("/help/nobody/en/")).text  # A visitor reads this one.
    for path in ("/api/nothing", "/widget/nothing", "/static/nothing.js", "/media/nothing"):
        assert code_of(await browser.get(path)) == "not_found", path
    assert code_of(await desk.browser().get("/nonsense")) == "not_found"
    assert "main-ABCDEFGH.js" in (await browser.get("/invite/nonsense")).text


async def test_a_made_up_host_does_not_get_into_the_policy(desk: Desk) -> None:
    answer = await desk.browser(Host="evil.example; script-src *").get("/login")
    assert "evil" not in answer.headers["content-security-policy"]


async def test_without_assets_a_page_says_so(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "STATIC", tmp_path)
    answer = await desk.browser().get("/desk")
    assert answer.status_code == 503
    assert "node build.mjs" in answer.text
    assert str(tmp_path) not in answer.text


@pytest.mark.usefixtures("built")
async def test_the_tags_script(desk: Desk) -> None:
    assert desk.shop
    browser = desk.browser()
    path = f"/widget/{desk.shop.key}.js"
    answer = await browser.get(path)
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["cache-control"] == "public, max-age=60"
    assert f'"key":"{desk.shop.key}"' in answer.text
    assert f'"origin":"{desk.url}"' in answer.text
    same = await browser.get(path, headers={"If-None-Match": answer.headers["etag"]})
    assert (same.status_code, same.content) == (304, b"")
    ada = await desk.signed_in("Ada")
    await ada.patch(desk.shop_url, json={"brand": {"color": "#aa0000"}})
    changed = await browser.get(path, headers={"If-None-Match": answer.headers["etag"]})
    assert (changed.status_code, "#aa0000" in changed.text) == (200, True)
    assert (await browser.get("/widget/nosuchkey.js")).status_code == 404


@pytest.mark.usefixtures("built")
async def test_the_frame_names_who_may_show_it(desk: Desk) -> None:
    assert desk.shop
    ada = await desk.signed_in("Ada")
    path = f"/widget/{desk.shop.key}/frame"
    answer = await ada.get(path)
    assert answer.headers["content-encoding"] == "gzip"
    own = answer.headers["content-security-policy"]
    assert f"frame-ancestors {desk.url}" in own.split("; ")
    await ada.patch(desk.shop_url, json={"allowed_origins": ["https://shop.example", "https://*.tea.example"]})
    allowed = (await ada.get(path)).headers["content-security-policy"]
    assert f"frame-ancestors https://shop.example https://*.tea.example {desk.url}" in allowed.split("; ")
    assert (await ada.get(f"{path}?locale=<script>")).headers["content-type"] == "text/html; charset=utf-8"
    assert (await ada.get("/widget/nosuchkey/frame")).status_code == 404


@pytest.mark.usefixtures("built")
async def test_a_frame_of_its_own_origin(tmp_path: Path) -> None:
    settings: dict[str, Any] = {"public_url": "https://desk.example", "frame_url": "https://frame.example"}
    async with open_desk(tmp_path / "data", **settings) as desk:
        assert desk.shop
        path = f"/widget/{desk.shop.key}/frame"
        at_desk = desk.browser(**{"Host": "desk.example", "X-Forwarded-Proto": "https"})
        answer = await at_desk.get(f"{path}?locale=en")
        assert (answer.status_code, answer.headers["location"]) == (307, f"https://frame.example{path}?locale=en")
        assert (await at_desk.get(f"{path}?preview=1")).status_code == 200
        assert '"origin":"https://frame.example"' in (await at_desk.get(f"/widget/{desk.shop.key}.js")).text
        at_frame = desk.browser(**{"Host": "frame.example", "X-Forwarded-Proto": "https"})
        framed = await at_frame.get(path)
        assert "frame-ancestors https://desk.example" in framed.headers["content-security-policy"].split("; ")
        assert "connect-src 'self' wss://frame.example" in framed.headers["content-security-policy"].split("; ")


@pytest.mark.usefixtures("built")
async def test_where_the_widget_was_seen(desk: Desk) -> None:
    assert desk.shop
    ada = await desk.signed_in("Ada")
    await ada.patch(desk.shop_url, json={"allowed_origins": ["https://shop.example"]})
    path = f"/widget/{desk.shop.key}.js"
    for referrer in ("https://shop.example/cart", "https://other.example/", "javascript:alert(1)", "", "https://x y/"):
        desk.clock.pass_(seconds=1)
        visitor = desk.browser(Referer=referrer)
        del visitor.headers["Origin"]
        await visitor.get(path)
    seen = (await ada.get(f"{desk.shop_url}/embed")).json()["seen"]
    assert [(row["origin"], row["allowed"]) for row in seen] == [
        ("https://other.example", False),
        ("https://shop.example", True),
    ]


async def test_static_files(desk: Desk, built: Path) -> None:
    browser = desk.browser()
    app = await browser.get("/static/widget/app-ABCDEFGH.js", headers={"Accept-Encoding": "gzip", "Range": "bytes=0-1"})
    assert app.status_code == 200
    assert app.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert app.headers["content-encoding"] == "gzip"
    assert int(app.headers["content-length"]) == len(gzip.compress(app.content, 9, mtime=0))
    assert app.headers["x-content-type-options"] == "nosniff"
    plain = await browser.get("/static/widget/app-ABCDEFGH.js", headers={"Accept-Encoding": "identity, gzip;q=0"})
    assert "content-encoding" not in plain.headers
    faces = await browser.get("/static/faces.svg")
    assert faces.headers["content-type"] == "image/svg+xml"
    assert "sandbox" in faces.headers["content-security-policy"]
    assert "immutable" not in faces.headers["cache-control"]
    head = await browser.head("/static/faces.svg")
    assert (head.status_code, head.content) == (200, b"")


@pytest.mark.parametrize(
    "path",
    [
        "../outside.js",
        "..%2foutside.js",
        "%2e%2e/outside.js",
        "widget/../../outside.js",
        "widget%5c..%5c..%5coutside.js",
        "%2fetc/passwd.txt",
        "link.js",
        ".hidden.js",
        "notes.md",
        "widget",
        "widget/",
        "faces.svg%00.js",
        "faces.svg/",
        "",
    ],
)
async def test_no_file_but_the_builds(desk: Desk, built: Path, path: str) -> None:
    answer = await desk.browser().get(f"/static/{path}")
    assert answer.status_code == 404
    assert "secret" not in answer.text
