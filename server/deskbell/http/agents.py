"""Endpoints of agents and their invitations."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from deskbell.http.api import Body, Call
from deskbell.http.sign_in import signed_in_answer
from deskbell.services import agents, invitations
from deskbell.services.limits import network_of
from deskbell.services.peer import public_base


class Token(Body, frozen=True):
    token: str


async def show_all(call: Call) -> dict[str, Any]:
    return {
        "agents": await agents.list_agents(call.core, call.actor),
        "invitations": await invitations.list_invitations(call.core, call.actor),
    }


async def change(call: Call) -> dict[str, Any]:
    return {"agent": await agents.change_agent(call.core, call.actor, call.path("id"), await call.form())}


async def invite(call: Call) -> dict[str, Any]:
    """The secret stands behind `#`, so that it reaches neither a log nor a Referer."""
    new = await invitations.invite(call.core, call.actor, await call.form())
    return {"invitation": new.invitation, "link": f"{public_base(call.peer, call.core.settings)}/invite#{new.secret}"}


async def withdraw(call: Call) -> dict[str, Any]:
    await invitations.withdraw(call.core, call.actor, call.path("id"))
    return {}


async def show_invitation(call: Call) -> dict[str, Any]:
    _slow_down(call)
    return await invitations.show(call.core, (await call.body(Token)).token)


async def accept_invitation(call: Call) -> Response:
    _slow_down(call)
    return await signed_in_answer(call, await invitations.accept(call.core, await call.form()))


def _slow_down(call: Call) -> None:
    call.core.limits.take(("sign_in_address", network_of(call.peer.address)))
