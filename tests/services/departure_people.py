"""What the stories of departures ask of the world: who talks with whom, who waits, who was told."""

from __future__ import annotations

from typing import Any

from deskbell.domain.business_hours import DAYS
from deskbell.domain.people import AgentActor, VisitorActor
from deskbell.domain.records import Conversation
from deskbell.services import inboxes as settings
from deskbell.services import lists, routing
from deskbell.storage import conversations as rows
from deskbell.storage import inboxes, queue
from deskbell.storage import timers as timer_rows
from tests.world import World

MORNINGS = {
    "always_open": False,
    "time_zone": "UTC",
    "week": {day: [["09:00", "12:00"]] for day in DAYS},
}


async def talks_with(world: World, agent: AgentActor, who: VisitorActor) -> Conversation:
    return await routing.claim(world.core, agent, (await world.waits(who, "hello")).id)


async def line_of(world: World) -> list[str]:
    async with world.core.read() as conn:
        return [place.conversation_id for place in await queue.line(conn, world.shop.id)]


async def assignee_of(world: World, conversation: Conversation) -> str | None:
    async with world.core.read() as conn:
        found = await rows.by_id(conn, conversation.id)
    assert found is not None
    return found.assignee_id


async def said_to(world: World, who: VisitorActor, conversation: Conversation) -> list[dict[str, Any]]:
    """The lines between the messages that tell of a departure."""
    log = await lists.sync(world.core, who, conversation.id, 0, 200)
    return [m["data"] for m in log["messages"] if m["data"].get("activity") == "agent_gone"]


async def graces_of(world: World) -> int:
    async with world.core.read() as conn:
        return len(
            [1 for kind, _ in await timer_rows.due(conn, world.clock().replace(year=2030)) if kind == "agent_grace"]
        )


async def sets_routing(world: World, **values: Any) -> None:
    await world.core.write(lambda tx: inboxes.change(tx.conn, world.shop.id, routing=values))


async def keeps_mornings(world: World) -> None:
    ada = await world.agent("Ada", "admin")
    await settings.change_inbox(world.core, ada, world.shop.id, {"business_hours": MORNINGS})
