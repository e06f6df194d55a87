"""Where conversations stand in flows, in the database. SQL only; a conversation is in one flow at most."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.flows.steps import State
from deskbell.features.flows.tables import Run, flow_runs


def state_of(run: Run) -> State:
    return msgspec.convert({"stack": run.stack, "values": run.values, "retries": run.retries}, State)


def columns_of(state: State) -> dict[str, Any]:
    """The columns that hold a state."""
    wire: dict[str, Any] = msgspec.to_builtins(state)
    return {**wire, "stack": list(wire["stack"]), "node_id": state.place.node_id}


async def under_way(conn: AsyncConnection, conversation_id: str) -> Run | None:
    """The flow in which a conversation is."""
    statement = select(flow_runs).where(flow_runs.c.conversation_id == conversation_id, flow_runs.c.ended_at.is_(None))
    row = (await conn.execute(statement)).one_or_none()
    return None if row is None else Run(**row._mapping)


async def by_id(conn: AsyncConnection, run_id: str) -> Run | None:
    row = (await conn.execute(select(flow_runs).where(flow_runs.c.id == run_id))).one_or_none()
    return None if row is None else Run(**row._mapping)


async def insert(conn: AsyncConnection, run: Run) -> None:
    await conn.execute(flow_runs.insert().values({name: getattr(run, name) for name in run.__struct_fields__}))


async def change(conn: AsyncConnection, run_id: str, **values: Any) -> None:
    await conn.execute(update(flow_runs).where(flow_runs.c.id == run_id).values(values))


async def was_in(conn: AsyncConnection, visitor_id: str, flow_id: str, since: datetime) -> bool:
    """Whether a visitor came into a flow since a moment."""
    statement = select(flow_runs.c.id).where(
        flow_runs.c.visitor_id == visitor_id, flow_runs.c.flow_id == flow_id, flow_runs.c.started_at >= since
    )
    return (await conn.execute(statement.limit(1))).first() is not None
