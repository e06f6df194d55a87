"""The whole talk over real sockets, as PROTOCOL.md states it."""

from __future__ import annotations

import asyncio
import json

import pytest
import socketio

from deskbell.domain.ids import new_id
from deskbell.services import setup
from deskbell.services.events import InboxChanged
from deskbell.services.limits import Limits
from deskbell.storage import inboxes
from deskbell.storage.writer import Tx
from tests.live import PASSWORD, Live, Person

pytestmark = pytest.mark.anyio


async def _refused(live: Live, namespace: str, auth: object, **headers: str) -> dict[str, str]:
    """The data of the connect_error."""
    client = socketio.AsyncClient(reconnection=False)
    heard: asyncio.Future[object] = asyncio.get_running_loop().create_future()

    def hears(data: object) -> None:
        if not heard.done():
            heard.set_result(data)

    client.on("connect_error", hears, namespace=namespace)
    with pytest.raises(socketio.exceptions.ConnectionError):
        await client.connect(live.url, namespaces=[namespace], auth=auth, headers=headers, transports=["websocket"])
    data = await asyncio.wait_for(heard, 20)
    assert isinstance(data, dict), data
    inner: dict[str, str] = data["data"]
    return inner


async def test_a_whole_talk(live: Live) -> None:
    ann, vic = await live.agent("Ann"), await live.visitor(page={"url": "https://shop.example/tea", "title": "Tea"})
    assert vic.session["conversation"] is None and vic.session["business_hours"]["open"] is True
    assert vic.session["inbox"]["name"] == "Shop" and vic.session["inbox"]["greeting"]
    started = await vic.must("start_conversation", {"client_id": new_id(), "text": "The lid was bent"})
    conversation_id = started["conversation"]["id"]
    assert started["message"]["seq"] == 1 and started["message"]["author"]["type"] == "visitor"

    asked = await vic.must("request_human", {"conversation_id": conversation_id})
    assert asked["queue"]["position"] == 1 and asked["queue"]["agents_online"] == 1
    await ann.hears("queue_changed", lambda p: [w["conversation_id"] for w in p["waiting"]] == [conversation_id])
    listed = await ann.must("list_conversations", {"view": "waiting"})
    assert [c["id"] for c in listed["conversations"]] == [conversation_id] and listed["counts"]["waiting"] == 1
    assert listed["conversations"][0]["visitor"]["page"]["title"] == "Tea"

    claimed = await ann.must("claim_conversation", {"conversation_id": conversation_id})
    assert claimed["conversation"]["assignee"]["name"] == "Ann"
    await vic.hears("conversation_updated", lambda p: (p["conversation"]["assignee"] or {}).get("name") == "Ann")

    await ann.must("set_typing", {"conversation_id": conversation_id, "typing": True})
    assert (await vic.hears("typing_changed"))["author"]["name"] == "Ann"
    said = (await ann.says(conversation_id, "Sorry about the lid."))["message"]
    heard = await vic.hears("message_created", lambda p: p["message"]["id"] == said["id"])
    assert heard["message"] == said
    await vic.must("mark_delivered", {"conversation_id": conversation_id, "seq": said["seq"]})
    await ann.hears("read_mark_moved", lambda p: p["delivered_seq"] == said["seq"] and p["read_seq"] == 0)
    await vic.must("mark_read", {"conversation_id": conversation_id, "seq": said["seq"]})
    await ann.hears("read_mark_moved", lambda p: p["by"] == "visitor" and p["read_seq"] == said["seq"])

    await ann.must("add_note", {"conversation_id": conversation_id, "client_id": new_id(), "text": "third one"})
    resolved = await ann.must("resolve_conversation", {"conversation_id": conversation_id})
    assert resolved["conversation"]["status"] == "resolved"
    await vic.hears("csat_requested", lambda p: p["conversation_id"] == conversation_id)
    rated = await vic.must("rate_conversation", {"conversation_id": conversation_id, "rating": 5, "comment": "kind"})
    assert rated["csat"]["rating"] == 5
    await ann.hears("conversation_updated", lambda p: (p["conversation"]["csat"] or {}).get("comment") == "kind")
    assert "third one" not in json.dumps(vic.heard)


