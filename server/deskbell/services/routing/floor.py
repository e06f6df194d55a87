"""Reading the floor: the state that the rules of `domain.routing` decide on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.records import Agent, Skill
from deskbell.domain.routing.floor import Post, Waiting
from deskbell.domain.routing.needs import Need
from deskbell.services.core import Core
from deskbell.storage import floor, teams

Wire = dict[str, Any]


async def posts_of(core: Core, conn: AsyncConnection, inbox_id: str) -> list[Post]:
    """The active agents of an inbox, by name, as the rules see them now."""
    people = await floor.members(conn, inbox_id)
    ids = [member.agent.id for member in people]
    loads = await floor.loads(conn, inbox_id)
    in_teams, can = await floor.teams_of(conn, ids), await floor.skills_of(conn, ids)
    return [
        Post(
            id=agent.id,
            name=agent.name,
            here=is_here(core, agent),
            capacity=agent.capacity,
            load=loads[agent.id].total if agent.id in loads else 0,
            inbox_capacity=capacity,
            inbox_load=loads[agent.id].here if agent.id in loads else 0,
            teams=in_teams.get(agent.id, {}),
            skills=can.get(agent.id, {}),
            last_given_at=agent.last_given_at,
            serves_again=agent.serves_again,
        )
        for agent, capacity in people
    ]


def is_here(core: Core, agent: Agent) -> bool:
    """Online, with a connection: within the grace of a lost one an agent is shown as online but is given nothing."""
    return agent.presence == "online" and core.connections.agent_is_connected(agent.id)


async def needs_view(conn: AsyncConnection, needs: Iterable[Need]) -> list[Wire]:
    """The wire's `needs`: what a conversation needs, by name."""
    wanted = tuple(needs)
    known = {skill.id: skill for skill in await teams.all_skills(conn)} if wanted else {}
    return [_need_view(need, known.get(need.skill_id)) for need in wanted]


def _need_view(need: Need, skill: Skill | None) -> Wire:
    """A skill that is gone has no name."""
    name, language = (skill.name, skill.language) if skill is not None else ("", None)
    return {"skill_id": need.skill_id, "name": name, "level": need.level, "language": language}


async def team_view(conn: AsyncConnection, team_id: str | None) -> Wire | None:
    team = await teams.team_by_id(conn, team_id) if team_id is not None else None
    return None if team is None else {"id": team.id, "name": team.name}


async def wants_view(conn: AsyncConnection, waiting: Waiting) -> Wire:
    """What somebody in line waits for: team, needs, priority."""
    return {
        "team": await team_view(conn, waiting.team_id),
        "needs": await needs_view(conn, waiting.needs),
        "priority": waiting.priority,
    }
