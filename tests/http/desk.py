"""A real server for tests of the HTTP side: Ada is the admin, Lee leads, Ann is an agent; the inbox is Shop.

It runs on a port of the kernel's choice, in this process, so that a test can move its clock and look into its database.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import httpx2

from deskbell.app import running
from deskbell.domain.people import Role
from deskbell.domain.records import Inbox
from deskbell.services import passwords, setup
from deskbell.services.agents import create_agent
from deskbell.services.core import Core
from deskbell.serving import Server, bound
from deskbell.settings import Settings
from deskbell.storage.writer import Tx
from tests.ready import sqlite_in
from tests.world import Clock

PASSWORD = "a bell on the front desk"
PEOPLE: dict[str, Role] = {"Ada": "admin", "Lee": "team_leader", "Ann": "agent"}
Answer = httpx2.Response


@dataclass
class Desk:
    core: Core
    clock: Clock
    url: str
    told: list[Any] = field(default_factory=list)
    shop: Inbox | None = None
    ids: dict[str, str] = field(default_factory=dict)
    _open: list[httpx2.AsyncClient] = field(default_factory=list)

    @property
    def shop_url(self) -> str:
        assert self.shop
        return f"/api/inboxes/{self.shop.id}"

    def browser(self, **headers: str) -> httpx2.AsyncClient:
        """A browser at the desk's own pages, with a jar of its own."""
        # verify=False spares reading the machine's certificates, a tenth of a second each time, for plain HTTP.
        client = httpx2.AsyncClient(
            base_url=self.url, headers={"Origin": self.url, **headers}, timeout=30, verify=False, trust_env=False
        )
        self._open.append(client)
        return client

    async def signed_in(self, name: str) -> httpx2.AsyncClient:
        browser = self.browser()
        answer = await browser.post("/api/login", json={"email": email_of(name), "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        return browser

    async def open_world(self) -> None:
        password_hash = _hashed()

        async def work(tx: Tx) -> Inbox:
            await setup.create_organization(tx, "Tea & Co")
            shop = await setup.create_inbox(tx, "Shop", "en", "Asia/Shanghai")
            for name, role in PEOPLE.items():
                agent = await create_agent(tx, name, email_of(name), password_hash, role, [shop.id])
                self.ids[name] = agent.id
            return shop

        self.shop = await self.core.write(work)

    async def close(self) -> None:
        for client in self._open:
            await client.aclose()


@cache
def _hashed() -> str:
    return passwords._hasher.hash(PASSWORD)


def email_of(name: str) -> str:
    return f"{name.lower()}@shop.example"


def code_of(answer: Answer) -> str:
    """The error's code, of an answer that is an error as the protocol has it."""
    body = answer.json()
    assert body["ok"] is False, body
    code: str = body["error"]["code"]
    return code


@asynccontextmanager
async def open_desk(folder: Path, *, empty: bool = False, **settings: Any) -> AsyncIterator[Desk]:
    clock = Clock()
    if not empty and not settings.get("database_url"):
        sqlite_in(folder)
    async with running(Settings(data=folder, **settings), clock) as deskbell, _served(deskbell.app) as url:
        desk = Desk(deskbell.core, clock, url)
        # The limits go by the test's clock: by a real one they would fill again while a slow machine works.
        deskbell.core.limits._monotonic = lambda: clock.now.timestamp()
        deskbell.core.bus.subscribe(_remember(desk.told))
        if not empty:
            await desk.open_world()
        try:
            yield desk
        finally:
            await desk.close()


def _remember(told: list[Any]) -> Any:
    async def remember(events: list[Any]) -> None:
        told.extend(events)

    return remember


@asynccontextmanager
async def _served(app: Any) -> AsyncIterator[str]:
    server = Server(app, takes_signals=False)
    with bound("127.0.0.1", 0) as taken:
        serving = await server.begin(taken)
        try:
            yield f"http://127.0.0.1:{taken.getsockname()[1]}"
        finally:
            server.should_exit = True
            await serving
