"""The HTTP API of canned replies."""

from __future__ import annotations

from typing import Any

from deskbell.features.canned_replies import replies
from deskbell.http.api import Call, agent, endpoint, leader


async def _list(call: Call) -> dict[str, Any]:
    return {"canned_replies": await replies.list_replies(call.core, call.actor)}


async def _add(call: Call) -> dict[str, Any]:
    return {"canned_reply": await replies.add_reply(call.core, call.actor, await call.form())}


async def _change(call: Call) -> dict[str, Any]:
    changed = await replies.change_reply(call.core, call.actor, call.path("id"), await call.form())
    return {"canned_reply": changed}


async def _delete(call: Call) -> dict[str, Any]:
    await replies.delete_reply(call.core, call.actor, call.path("id"))
    return {}


ROUTES = (
    endpoint("/api/canned_replies", GET=agent(_list), POST=leader(_add)),
    endpoint("/api/canned_replies/{id}", PATCH=leader(_change), DELETE=leader(_delete)),
)
