"""The one-time set-up: for the holder of the console's code, once."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from deskbell.storage import agents
from tests.http.desk import Desk, code_of

pytestmark = pytest.mark.anyio


def _form(desk: Desk, **changes: Any) -> dict[str, Any]:
    return {
        "code": desk.core.setup_code,
        "organization": "Tea & Co",
        "admin": {"name": "Ada", "email": "Ada@Shop.example", "password": "a bell on the front desk"},
        "inbox": {"name": "Shop", "locale": "zh-CN", "time_zone": "Asia/Shanghai"},
        **changes,
    }


async def test_from_the_first_visit_to_the_tag(empty_desk: Desk) -> None:
    browser = empty_desk.browser()
    assert (await browser.get("/desk")).headers["location"] == "/setup"
    assert (await browser.get("/api/setup")).json()["needed"] is True
    answer = await browser.post("/api/setup", json=_form(empty_desk))
    body = answer.json()
    assert (body["agent"]["role"], body["agent"]["email"]) == ("admin", "ada@shop.example")
    assert body["inbox"]["locales"][0] == "zh-CN"
    assert body["agent"]["inbox_ids"] == [body["inbox"]["id"]]
    assert (await browser.get("/api/me")).json()["organization"] == "Tea & Co"
    tag = (await browser.get(f"/api/inboxes/{body['inbox']['id']}/embed")).json()["snippet"]
    assert tag == f'<script async src="{empty_desk.url}/widget/{body["inbox"]["key"]}.js"></script>'
    assert (await browser.get("/setup")).headers["location"] == "/login"


async def test_the_code_may_be_typed_as_people_do(empty_desk: Desk) -> None:
    typed = f"  {empty_desk.core.setup_code.upper().replace('-', ' ')} "
    assert (await empty_desk.browser().post("/api/setup", json=_form(empty_desk, code=typed))).status_code == 200


async def test_without_the_code_nothing_is_told(empty_desk: Desk) -> None:
    wrong: list[Any] = [
        "",
        "0000-0000-0000",
        empty_desk.core.setup_code[:-1],
        None,
        True,
        0,
        [],
        {"$ne": None},
        "é" * 12,
    ]
    for code in wrong:
        form = _form(empty_desk, code=code, admin={"name": ""})
        answer = await empty_desk.browser(**{"X-Forwarded-For": "203.0.113.9"}).post("/api/setup", json=form)
        assert code_of(answer) == "wrong_setup_code"
    await _nobody_is_there(empty_desk)


async def test_guessing_the_code_is_slowed(empty_desk: Desk) -> None:
    thief = empty_desk.browser()
    answers = [await thief.post("/api/setup", json=_form(empty_desk, code=f"guess{at}")) for at in range(12)]
    assert [answer.status_code for answer in answers] == [403] * 10 + [429] * 2


async def test_all_wrong_fields_are_named_at_once(empty_desk: Desk) -> None:
    form = _form(
        empty_desk,
        organization="  ",
        admin={"name": 7, "email": "ada@", "password": "short", "role": "admin"},
        inbox={"name": "x" * 201, "locale": "tlh", "time_zone": "../../etc/passwd"},
    )
    answer = await empty_desk.browser().post("/api/setup", json=form)
    assert code_of(answer) == "invalid_fields"
    fields = {name: field["code"] for name, field in answer.json()["error"]["fields"].items()}
    assert fields == {
        "organization": "empty",
        "admin.name": "wrong_type",
        "admin.email": "invalid",
        "admin.password": "too_short",
        "admin.role": "unknown",
        "inbox.name": "too_long",
        "inbox.locale": "invalid",
        "inbox.time_zone": "invalid",
    }
    await _nobody_is_there(empty_desk)


async def test_two_first_runs_make_one_admin(empty_desk: Desk) -> None:
    forms = [_form(empty_desk, organization=f"Company {at}") for at in range(6)]
    answers = await asyncio.gather(*[empty_desk.browser().post("/api/setup", json=form) for form in forms])
    assert sorted(answer.status_code for answer in answers) == [200, 404, 404, 404, 404, 404]
    assert {code_of(answer) for answer in answers if answer.status_code == 404} == {"already_set_up"}
    async with empty_desk.core.read() as conn:
        assert await agents.count(conn) == 1


async def test_set_up_is_closed_for_good(desk: Desk) -> None:
    assert (await desk.browser().get("/api/setup")).json()["needed"] is False
    for code in (desk.core.setup_code, "wrong"):
        answer = await desk.browser().post("/api/setup", json=_form(desk, code=code))
        assert (answer.status_code, code_of(answer)) == (404, "already_set_up")


async def _nobody_is_there(desk: Desk) -> None:
    async with desk.core.read() as conn:
        assert await agents.count(conn) == 0
