"""Teams and skills: what they are, who is in them, who has them. SQL only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.records import Skill, Team
from deskbell.storage.tables import agent_skills, agents, skills, team_members, teams


async def all_teams(conn: AsyncConnection) -> list[Team]:
    rows = await conn.execute(select(teams).order_by(func.lower(teams.c.name), teams.c.id))
    return [Team(**row._mapping) for row in rows]


async def team_by_id(conn: AsyncConnection, team_id: str) -> Team | None:
    row = (await conn.execute(select(teams).where(teams.c.id == team_id))).one_or_none()
    return None if row is None else Team(**row._mapping)


async def insert_team(conn: AsyncConnection, **values: Any) -> Team:
    return Team(**(await conn.execute(teams.insert().values(**values).returning(teams))).one()._mapping)


async def rename_team(conn: AsyncConnection, team_id: str, name: str) -> None:
    await conn.execute(update(teams).where(teams.c.id == team_id).values(name=name))


async def drop_team(conn: AsyncConnection, team_id: str) -> None:
    await conn.execute(delete(teams).where(teams.c.id == team_id))


async def members(conn: AsyncConnection) -> dict[str, dict[str, int]]:
    """The shares in percent of all members, by team and agent, in the order of their names."""
    t = team_members.c
    statement = (
        select(t.team_id, t.agent_id, t.share)
        .join(agents, agents.c.id == t.agent_id)
        .order_by(func.lower(agents.c.name), agents.c.id)
    )
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for team_id, agent_id, share in await conn.execute(statement):
        found[team_id][agent_id] = share
    return dict(found)


async def set_members(conn: AsyncConnection, team_id: str, shares: Mapping[str, int]) -> None:
    """Who is in a team, with their shares in percent."""
    await conn.execute(delete(team_members).where(team_members.c.team_id == team_id))
    for agent_id, share in shares.items():
        await conn.execute(team_members.insert().values(team_id=team_id, agent_id=agent_id, share=share))


async def all_skills(conn: AsyncConnection) -> list[Skill]:
    rows = await conn.execute(select(skills).order_by(func.lower(skills.c.name), skills.c.id))
    return [Skill(**row._mapping) for row in rows]


async def levels(conn: AsyncConnection) -> dict[str, dict[str, int]]:
    """Who has which skill at which level, by skill and agent."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for row in await conn.execute(select(agent_skills)):
        found[row.skill_id][row.agent_id] = row.level
    return dict(found)


async def insert_skill(conn: AsyncConnection, **values: Any) -> Skill:
    return Skill(**(await conn.execute(skills.insert().values(**values).returning(skills))).one()._mapping)


async def change_skill(conn: AsyncConnection, skill_id: str, **values: Any) -> None:
    await conn.execute(update(skills).where(skills.c.id == skill_id).values(**values))


async def drop_skill(conn: AsyncConnection, skill_id: str) -> None:
    await conn.execute(delete(skills).where(skills.c.id == skill_id))


async def set_skills(conn: AsyncConnection, agent_id: str, levels: Mapping[str, int]) -> None:
    """What an agent can do, at which level."""
    await conn.execute(delete(agent_skills).where(agent_skills.c.agent_id == agent_id))
    for skill_id, level in levels.items():
        await conn.execute(agent_skills.insert().values(agent_id=agent_id, skill_id=skill_id, level=level))
