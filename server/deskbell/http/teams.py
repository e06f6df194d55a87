"""Endpoints of teams and skills."""

from __future__ import annotations

from typing import Any

from deskbell.http.api import Call
from deskbell.services import skills, teams


async def show_teams(call: Call) -> dict[str, Any]:
    return {"teams": await teams.list_teams(call.core, call.actor)}


async def add_team(call: Call) -> dict[str, Any]:
    return {"team": await teams.add_team(call.core, call.actor, await call.form())}


async def change_team(call: Call) -> dict[str, Any]:
    return {"team": await teams.change_team(call.core, call.actor, call.path("id"), await call.form())}


async def remove_team(call: Call) -> dict[str, Any]:
    await teams.remove_team(call.core, call.actor, call.path("id"))
    return {}


async def show_skills(call: Call) -> dict[str, Any]:
    return {"skills": await skills.list_skills(call.core, call.actor)}


async def add_skill(call: Call) -> dict[str, Any]:
    return {"skill": await skills.add_skill(call.core, call.actor, await call.form())}


async def change_skill(call: Call) -> dict[str, Any]:
    return {"skill": await skills.change_skill(call.core, call.actor, call.path("id"), await call.form())}


async def remove_skill(call: Call) -> dict[str, Any]:
    await skills.remove_skill(call.core, call.actor, call.path("id"))
    return {}
