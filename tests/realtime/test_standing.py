"""A right that ends ends the socket, also while it is being let in. The steps of connecting are taken one by one here,
so that what comes between them comes exactly there."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
import socketio

from deskbell.domain.errors import NotSignedIn
from deskbell.domain.people import AgentActor
from deskbell.realtime.server import RealtimeServer
from deskbell.realtime.watch import LOOKS_OUTSIDE
from deskbell.services import lists, presence, sign_in, visitors
from deskbell.services.events import QueueTouched, VisitorChanged
from deskbell.services.tokens import VisitorClaim
from deskbell.storage import agents
from deskbell.storage import visitors as rows
from deskbell.storage.writer import Tx
from tests.world import World, open_world

pytestmark = pytest.mark.anyio
ENVIRON = {"asgi.scope": {"client": ["203.0.113.7", 1], "headers": [], "scheme": "http"}}


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with open_world(tmp_path) as world:
        yield world


class Client:
    """A client at the door, one step at a time."""

    def __init__(self, world: World, namespace: str) -> None:
        self.world = world
        self.realtime = RealtimeServer(world.core, (), ())
        self.door, self.namespace = self.realtime.door, namespace
        self.sid = ""

    async def asks_to_come_in(self, auth: dict[str, Any] | None = None) -> None:
        self.sid = await self.door.manager.pre_connect("a socket", self.namespace)
        if auth is not None:
            await self.door._trigger_event("connect", self.namespace, self.sid, ENVIRON, auth)

    async def is_in(self) -> None:
        await self.door.manager.connect(self.sid, self.namespace)
        assert self.door.on_connected
        await self.door.on_connected(self.namespace, self.sid)
        await self.world.core.bus.told_all()

    @property
    def is_connected(self) -> bool:
        return bool(self.door.manager.is_connected(self.sid, self.namespace))

    @property
    def rooms(self) -> set[str]:
        return set(self.door.rooms(self.sid, self.namespace)) - {self.sid}


async def _revoke(world: World) -> None:
    await visitors.revoke(world.core, world.lee, world.vic.id)
    await world.core.bus.told_all()


def _token(world: World) -> str:
    return world.core.tokens.sign_visitor(VisitorClaim(world.vic.id, world.shop.id, 1))


async def test_vic_who_is_revoked_while_he_comes_in_is_not_in(world: World) -> None:
    client = Client(world, "/visitor")
    await client.asks_to_come_in({"inbox": world.shop.key, "token": _token(world)})
    await _revoke(world)
    await client.is_in()
    assert not client.is_connected and not world.core.connections.visitor_is_connected(world.vic.id)


async def test_vic_stays_in_when_nobody_revokes_him(world: World) -> None:
    client = Client(world, "/visitor")
    await client.asks_to_come_in({"inbox": world.shop.key, "token": _token(world)})
    await client.is_in()
    await client.realtime.watch.look()
    assert client.is_connected and client.rooms == {f"visitor:{world.vic.id}"}


async def test_a_token_revoked_between_reading_and_writing_does_not_become_a_new_one(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = visitors._of_token

    async def reads_then_is_revoked(*given: Any) -> Any:
        vic = await read(*given)
        await _revoke(world)
        return vic

    monkeypatch.setattr(visitors, "_of_token", reads_then_is_revoked)
    browser = visitors.Browser(
        world.shop.key, _token(world), "en", None, None, None, "", "127.0.0.1", None, frozenset()
    )
    with pytest.raises(NotSignedIn) as refused:
        await visitors.connect(world.core, browser)
    assert refused.value.code == "bad_token"


async def test_the_watch_finds_a_revoked_visitor_whom_nobody_told(world: World) -> None:
    client = Client(world, "/visitor")
    await client.asks_to_come_in({"inbox": world.shop.key, "token": _token(world)})
    await client.is_in()
    await world.core.write(lambda tx: rows.change(tx.conn, world.vic.id, epoch=2))
    await client.realtime.watch.look()
    assert not client.is_connected


async def _ann_at_the_door(world: World) -> Client:
    async def signs_in(tx: Tx) -> AgentActor:
        ann = await agents.by_id(tx.conn, world.ann.id)
        assert ann
        return await sign_in.actor_of(tx.conn, ann, (await sign_in.start_session(tx, ann)).session.id)

    ann = await world.core.write(signs_in)
    ticket = await sign_in.new_ticket(world.core, ann)
    client = Client(world, "/agent")
    await client.asks_to_come_in({"ticket": ticket})
    return client


async def test_ann_whose_session_ends_while_she_comes_in_hears_nothing(world: World) -> None:
    client = await _ann_at_the_door(world)
    [(_, ann)] = client.realtime.sockets.agents()
    await sign_in.sign_out(world.core, ann)
    await world.core.bus.told_all()
    await client.is_in()
    assert not client.is_connected


async def test_the_watch_closes_a_socket_that_nobody_knows(world: World) -> None:
    client = Client(world, "/visitor")
    await client.asks_to_come_in()
    await client.door.manager.connect(client.sid, "/visitor")
    await client.realtime.watch.look()
    assert not client.is_connected


async def test_nothing_is_kept_of_vic_who_leaves_while_he_comes_in(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    door, connect = (realtime := RealtimeServer(world.core, (), ())).door, visitors.connect

    async def connects_and_leaves(*given: Any) -> Any:
        visit = await connect(*given)
        await door._handle_eio_disconnect("a socket", "transport close")
        return visit

    monkeypatch.setattr(visitors, "connect", connects_and_leaves)
    door.environ["a socket"] = ENVIRON
    await door._handle_connect("a socket", "/visitor", {"inbox": world.shop.key, "token": _token(world)})
    assert realtime.sockets.all_visitors() == []
    assert list(door.manager.get_participants("/visitor", None)) == []


async def test_vic_who_cannot_be_told_his_session_is_sent_to_come_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_: Any) -> Any:
        raise OSError("the disk is gone")

    client = Client(world, "/visitor")
    await client.asks_to_come_in({"inbox": world.shop.key, "token": _token(world)})
    monkeypatch.setattr(lists, "current_of_visitor", fails)
    await client.is_in()
    assert not client.is_connected and not world.core.connections.visitor_is_connected(world.vic.id)


async def test_no_older_state_of_ben_overtakes_a_newer_one_while_ann_comes_in(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.is_here(world.ben)
    client = await _ann_at_the_door(world)
    sent: list[tuple[str, str]] = []
    emit = client.door.emit

    async def ben_goes_for_tea(event: str, payload: Any, **where: Any) -> None:
        if event == "session_started":
            await presence.set_presence(world.core, world.ben, "away")
            for _ in range(200):  # turns of the loop in which whatever runs beside this may tell it
                await asyncio.sleep(0)
        agents_ = payload.get("agents") or [payload.get("agent")]
        sent.extend((event, agent["presence"]) for agent in agents_ if agent and agent["name"] == "Ben")
        await emit(event, payload, **where)

    monkeypatch.setattr(client.door, "emit", ben_goes_for_tea)
    await client.is_in()
    assert sent == [("session_started", "online"), ("presence_changed", "away")]


async def test_the_watch_cuts_off_who_joins_no_namespace(world: World) -> None:
    realtime = RealtimeServer(world.core, (), ())
    transport = httpx2.ASGITransport(socketio.ASGIApp(realtime.door))
    async with httpx2.AsyncClient(transport=transport, base_url="http://desk.example") as http:
        where = {"EIO": "4", "transport": "polling"}
        vic, stranger = [json.loads((await http.get("/socket.io/", params=where)).text[1:])["sid"] for _ in range(2)]
        joins = f"40/visitor,{json.dumps({'inbox': world.shop.key})}"
        await http.post("/socket.io/", params=where | {"sid": vic}, content=joins)
        for _ in range(LOOKS_OUTSIDE):
            await realtime.watch.look()
        assert set(realtime.door.eio.sockets) == {vic, stranger}
        await realtime.watch.look()
        assert set(realtime.door.eio.sockets) == {vic}
    await realtime.door.shutdown()


async def test_an_event_that_cannot_be_told_takes_nothing_of_its_neighbours_with_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = await _ann_at_the_door(world)
    await client.is_in()
    sent: list[str] = []

    async def is_no_place_for_vic(event: str, payload: Any, **_: Any) -> None:
        if payload.get("visitor", {}).get("name") == "Vic":
            raise OSError("no")
        sent.append(event)

    monkeypatch.setattr(client.door, "emit", is_no_place_for_vic)
    world.core.bus.publish(
        [
            VisitorChanged(world.shop.id, {"name": "Vic"}),
            VisitorChanged(world.shop.id, {"name": "Wanda"}),
            QueueTouched(world.shop.id),
        ]
    )
    await world.core.bus.told_all()
    assert sent[:2] == ["visitor_updated", "queue_changed"]