async def test_a_visitor_comes_back_with_the_token_and_another_does_not_get_in_with_it(live: Live) -> None:
    vic = await live.visitor()
    started = await vic.must("start_conversation", {"client_id": new_id(), "text": "hello"})
    await vic.leaves()
    back = await live.visitor(token=vic.session["token"])
    assert back.session["visitor"]["id"] == vic.session["visitor"]["id"]
    assert back.session["visitor"]["returning"] is True
    assert back.session["conversation"]["id"] == started["conversation"]["id"]
    stranger = await live.visitor()
    assert stranger.session["conversation"] is None
    answer = await stranger.is_refused("sync", {"conversation_id": started["conversation"]["id"], "after_seq": 0})
    assert answer == "not_found"


async def test_who_is_not_let_in_hears_why(live: Live) -> None:
    vic = await live.visitor()
    token = vic.session["token"]
    assert (await _refused(live, "/visitor", {"inbox": "nowhere"}))["code"] == "unknown_inbox"
    assert (await _refused(live, "/visitor", {"inbox": live.shop.key, "token": token[:-3] + "abc"}))[
        "code"
    ] == "bad_token"
    assert (await _refused(live, "/visitor", {"inbox": live.shop.key, "role": "admin"}))["code"] == "bad_payload"
    assert (await _refused(live, "/visitor", {"inbox": 1}))["code"] == "bad_payload"
    assert (await _refused(live, "/agent", {"ticket": "made up"}))["code"] == "bad_ticket"
    assert (await _refused(live, "/agent", {"ticket": token}))["code"] == "bad_ticket"


async def test_a_revoked_token_is_dead_at_once(live: Live) -> None:
    vic = await live.visitor()
    gone = asyncio.Event()
    vic.socket.on("disconnect", lambda *_: gone.set(), namespace="/visitor")
    email = await live.hire("Ada", "admin")
    async with live.browser() as ada:
        await ada.post("/api/login", json={"email": email, "password": PASSWORD})
        assert (await ada.post(f"/api/visitors/{vic.session['visitor']['id']}/revoke")).status_code == 200
    await asyncio.wait_for(gone.wait(), 20)
    refusal = await _refused(live, "/visitor", {"inbox": live.shop.key, "token": vic.session["token"]})
    assert refusal["code"] == "bad_token"


async def test_origins_are_checked_for_each_inbox(live: Live) -> None:
    auth = {"inbox": live.shop.key}
    client = socketio.AsyncClient(reconnection=False)
    with pytest.raises(socketio.exceptions.ConnectionError):
        await client.connect(live.url, namespaces=["/visitor"], auth=auth, headers={"Origin": "https://evil.example"})

    async def allow(origin: str, inbox_id: str) -> None:
        async def work(tx: Tx) -> None:
            await inboxes.change(tx.conn, inbox_id, allowed_origins=[origin])
            tx.tell(InboxChanged(inbox_id))

        await live.core.write(work)
        await live.core.bus.told_all()

    studio = await live.core.write(lambda tx: setup.create_inbox(tx, "Studio", "en", "Asia/Shanghai"))
    await allow("https://*.studio.example", studio.id)
    person = Person(live, "/visitor", "Wanda")
    await person.connects({"inbox": studio.key}, {"Origin": "https://www.studio.example"})
    await person.leaves()
    refusal = await _refused(live, "/visitor", auth, Origin="https://www.studio.example")
    assert refusal["code"] == "origin_not_allowed"
    own = Person(live, "/visitor", "Vic")
    await own.connects(auth, {"Origin": live.url})
    await own.leaves()


async def test_a_ticket_is_good_once(live: Live) -> None:
    email = await live.hire("Ann")
    async with live.browser() as http:
        await http.post("/api/login", json={"email": email, "password": PASSWORD})
        ticket = (await http.post("/api/socket_ticket")).json()["ticket"]
    ann = Person(live, "/agent", "Ann")
    await ann.connects({"ticket": ticket})
    assert (await _refused(live, "/agent", {"ticket": ticket}))["code"] == "bad_ticket"
    await ann.leaves()


