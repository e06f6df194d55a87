"""Agents and invitations: in by a link, once; changed by admins; never without an admin."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx2
import pytest

from deskbell.services.events import AgentChanged
from tests.http.desk import PASSWORD, Desk, code_of, email_of

pytestmark = pytest.mark.anyio


def _ben(desk: Desk, **changes: Any) -> dict[str, Any]:
    assert desk.shop
    form = {"name": "Ben", "email": "Ben@Shop.example", "role": "agent", "inbox_ids": [desk.shop.id]}
    return {**form, **changes}


async def _token(ada: httpx2.AsyncClient, form: dict[str, Any]) -> str:
    answer = await ada.post("/api/invitations", json=form)
    assert answer.status_code == 200, answer.text
    link: str = answer.json()["link"]
    return link.partition("/invite#")[2]


def _acceptance(token: str) -> dict[str, Any]:
    return {"token": token, "name": "Ben B.", "password": PASSWORD}


async def test_ben_comes_in_by_a_link(desk: Desk) -> None:
    ada, ben = await desk.signed_in("Ada"), desk.browser()
    token = await _token(ada, _ben(desk))
    assert [i["email"] for i in (await ada.get("/api/agents")).json()["invitations"]] == ["ben@shop.example"]
    shown = (await ben.post("/api/invitations/show", json={"token": token})).json()
    assert shown == {
        "ok": True,
        "name": "Ben",
        "email": "ben@shop.example",
        "role": "agent",
        "organization": "Tea & Co",
    }
    accepted = (await ben.post("/api/invitations/accept", json=_acceptance(token))).json()["agent"]
    assert (accepted["name"], accepted["role"], accepted["inbox_ids"]) == ("Ben B.", "agent", _ben(desk)["inbox_ids"])
    assert (await ben.get("/api/me")).json()["agent"]["id"] == accepted["id"]
    assert (await ada.get("/api/agents")).json()["invitations"] == []


async def test_a_link_is_good_once_even_in_a_race(desk: Desk) -> None:
    token = await _token(await desk.signed_in("Ada"), _ben(desk))
    answers = await asyncio.gather(
        *[desk.browser().post("/api/invitations/accept", json=_acceptance(token)) for _ in range(5)]
    )
    assert sorted(answer.status_code for answer in answers) == [200, 404, 404, 404, 404]
    assert {code_of(answer) for answer in answers if answer.status_code == 404} == {"bad_invitation"}


async def test_links_that_are_no_good_look_all_the_same(desk: Desk) -> None:
    ada = await desk.signed_in("Ada")
    replaced = await _token(ada, _ben(desk))
    good = await _token(ada, _ben(desk))
    withdrawn = await _token(ada, _ben(desk, email="xu@shop.example"))
    listed = (await ada.get("/api/agents")).json()["invitations"]
    xu = next(invitation["id"] for invitation in listed if invitation["email"] == "xu@shop.example")
    assert (await ada.delete(f"/api/invitations/{xu}")).status_code == 200
    assert code_of(await ada.delete(f"/api/invitations/{xu}")) == "not_found"
    expired = await _token(ada, _ben(desk, email="old@shop.example"))
    flipped = good[:-1] + ("A" if good[-1] != "A" else "B")
    bad = [replaced, withdrawn, flipped, good[:10], good + " ", good.swapcase(), "", "x" * 150]
    answers = [await desk.browser().post("/api/invitations/show", json={"token": token}) for token in bad]
    desk.clock.pass_(days=7, seconds=1)
    answers.append(await desk.browser().post("/api/invitations/show", json={"token": expired}))
    desk.core.limits._buckets.clear()
    answers += [
        await desk.browser().post("/api/invitations/accept", json=_acceptance(token)) for token in [*bad, expired]
    ]
    assert {(answer.status_code, answer.text) for answer in answers} == {(404, answers[0].text)}


async def test_an_address_belongs_to_one_agent(desk: Desk) -> None:
    ada = await desk.signed_in("Ada")
    answer = await ada.post("/api/invitations", json=_ben(desk, email="ANN@shop.example"))
    assert (answer.status_code, code_of(answer)) == (409, "email_taken")


async def test_an_inbox_that_is_gone_is_named(desk: Desk) -> None:
    ada = await desk.signed_in("Ada")
    answer = await ada.post("/api/invitations", json=_ben(desk, inbox_ids=["no such inbox"]))
    assert answer.json()["error"]["fields"]["inbox_ids"]["code"] == "not_found"


async def test_an_admin_changes_an_agent(desk: Desk) -> None:
    ada, ann = await desk.signed_in("Ada"), await desk.signed_in("Ann")
    change = {"name": "Anna", "capacity": 8, "face": "ann", "inbox_ids": []}
    agent = (await ada.patch(f"/api/agents/{desk.ids['Ann']}", json=change)).json()["agent"]
    assert {name: agent[name] for name in change} == change
    assert (await ann.get("/api/me")).json()["agent"]["name"] == "Anna"
    assert (await ann.get("/api/inboxes")).json()["inboxes"] == []
    await desk.core.bus._events.join()
    told = [event for event in desk.told if isinstance(event, AgentChanged)][-1]
    assert (told.agent["name"], told.inbox_ids, "email" in told.agent) == ("Anna", [], False)


async def test_somebody_is_always_admin(desk: Desk) -> None:
    ada = await desk.signed_in("Ada")
    for change in ({"role": "agent"}, {"active": False}):
        answer = await ada.patch(f"/api/agents/{desk.ids['Ada']}", json=change)
        assert (answer.status_code, code_of(answer)) == (409, "last_admin")
    assert (await ada.patch(f"/api/agents/{desk.ids['Lee']}", json={"role": "admin"})).status_code == 200
    assert (await ada.patch(f"/api/agents/{desk.ids['Ada']}", json={"role": "agent"})).status_code == 200
    assert code_of(await ada.get("/api/me")) == "not_signed_in"


async def test_two_admins_cannot_demote_each_other_at_once(desk: Desk) -> None:
    ada = await desk.signed_in("Ada")
    await ada.patch(f"/api/agents/{desk.ids['Lee']}", json={"role": "admin"})
    lee = await desk.signed_in("Lee")
    answers = await asyncio.gather(
        ada.patch(f"/api/agents/{desk.ids['Lee']}", json={"role": "agent"}),
        lee.patch(f"/api/agents/{desk.ids['Ada']}", json={"role": "agent"}),
    )
    assert 200 in {answer.status_code for answer in answers}
    async with desk.core.read() as conn:
        from deskbell.storage import agents

        assert await agents.count_active_admins(conn) == 1


async def test_an_account_of_ones_own(desk: Desk) -> None:
    ann = await desk.signed_in("Ann")
    changed = (await ann.patch("/api/me", json={"name": "Anna", "face": "ann", "locale": "zh-TW"})).json()["agent"]
    assert (changed["name"], changed["face"], changed["locale"]) == ("Anna", "ann", "zh-TW")
    assert changed["email"] == email_of("Ann")
    wrong = await ann.patch("/api/me", json={"face": "../../x", "locale": "tlh", "name": " "})
    fields = {name: field["code"] for name, field in wrong.json()["error"]["fields"].items()}
    assert fields == {"face": "invalid", "locale": "invalid", "name": "empty"}
