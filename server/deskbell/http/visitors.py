"""Endpoints about visitors."""

from __future__ import annotations

from typing import Any

from deskbell.http.api import Call
from deskbell.services import visitors


async def revoke(call: Call) -> dict[str, Any]:
    """All tokens of one visitor are worthless from now on; open windows close."""
    await call.nothing()
    await visitors.revoke(call.core, call.actor, call.path("id"))
    return {}
