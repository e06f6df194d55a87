"""Endpoints of "Who would get this?" and of the replay of a day. They change nothing."""

from __future__ import annotations

from typing import Any

from deskbell.http.api import Call
from deskbell.services.what_if import for_leaders


async def show_choices(call: Call) -> dict[str, Any]:
    return await for_leaders.choices(call.core, call.actor, call.path("id"))


async def simulate(call: Call) -> dict[str, Any]:
    return await for_leaders.simulate(call.core, call.actor, call.path("id"), await call.form())


async def replay(call: Call) -> dict[str, Any]:
    return await for_leaders.replay_day(call.core, call.actor, call.path("id"), await call.form())
