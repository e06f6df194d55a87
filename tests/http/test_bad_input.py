"""Whatever is sent: a stable code and a sentence, nothing stored by halves, no trace of our insides."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Any

import httpx2
import pytest

from deskbell.http.api import MAX_BODY
from tests.http.desk import Desk, code_of

pytestmark = pytest.mark.anyio

ODD: list[Any] = [0, 1, -1, 2**63, 1e300, "1", "1abc", "", "\x00", True, None, [], {}, {"$ne": None}, "x" * 10_000]
KNOWN_REFUSALS = {400, 401, 403, 404}


async def _settings(admin: httpx2.AsyncClient, desk: Desk) -> Any:
    return (await admin.get(desk.shop_url)).json(), (await admin.get("/api/agents")).json()


async def test_odd_values_in_every_field(desk: Desk) -> None:
    ada = await desk.signed_in("Ada")
    before = await _settings(ada, desk)
    agent = f"/api/agents/{desk.ids['Ann']}"
    for odd in ODD:
        inbox = {
            "brand": {"color": odd, "position": odd},
            "allowed_origins": [odd],
            "locales": odd,
            "business_hours": {"always_open": True, "time_zone": odd, "week": {"mon": [odd]}, "exceptions": [odd]},
            "routing": {"assignment": odd},
        }
        for method, path, form in [
            ("PATCH", agent, {"inbox_ids": [odd]}),
            ("PATCH", agent, {"role": odd, "face": odd if odd is not None else 5}),
            ("POST", "/api/invitations", {"name": "Ben", "email": odd, "role": odd, "inbox_ids": odd}),
            ("PATCH", desk.shop_url, inbox),
            ("PATCH", f"{desk.shop_url}/allowed_origins", {"add": [odd], "remove": [odd]}),
        ]:
            answer = await ada.request(method, path, json=form)
            assert code_of(answer) == "invalid_fields", (odd, path, answer.text[:200])
            named = {name.partition(".")[0] for name in answer.json()["error"]["fields"]}
            assert named == set(form) - {"name"} - ({"inbox_ids"} if form.get("inbox_ids") == [] else set()), (
                odd,
                named,
            )
    assert await _settings(ada, desk) == before


async def test_odd_values_for_secrets_find_nobody(any_desk: Desk) -> None:
    stranger = any_desk.browser()
    for odd in ODD:
        any_desk.clock.pass_(minutes=5)
        any_desk.core.limits._buckets.clear()
        show = await stranger.post("/api/invitations/show", json={"token": odd})
        accept = await stranger.post(
            "/api/invitations/accept", json={"token": odd, "name": "Ben", "password": "a long password"}
        )
        log_in = await stranger.post("/api/login", json={"email": odd, "password": odd})
        codes = {code_of(show), code_of(accept), code_of(log_in)}
        assert codes <= {"bad_payload", "invalid_fields", "bad_invitation", "wrong_credentials"}


async def test_odd_ids_in_addresses(any_desk: Desk) -> None:
    ada = await any_desk.signed_in("Ada")
    for odd in ("0", "-1", "null", "1e0", "%00", "%FF%FE", "..%2f..", "'%20OR%201=1--", "x" * 10_000, "%F0%9F%98%80"):
        for answer in [
            await ada.get(f"/api/inboxes/{odd}"),
            await ada.patch(f"/api/inboxes/{odd}", json={"name": "Shop"}),
            await ada.get(f"/api/inboxes/{odd}/embed"),
            await ada.patch(f"/api/agents/{odd}", json={"name": "Ann"}),
            await ada.delete(f"/api/invitations/{odd}"),
            await ada.get(f"/media/logo/{odd}"),
            await ada.get(f"/static/{odd}"),
        ]:
            assert (answer.status_code, code_of(answer)) == (404, "not_found"), odd
        assert (await ada.get(f"/widget/{odd}.js")).status_code == 404


@pytest.mark.parametrize("body", ['{"$ne": 1}', "[]", "null", "true", "7", '"text"', "[1e400]", "{]", "", "\ud83d"])
async def test_bodies_that_are_no_form(desk: Desk, body: str) -> None:
    ada = await desk.signed_in("Ada")
    headers = {"Content-Type": "application/json"}
    answer = await ada.patch(desk.shop_url, content=body.encode("utf-8", "surrogatepass"), headers=headers)
    assert code_of(answer) in {"bad_payload", "bad_json", "invalid_fields"}


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 40_000, "1" * 100_000, '"\\ud800"', "\xff"])
async def test_json_made_to_break_a_reader(desk: Desk, text: str) -> None:
    answer = await desk.browser().post(
        "/api/login", content=text.encode("latin-1"), headers={"Content-Type": "application/json"}
    )
    assert (answer.status_code, code_of(answer)) == (400, "bad_json")


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
async def test_only_json_is_taken(desk: Desk, kind: str) -> None:
    answer = await desk.browser().post("/api/login", content=b"{}", headers={"Content-Type": kind})
    assert (answer.status_code, code_of(answer)) == (415, "unsupported_media")


async def test_a_body_too_large_is_refused_early(desk: Desk) -> None:
    """Without waiting for the rest: the sender of this one would never have stopped."""
    sent = 0

    async def endless() -> Any:
        nonlocal sent
        while True:
            sent += 1
            yield b" " * 65_536
            await asyncio.sleep(0)

    try:
        answer = await desk.browser().post(
            "/api/login", content=endless(), headers={"Content-Type": "application/json"}
        )
        assert (answer.status_code, code_of(answer)) == (413, "body_too_large")
    except (httpx2.WriteError, httpx2.ReadError, httpx2.RemoteProtocolError):
        pass  # the server had hung up before its answer was read
    assert sent < 400
    announced = await desk.browser().post("/api/login", json={"email": "x" * MAX_BODY, "password": ""})
    assert (announced.status_code, code_of(announced)) == (413, "body_too_large")


async def test_fields_nobody_asked_for_are_refused(desk: Desk) -> None:
    """Mass assignment: columns that a form does not show cannot be written through it."""
    ada = await desk.signed_in("Ada")
    before = await _settings(ada, desk)
    extra = {"id": "x", "created_at": "2020-01-01T00:00:00Z", "password_hash": "x", "key": "mine", "logo": "x.png"}
    for name, value in extra.items():
        for answer in [
            await ada.patch(desk.shop_url, json={name: value}),
            await ada.patch(desk.shop_url, json={"brand": {name: value}}),
            await ada.patch(f"/api/agents/{desk.ids['Ann']}", json={name: value}),
            await ada.post("/api/inboxes", json={"name": "A", "locale": "en", "time_zone": "UTC", name: value}),
            await ada.patch("/api/me", json={name: value}),
        ]:
            assert code_of(answer) == "invalid_fields"
    assert code_of(await ada.post("/api/login", json={"email": "a", "password": "b", "role": "admin"})) == "bad_payload"
    assert await _settings(ada, desk) == before


async def test_what_is_wrong_in_one_field_stores_none(desk: Desk) -> None:
    ada = await desk.signed_in("Ada")
    before = await _settings(ada, desk)
    answer = await ada.patch(f"/api/agents/{desk.ids['Ann']}", json={"name": "Anna", "inbox_ids": ["no such inbox"]})
    assert answer.json()["error"]["fields"]["inbox_ids"]["code"] == "not_found"
    assert await _settings(ada, desk) == before


async def test_a_null_character_is_replaced(desk: Desk) -> None:
    ada = await desk.signed_in("Ada")
    answer = await ada.patch("/api/me", content=b'{"name": "A\\u0000da"}', headers={"Content-Type": "application/json"})
    assert answer.json()["agent"]["name"] == "A\ufffdda"


async def test_odd_text_comes_back_as_it_was(any_desk: Desk) -> None:
    ada = await any_desk.signed_in("Ada")
    for text in [
        "<script>alert(1)</script>",
        "{{7*7}}",
        "Zoë 𝕏 ‮evil",
        "🏳️‍🌈" * 20,
        "a\u2028b",
        "'; DROP TABLE agents;--",
    ]:
        assert (await ada.patch("/api/me", json={"name": text})).json()["agent"]["name"] == text
    assert json.loads((await ada.get("/api/me")).text)["agent"]["name"] == "'; DROP TABLE agents;--"


async def test_an_unforeseen_error_tells_an_id_and_no_more(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    ada = await desk.signed_in("Ada")

    async def breaks(*_: Any, **__: Any) -> None:
        raise RuntimeError("SELECT secret FROM /srv/deskbell.sqlite3")

    monkeypatch.setattr("deskbell.storage.inboxes.all_inboxes", breaks)
    with caplog.at_level(logging.ERROR):
        answer = await ada.get("/api/inboxes")
    assert (answer.status_code, code_of(answer)) == (500, "server_error")
    assert not [word for word in ("SELECT", "sqlite", "Traceback", "RuntimeError", ".py") if word in answer.text]
    error_id = answer.json()["error"]["message"].rstrip(".").split()[-1]
    assert error_id in caplog.text
    assert "SELECT secret" in caplog.text


async def test_unknown_addresses_and_methods_answer_in_json(desk: Desk) -> None:
    stranger = desk.browser()
    assert code_of(await stranger.get("/api/nothing")) == "not_found"
    answer = await stranger.delete("/api/login")
    assert (answer.status_code, code_of(answer)) == (405, "unsupported")
    assert "POST" in answer.headers["allow"]


async def test_unknown_query_fields_are_refused(desk: Desk) -> None:
    ada = await desk.signed_in("Ada")
    for query in ("limit=abc", "x=1", "x", "a%00=1", "x=1&x=2"):
        for path in ("/api/agents", "/api/session", f"{desk.shop_url}/collections"):
            answer = await ada.get(f"{path}?{query}")
            assert (answer.status_code, code_of(answer)) == (400, "bad_payload"), path
        assert code_of(await ada.patch(f"{desk.shop_url}?{query}", json={"name": "Renamed"})) == "bad_payload"
    assert (await ada.get(desk.shop_url)).json()["inbox"]["name"] == "Shop"
