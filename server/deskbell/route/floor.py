"""A full floor in a real database: so many agents with all places taken but one, and so many people in line."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from deskbell.app import open_core
from deskbell.domain.ids import new_id
from deskbell.domain.records import Inbox
from deskbell.domain.routing.floor import Post, Waiting
from deskbell.domain.routing.needs import write_needs
from deskbell.domain.routing.simulation.day import Arrival, Worker
from deskbell.domain.routing.waits import places_of
from deskbell.services import setup
from deskbell.services.core import Core
from deskbell.settings import Settings
from deskbell.storage import tables
from deskbell.storage.writer import Tx

NOW = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
Rows = list[dict[str, Any]]


def posts_of(workers: Sequence[Worker]) -> list[Post]:
    """All here and full, but the last, who has one place left."""
    posts = [worker.post() for worker in workers]
    for post in posts:
        post.here = True
        post.load = post.inbox_load = places_of(post)
    posts[-1].load = posts[-1].inbox_load = places_of(posts[-1]) - 1
    return posts


def line_of(arrivals: Sequence[Arrival]) -> list[Waiting]:
    """All in line, one a second, the first first."""
    return [
        Waiting(id=a.id, order=1000 * number, priority=a.priority, team_id=a.team_id, needs=a.needs)
        for number, a in enumerate(arrivals)
    ]


@asynccontextmanager
async def full_floor(workers: Sequence[Worker], line: Sequence[Waiting]) -> AsyncIterator[tuple[Core, Inbox]]:
    """The same in a temporary SQLite database, gone with the block."""
    with TemporaryDirectory(prefix="deskbell-route-") as folder:
        async with open_core(Settings(data=Path(folder)), lambda: NOW) as core:
            inbox = await core.write(lambda tx: setup.create_inbox(tx, "Shop", "en", "UTC"))
            await core.write(lambda tx: _fill(tx, inbox, workers, line))
            for worker in workers:
                core.connections.agent_came(worker.id, "a socket")
            yield core, inbox


async def _fill(tx: Tx, inbox: Inbox, workers: Sequence[Worker], line: Sequence[Waiting]) -> None:
    posts = posts_of(workers)
    visitors = [_visitor(inbox, number) for number in range(sum(post.load for post in posts) + len(line))]
    await tx.conn.execute(tables.visitors.insert(), visitors)
    await tx.conn.execute(tables.agents.insert(), [_agent(worker) for worker in workers])
    members = [{"inbox_id": inbox.id, "agent_id": w.id, "capacity": w.inbox_capacity} for w in workers]
    await tx.conn.execute(tables.memberships.insert(), members)
    await _insert_crews(tx, workers)
    people = iter(visitors)
    held = [_conversation(next(people), post.id) for post in posts for _ in range(post.load)]
    await tx.conn.execute(tables.conversations.insert(), held)
    waiting = [_conversation(next(people), None) | _in_line(person) for person in line]
    await tx.conn.execute(tables.conversations.insert(), waiting)


async def _insert_crews(tx: Tx, workers: Sequence[Worker]) -> None:
    teams = sorted({team_id for worker in workers for team_id in worker.teams})
    skills = sorted({skill_id for worker in workers for skill_id in worker.skills})
    rows: list[tuple[Any, Rows]] = [
        (tables.teams, [{"id": name, "name": name, "created_at": NOW} for name in teams]),
        (tables.skills, [{"id": name, "name": name, "created_at": NOW} for name in skills]),
        (tables.team_members, [_member(w, team_id, share) for w in workers for team_id, share in w.teams.items()]),
        (tables.agent_skills, [_able(w, skill_id, level) for w in workers for skill_id, level in w.skills.items()]),
    ]
    for table, values in rows:
        await tx.conn.execute(table.insert(), values)


def _member(worker: Worker, team_id: str, share: int) -> dict[str, Any]:
    return {"team_id": team_id, "agent_id": worker.id, "share": share}


def _able(worker: Worker, skill_id: str, level: int) -> dict[str, Any]:
    return {"agent_id": worker.id, "skill_id": skill_id, "level": level}


def _agent(worker: Worker) -> dict[str, Any]:
    return {
        "id": worker.id,
        "name": worker.name,
        "email": f"{worker.id}@shop.example",
        "role": "agent",
        "password_hash": "!",
        "active": True,
        "capacity": worker.capacity,
        "presence": "online",
        "chosen_presence": "online",
        "created_at": NOW,
    }


def _visitor(inbox: Inbox, number: int) -> dict[str, Any]:
    seen = {"first_seen_at": NOW, "last_seen_at": NOW}
    return {"id": new_id(), "inbox_id": inbox.id, "number": number, "epoch": 0, **seen}


def _conversation(visitor: dict[str, Any], agent_id: str | None) -> dict[str, Any]:
    return {
        "id": new_id(),
        "inbox_id": visitor["inbox_id"],
        "visitor_id": visitor["id"],
        "client_id": new_id(),
        "kind": "live",
        "status": "open",
        "assignee_type": None if agent_id is None else "agent",
        "assignee_id": agent_id,
        "created_at": NOW,
        "updated_at": NOW,
    }


def _in_line(person: Waiting) -> dict[str, Any]:
    return {
        "queue_order": person.order,
        "original_order": person.order,
        "queued_at": NOW,
        "priority": person.priority,
        "team_id": person.team_id,
        "needs": write_needs(person.needs),
    }
