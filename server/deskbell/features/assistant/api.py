"""The HTTP API of the language model, for admins."""

from __future__ import annotations

from typing import Any

from deskbell.features.assistant import editing
from deskbell.http.api import Call, admin, endpoint


async def _show(call: Call) -> dict[str, Any]:
    return {"assistant": await editing.show(call.core, call.actor, call.path("id"))}


async def _change(call: Call) -> dict[str, Any]:
    return {"assistant": await editing.change(call.core, call.actor, call.path("id"), await call.form())}


async def _try(call: Call) -> dict[str, Any]:
    return await editing.try_it(call.core, call.actor, call.path("id"), await call.form())


ROUTES = (
    endpoint("/api/inboxes/{id}/assistant", GET=admin(_show), PATCH=admin(_change)),
    endpoint("/api/inboxes/{id}/assistant/try", POST=admin(_try)),
)
