"""Writes come from the desk's own pages, or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.http.desk import PASSWORD, Desk, code_of, email_of, open_desk

pytestmark = pytest.mark.anyio
FOREIGN = [
    "https://evil.example",
    "null",
    "http://127.0.0.1:1",
    "http://127.0.0.1.evil.example",
    "file://",
    "",
    "http://127.0.0.1@evil.example",
]


@pytest.mark.parametrize("origin", FOREIGN)
async def test_a_foreign_page_cannot_write(desk: Desk, origin: str) -> None:
    ann = await desk.signed_in("Ann")
    for method, path in [("POST", "/api/logout"), ("PATCH", "/api/me"), ("POST", "/api/socket_ticket")]:
        answer = await ann.request(method, path, json={"name": "Mallory"}, headers={"Origin": origin})
        assert (answer.status_code, code_of(answer)) == (403, "origin_not_allowed")
    log_in = {"email": email_of("Ann"), "password": PASSWORD}
    assert code_of(await ann.post("/api/login", json=log_in, headers={"Origin": origin})) == "origin_not_allowed"
    assert (await ann.get("/api/me")).json()["agent"]["name"] == "Ann"


@pytest.mark.parametrize(("site", "status"), [(None, 200), ("same-origin", 200), ("cross-site", 403), ("none", 403)])
async def test_without_an_origin_the_browser_vouches(desk: Desk, site: str | None, status: int) -> None:
    browser = desk.browser()
    del browser.headers["Origin"]
    headers = {"Sec-Fetch-Site": site} if site else {}
    answer = await browser.post("/api/login", json={"email": email_of("Ann"), "password": PASSWORD}, headers=headers)
    assert answer.status_code == status


async def test_the_public_address_is_ours_and_the_frames_is_not(tmp_path: Path) -> None:
    settings: dict[str, Any] = {"public_url": "https://desk.example/", "frame_url": "https://frame.example"}
    async with open_desk(tmp_path / "data", **settings) as desk:
        log_in = {"email": email_of("Ann"), "password": PASSWORD}
        browser = desk.browser()
        for origin, status in [("https://desk.example", 200), (desk.url, 200), ("https://frame.example", 403)]:
            answer = await browser.post("/api/login", json=log_in, headers={"Origin": origin})
            assert answer.status_code == status, origin
        at_frame = desk.browser(**{"Host": "frame.example", "X-Forwarded-Proto": "https"})
        at_frame.headers["Origin"] = "https://frame.example"
        assert (await at_frame.post("/api/login", json=log_in)).status_code == 404
        assert (await at_frame.get("/api/setup")).status_code == 404
        assert (await at_frame.get("/desk")).status_code == 404


async def test_reading_changes_nothing(desk: Desk) -> None:
    ada = await desk.signed_in("Ada")
    for path in ("/api/logout", "/api/socket_ticket", "/api/login", "/api/invitations/accept"):
        assert (await ada.get(path)).status_code == 405
    assert (await ada.get("/api/me")).status_code == 200
    answer = await ada.post("/api/me", json={"name": "Mallory"}, headers={"X-HTTP-Method-Override": "PATCH"})
    assert answer.status_code == 405


async def test_no_other_site_may_read(desk: Desk) -> None:
    ada = await desk.signed_in("Ada")
    answer = await ada.get("/api/agents", headers={"Origin": "https://evil.example"})
    assert not [name for name in answer.headers if name.startswith("access-control")]
    preflight = await ada.options("/api/me", headers={"Origin": "https://evil.example"})
    assert not [name for name in preflight.headers if name.startswith("access-control")]
