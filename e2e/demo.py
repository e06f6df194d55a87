"""A living shop for the stories: `deskbell demo` as a process of its own, and short ways to what an admin would click.

What a story leaves behind is tidied over the API and the wire, as a team leader would do it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import msgspec
import pytest
from filelock import FileLock

from e2e.wire import Wire
from tests.process import CHEAP, ServerProcess, free_port

UNLIMITED = {"DESKBELL_RATE_LIMIT_SCALE": "0"}
NEIGHBOURS = {"DESKBELL_ALLOW_PRIVATE_ADDRESSES": "true"}
"""The business's own server is on this machine as well."""


class Account(msgspec.Struct, frozen=True):
    role: str
    name: str
    email: str
    password: str


class Told(msgspec.Struct, frozen=True):
    """The line of JSON that `deskbell demo --json` prints first."""

    url: str
    shop_url: str
    inbox: str
    accounts: list[Account]


@dataclass
class Demo:
    """Desk and shop, each on its own port, which are the same after a restart."""

    data: Path
    environ: Mapping[str, str] = field(default_factory=lambda: UNLIMITED)

    def __post_init__(self) -> None:
        self.server = ServerProcess(self.data, command=CHEAP, environ=self.environ)
        self._shop_port = free_port()
        self.told: Told

    def start(self) -> Demo:
        seen = len(self.server.output())
        self.server.start("demo", "--shop-port", str(self._shop_port), "--json")
        self.told = msgspec.json.decode(self.server.line_of_json(seen), type=Told)
        return self

    def dies(self) -> None:
        """kill -9."""
        self.server.kill()

    @property
    def url(self) -> str:
        return self.told.url

    @property
    def shop_url(self) -> str:
        return self.told.shop_url

    def account(self, name: str) -> Account:
        return next(account for account in self.told.accounts if account.name == name)

    def signed_in(self, name: str) -> Api:
        return Api(self.url, self.account(name))

    def tidy(self) -> None:
        """Nobody waits and nobody's conversation is open: the next story begins in a quiet shop."""
        with self.signed_in("Lee") as lee:
            lee.resolve_everything()


def filled(folders: pytest.TempPathFactory) -> Path:
    """The data of a demo that was filled once for this run and all its workers; no website of its own is allowed."""
    run = folders.getbasetemp().parent if "PYTEST_XDIST_WORKER" in os.environ else folders.getbasetemp()
    data = run / "filled"
    with FileLock(run / "filled.lock"):
        if not data.exists():
            _fill(run / "filling")
            (run / "filling").rename(data)
    return data


def _fill(data: Path) -> None:
    demo = Demo(data)
    try:
        demo.start()
        with demo.signed_in("Ada") as ada:
            for name in ("Shop", "Studio"):
                ada.change_inbox(name, allowed_origins=[])
        demo.server.stop()
    finally:
        demo.server.end()


@contextmanager
def living(folders: pytest.TempPathFactory, name: str, environ: Mapping[str, str] = UNLIMITED) -> Iterator[Demo]:
    """A shop that lives as long as the block, in a folder of this name."""
    data = folders.mktemp(name) / "data"
    shutil.copytree(filled(folders), data)
    demo = Demo(data, environ)
    try:
        yield demo.start()
    finally:
        demo.server.end()


class Api:
    """An agent over HTTP and the wire, for what a story needs but does not tell."""

    def __init__(self, url: str, account: Account) -> None:
        self.url = url
        # verify=False spares reading the machine's certificates, for plain HTTP.
        self._http = httpx2.Client(base_url=url, headers={"Origin": url}, timeout=60, verify=False)
        self.ask("POST", "/api/login", {"email": account.email, "password": account.password})

    def __enter__(self) -> Api:
        return self

    def __exit__(self, *_: object) -> None:
        """Signed out, not only gone: who just closes the line is shown as online for a while."""
        self._http.post("/api/logout")
        self._http.close()

    def ask(self, method: str, path: str, body: Any = None) -> dict[str, Any]:
        answer: dict[str, Any] = self._http.request(method, path, json=body).raise_for_status().json()
        return answer

    def inbox(self, name: str) -> dict[str, Any]:
        return next(inbox for inbox in self.ask("GET", "/api/inboxes")["inboxes"] if inbox["name"] == name)

    def agent(self, name: str) -> dict[str, Any]:
        return next(agent for agent in self.ask("GET", "/api/agents")["agents"] if agent["name"] == name)

    def change_inbox(self, name: str, **change: Any) -> dict[str, Any]:
        return self.ask("PATCH", f"/api/inboxes/{self.inbox(name)['id']}", change)

    def wire(self) -> Wire:
        return Wire(self.url, "/agent", {"ticket": self.ask("POST", "/api/socket_ticket")["ticket"]})

    def conversations(self, view: str) -> list[dict[str, Any]]:
        """All of a view, page after page."""
        found: list[dict[str, Any]] = []
        with self.wire() as wire:
            page = wire.must("list_conversations", {"view": view, "limit": 200})
            found += page["conversations"]
            while page["next"]:
                page = wire.must("list_conversations", {"view": view, "limit": 200, "before": page["next"]})
                found += page["conversations"]
        return found

    def resolve_everything(self) -> None:
        with self.wire() as wire:
            while found := wire.must("list_conversations", {"view": "all"})["conversations"]:
                for conversation in found:
                    wire.must("resolve_conversation", {"conversation_id": conversation["id"]})
