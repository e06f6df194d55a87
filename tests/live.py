"""A real Deskbell on a free port, and clients that speak the wire: named people with sockets of their own."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import socketio

from deskbell.app import Running, running
from deskbell.domain.ids import new_id
from deskbell.domain.people import Role
from deskbell.domain.records import Inbox
from deskbell.services import setup
from deskbell.services.agents import create_agent
from deskbell.services.core import Core
from deskbell.services.passwords import hash_password
from deskbell.serving import Server, bound
from deskbell.settings import Settings
from tests.ready import sqlite_in

PASSWORD = "the bell on the desk"
Answer = dict[str, Any]


class Person:
    """A client of one namespace: what it heard, in order, and what it asks."""

    def __init__(self, live: Live, namespace: str, name: str) -> None:
        self.live = live
        self.namespace = namespace
        self.name = name
        self.heard: list[tuple[str, Any]] = []
        self.session: dict[str, Any] = {}
        self.socket = socketio.AsyncClient(reconnection=False)
        self._news = asyncio.Condition()
        self.socket.on("*", self._hears, namespace=namespace)

    async def _hears(self, event: str, payload: Any = None) -> None:
        async with self._news:
            self.heard.append((event, payload))
            self._news.notify_all()

    async def connects(self, auth: Any, headers: dict[str, str] | None = None) -> Person:
        await self.socket.connect(
            self.live.url,
            namespaces=[self.namespace],
            auth=auth,
            headers=headers or {},
            transports=["websocket"],
            wait_timeout=20,
        )
        self.session = await self.hears("session_started")
        return self

    async def asks(self, command: str, payload: Any = None) -> Answer:
        """Send a command and return its acknowledgement."""
        answer: Answer = await self.socket.call(command, payload, namespace=self.namespace, timeout=20)
        return answer

    async def must(self, command: str, payload: Any = None) -> Answer:
        answer = await self.asks(command, payload)
        assert answer["ok"], (command, payload, answer)
        return answer

    async def is_refused(self, command: str, payload: Any = None) -> str:
        answer = await self.asks(command, payload)
        assert not answer["ok"], (command, payload, answer)
        error = answer["error"]
        assert set(error) <= {"code", "message", "retry_after"} and error["message"]
        return str(error["code"])

    async def hears(self, event: str, where: Any = lambda payload: True) -> Any:
        """Wait for an event (heard already or still to come) that fits."""

        def found() -> list[Any]:
            return [payload for name, payload in self.heard if name == event and where(payload)]

        async with self._news:
            async with asyncio.timeout(20):
                await self._news.wait_for(lambda: bool(found()))
        return found()[-1]

    async def says(self, conversation_id: str, text: str) -> Answer:
        payload = {"conversation_id": conversation_id, "client_id": new_id(), "text": text}
        return await self.must("send_message", payload)

    async def leaves(self) -> None:
        await self.socket.disconnect()


@dataclass
class Live:
    """The running server and who is there."""

    url: str
    core: Core
    shop: Inbox
    people: list[Person] = field(default_factory=list)

    async def visitor(self, name: str = "Vic", **auth: Any) -> Person:
        person = Person(self, "/visitor", name)
        self.people.append(person)
        return await person.connects({"inbox": self.shop.key, "locale": "en", **auth})

    async def tells_all(self, *people: Person) -> None:
        """Wait until these have heard all that was told: an answer that only they hear comes behind it."""
        await self.core.bus.told_all()
        for person in people:
            await person.is_refused("no_such_command", {})

    def browser(self) -> httpx2.AsyncClient:
        """A browser at the desk's pages. verify=False spares reading the machine's certificates, for plain HTTP."""
        return httpx2.AsyncClient(base_url=self.url, verify=False, trust_env=False)

    async def hire(self, name: str, role: Role = "agent", inbox: Inbox | None = None) -> str:
        """Make an agent; returns their e-mail address. The password is `PASSWORD`."""
        email = f"{name.lower()}@shop.example"
        hashed = await hash_password(PASSWORD)
        await self.core.write(
            lambda tx: create_agent(tx, name, email, hashed, role, [(inbox or self.shop).id], None, 5)
        )
        return email

    async def agent(self, name: str, role: Role = "agent", inbox: Inbox | None = None) -> Person:
        """A new agent, signed in and online."""
        email = await self.hire(name, role, inbox)
        async with self.browser() as http:
            answer = await http.post("/api/login", json={"email": email, "password": PASSWORD})
            assert answer.status_code == 200, answer.text
            ticket = (await http.post("/api/socket_ticket")).json()["ticket"]
        person = Person(self, "/agent", name)
        self.people.append(person)
        await person.connects({"ticket": ticket})
        await person.must("set_presence", {"presence": "online"})
        return person


@asynccontextmanager
async def live_server(folder: Path, database_url: str = "", **settings: Any) -> AsyncIterator[Live]:
    """Start a server for one test; everybody still connected is sent home at its end."""
    wanted = Settings(data=folder, database_url=database_url, **settings)
    if not database_url:
        sqlite_in(folder)
    with bound("127.0.0.1", 0) as taken:
        async with running(wanted) as deskbell, _serving(deskbell, taken) as live:
            yield live


@asynccontextmanager
async def _serving(deskbell: Running, taken: socket.socket) -> AsyncIterator[Live]:
    server = Server(deskbell.app, log_level="error", on_draining=deskbell.drain, takes_signals=False)
    serving = await server.begin(taken)
    port = taken.getsockname()[1]
    shop = await deskbell.core.write(lambda tx: setup.create_inbox(tx, "Shop", "en", "Asia/Shanghai"))
    live = Live(f"http://127.0.0.1:{port}", deskbell.core, shop)
    try:
        yield live
    finally:
        for person in live.people:
            await person.leaves()
        server.should_exit = True
        await serving
