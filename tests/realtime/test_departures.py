"""Everybody hears that an agent is gone: the visitor in words, the desk in its lists, the one who goes on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import httpx2
import pytest
from sqlalchemy import update

from deskbell.domain.ids import new_id
from deskbell.storage import inboxes
from deskbell.storage.tables import sessions
from deskbell.storage.writer import Tx
from tests.live import PASSWORD, Live, Person

pytestmark = pytest.mark.anyio


async def _grace(live: Live, seconds: int) -> None:
    routing = {"assignment": "manual", "grace_seconds": seconds}
    await live.core.write(lambda tx: inboxes.change(tx.conn, live.shop.id, routing=routing))


@asynccontextmanager
async def _ann(live: Live) -> AsyncIterator[tuple[Person, httpx2.AsyncClient]]:
    """Ann at the desk, and the browser in which she is signed in."""
    email = await live.hire("Ann")
    async with live.browser() as http:
        await http.post("/api/login", json={"email": email, "password": PASSWORD})
        ann = Person(live, "/agent", "Ann")
        live.people.append(ann)
        yield await ann.connects({"ticket": (await http.post("/api/socket_ticket")).json()["ticket"]}), http


async def _talk(ann: Person, vic: Person) -> dict[str, str]:
    started = await vic.must("start_conversation", {"client_id": new_id(), "text": "hello"})
    one = {"conversation_id": started["conversation"]["id"]}
    await vic.must("request_human", one)
    await ann.must("claim_conversation", one)
    return one


async def _is_told(vic: Person, reason: str) -> dict[str, Any]:
    told = await vic.hears("message_created", lambda p: p["message"]["data"].get("activity") == "agent_gone")
    message: dict[str, Any] = told["message"]
    assert message["data"]["reason"] == reason and message["data"]["position"] == 1
    return message


async def test_vic_and_ben_hear_that_ann_is_gone(live: Live) -> None:
    await _grace(live, 0)
    ann, ben, vic = await live.agent("Ann"), await live.agent("Ben"), await live.visitor()
    one = await _talk(ann, vic)
    await vic.hears("conversation_updated", lambda p: (p["conversation"]["assignee"] or {}).get("name") == "Ann")
    await ben.hears("queue_changed", lambda p: p["counts"]["all"] == 1 and p["waiting"] == [])
    for person in (vic, ben):
        person.heard.clear()
    await ann.leaves()
    assert (await _is_told(vic, "connection_lost"))["text"] == "Ann lost the connection."
    mine = await vic.hears("conversation_updated", lambda p: p["conversation"]["queue"])
    assert mine["conversation"]["assignee"] is None and mine["conversation"]["queue"]["position"] == 1
    await vic.hears("queue_moved", lambda p: p["queue"]["position"] == 1)
    seen = await ben.hears("conversation_updated", lambda p: p["conversation"]["waiting"])
    await ben.hears("queue_changed", lambda p: [w["conversation_id"] for w in p["waiting"]] == [one["conversation_id"]])
    await ben.hears("presence_changed", lambda p: p["agent"]["name"] == "Ann" and not p["agent"]["open_conversations"])
    [fresh] = (await ben.must("list_conversations", {"view": "waiting"}))["conversations"]
    assert seen["conversation"]["last_seq"] == fresh["last_seq"]
    await ben.must("claim_conversation", one)
    log = (await ben.must("sync", {**one, "after_seq": 0}))["messages"]
    assert [m["text"] for m in log if m["author"]["type"] == "visitor"] == ["hello"]


async def test_signing_out_hands_vic_to_ben_or_does_not_happen(live: Live) -> None:
    await _grace(live, 600)
    ben, vic = await live.agent("Ben"), await live.visitor()
    async with _ann(live) as (ann, http):
        await _talk(ann, vic)
        assert (await http.post("/api/logout", json={"to": "ben"})).status_code == 400
        refused = await http.post("/api/logout", json={"transfer_to": "nobody"})
        assert (refused.status_code, refused.json()["error"]["code"]) == (409, "agent_unavailable")
        assert (await http.get("/api/me")).status_code == 200
        left = await http.post("/api/logout", json={"transfer_to": ben.session["agent"]["id"]})
        assert left.status_code == 200
        given = await ben.hears("conversation_assigned", lambda p: p["reason"] == "transferred")
        assert given["assignee"]["name"] == "Ben"
        assert (await ann.hears("session_ended"))["reason"] == "logged_out"


async def test_signing_out_without_a_word_brings_vic_back_in_line_at_once(live: Live) -> None:
    await _grace(live, 600)
    vic = await live.visitor()
    async with _ann(live) as (ann, http):
        await _talk(ann, vic)
        assert (await http.post("/api/logout")).status_code == 200
        assert (await _is_told(vic, "left"))["text"] == "Ann had to leave."


async def test_a_session_that_runs_out_has_no_grace(live: Live) -> None:
    await _grace(live, 600)
    vic = await live.visitor()
    async with _ann(live) as (ann, _):
        await _talk(ann, vic)

        async def runs_out(tx: Tx) -> None:
            await tx.conn.execute(update(sessions).values(expires_at=tx.now - timedelta(seconds=1)))

        await live.core.write(runs_out)
        assert (await ann.hears("session_ended"))["reason"] == "expired"
        await _is_told(vic, "left")


async def test_who_is_given_another_role_signs_in_again_and_keeps_vic(live: Live) -> None:
    vic, email = await live.visitor(), await live.hire("Ada", "admin")
    async with _ann(live) as (ann, http), live.browser() as admin:
        one = await _talk(ann, vic)
        await admin.post("/api/login", json={"email": email, "password": PASSWORD})
        change = {"role": "team_leader"}
        assert (await admin.patch(f"/api/agents/{ann.session['agent']['id']}", json=change)).status_code == 200
        assert (await ann.hears("session_ended"))["reason"] == "role_changed"
        await _is_gone(live, ann.session["agent"]["id"])
        await http.post("/api/login", json={"email": "ann@shop.example", "password": PASSWORD})
        again = Person(live, "/agent", "Ann")
        live.people.append(again)
        await again.connects({"ticket": (await http.post("/api/socket_ticket")).json()["ticket"]})
        await again.must("send_message", {**one, "client_id": new_id(), "text": "a leader now"})
        log = (await vic.must("sync", {**one, "after_seq": 0}))["messages"]
        assert "agent_gone" not in [message["data"].get("activity") for message in log]


async def _is_gone(live: Live, agent_id: str) -> None:
    """The server knows of the lost socket, and what follows from that is stored."""
    async with asyncio.timeout(20):
        while live.core.connections.agent_is_connected(agent_id):
            await live.core.write(lambda tx: asyncio.sleep(0))
    await live.core.write(lambda tx: asyncio.sleep(0))


async def test_ann_who_closes_one_of_two_tabs_keeps_vic(live: Live) -> None:
    await _grace(live, 0)
    vic = await live.visitor()
    async with _ann(live) as (ann, http):
        one = await _talk(ann, vic)
        other = Person(live, "/agent", "Ann")
        await other.connects({"ticket": (await http.post("/api/socket_ticket")).json()["ticket"]})
        await ann.leaves()
        await other.must("send_message", {**one, "client_id": new_id(), "text": "still here"})
        await other.leaves()
        message = await _is_told(vic, "connection_lost")
        log = (await vic.must("sync", {**one, "after_seq": 0}))["messages"]
        assert [m["seq"] for m in log if m["data"].get("activity") == "agent_gone"] == [message["seq"]]
