"""A browser whose network asks for too many documents reads so in its language, and comes back by itself."""

from __future__ import annotations

import pytest

from deskbell.services.limits import RULES
from tests.http.desk import Desk, code_of

pytestmark = pytest.mark.anyio
ROOM = int(RULES["address_request"].burst)


def _spend(desk: Desk, network: str = "127.0.0.1") -> None:
    """As if the network had asked so often already."""
    for _ in range(ROOM):
        desk.core.limits.take(("address_request", network))


async def test_reading_the_api_is_limited_by_address(desk: Desk) -> None:
    ann = await desk.signed_in("Ann")
    elsewhere = desk.browser(**{"X-Forwarded-For": "203.0.113.7"})
    _spend(desk, "203.0.113.7")
    for path in ("/api/session", "/api/inboxes"):
        answer = await elsewhere.get(path)
        assert (answer.status_code, code_of(answer)) == (429, "rate_limited")
        assert answer.json()["error"]["retry_after"] > 0 and int(answer.headers["retry-after"]) >= 1
    assert (await ann.get("/api/me")).status_code == 200
    desk.clock.pass_(seconds=1)
    assert (await elsewhere.get("/api/session")).status_code == 200


@pytest.mark.parametrize(
    ("locale", "words"),
    [("en", "One moment, please"), ("zh-CN", "请稍等片刻"), ("zh-HK", "請稍候片刻"), ("fr", "One moment, please")],
)
async def test_the_frame_says_so_and_loads_again(desk: Desk, locale: str, words: str) -> None:
    assert desk.shop
    _spend(desk)
    frame = await desk.browser().get(f"/widget/{desk.shop.key}/frame", params={"locale": locale})
    assert frame.status_code == 429 and words in frame.text
    assert f'http-equiv="refresh" content="{frame.headers["retry-after"]}"' in frame.text
    page = await desk.browser(**{"Accept-Language": f"{locale},en;q=0.5"}).get("/desk")
    assert page.status_code == 429 and words in page.text


async def test_the_loader_and_static_files_stay_free(desk: Desk) -> None:
    assert desk.shop
    _spend(desk)
    browser = desk.browser()
    assert (await browser.get(f"/widget/{desk.shop.key}.js")).status_code == 200
    assert (await browser.get("/static/logo.svg")).status_code == 200
    assert (await browser.get("/health")).status_code == 200