@pytest.mark.parametrize("how", ["logout", "deactivated", "role"])
async def test_an_agents_socket_dies_with_the_session(live: Live, how: str) -> None:
    email = await live.hire("Ann")
    await live.hire("Ada", "admin")
    async with live.browser() as http, live.browser() as admin:
        await http.post("/api/login", json={"email": email, "password": PASSWORD})
        me = (await http.get("/api/me")).json()["agent"]
        ticket = (await http.post("/api/socket_ticket")).json()["ticket"]
        ann = Person(live, "/agent", "Ann")
        gone = asyncio.Event()
        ann.socket.on("disconnect", lambda *_: gone.set(), namespace="/agent")
        await ann.connects({"ticket": ticket})
        await admin.post("/api/login", json={"email": "ada@shop.example", "password": PASSWORD})
        if how == "logout":
            await http.post("/api/logout")
        else:
            change = {"active": False} if how == "deactivated" else {"role": "team_leader"}
            assert (await admin.patch(f"/api/agents/{me['id']}", json=change)).status_code == 200
        await asyncio.wait_for(gone.wait(), 20)
        reasons = {"logout": "logged_out", "deactivated": "deactivated", "role": "role_changed"}
        assert (await ann.hears("session_ended"))["reason"] == reasons[how]


async def test_agents_hear_only_their_inboxes_and_leaders_all(live: Live) -> None:
    studio = await live.core.write(lambda tx: setup.create_inbox(tx, "Studio", "en", "Asia/Shanghai"))
    ann, ben = await live.agent("Ann"), await live.agent("Ben", inbox=studio)
    lee = await live.agent("Lee", "team_leader", inbox=studio)
    vic = await live.visitor()
    started = await vic.must("start_conversation", {"client_id": new_id(), "text": "for the Shop"})
    conversation_id = started["conversation"]["id"]
    for person in (ann, lee):
        await person.hears("message_created", lambda p: p["message"]["text"] == "for the Shop")
    assert "for the Shop" not in json.dumps(ben.heard)
    assert await ben.is_refused("sync", {"conversation_id": conversation_id, "after_seq": 0}) == "not_found"
    assert await ben.is_refused("claim_conversation", {"conversation_id": conversation_id}) == "not_found"
    assert await ben.is_refused("list_conversations", {"view": "all", "inbox_id": live.shop.id}) == "not_found"
    assert (await ben.must("list_conversations", {"view": "all"}))["conversations"] == []
    assert len((await lee.must("list_conversations", {"view": "all"}))["conversations"]) == 1


async def test_all_windows_of_a_visitor_hear_a_message_once(live: Live) -> None:
    first = await live.visitor()
    second = await live.visitor(token=first.session["token"])
    started = await first.must("start_conversation", {"client_id": new_id(), "text": "hello"})
    await second.hears("conversation_created")
    said = await second.says(started["conversation"]["id"], "from the other tab")
    for window in (first, second):
        await window.hears("message_created", lambda p: p["message"]["id"] == said["message"]["id"])
    await first.must("sync", {"conversation_id": started["conversation"]["id"], "after_seq": 0})
    for window in (first, second):
        ids = [payload["message"]["id"] for name, payload in window.heard if name == "message_created"]
        assert len(ids) == len(set(ids))


async def test_a_flood_is_met_with_seconds_and_others_talk_on(live: Live) -> None:
    live.core.limits = Limits(monotonic=lambda: 0.0)
    vic, wanda = await live.visitor(), await live.visitor("Wanda")
    conversation_id = (await vic.must("start_conversation", {"client_id": new_id()}))["conversation"]["id"]
    codes = []
    for n in range(60):
        answer = await vic.asks(
            "send_message", {"conversation_id": conversation_id, "client_id": new_id(), "text": str(n)}
        )
        codes.append("ok" if answer["ok"] else answer["error"]["code"])
        if not answer["ok"]:
            assert answer["error"]["retry_after"] > 0
    assert "rate_limited" in codes and set(codes) == {"ok", "rate_limited"}
    assert (await wanda.asks("start_conversation", {"client_id": new_id(), "text": "hi"}))["ok"]
    caught_up = await vic.must("sync", {"conversation_id": conversation_id, "after_seq": 0, "limit": 200})
    said = [m for m in caught_up["messages"] if m["author"]["type"] == "visitor"]
    assert len(said) == codes.count("ok")
