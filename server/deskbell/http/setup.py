"""Endpoints of the one-time set-up."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from deskbell.http.api import Call
from deskbell.http.sign_in import signed_in_answer
from deskbell.services import setup
from deskbell.services.inboxes import inbox_settings


async def is_needed(call: Call) -> dict[str, Any]:
    return {"needed": await setup.is_needed(call.core)}


async def set_up(call: Call) -> Response:
    done = await setup.set_up(call.core, await call.form(), call.peer.address)
    return await signed_in_answer(call, done.signed_in, inbox=inbox_settings(done.inbox))
