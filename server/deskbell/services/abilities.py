"""What an agent can do and how much of it: skills with levels, and how many conversations of each inbox at most."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.errors import BadInput
from deskbell.domain.forms import (
    Checks,
    Wrong,
    check_form,
    check_id,
    check_once,
    invalid,
    items_of,
    or_none,
    whole_number,
)
from deskbell.domain.routing.needs import LEAST_LEVEL, TOP_LEVEL
from deskbell.services import routing
from deskbell.services.core import Core
from deskbell.services.events import QueueTouched
from deskbell.services.routing.holding import recheck
from deskbell.services.telling import tell_agent
from deskbell.storage import agents, floor, teams
from deskbell.storage.writer import Tx

Wire = dict[str, Any]
MOST_SKILLS_OF_ONE, MOST_INBOXES, MOST_CAPACITY = 50, 200, 100
_SKILL: Checks = {"skill_id": check_id, "level": whole_number(LEAST_LEVEL, TOP_LEVEL)}


def check_skills(value: Any) -> dict[str, int]:
    """`[{skill_id, level}]` as levels by skill, each skill once."""
    found: list[Wire] = items_of(lambda item: check_form(item, required=_SKILL), MOST_SKILLS_OF_ONE)(value)
    check_once("skill_id", found)
    return {skill["skill_id"]: skill["level"] for skill in found}


def check_inbox_capacity(value: Any) -> dict[str, int | None]:
    """`{inbox_id: 1..100 | null}`; null takes the limit away."""
    if not isinstance(value, dict):
        raise BadInput("bad_payload", "An object is expected here.")
    if len(value) > MOST_INBOXES:
        raise Wrong("too_many", f"At most {MOST_INBOXES} of them.")
    return check_form(value, optional=dict.fromkeys(value, or_none(whole_number(1, MOST_CAPACITY))))


CHANGES: Checks = {"skills": check_skills, "inbox_capacity": check_inbox_capacity}


async def views(conn: AsyncConnection, agent_ids: Sequence[str]) -> dict[str, Wire]:
    """By agent, what admins see of it: `skills`, `teams`, `inbox_capacity`."""
    can, in_teams = await floor.skills_of(conn, agent_ids), await floor.teams_of(conn, agent_ids)
    capacities = await agents.inbox_capacities(conn, agent_ids)
    return {
        agent_id: {
            "skills": [{"skill_id": key, "level": level} for key, level in sorted(can.get(agent_id, {}).items())],
            "teams": [{"team_id": key, "share": share} for key, share in sorted(in_teams.get(agent_id, {}).items())],
            "inbox_capacity": capacities.get(agent_id, {}),
        }
        for agent_id in agent_ids
    }


async def store(tx: Tx, agent_id: str, values: Mapping[str, Any]) -> None:
    """What came of `CHANGES`, after the agent's inboxes are set. Raises `invalid_fields` for what does not exist."""
    if "skills" in values:
        await _store_skills(tx, agent_id, values["skills"])
    if "inbox_capacity" in values:
        await _store_capacities(tx, agent_id, values["inbox_capacity"])


async def _store_skills(tx: Tx, agent_id: str, levels: Mapping[str, int]) -> None:
    known = {skill.id for skill in await teams.all_skills(tx.conn)}
    places = {f"skills.{place}.skill_id": skill_id for place, skill_id in enumerate(levels)}
    _refuse(name for name, skill_id in places.items() if skill_id not in known)
    await teams.set_skills(tx.conn, agent_id, levels)


async def _store_capacities(tx: Tx, agent_id: str, capacities: Mapping[str, int | None]) -> None:
    own = (await agents.inbox_ids(tx.conn, [agent_id])).get(agent_id, [])
    _refuse(f"inbox_capacity.{inbox_id}" for inbox_id in capacities if inbox_id not in own)
    for inbox_id, capacity in capacities.items():
        await agents.set_inbox_capacity(tx.conn, agent_id, inbox_id, capacity)


def _refuse(names: Iterable[str]) -> None:
    wrong = {
        name: Wrong("not_found", "There is no such thing any more, or it is not theirs.").as_dict() for name in names
    }
    if wrong:
        raise invalid(wrong)


async def changed(core: Core, tx: Tx, agent_ids: Iterable[str]) -> None:
    """These agents may take other conversations than before: told to the desk, and whoever waits is given or offered anew."""
    inbox_ids: dict[str, None] = {}
    people = sorted(set(agent_ids))
    await recheck(core, tx, people)
    for agent_id in people:
        inbox_ids |= dict.fromkeys(await tell_agent(tx, agent_id))
    for inbox_id in inbox_ids:
        tx.tell(QueueTouched(inbox_id))
    await routing.give_in(core, tx, inbox_ids)
