"""Who in line is one too many, or has waited too long. SQL only; what becomes of them is in `services.routing.widening`."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.storage.floor import INBOX, IS_WAITING, SPECIAL, WANTS, Kind, asks
from deskbell.storage.tables import conversations as table

c = table.c


class Late(NamedTuple):
    """Who in line is one too many, or has waited too long."""

    beyond: int | None
    """Behind the first so many."""
    since: datetime | None
    """In line since then, or longer."""


async def kinds(conn: AsyncConnection, inbox_id: str, late: Late) -> list[Kind]:
    """What those ask for who are late, and neither offered nor overflowed yet; nobody who asks for nothing special."""
    statement = select(*WANTS).where(_is_late(late), SPECIAL).distinct()
    return [Kind(*row) for row in await conn.execute(statement, {"inbox": inbox_id})]


async def of_kind(conn: AsyncConnection, inbox_id: str, late: Late, kind: Kind) -> list[str]:
    """The same for who asks for this, in order."""
    statement = select(c.id).where(_is_late(late), asks(kind)).order_by(c.queue_order, c.id)
    return list((await conn.execute(statement, {"inbox": inbox_id})).scalars())


def _is_late(late: Late) -> ColumnElement[bool]:
    too_long = false() if late.since is None else c.queued_at <= late.since
    too_many = false() if late.beyond is None else _is_behind(late.beyond)
    return and_(IS_WAITING, c.overflow_team_id.is_(None), or_(too_long, too_many))


def _is_behind(number: int) -> ColumnElement[bool]:
    """Nobody is, where the line is no longer than that."""
    place = table.alias().c
    in_line = (place.inbox_id == INBOX, place.kind == "live", place.status == "open", place.queue_order.is_not(None))
    line = select(place.queue_order).where(*in_line).order_by(place.queue_order, place.id)
    return c.queue_order >= line.limit(1).offset(number).scalar_subquery()
