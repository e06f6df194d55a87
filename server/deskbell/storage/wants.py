"""What conversations ask for, taken from them when the team or skill is no more. SQL only."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.records import Conversation
from deskbell.domain.routing.needs import read_needs, write_needs
from deskbell.storage.tables import conversations, queue_stays

c, s = conversations.c, queue_stays.c
_UNDER_WAY = s.left_at.is_(None)


async def of_team(conn: AsyncConnection, team_id: str) -> list[Conversation]:
    """The open conversations that a team is to answer, or may answer, too, in the order of the line."""
    return await _found(conn, c.status == "open", or_(c.team_id == team_id, c.overflow_team_id == team_id))


async def needing(conn: AsyncConnection, skill_id: str) -> list[Conversation]:
    """The open conversations that need a skill, in the order of the line."""
    return await _found(conn, c.status == "open", _names(skill_id))


async def again(conn: AsyncConnection, conversation_ids: Iterable[str]) -> list[Conversation]:
    """These as they are now, in the order of the line."""
    return await _found(conn, c.id.in_(list(conversation_ids)))


async def forget_team(conn: AsyncConnection, team_id: str) -> None:
    """Also of those that are resolved: who reopens one shall not wait for nobody. Stays in line that are over keep it."""
    either = or_(c.team_id == team_id, c.overflow_team_id == team_id)
    await conn.execute(update(conversations).where(either).values(overflow_team_id=None))
    await conn.execute(update(conversations).where(c.team_id == team_id).values(team_id=None))
    await conn.execute(update(queue_stays).where(s.team_id == team_id, _UNDER_WAY).values(team_id=None))


async def forget_skill(conn: AsyncConnection, skill_id: str) -> None:
    """The same for a skill; equal needs are equal texts, so each text is changed once."""
    for text in (await conn.execute(select(c.needs).where(_names(skill_id)).distinct())).scalars().all():
        left = write_needs(need for need in read_needs(text) if need.skill_id != skill_id)
        await conn.execute(update(conversations).where(c.needs == text).values(needs=left))
        await conn.execute(update(queue_stays).where(s.needs == text, _UNDER_WAY).values(needs=left))


def _names(skill_id: str) -> ColumnElement[bool]:
    return c.needs.contains(f"{skill_id}:", autoescape=True)


async def _found(conn: AsyncConnection, *where: ColumnElement[bool]) -> list[Conversation]:
    statement = select(conversations).where(*where).order_by(c.queue_order, c.id)
    return [Conversation(**row._mapping) for row in await conn.execute(statement)]
