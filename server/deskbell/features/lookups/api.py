"""The HTTP API of look-ups."""

from __future__ import annotations

from typing import Any

from deskbell.features.lookups import editing
from deskbell.http.api import Call, admin, endpoint, leader


async def _list(call: Call) -> dict[str, Any]:
    return {"look_ups": await editing.list_look_ups(call.core, call.actor, call.path("id"))}


async def _add(call: Call) -> dict[str, Any]:
    return await editing.add_look_up(call.core, call.actor, call.path("id"), await call.form())


async def _change(call: Call) -> dict[str, Any]:
    return {"look_up": await editing.change_look_up(call.core, call.actor, call.path("id"), await call.form())}


async def _delete(call: Call) -> dict[str, Any]:
    await call.nothing()
    await editing.delete_look_up(call.core, call.actor, call.path("id"))
    return {}


async def _renew(call: Call) -> dict[str, Any]:
    await call.nothing()
    return {"secret": await editing.renew_secret(call.core, call.actor, call.path("id"))}


async def _try(call: Call) -> dict[str, Any]:
    return await editing.try_look_up(call.core, call.actor, call.path("id"), await call.form())


ROUTES = (
    endpoint("/api/inboxes/{id}/look_ups", GET=leader(_list), POST=admin(_add)),
    endpoint("/api/look_ups/{id}", PATCH=admin(_change), DELETE=admin(_delete)),
    endpoint("/api/look_ups/{id}/secret", POST=admin(_renew)),
    endpoint("/api/look_ups/{id}/try", POST=admin(_try)),
)
