"""Who may do what: every endpoint against a stranger, an agent, a team leader and an admin."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.routing import Route

from deskbell.http.routes import core_routes
from tests.http.desk import Desk, code_of

pytestmark = pytest.mark.anyio

ADMIN_ONLY = [
    ("POST", "/api/inboxes"),
    ("GET", "/api/inboxes/{inbox}"),
    ("PATCH", "/api/inboxes/{inbox}"),
    ("PATCH", "/api/inboxes/{inbox}/allowed_origins"),
    ("PUT", "/api/inboxes/{inbox}/logo"),
    ("DELETE", "/api/inboxes/{inbox}/logo"),
    ("GET", "/api/inboxes/{inbox}/business_hours"),
    ("GET", "/api/inboxes/{inbox}/embed"),
    ("GET", "/api/inboxes/{inbox}/identity"),
    ("POST", "/api/inboxes/{inbox}/identity"),
    ("POST", "/api/brand_preview"),
    ("GET", "/api/agents"),
    ("PATCH", "/api/agents/{agent}"),
    ("POST", "/api/invitations"),
    ("DELETE", "/api/invitations/any"),
    ("POST", "/api/visitors/any/revoke"),
    ("GET", "/api/teams"),
    ("POST", "/api/teams"),
    ("PATCH", "/api/teams/any"),
    ("DELETE", "/api/teams/any"),
    ("GET", "/api/skills"),
    ("POST", "/api/skills"),
    ("PATCH", "/api/skills/any"),
    ("DELETE", "/api/skills/any"),
    ("GET", "/api/inboxes/{inbox}/identity"),
    ("POST", "/api/inboxes/{inbox}/identity"),
]
FOR_LEADERS = [
    ("GET", "/api/inboxes/{inbox}/simulate"),
    ("POST", "/api/inboxes/{inbox}/simulate"),
    ("POST", "/api/inboxes/{inbox}/replay"),
]
FOR_AGENTS = [
    ("GET", "/api/me"),
    ("PATCH", "/api/me"),
    ("GET", "/api/inboxes"),
    ("POST", "/api/socket_ticket"),
    ("POST", "/api/logout"),
]
FOR_ANYBODY = [
    ("GET", "/api/setup"),
    ("POST", "/api/setup"),
    ("POST", "/api/login"),
    ("GET", "/api/session"),
    ("POST", "/api/invitations/show"),
    ("POST", "/api/invitations/accept"),
]


def _path(desk: Desk, path: str) -> str:
    assert desk.shop
    return path.format(inbox=desk.shop.id, agent=desk.ids["Ann"])


@pytest.mark.parametrize("name", ["Ann", "Lee"])
async def test_settings_are_for_admins(desk: Desk, name: str) -> None:
    """Before a single byte of the body is read, so that nothing is told of what would have been wrong with it."""
    browser = await desk.signed_in(name)
    for method, path in ADMIN_ONLY:
        answer = await browser.request(method, _path(desk, path), content=b"not json")
        assert (answer.status_code, code_of(answer)) == (403, "not_allowed"), (method, path)


async def test_what_if_is_for_who_leads(desk: Desk) -> None:
    ann, lee = await desk.signed_in("Ann"), await desk.signed_in("Lee")
    for method, path in FOR_LEADERS:
        answer = await ann.request(method, _path(desk, path), content=b"not json")
        assert (answer.status_code, code_of(answer)) == (403, "not_allowed"), (method, path)
        body = {"content": b"{}", "headers": {"Content-Type": "application/json"}} if method == "POST" else {}
        assert (await lee.request(method, _path(desk, path), **body)).status_code == 200, (method, path)  # type: ignore[arg-type]
        unknown = path.replace("{inbox}", "nowhere")
        assert (await lee.request(method, unknown, **body)).status_code == 404, (method, path)  # type: ignore[arg-type]


async def test_a_stranger_gets_nothing(desk: Desk) -> None:
    for method, path in ADMIN_ONLY + FOR_LEADERS + FOR_AGENTS:
        answer = await desk.browser().request(method, _path(desk, path))
        assert (answer.status_code, code_of(answer)) == (401, "not_signed_in"), (method, path)


async def test_nobody_forgot_an_endpoint(desk: Desk) -> None:
    """The lists above are all there is: a new endpoint has to say whose it is."""
    there = {
        (method, route.path)
        for route in core_routes(desk.core)
        if isinstance(route, Route) and route.path.startswith("/api/")
        for method in (route.methods or set()) - {"HEAD"}
    }
    ids = {"/api/inboxes/{inbox}": "/api/inboxes/{id}", "/api/agents/{agent}": "/api/agents/{id}"}
    known = set()
    for method, path in ADMIN_ONLY + FOR_LEADERS + FOR_AGENTS + FOR_ANYBODY:
        for ours, theirs in ids.items():
            path = path.replace(ours, theirs)
        known.add((method, path.replace("/any", "/{id}")))
    assert there == known


async def test_an_agent_sees_only_their_inboxes_and_no_settings(desk: Desk) -> None:
    ada = await desk.signed_in("Ada")
    studio = (await ada.post("/api/inboxes", json={"name": "Studio", "locale": "en", "time_zone": "UTC"})).json()
    seen = (await (await desk.signed_in("Ann")).get("/api/inboxes")).json()["inboxes"]
    assert [(inbox["name"], set(inbox)) for inbox in seen] == [("Shop", {"id", "key", "name", "brand"})]
    led = (await (await desk.signed_in("Lee")).get("/api/inboxes")).json()["inboxes"]
    assert [inbox["name"] for inbox in led] == ["Shop", "Studio"]
    assert "routing" not in led[0]
    own = (await ada.get("/api/inboxes")).json()["inboxes"]
    assert [inbox["id"] for inbox in own] == [desk.shop.id if desk.shop else "", studio["inbox"]["id"]]
    assert "routing" in own[0]


async def test_an_agent_cannot_raise_themselves(desk: Desk) -> None:
    ann = await desk.signed_in("Ann")
    changes: list[dict[str, Any]] = [{"role": "admin"}, {"active": True}, {"inbox_ids": []}, {"email": "a@b.example"}]
    for change in changes:
        answer = await ann.patch("/api/me", json=change)
        assert answer.json()["error"]["fields"] == {
            next(iter(change)): {"code": "unknown", "message": "There is no such field."}
        }
    assert (await ann.get("/api/me")).json()["agent"]["role"] == "agent"


async def test_no_secret_is_ever_read_back(desk: Desk) -> None:
    ada = await desk.signed_in("Ada")
    link = (
        await ada.post(
            "/api/invitations", json={"name": "Ben", "email": "ben@shop.example", "role": "agent", "inbox_ids": []}
        )
    ).json()["link"]
    texts = [
        (await ada.get(_path(desk, path))).text
        for path in ("/api/me", "/api/agents", "/api/inboxes", "/api/inboxes/{inbox}", "/api/inboxes/{inbox}/embed")
    ]
    secrets = [link.partition("#")[2], ada.cookies["deskbell_session"], desk.core.setup_code, "argon2", "password_hash"]
    for text in texts:
        assert not [secret for secret in secrets if secret in text]
