"""Races of two to ten agents for one conversation: exactly one owner each time, and nobody told they had it too.

`DESKBELL_RACES=1000 .venv/bin/pytest tests/services/test_races.py` runs a thousand; every test run has some.
"""

from __future__ import annotations

import asyncio
import os
import random
from collections import Counter
from functools import partial
from pathlib import Path

import pytest

from deskbell.domain.errors import DeskbellError
from deskbell.domain.ids import new_id
from deskbell.domain.people import AgentActor
from deskbell.services import routing
from deskbell.services.routing.standing import new_arrival
from deskbell.storage import conversations as rows
from deskbell.storage import history, tables
from deskbell.storage.writer import Tx
from tests.services.routing_people import gives
from tests.world import World, open_world

pytestmark = pytest.mark.anyio
RACES = int(os.environ.get("DESKBELL_RACES", "100"))


async def _in_line(world: World, count: int) -> list[str]:
    """So many conversations of Vic's stand in line. Raw rows: who stands there by the rules has a test of their own."""

    async def work(tx: Tx) -> list[str]:
        ids = []
        for _ in range(count):
            ids.append(new_id())
            place = await new_arrival(tx)
            conversation = {
                "id": ids[-1],
                "inbox_id": world.shop.id,
                "visitor_id": world.vic.id,
                "client_id": ids[-1],
                "kind": "live",
                "status": "open",
                "queue_order": place,
                "original_order": place,
                "queued_at": tx.now,
                "created_at": tx.now,
                "updated_at": tx.now,
            }
            await tx.conn.execute(tables.conversations.insert(), [conversation])
            stay = {"conversation_id": ids[-1], "inbox_id": world.shop.id, "entered_at": tx.now}
            await history.begin_stay(tx.conn, **stay, priority="normal", needs="")
        return ids

    return await world.core.write(work)


async def _wins(world: World, agent: AgentActor, conversation_id: str, how: str) -> str:
    take = routing.accept if how == "accept" else routing.claim
    try:
        taken = await take(world.core, agent, conversation_id)
    except DeskbellError as error:
        return error.code
    return "won" if taken.assignee_id == agent.id else f"told that {taken.assignee_id} has it"


async def _owner(world: World, conversation_id: str) -> str | None:
    async with world.core.read() as conn:
        found = await rows.by_id(conn, conversation_id)
    assert found is not None and found.queue_order is None and found.offered_to is None
    return found.assignee_id


async def _owned_once(world: World) -> bool:
    """As the database has it: of every conversation one assignment that has not ended, one stay, and it was served."""
    a, s = tables.assignments.c, tables.queue_stays.c
    async with world.core.read() as conn:
        held = list((await conn.execute(a.conversation_id.table.select())).all())
        stood = list((await conn.execute(s.conversation_id.table.select())).all())
    owned = Counter(row.conversation_id for row in held if row.ended_at is None)
    served = Counter(row.conversation_id for row in stood if row.outcome == "served")
    return set(owned.values()) == set(served.values()) == {1} and owned.keys() == served.keys()


async def test_of_two_to_ten_who_claim_one_exactly_one_has_it(world: World, ready_database_url: str) -> None:
    races = RACES if ready_database_url.startswith("sqlite") else RACES // 10
    luck = random.Random(1)
    people = [world.ann, world.ben, world.lee, *[await world.agent(f"Agent{n}") for n in range(7)]]
    conversations = await _in_line(world, races)

    async def race(conversation_id: str) -> None:
        racers = luck.sample(people, luck.randint(2, 10))
        outcomes = await asyncio.gather(*[_wins(world, who, conversation_id, "claim") for who in racers])
        assert Counter(outcomes) == {"won": 1, "already_assigned": len(racers) - 1}
        assert await _owner(world, conversation_id) == racers[outcomes.index("won")].id

    for first in range(0, races, 50):  # fifty races at once, so that they also run into each other
        await asyncio.gather(*[race(conversation_id) for conversation_id in conversations[first : first + 50]])
    assert await _owned_once(world)


async def test_claiming_accepting_and_giving_at_once_leave_one_owner(tmp_path: Path) -> None:
    """The rule gives it or offers it to one, who accepts, while others claim and the leader takes it."""
    luck = random.Random(2)
    async with open_world(tmp_path) as world:
        people = [world.ann, world.ben, *[await world.agent(f"Agent{n}") for n in range(6)]]
        await world.is_here(*people)
        for number in range(30):
            await gives(world, offer_seconds=20 * (number % 2))
            [conversation_id] = await _in_line(world, 1)
            owner = await _race_of_all(world, luck, luck.sample(people, luck.randint(2, 8)), conversation_id)
            assert owner == await _owner(world, conversation_id)
            await world.core.write(partial(_is_over, conversation_id))
        assert await _owned_once(world)


async def _is_over(conversation_id: str, tx: Tx) -> None:
    await rows.change(tx.conn, conversation_id, status="resolved")


async def _race_of_all(world: World, luck: random.Random, racers: list[AgentActor], conversation_id: str) -> str:
    """Everybody at once, in any order; returns whom all who won agree on."""

    async def rule() -> tuple[str, str]:
        await world.core.write(lambda tx: routing.give_waiting(world.core, tx, world.shop.id))
        return "", "given"

    async def one(who: AgentActor, how: str) -> tuple[str, str]:
        return who.id, await _wins(world, who, conversation_id, how)

    racing = [one(who, "claim") for who in [*racers, world.lee]] + [one(who, "accept") for who in racers]
    racing += [rule(), rule()]
    luck.shuffle(racing)
    outcomes = await asyncio.gather(*racing)
    assert {how for _, how in outcomes} <= {"won", "given", "already_assigned", "already_offered", "offer_ended"}
    winners = {agent_id for agent_id, how in outcomes if how == "won"}
    if not winners:  # given by the rule, or offered to somebody who had answered too early: the leader takes it
        return await _given_or_taken(world, conversation_id)
    [winner] = winners
    return winner


async def _given_or_taken(world: World, conversation_id: str) -> str:
    async with world.core.read() as conn:
        found = await rows.by_id(conn, conversation_id)
    assert found is not None
    if found.offered_to is not None:
        await routing.claim(world.core, world.lee, conversation_id)
        return world.lee.id
    assert found.assignee_id is not None
    return found.assignee_id
