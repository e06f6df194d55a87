"""What the stories of routing ask of the world: an inbox with rules of its own, and a conversation as it is now."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from deskbell.domain.records import Conversation, Decision, QueueStay
from deskbell.services import timers
from deskbell.storage import conversations as rows
from deskbell.storage import history, inboxes
from deskbell.storage.writer import Tx
from tests.world import World


async def gives(world: World, **routing: Any) -> None:
    """The Shop gives by rule; `routing` are more of its settings."""

    async def work(tx: Tx) -> None:
        shop = await inboxes.by_id(tx.conn, world.shop.id)
        assert shop is not None
        await inboxes.change(tx.conn, shop.id, routing=shop.routing | {"assignment": "least_loaded"} | routing)

    await world.core.write(work)


async def now(world: World, conversation: Conversation) -> Conversation:
    async with world.core.read() as conn:
        found = await rows.by_id(conn, conversation.id)
    assert found is not None
    return found


async def passes(world: World, **span: float) -> None:
    """Time passes, and what is due by then happens."""
    world.clock.pass_(**span)
    while await timers.fire_due(world.core):
        pass


async def decided(world: World, conversation: Conversation) -> list[Decision]:
    """The oldest first."""
    async with world.core.read() as conn:
        return list(reversed(await history.decisions_of(conn, conversation.id)))


async def kinds(world: World, conversation: Conversation) -> list[str]:
    return [decision.kind for decision in await decided(world, conversation)]


async def stays(world: World) -> list[QueueStay]:
    async with world.core.read() as conn:
        return await history.stays_between(
            conn, world.shop.id, world.clock() - timedelta(days=2), world.clock() + timedelta(days=2)
        )
