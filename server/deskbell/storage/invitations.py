"""Invitations of agents. A row holds the hash of the link's secret; taking it deletes it. SQL only."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.records import Invitation
from deskbell.storage.tables import invitations

_COLUMNS = [invitations.c[name] for name in Invitation.__struct_fields__]


async def insert(conn: AsyncConnection, invitation: Invitation, secret_hash: str) -> None:
    values = {name: getattr(invitation, name) for name in invitation.__struct_fields__}
    await conn.execute(invitations.insert().values(secret_hash=secret_hash, **values))


async def by_secret_hash(conn: AsyncConnection, secret_hash: str) -> Invitation | None:
    row = (await conn.execute(select(*_COLUMNS).where(invitations.c.secret_hash == secret_hash))).one_or_none()
    return None if row is None else _record(row)


async def pending(conn: AsyncConnection, now: datetime) -> list[Invitation]:
    """Those still good, the newest first."""
    statement = select(*_COLUMNS).where(invitations.c.expires_at > now)
    rows = await conn.execute(statement.order_by(invitations.c.created_at.desc(), invitations.c.id.desc()))
    return [_record(row) for row in rows]


async def drop(conn: AsyncConnection, invitation_id: str) -> bool:
    """Withdraw one; False when it is not there."""
    statement = delete(invitations).where(invitations.c.id == invitation_id).returning(invitations.c.id)
    return (await conn.execute(statement)).scalar_one_or_none() is not None


async def drop_for(conn: AsyncConnection, email: str) -> None:
    """Withdraw those of one address: a new link takes the place of the old."""
    await conn.execute(delete(invitations).where(invitations.c.email == email))


def _record(row: Any) -> Invitation:
    return Invitation(**row._mapping)
