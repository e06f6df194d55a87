"""Flows and their versions in the database. SQL only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.features.flows.tables import Flow, FlowVersion, flow_runs, flow_versions, flows


async def of_inbox(conn: AsyncConnection, inbox_id: str) -> list[Flow]:
    """All that are not deleted, by name."""
    statement = select(flows).where(flows.c.inbox_id == inbox_id, flows.c.deleted_at.is_(None))
    return [
        Flow(**row._mapping) for row in await conn.execute(statement.order_by(func.lower(flows.c.name), flows.c.id))
    ]


async def by_id(conn: AsyncConnection, flow_id: str) -> Flow | None:
    """Raises nothing; a deleted flow is None."""
    row = (await conn.execute(select(flows).where(flows.c.id == flow_id, flows.c.deleted_at.is_(None)))).one_or_none()
    return None if row is None else Flow(**row._mapping)


async def count(conn: AsyncConnection, inbox_id: str) -> int:
    statement = select(func.count()).where(flows.c.inbox_id == inbox_id, flows.c.deleted_at.is_(None))
    return int((await conn.execute(statement)).scalar_one())


async def insert(conn: AsyncConnection, flow: Flow) -> None:
    await conn.execute(flows.insert().values({name: getattr(flow, name) for name in flow.__struct_fields__}))


async def change(conn: AsyncConnection, flow_id: str, **values: Any) -> Flow:
    row = (await conn.execute(update(flows).where(flows.c.id == flow_id).values(values).returning(flows))).one()
    return Flow(**row._mapping)


async def published(conn: AsyncConnection, inbox_id: str) -> list[tuple[str, int]]:
    """(id, version) of the published flows of an inbox, the earliest published first: it is asked first."""
    statement = select(flows.c.id, flows.c.version).where(
        flows.c.inbox_id == inbox_id, flows.c.status == "published", flows.c.deleted_at.is_(None)
    )
    return [(row.id, row.version) for row in await conn.execute(statement.order_by(flows.c.created_at, flows.c.id))]


async def published_version(conn: AsyncConnection, inbox_id: str, flow_id: str) -> int | None:
    """The version of a flow that is published in this inbox; None where none is."""
    statement = select(flows.c.version).where(
        flows.c.id == flow_id,
        flows.c.inbox_id == inbox_id,
        flows.c.status == "published",
        flows.c.deleted_at.is_(None),
    )
    return (await conn.execute(statement)).scalar_one_or_none()


async def version_at(conn: AsyncConnection, inbox_id: str, flow_id: str, at: datetime) -> int | None:
    """The newest version that a flow of this inbox had at a moment, also if it was stopped or deleted since; None where
    nothing was published by then."""
    statement = (
        select(func.max(flow_versions.c.number))
        .join(flows, flows.c.id == flow_versions.c.flow_id)
        .where(flows.c.id == flow_id, flows.c.inbox_id == inbox_id, flow_versions.c.published_at <= at)
    )
    number: int | None = (await conn.execute(statement)).scalar_one_or_none()
    return number


async def add_version(conn: AsyncConnection, version: FlowVersion) -> None:
    values = {name: getattr(version, name) for name in version.__struct_fields__}
    await conn.execute(flow_versions.insert().values(values))


async def version_of(conn: AsyncConnection, flow_id: str, number: int) -> FlowVersion | None:
    statement = select(flow_versions).where(flow_versions.c.flow_id == flow_id, flow_versions.c.number == number)
    row = (await conn.execute(statement)).one_or_none()
    return None if row is None else FlowVersion(**row._mapping)


async def versions_of(conn: AsyncConnection, flow_id: str) -> list[FlowVersion]:
    """The newest first."""
    statement = select(flow_versions).where(flow_versions.c.flow_id == flow_id)
    return [
        FlowVersion(**row._mapping) for row in await conn.execute(statement.order_by(flow_versions.c.number.desc()))
    ]


async def next_number(conn: AsyncConnection, flow_id: str) -> int:
    statement = select(func.coalesce(func.max(flow_versions.c.number), 0)).where(flow_versions.c.flow_id == flow_id)
    return int((await conn.execute(statement)).scalar_one()) + 1


async def running(conn: AsyncConnection, flow_ids: Iterable[str]) -> dict[str, int]:
    """How many conversations are in each flow now; flows without any are left out."""
    wanted: Sequence[str] = list(flow_ids)
    statement = (
        select(flow_runs.c.flow_id, func.count().label("number"))
        .where(flow_runs.c.flow_id.in_(wanted), flow_runs.c.ended_at.is_(None))
        .group_by(flow_runs.c.flow_id)
    )
    return {row.flow_id: row.number for row in await conn.execute(statement)}


async def names(conn: AsyncConnection, inbox_id: str) -> dict[str, str]:
    """The names of an inbox's flows, by id."""
    statement = select(flows.c.id, flows.c.name).where(flows.c.inbox_id == inbox_id, flows.c.deleted_at.is_(None))
    return {row.id: row.name for row in await conn.execute(statement)}


async def name_of(conn: AsyncConnection, flow_id: str) -> str:
    """The name of a flow, also of one that is deleted."""
    return str((await conn.execute(select(flows.c.name).where(flows.c.id == flow_id))).scalar_one())
