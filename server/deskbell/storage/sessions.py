"""Agents' signed-in browsers, and the tickets that let their sockets in. SQL only."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.records import Session
from deskbell.storage.tables import sessions, socket_tickets

_COLUMNS = [sessions.c[name] for name in Session.__struct_fields__]


async def insert(conn: AsyncConnection, session: Session, secret_hash: str) -> None:
    values = {name: getattr(session, name) for name in session.__struct_fields__}
    await conn.execute(sessions.insert().values(secret_hash=secret_hash, **values))


async def by_secret_hash(conn: AsyncConnection, secret_hash: str) -> Session | None:
    row = (await conn.execute(select(*_COLUMNS).where(sessions.c.secret_hash == secret_hash))).one_or_none()
    return None if row is None else _record(row)


async def by_ids(conn: AsyncConnection, session_ids: Iterable[str]) -> list[Session]:
    rows = await conn.execute(select(*_COLUMNS).where(sessions.c.id.in_(set(session_ids))))
    return [_record(row) for row in rows]


async def revoke(conn: AsyncConnection, session_id: str, now: datetime) -> None:
    statement = update(sessions).where(sessions.c.id == session_id, sessions.c.revoked_at.is_(None))
    await conn.execute(statement.values(revoked_at=now))


async def revoke_all(conn: AsyncConnection, agent_id: str, now: datetime, keep: str = "") -> list[str]:
    """Revoke an agent's sessions but `keep`; returns those that were still open."""
    statement = (
        update(sessions)
        .where(sessions.c.agent_id == agent_id, sessions.c.id != keep, sessions.c.revoked_at.is_(None))
        .values(revoked_at=now)
        .returning(sessions.c.id)
    )
    return list((await conn.execute(statement)).scalars())


async def forget_ended(conn: AsyncConnection, before: datetime) -> None:
    """Drop the rows of sessions and tickets that ended before a moment."""
    await conn.execute(delete(socket_tickets).where(socket_tickets.c.expires_at < before))
    await conn.execute(delete(sessions).where(sessions.c.expires_at < before))


async def insert_ticket(conn: AsyncConnection, secret_hash: str, session_id: str, expires_at: datetime) -> None:
    values = {"secret_hash": secret_hash, "session_id": session_id, "expires_at": expires_at}
    await conn.execute(socket_tickets.insert().values(**values))


async def take_ticket(conn: AsyncConnection, secret_hash: str, now: datetime) -> str | None:
    """Delete the ticket and return its session's id, if it was there and in time: nobody can take it twice."""
    statement = (
        delete(socket_tickets)
        .where(socket_tickets.c.secret_hash == secret_hash)
        .returning(socket_tickets.c.session_id, socket_tickets.c.expires_at)
    )
    row = (await conn.execute(statement)).one_or_none()
    return row.session_id if row is not None and row.expires_at > now else None


def _record(row: Any) -> Session:
    return Session(**row._mapping)


async def is_open(conn: AsyncConnection, session_id: str, now: datetime) -> bool:
    """Whether this session was neither revoked nor is too old."""
    statement = select(sessions.c.id).where(
        sessions.c.id == session_id, sessions.c.revoked_at.is_(None), sessions.c.expires_at > now
    )
    return (await conn.execute(statement)).first() is not None


async def any_open(conn: AsyncConnection, agent_id: str, now: datetime) -> bool:
    """Whether the agent is still signed in somewhere."""
    statement = select(sessions.c.id).where(
        sessions.c.agent_id == agent_id, sessions.c.revoked_at.is_(None), sessions.c.expires_at > now
    )
    return (await conn.execute(statement.limit(1))).first() is not None
