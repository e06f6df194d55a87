"""The desk's HTTP door as a program uses it: set-up, invitations, signing in, socket tickets."""

from __future__ import annotations

from types import TracebackType
from typing import Any, Self

import aiohttp

PASSWORD = "correct horse battery"
LIMIT = aiohttp.ClientTimeout(total=20)


class Desk:
    """One browser's cookies at the JSON API. A refused request raises `AssertionError` with the server's words."""

    def __init__(self, url: str) -> None:
        self.url = url
        # unsafe: cookies for a bare IP address, which is what a test's server has.
        self._http = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True), timeout=LIMIT)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        await self._http.close()

    async def post(self, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        return await self._ask("POST", path, json=body or {}, headers={"Origin": self.url})

    async def patch(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        return await self._ask("PATCH", path, json=body, headers={"Origin": self.url})

    async def get(self, path: str) -> dict[str, Any]:
        return await self._ask("GET", path)

    async def ticket(self) -> str:
        ticket: str = (await self.post("/api/socket_ticket"))["ticket"]
        return ticket

    async def _ask(self, method: str, path: str, **more: Any) -> dict[str, Any]:
        async with self._http.request(method, self.url + path, **more) as answer:
            body: dict[str, Any] = await answer.json()
            assert answer.ok, f"{method} {path}: {answer.status} {body}"
            return body


async def set_up(desk: Desk, code: str) -> dict[str, Any]:
    """The first admin and the inbox *Shop*, whose settings are returned; the desk is Ada's from here on."""
    admin = {"name": "Ada", "email": "ada@shop.example", "password": PASSWORD}
    inbox = {"name": "Shop", "locale": "en", "time_zone": "UTC"}
    await desk.post("/api/setup", {"code": code, "organization": "Shop", "admin": admin, "inbox": inbox})
    inboxes: list[dict[str, Any]] = (await desk.get("/api/inboxes"))["inboxes"]
    return inboxes[0]


async def invite(admin: Desk, name: str, inbox_id: str) -> Desk:
    """A new agent, who has accepted the invitation and is signed in."""
    wanted = {"name": name, "email": f"{name.lower()}@shop.example", "role": "agent", "inbox_ids": [inbox_id]}
    link: str = (await admin.post("/api/invitations", wanted))["link"]
    agent = Desk(admin.url)
    token = link.rstrip("/").replace("#", "/").replace("=", "/").rpartition("/")[2]
    await agent.post("/api/invitations/accept", {"token": token, "name": name, "password": PASSWORD})
    return agent
