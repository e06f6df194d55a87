"""A long line holds up nobody who writes: what concerns everybody in it costs the writer no more for more people."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from deskbell.domain.people import AgentActor
from deskbell.services import clock_jumps, routing, skills, teams
from deskbell.services.events import ConversationChanged, DecisionMade
from deskbell.services.inboxes import change_inbox
from deskbell.services.queue import tell_line
from deskbell.services.routing import soon
from deskbell.services.routing.deadlines import OVERFLOW
from deskbell.services.routing.wants import WAIVE_NEEDS
from deskbell.storage import conversations as rows
from deskbell.storage import history, inboxes
from deskbell.storage import timers as timer_rows
from deskbell.storage.writer import Tx
from tests.services.needs_people import make_admin, make_skill, make_team
from tests.services.routing_people import gives, now, passes, stays
from tests.world import World, open_world

pytestmark = pytest.mark.anyio
DAY = {"always_open": False, "time_zone": "UTC", "week": {"mon": [["09:00", "18:00"]]}, "exceptions": []}
Act = Callable[[World, AgentActor, str, str], Awaitable[Any]]


@asynccontextmanager
async def _statements(world: World) -> AsyncIterator[list[str]]:
    """What the writer is asked to do, in order."""
    asked: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    engine = world.core.database.writing.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


async def _comes(world: World, team_id: str, skill_id: str) -> str:
    """One more in line who waits for the team and the skill, and whose line was told."""
    conversation = await world.waits(await world.visitor())

    async def work(tx: Tx) -> None:
        wants: dict[str, Any] = {"team_id": team_id, "needs": f"{skill_id}:1"}
        await rows.change(tx.conn, conversation.id, **wants)
        await history.change_stay(tx.conn, conversation.id, **wants)

    await world.core.write(work)
    return conversation.id


async def _settings(world: World, ada: AgentActor, team_id: str, _skill_id: str) -> None:
    overflow = {"seconds": 600, "team_id": team_id}
    changes = {"waive_needs_seconds": 600, "head_start_seconds": {"vip": 60}, "overflow": overflow}
    await change_inbox(world.core, ada, world.shop.id, {"routing": changes})


async def _no_team(world: World, ada: AgentActor, team_id: str, _skill_id: str) -> None:
    await teams.remove_team(world.core, ada, team_id)


async def _no_skill(world: World, ada: AgentActor, _team_id: str, skill_id: str) -> None:
    await skills.remove_skill(world.core, ada, skill_id)


async def _closes(world: World, ada: AgentActor, _team_id: str, _skill_id: str) -> None:
    await change_inbox(
        world.core, ada, world.shop.id, {"business_hours": DAY | {"week": {"mon": [["01:00", "02:00"]]}}}
    )


async def _clock(world: World, _ada: AgentActor, _team_id: str, _skill_id: str) -> None:
    last = world.clock.now
    world.clock.pass_(hours=-1)
    await clock_jumps.follow_clock(world.core, last)


async def _asked(folder: Path, act: Act, people: int) -> list[str]:
    """What the writer is asked for when it concerns so many in line."""
    async with open_world(folder) as world:
        ada, always = await make_admin(world), DAY | {"always_open": True}
        await world.core.write(lambda tx: inboxes.change(tx.conn, world.shop.id, business_hours=always))
        team_id, skill_id = await make_team(world, world.ben), await make_skill(world, {world.ben.id: 3})
        for _ in range(people):
            await _comes(world, team_id, skill_id)
        async with world.core.read() as conn:
            await tell_line(world.core, conn, world.shop.id, world.clock())
        async with _statements(world) as asked:
            await act(world, ada, team_id, skill_id)
        return asked


@pytest.mark.parametrize("act", [_settings, _no_team, _no_skill, _closes, _clock])
async def test_more_in_line_ask_no_more_of_the_writer(
    tmp_path: Path, act: Act, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soon, "AT_A_TIME", 2)
    few, more = [await _asked(tmp_path / str(people), act, people) for people in (3, 5)]
    assert len(few) == len(more)


async def test_other_settings_change_no_moment(world: World) -> None:
    """A waiver runs from when the need was known; saving the page again does not let it begin earlier."""
    team_id = await make_team(world, world.ben)
    await gives(world, assignment="manual", waive_needs_seconds=600)
    conversation = await world.waits(world.vic)
    await passes(world, seconds=300)
    await routing.set_needs(world.core, world.lee, conversation.id, routing.Said(team_id))
    await change_inbox(world.core, await make_admin(world), world.shop.id, {"routing": {"return_hours": 24}})
    await passes(world, seconds=599)
    assert (await now(world, conversation)).team_id == team_id
    await passes(world, seconds=1)
    assert (await now(world, conversation)).team_id is None


async def test_other_times_count_for_those_who_wait(world: World) -> None:
    team_id, skill_id = await make_team(world, world.ben), await make_skill(world, {world.ben.id: 3})
    waiting, plain = await _comes(world, team_id, skill_id), (await world.waits(world.vic)).id
    ada, since = await make_admin(world), world.clock.now
    for seconds in (600, 300, None):
        world.clock.pass_(seconds=10)
        overflow = {"seconds": seconds, "team_id": team_id}
        changes = {"waive_needs_seconds": seconds, "overflow": overflow}
        await change_inbox(world.core, ada, world.shop.id, {"routing": changes})
        due = since + timedelta(seconds=seconds) if seconds is not None else None
        assert [await _due(world, WAIVE_NEEDS, one) for one in (waiting, plain)] == [due, None]
        assert [await _due(world, OVERFLOW, one) for one in (waiting, plain)] == [due, due]


async def _due(world: World, kind: str, subject_id: str) -> datetime | None:
    async with world.core.read() as conn:
        return await timer_rows.due_at(conn, kind, subject_id)


async def test_of_a_deleted_team_all_is_decided_at_once_and_told_a_few_at_a_time(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soon, "AT_A_TIME", 2)
    ada, team_id, skill_id = (
        await make_admin(world),
        await make_team(world, world.ben),
        await make_skill(world, {world.ben.id: 3}),
    )
    waiting = [await _comes(world, team_id, skill_id) for _ in range(3)]
    await world.core.bus.told_all()
    world.told.clear()
    await teams.remove_team(world.core, ada, team_id)
    assert [stay.team_id for stay in await stays(world)] == [None] * 3
    await world.core.bus.told_all()
    decisions = [e.decision for e in world.told if isinstance(e, DecisionMade)]
    made = [decision for decision in decisions if decision.kind == "needs_changed"]
    assert [d.conversation_id for d in made] == waiting
    assert [d.number - made[0].number for d in made] == [0, 1, 2]
    assert _changed(world) == waiting[:2]
    await passes(world, seconds=1)
    await world.core.bus.told_all()
    assert _changed(world) == waiting


def _changed(world: World) -> list[str]:
    return [e.for_agents["id"] for e in world.told if isinstance(e, ConversationChanged)]
