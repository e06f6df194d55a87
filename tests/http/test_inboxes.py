"""An admin's settings of an inbox: brand, hours, origins, routing, logo, and the tag to paste."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image

from deskbell.domain.business_hours import DAYS
from deskbell.services import routing_settings
from deskbell.services.events import InboxChanged
from tests.http.desk import Desk, code_of

pytestmark = pytest.mark.anyio


def _picture(color: str = "red", kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 40), color).save(out, kind)
    return out.getvalue()


async def test_a_new_inbox_is_ready_to_use(desk: Desk) -> None:
    ada = await desk.signed_in("Ada")
    form = {"name": "Studio", "locale": "zh-TW", "time_zone": "Asia/Taipei"}
    inbox = (await ada.post("/api/inboxes", json=form)).json()["inbox"]
    assert (inbox["name"], inbox["locales"]) == ("Studio", ["zh-TW", "en", "zh-CN"])
    assert inbox["business_hours"]["always_open"] is True
    assert inbox["business_hours"]["time_zone"] == "Asia/Taipei"
    assert set(inbox["greetings"]) == {"en", "zh-CN", "zh-TW"}
    assert inbox["routing"] == routing_settings.DEFAULTS
    assert (inbox["routing"]["assignment"], inbox["routing"]["bot_threshold"]) == ("manual", 0.8)
    assert inbox["roles"]["light"]["accent"] == "#1f5a4a"
    assert inbox["id"] in (await ada.get("/api/me")).json()["agent"]["inbox_ids"]


async def test_what_is_not_named_stays(desk: Desk) -> None:
    ada = await desk.signed_in("Ada")
    before = (await ada.get(desk.shop_url)).json()["inbox"]
    change = {
        "brand": {"color": "#2D7FF9", "launcher_text": {"en": "Ask us"}},
        "greetings": {"en": {"new": "Good day, {name}."}},
        "routing": {"bot_threshold": 0.5},
    }
    after = (await ada.patch(desk.shop_url, json=change)).json()["inbox"]
    assert after["brand"] == before["brand"] | {
        "color": "#2d7ff9",
        "launcher_text": {"en": "Ask us", "zh-CN": "", "zh-TW": ""},
    }
    assert after["greetings"]["en"] == before["greetings"]["en"] | {"new": "Good day, {name}."}
    assert after["greetings"]["zh-CN"] == before["greetings"]["zh-CN"]
    assert after["routing"] == before["routing"] | {"bot_threshold": 0.5}
    assert (await ada.get(desk.shop_url)).json()["inbox"] == after
    await desk.core.bus._events.join()
    assert InboxChanged(after["id"]) in desk.told


async def test_all_wrong_settings_are_named_at_once(desk: Desk) -> None:
    ada = await desk.signed_in("Ada")
    change: dict[str, Any] = {
        "brand": {
            "color": "red",
            "offset_x": -1,
            "offset_y": True,
            "logo_url": "x",
            "launcher_text": {"fr": "Bonjour"},
        },
        "greetings": {"en": {"new": "x" * 501}},
        "business_hours": {
            "always_open": False,
            "time_zone": "Asia/Shanghai",
            "week": {"mon": [["18:00", "09:00"]]},
            "exceptions": [{"date": "tomorrow", "ranges": []}, {"date": "2026-10-01"}],
        },
        "allowed_origins": ["https://shop.example/checkout"],
        "locales": [],
        "routing": {"bot_threshold": 1.5},
    }
    fields = (await ada.patch(desk.shop_url, json=change)).json()["error"]["fields"]
    assert {name: field["code"] for name, field in fields.items()} == {
        "brand.color": "invalid",
        "brand.offset_x": "out_of_range",
        "brand.offset_y": "wrong_type",
        "brand.logo_url": "unknown",
        "brand.launcher_text.fr": "unknown",
        "greetings.en.new": "too_long",
        "business_hours.week.mon": "backwards",
        "business_hours.exceptions.0.date": "unreadable",
        "business_hours.exceptions.1.ranges": "missing",
        "allowed_origins": "has_path",
        "locales": "too_few",
        "routing.bot_threshold": "out_of_range",
    }


async def test_visitors_read_the_brands_name_in_their_language(desk: Desk) -> None:
    assert desk.shop
    ada = await desk.signed_in("Ada")
    await ada.patch(desk.shop_url, json={"name": "Shop", "brand": {"name": {"zh-CN": "灯下茶铺"}}})
    for locale, title in (("zh-CN", "灯下茶铺"), ("en", "Shop")):
        page = await desk.browser().get(f"/widget/{desk.shop.key}/frame?locale={locale}")
        assert f"<title>{title}</title>" in page.text
    script = (await desk.browser().get(f"/widget/{desk.shop.key}.js")).text
    assert "灯下茶铺" in script and "Shop" in script


async def test_hours_in_force(desk: Desk) -> None:
    ada = await desk.signed_in("Ada")
    week: dict[str, Any] = {day: [] for day in DAYS} | {"mon": [["09:00", "18:00"]]}
    hours = {"always_open": False, "time_zone": "Asia/Shanghai", "week": week}
    await ada.patch(desk.shop_url, json={"business_hours": hours})
    now = (await ada.get(f"{desk.shop_url}/business_hours")).json()["business_hours"]
    assert (now["open"], now["opens_at"]) == (False, "2026-11-30T01:00:00.000Z")
    assert now["week"]["tue"] == []


async def test_exceptions_are_kept_when_not_named_and_replaced_as_a_whole(desk: Desk) -> None:
    ada = await desk.signed_in("Ada")
    assert (await ada.get(desk.shop_url)).json()["inbox"]["business_hours"]["exceptions"] == []

    async def changes(part: dict[str, Any]) -> Any:
        return (await ada.patch(desk.shop_url, json={"business_hours": part})).json()["inbox"]["business_hours"]

    holiday = {"date": "2026-11-23", "name": "Harvest", "ranges": []}
    other = {"date": "2026-11-25", "name": "", "ranges": [["10:00", "12:00"]]}
    await changes({"exceptions": [other, holiday]})
    assert (await changes({"always_open": True, "time_zone": "UTC"}))["exceptions"] == [holiday, other]
    now = (await ada.get(f"{desk.shop_url}/business_hours")).json()["business_hours"]
    assert (now["open"], now["opens_at"]) == (False, "2026-11-24T00:00:00.000Z")
    assert now["exceptions"] == [holiday, other]
    assert (await changes({"exceptions": [other]}))["exceptions"] == [other]
    assert (await changes({"exceptions": []}))["exceptions"] == []


async def test_the_brands_preview(desk: Desk) -> None:
    ada = await desk.signed_in("Ada")
    shown = (await ada.post("/api/brand_preview", json={"color": " #2D7FF9 "})).json()
    assert set(shown) == {"ok", "roles", "proof", "mended"}
    assert set(shown["proof"]) == {"on_accent", "links_light", "links_dark", "white_on_brand"}
    assert shown["mended"] is True


async def test_a_logo_comes_and_goes(desk: Desk) -> None:
    ada = await desk.signed_in("Ada")
    png = {"Content-Type": "image/png"}
    url = (await ada.put(f"{desk.shop_url}/logo", content=_picture(), headers=png)).json()["inbox"]["brand"]["logo_url"]
    stranger = desk.browser()
    answer = await stranger.get(url)
    assert Image.open(io.BytesIO(answer.content)).format == "PNG"
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert "immutable" in answer.headers["cache-control"]
    jpeg = await ada.put(
        f"{desk.shop_url}/logo", content=_picture("blue", "JPEG"), headers={"Content-Type": "image/jpeg"}
    )
    assert jpeg.json()["inbox"]["brand"]["logo_url"] != url
    assert (await stranger.get(url)).status_code == 404
    assert (await ada.delete(f"{desk.shop_url}/logo")).json()["inbox"]["brand"]["logo_url"] is None
    assert (await stranger.get(jpeg.json()["inbox"]["brand"]["logo_url"])).status_code == 404


async def test_a_logo_that_two_inboxes_have_stays_for_the_other(desk: Desk) -> None:
    ada = await desk.signed_in("Ada")
    form = {"name": "Studio", "locale": "en", "time_zone": "UTC"}
    studio = (await ada.post("/api/inboxes", json=form)).json()["inbox"]["id"]
    for path in (desk.shop_url, f"/api/inboxes/{studio}"):
        answer = await ada.put(f"{path}/logo", content=_picture(), headers={"Content-Type": "image/png"})
    await ada.delete(f"{desk.shop_url}/logo")
    assert (await ada.get(answer.json()["inbox"]["brand"]["logo_url"])).status_code == 200


@pytest.mark.parametrize(
    ("content", "kind", "status", "code"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "image/png", 400, "bad_picture"),
        (b"<svg/>", "image/svg+xml", 415, "unsupported_media"),
        (b"<script>alert(1)</script>", "text/html", 415, "unsupported_media"),
        (b"", "image/png", 400, "bad_picture"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "image/png", 400, "bad_picture"),
        (b"x" * (2 * 1024 * 1024 + 1), "image/png", 413, "body_too_large"),
    ],
)
async def test_what_is_no_logo(desk: Desk, content: bytes, kind: str, status: int, code: str) -> None:
    ada = await desk.signed_in("Ada")
    answer = await ada.put(f"{desk.shop_url}/logo", content=content, headers={"Content-Type": kind})
    assert (answer.status_code, code_of(answer)) == (status, code)
    assert (await ada.get(desk.shop_url)).json()["inbox"]["brand"]["logo_url"] is None
