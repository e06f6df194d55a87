"""Reading the floor: the state that the rules of `domain.routing` decide on."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.routing.floor import Post, Waiting
from deskbell.domain.routing.needs import Need
from deskbell.services.core import Core
from deskbell.services.posts import read_posts
from deskbell.services.views import need_view
from deskbell.storage import teams
from deskbell.storage.floor import Member

Wire = dict[str, Any]


async def posts_of(core: Core, conn: AsyncConnection, inbox_id: str) -> list[Post]:
    """The active agents of an inbox, by name, as the rules see them now."""
    return await read_posts(conn, inbox_id, partial(_is_here, core))


def _is_here(core: Core, member: Member) -> bool:
    """Online, with a connection: within the grace of a lost one an agent is shown as online but is given nothing."""
    return member.presence == "online" and core.connections.agent_is_connected(member.id)


async def needs_view(conn: AsyncConnection, needs: Iterable[Need]) -> list[Wire]:
    """The wire's `needs`: what a conversation needs, by name."""
    wanted = tuple(needs)
    known = {skill.id: skill for skill in await teams.all_skills(conn)} if wanted else {}
    return [need_view(need, known.get(need.skill_id)) for need in wanted]


async def team_view(conn: AsyncConnection, team_id: str | None) -> Wire | None:
    team = await teams.team_by_id(conn, team_id) if team_id is not None else None
    return None if team is None else {"id": team.id, "name": team.name}


async def wants_view(conn: AsyncConnection, waiting: Waiting) -> Wire:
    """What somebody in line waits for: teams, needs, priority."""
    return {
        "team": await team_view(conn, waiting.team_id),
        "overflow_team": await team_view(conn, waiting.overflow_team_id),
        "needs": await needs_view(conn, waiting.needs),
        "priority": waiting.priority,
    }
