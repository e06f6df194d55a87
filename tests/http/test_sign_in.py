"""Signing in and out: what a session is worth, and for how long."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from deskbell.services.events import SessionsEnded
from tests.http.desk import PASSWORD, Desk, code_of, email_of, open_desk

pytestmark = pytest.mark.anyio


async def test_ann_signs_in_and_out(desk: Desk) -> None:
    ann = await desk.signed_in("Ann")
    me = (await ann.get("/api/me")).json()
    assert (me["agent"]["name"], me["agent"]["email"], me["organization"]) == ("Ann", email_of("Ann"), "Tea & Co")
    secret = ann.cookies["deskbell_session"]
    assert (await ann.post("/api/logout")).status_code == 200
    late = desk.browser(Cookie=f"deskbell_session={secret}")
    assert code_of(await late.get("/api/me")) == "not_signed_in"


async def test_asking_who_is_signed_in_is_no_error_for_a_stranger(desk: Desk) -> None:
    stranger = await desk.browser(Cookie="deskbell_session=made-up").get("/api/session")
    assert (stranger.status_code, stranger.json()) == (200, {"ok": True, "agent": None, "organization": ""})
    ann = (await (await desk.signed_in("Ann")).get("/api/session")).json()
    assert (ann["agent"]["name"], ann["organization"]) == ("Ann", "Tea & Co")


async def test_the_cookie_is_out_of_reach(desk: Desk) -> None:
    answer = await desk.browser().post("/api/login", json={"email": email_of("Ann"), "password": PASSWORD})
    cookie = answer.headers["set-cookie"]
    assert all(word in cookie for word in ("HttpOnly", "SameSite=strict", "Path=/", "Max-Age=2592000"))
    assert "Secure" not in cookie
    assert "password" not in answer.text


async def test_over_https_the_cookie_is_bound_to_the_host(desk: Desk) -> None:
    proxied = desk.browser(**{"X-Forwarded-Proto": "https", "Origin": desk.url.replace("http:", "https:")})
    answer = await proxied.post("/api/login", json={"email": email_of("Ann"), "password": PASSWORD})
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-deskbell_session=")
    assert "Secure" in cookie
    # A cookie without the prefix could have been planted by a neighbouring subdomain.
    secret = cookie.partition("=")[2].partition(";")[0]
    planted = desk.browser(**{"X-Forwarded-Proto": "https", "Cookie": f"deskbell_session={secret}"})
    assert (await planted.get("/api/me")).status_code == 401


async def test_a_session_ends_after_thirty_days(desk: Desk) -> None:
    ann = await desk.signed_in("Ann")
    desk.clock.pass_(days=29)
    assert (await ann.get("/api/me")).status_code == 200
    desk.clock.pass_(days=1, seconds=1)
    assert code_of(await ann.get("/api/me")) == "not_signed_in"


async def test_forged_cookies_are_nobody(desk: Desk) -> None:
    secret = (await desk.signed_in("Ann")).cookies["deskbell_session"]
    flipped = [secret[:at] + ("A" if secret[at] != "A" else "B") + secret[at + 1 :] for at in range(0, 43, 5)]
    for forged in ["", "null", "1", secret[:-1], secret + "A", secret.lower(), "x" * 4000, *flipped]:
        stranger = desk.browser(Cookie=f"deskbell_session={forged}")
        answer = await stranger.get("/api/me")
        assert (answer.status_code, code_of(answer)) == (401, "not_signed_in"), forged


async def test_known_and_unknown_addresses_get_the_same_answer(desk: Desk) -> None:
    answers = []
    for email in (email_of("Ann"), "nobody@shop.example", "not an address", "", "x" * 5000):
        answers.append(await desk.browser().post("/api/login", json={"email": email, "password": "wrong password"}))
    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.text for answer in answers}) == 1
    assert len({tuple(sorted(set(answer.headers) - {"date"})) for answer in answers}) == 1


async def test_a_deactivated_agent_gets_that_answer_too(desk: Desk) -> None:
    ada, ann = await desk.signed_in("Ada"), await desk.signed_in("Ann")
    assert (await ada.patch(f"/api/agents/{desk.ids['Ann']}", json={"active": False})).status_code == 200
    assert code_of(await ann.get("/api/me")) == "not_signed_in"
    answer = await desk.browser().post("/api/login", json={"email": email_of("Ann"), "password": PASSWORD})
    assert code_of(answer) == "wrong_credentials"
    await desk.core.bus._events.join()
    assert SessionsEnded("deactivated", desk.ids["Ann"]) in desk.told


async def test_a_new_password_ends_the_other_sessions(desk: Desk) -> None:
    here, there = await desk.signed_in("Ann"), await desk.signed_in("Ann")
    change = {"password": {"current": PASSWORD, "new": "another long password"}}
    assert (await here.patch("/api/me", json=change)).status_code == 200
    assert (await here.get("/api/me")).status_code == 200
    assert code_of(await there.get("/api/me")) == "not_signed_in"
    await desk.core.bus._events.join()
    ended = [event for event in desk.told if isinstance(event, SessionsEnded)]
    assert [(event.reason, event.agent_id, event.session_id is not None) for event in ended] == [
        ("logged_out", desk.ids["Ann"], True)
    ]
    old = await desk.browser().post("/api/login", json={"email": email_of("Ann"), "password": PASSWORD})
    assert code_of(old) == "wrong_credentials"


async def test_a_new_password_needs_the_current_one(desk: Desk) -> None:
    ann = await desk.signed_in("Ann")
    answer = await ann.patch("/api/me", json={"password": {"current": "guessed", "new": "another long password"}})
    assert answer.json()["error"]["fields"]["password.current"]["code"] == "wrong"
    short = await ann.patch("/api/me", json={"password": {"current": PASSWORD, "new": "short"}})
    assert short.json()["error"]["fields"]["password.new"]["code"] == "too_short"


async def test_spaces_around_a_password_are_part_of_it(desk: Desk) -> None:
    ann = await desk.signed_in("Ann")
    spaced = "  with spaces around  "
    assert (await ann.patch("/api/me", json={"password": {"current": PASSWORD, "new": spaced}})).status_code == 200
    again = {"password": {"current": spaced, "new": PASSWORD}}
    assert (await ann.patch("/api/me", json=again)).status_code == 200


async def test_a_changed_role_ends_all_sessions(desk: Desk) -> None:
    ada, lee = await desk.signed_in("Ada"), await desk.signed_in("Lee")
    await ada.patch(f"/api/agents/{desk.ids['Lee']}", json={"role": "agent"})
    assert code_of(await lee.get("/api/me")) == "not_signed_in"
    await desk.core.bus._events.join()
    assert SessionsEnded("role_changed", desk.ids["Lee"]) in desk.told


async def test_guesses_are_slowed_and_the_victim_still_gets_in(desk: Desk) -> None:
    thief = desk.browser(**{"X-Forwarded-For": "203.0.113.7"})
    codes = [
        code_of(await thief.post("/api/login", json={"email": email_of("Ann"), "password": f"guess {at}"}))
        for at in range(14)
    ]
    assert codes == ["wrong_credentials"] * 10 + ["rate_limited"] * 4
    answer = await thief.post("/api/login", json={"email": email_of("Ann"), "password": PASSWORD})
    assert code_of(answer) == "rate_limited"
    assert int(answer.headers["retry-after"]) >= 1
    assert answer.json()["error"]["retry_after"] > 0
    assert (await (await desk.signed_in("Ann")).get("/api/me")).status_code == 200


async def test_an_address_longer_than_any_is_not_kept(desk: Desk) -> None:
    thief = desk.browser()
    answer = await thief.post("/api/login", json={"email": "a" * 250_000, "password": "a guess"})
    assert code_of(answer) == "wrong_credentials"
    assert all(len(whose) < 400 for _, whose in desk.core.limits._buckets)


async def test_one_guess_at_each_of_many_is_slowed_too(desk: Desk) -> None:
    thief = desk.browser(**{"X-Forwarded-For": "203.0.113.7"})
    guesses = [{"email": f"agent{at}@shop.example", "password": "Password123"} for at in range(26)]
    answers = [await thief.post("/api/login", json=guess) for guess in guesses]
    assert [answer.status_code for answer in answers[20:]] == [429] * 6


async def test_an_ipv6_customer_has_one_budget(desk: Desk) -> None:
    answers = []
    for at in range(12):
        thief = desk.browser(**{"X-Forwarded-For": f"2001:db8:1:2::{at:x}"})
        answers.append(await thief.post("/api/login", json={"email": email_of("Ann"), "password": "a guess"}))
    assert [answer.status_code for answer in answers[10:]] == [429, 429]


async def test_made_up_forwarding_headers_buy_nothing(tmp_path: Path) -> None:
    async with open_desk(tmp_path / "data", trusted_proxies="10.0.0.1") as desk:
        statuses = []
        for at in range(12):
            fake = dict.fromkeys(("X-Forwarded-For", "X-Real-IP", "CF-Connecting-IP"), f"198.51.100.{at}")
            fake["Forwarded"] = f"for=198.51.100.{at}"
            fake["X-Forwarded-Proto"] = "https"
            answer = await desk.browser(**fake).post("/api/login", json={"email": email_of("Ann"), "password": "guess"})
            statuses.append(answer.status_code)
        assert statuses == [401] * 10 + [429] * 2


async def test_a_ticket_lets_one_socket_in(desk: Desk) -> None:
    from deskbell.domain.errors import NotSignedIn
    from deskbell.services.sign_in import use_ticket

    ann = await desk.signed_in("Ann")
    ticket = (await ann.post("/api/socket_ticket")).json()["ticket"]
    answers = await asyncio.gather(*[use_ticket(desk.core, ticket) for _ in range(5)], return_exceptions=True)
    assert sum(not isinstance(answer, BaseException) for answer in answers) == 1
    assert {answer.code for answer in answers if isinstance(answer, NotSignedIn)} == {"bad_ticket"}
