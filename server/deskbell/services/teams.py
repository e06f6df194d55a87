"""Teams: agents who take the same kind of conversations. Set by admins, named to everybody at the desk."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.errors import not_found
from deskbell.domain.forms import (
    Checks,
    Wrong,
    check_form,
    check_id,
    check_once,
    check_text,
    invalid,
    items_of,
    whole_number,
)
from deskbell.domain.ids import new_id
from deskbell.domain.people import AgentActor
from deskbell.domain.records import Agent, Team
from deskbell.domain.routing.floor import FULL_SHARE
from deskbell.services import abilities
from deskbell.services.core import Core
from deskbell.services.naming import check_free_name, check_not_used, uses_of
from deskbell.services.routing.forgetting import forget_team
from deskbell.services.sign_in import access_settings
from deskbell.storage import agents, teams
from deskbell.storage.writer import Tx

Wire = dict[str, Any]
MAX_NAME, MOST_MEMBERS, LEAST_SHARE = 60, 500, 10
_share = whole_number(LEAST_SHARE, FULL_SHARE)


def _check_members(value: Any) -> dict[str, int]:
    """`[{agent_id, share?}]` as shares in percent by agent, each agent once."""
    member = partial(check_form, required={"agent_id": check_id}, optional={"share": _share})
    found: list[Wire] = items_of(member, MOST_MEMBERS)(value)
    check_once("agent_id", found)
    return {item["agent_id"]: item.get("share", FULL_SHARE) for item in found}


_name = partial(check_text, longest=MAX_NAME)
CHANGES: Checks = {"name": _name, "members": _check_members}


async def list_teams(core: Core, actor: AgentActor) -> list[Wire]:
    """All teams, by name. Raises `not_allowed`."""
    access_settings(actor)
    async with core.read() as conn:
        return await _views(conn, await teams.all_teams(conn))


async def teams_at_the_desk(core: Core) -> list[Wire]:
    """What agents see, who may hand a conversation to a team: its name and its active members."""
    async with core.read() as conn:
        members, active = await teams.members(conn), await _active(conn)
        found = await teams.all_teams(conn)
    return [
        {"id": team.id, "name": team.name, "members": [key for key in members.get(team.id, {}) if key in active]}
        for team in found
    ]


async def add_team(core: Core, actor: AgentActor, form: Any) -> Wire:
    """Raises `not_allowed` or `invalid_fields`, with `taken` for a name that another team has."""
    access_settings(actor)
    values = check_form(form, required={"name": _name}, optional={"members": _check_members})

    async def work(tx: Tx) -> Wire:
        check_free_name(values["name"], await teams.all_teams(tx.conn))
        team = await teams.insert_team(tx.conn, id=new_id(), name=values["name"], created_at=tx.now)
        await _set_members(core, tx, team, values.get("members", {}))
        return (await _views(tx.conn, [team]))[0]

    return await core.write(work)


async def change_team(core: Core, actor: AgentActor, team_id: str, form: Any) -> Wire:
    """Name and members; who may take something now gets it at once. Raises as `add_team`, and `not_found`."""
    access_settings(actor)
    values = check_form(form, optional=CHANGES)

    async def work(tx: Tx) -> Wire:
        team = await _access_team(tx.conn, team_id)
        if "name" in values:
            check_free_name(values["name"], await teams.all_teams(tx.conn), but=team_id)
            await teams.rename_team(tx.conn, team_id, values["name"])
        if "members" in values:
            await _set_members(core, tx, team, values["members"])
        return (await _views(tx.conn, [await _access_team(tx.conn, team_id)]))[0]

    return await core.write(work)


async def remove_team(core: Core, actor: AgentActor, team_id: str) -> None:
    """Its conversations wait for everybody then. Raises `not_allowed`, `not_found`, and `in_use` while settings name it."""
    access_settings(actor)

    async def work(tx: Tx) -> None:
        team = await _access_team(tx.conn, team_id)
        await check_not_used(tx.conn, team_id)
        members = (await teams.members(tx.conn)).get(team_id, {})
        await teams.drop_team(tx.conn, team_id)
        await forget_team(core, tx, actor, team)
        await abilities.changed(core, tx, members)

    await core.write(work)


async def _access_team(conn: AsyncConnection, team_id: str) -> Team:
    team = await teams.team_by_id(conn, team_id)
    if team is None:
        raise not_found()
    return team


async def _set_members(core: Core, tx: Tx, team: Team, shares: Mapping[str, int]) -> None:
    known = await agents.by_ids(tx.conn, shares)
    wrong = Wrong("not_found", "There is no such agent.").as_dict()
    unknown = {f"members.{place}.agent_id": wrong for place, key in enumerate(shares) if key not in known}
    if unknown:
        raise invalid(unknown)
    before = (await teams.members(tx.conn)).get(team.id, {})
    await teams.set_members(tx.conn, team.id, shares)
    await abilities.changed(core, tx, [key for key in {**before, **shares} if before.get(key) != shares.get(key)])


async def _views(conn: AsyncConnection, found: list[Team]) -> list[Wire]:
    members, active, uses = await teams.members(conn), await _active(conn), await uses_of(conn)
    return [_view(team, members.get(team.id, {}), active, uses(team.id)) for team in found]


def _view(team: Team, shares: Mapping[str, int], active: Mapping[str, Agent], used_in: list[Wire]) -> Wire:
    """The wire's `team`, with what keeps it from answering anybody."""
    warning = "no_members" if not shares else None if shares.keys() & active.keys() else "nobody_active"
    return {
        "id": team.id,
        "name": team.name,
        "members": [{"agent_id": agent_id, "share": share} for agent_id, share in shares.items()],
        "used_in": used_in,
        "warning": warning,
    }


async def _active(conn: AsyncConnection) -> dict[str, Agent]:
    return {agent.id: agent for agent in await agents.all_agents(conn) if agent.active}
