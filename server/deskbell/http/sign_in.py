"""Endpoints of signing in and out, and of an agent's own account."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from deskbell.domain.errors import NotSignedIn
from deskbell.http.api import Body, Call
from deskbell.http.cookies import drop_session, set_session
from deskbell.http.errors import json_answer
from deskbell.services import accounts, sign_in
from deskbell.services.sign_in import SignedIn
from deskbell.storage import installation


class SignOut(Body, frozen=True):
    transfer_to: str | None = None


class Credentials(Body, frozen=True):
    email: str
    password: str


async def log_in(call: Call) -> Response:
    given = await call.body(Credentials)
    return await signed_in_answer(
        call, await sign_in.sign_in(call.core, given.email, given.password, call.peer.address)
    )


async def signed_in_answer(call: Call, signed_in: SignedIn, **more: Any) -> Response:
    """`{agent, …}` with the session's cookie."""
    async with call.core.read() as conn:
        view = await accounts.my_view(conn, signed_in.agent.id)
    answer = json_answer({"ok": True, "agent": view, **more})
    set_session(answer, call.peer, signed_in.secret)
    return answer


async def log_out(call: Call) -> Response:
    given = await call.body_or_nothing(SignOut)
    await sign_in.sign_out(call.core, call.actor, given.transfer_to)
    answer = json_answer({"ok": True})
    drop_session(answer, call.peer)
    return answer


async def socket_ticket(call: Call) -> dict[str, Any]:
    await call.nothing()
    return {"ticket": await sign_in.new_ticket(call.core, call.actor)}


async def show_session(call: Call) -> dict[str, Any]:
    """Who is signed in, if anybody: a stranger is no error here, since every page asks first."""
    try:
        await call.sign_in()
    except NotSignedIn:
        return {"agent": None, "organization": ""}
    return await show_me(call)


async def show_me(call: Call) -> dict[str, Any]:
    async with call.core.read() as conn:
        view = await accounts.my_view(conn, call.actor.id)
        organization = await installation.get(conn, "organization")
    return {"agent": view, "organization": organization or ""}


async def change_me(call: Call) -> dict[str, Any]:
    return {"agent": await accounts.change_me(call.core, call.actor, await call.form())}
