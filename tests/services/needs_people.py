"""What the stories of needs ask of the world: teams, skills and rules of the Shop."""

from __future__ import annotations

from typing import Any

from deskbell.domain.ids import new_id
from deskbell.domain.people import AgentActor
from deskbell.domain.records import Conversation
from deskbell.services import agents, talk
from deskbell.storage import queue, teams
from deskbell.storage.writer import Tx
from tests.services.routing_people import gives
from tests.world import World


async def make_team(world: World, *people: AgentActor, name: str = "Billing") -> str:
    async def work(tx: Tx) -> str:
        team = await teams.insert_team(tx.conn, id=new_id(), name=name, created_at=tx.now)
        await teams.set_members(tx.conn, team.id, {agent.id: 100 for agent in people})
        return team.id

    return await world.core.write(work)


async def make_skill(world: World, levels: dict[str, int], name: str = "refunds", language: str | None = None) -> str:
    """A skill that agents have, by their id."""

    async def work(tx: Tx) -> str:
        skill = await teams.insert_skill(tx.conn, id=new_id(), name=name, language=language, created_at=tx.now)
        for agent_id, level in levels.items():
            await teams.set_skills(tx.conn, agent_id, {skill.id: level})
        return skill.id

    return await world.core.write(work)


async def set_rules(world: World, *rules: dict[str, Any], **more: Any) -> None:
    """The Shop's agents claim, and it has these rules."""
    nothing: dict[str, Any] = {"words": [], "needs": []} | dict.fromkeys(
        ("page", "tag", "language", "team_id", "priority")
    )
    await gives(world, assignment="manual", rules=[nothing | rule for rule in rules], **more)


async def in_line(world: World) -> list[str]:
    async with world.core.read() as conn:
        return [place.conversation_id for place in await queue.line(conn, world.shop.id)]


async def writes(world: World, conversation: Conversation, text: str) -> None:
    await talk.send_message(world.core, world.vic, conversation.id, new_id(), text)


async def make_admin(world: World) -> AgentActor:
    return await world.agent("Ada", "admin")


async def leaves_for_good(world: World, agent: AgentActor) -> None:
    await agents.change_agent(world.core, await make_admin(world), agent.id, {"active": False})
