"""A floor for the state machine: the steps that people take on the real rules, and what must hold after every one."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlalchemy import select

from deskbell.domain.errors import DeskbellError
from deskbell.domain.people import AgentActor, VisitorActor
from deskbell.domain.records import Conversation
from deskbell.domain.routing.choice import look_at
from deskbell.domain.routing.floor import Post
from deskbell.domain.routing.needs import Need
from deskbell.domain.routing.policy import policy_of
from deskbell.services import agents as settings
from deskbell.services import conversations, inboxes, presence, routing, tags, teams
from deskbell.services.connections import Connections, Joined
from deskbell.services.routing.floor import posts_of
from deskbell.services.routing.giving import decide, gives_now
from deskbell.services.told import Told
from deskbell.storage import agents as agent_rows
from deskbell.storage import conversations as rows
from deskbell.storage import floor
from deskbell.storage import inboxes as inbox_rows
from deskbell.storage.tables import conversations as table
from tests.services.needs_people import make_admin, make_skill, make_team
from tests.services.routing_people import gives, passes
from tests.world import World

ALWAYS = {"always_open": True}
SUNDAYS = {"always_open": False, "week": {"sun": [["03:00", "04:00"]]}}
"""The clock of the stories begins on a Monday."""


@dataclass
class Floor:
    """The Shop with Ann, Ben and Lee, a team and a skill. A step that is refused changes nothing, which is fine."""

    world: World
    ada: AgentActor
    people: list[AgentActor]
    team_id: str
    skill_id: str
    excused: set[str] = field(default_factory=set)
    """Who has more than their capacity, but not by rule: claimed, handed to them, or the capacity was lowered."""

    # Visitors.

    async def somebody_comes(self, needs: str, vip: bool) -> None:
        conversation = await self.world.begins(await self.world.visitor())
        if needs:
            await self._need(conversation, needs == "team")
        if vip:
            await tags.set_tags(self.world.core, self.world.lee, conversation.id, ["vip"])
        await self._asks(conversation)

    async def asks_again(self, conversation: Conversation) -> None:
        await self._asks(conversation)

    async def leaves_the_line(self, conversation: Conversation) -> None:
        await _if_may(conversations.leave_queue(self.world.core, self._visitor(conversation), conversation.id))

    async def _asks(self, conversation: Conversation) -> None:
        await _if_may(conversations.request_human(self.world.core, self._visitor(conversation), conversation.id))

    def _visitor(self, conversation: Conversation) -> VisitorActor:
        return msgspec.structs.replace(self.world.vic, id=conversation.visitor_id)

    async def _need(self, conversation: Conversation, in_team: bool) -> None:
        said = routing.Said(team_id=self.team_id) if in_team else routing.Said(needs=(Need(self.skill_id),))
        await _if_may(routing.set_needs(self.world.core, self.world.lee, conversation.id, said))

    async def is_tagged(self, conversation: Conversation, wanted: list[str]) -> None:
        await tags.set_tags(self.world.core, self.world.lee, conversation.id, wanted)

    # Agents.

    async def here(self) -> list[AgentActor]:
        """Those with a connection who are of the Shop: only they can do anything."""
        async with self.world.core.read() as conn:
            homes = await agent_rows.inbox_ids(conn, [agent.id for agent in self.people])
        connected = self.world.core.connections.agent_is_connected
        return [agent for agent in self.people if connected(agent.id) and homes.get(agent.id)]

    async def claims(self, agent: AgentActor, conversation: Conversation) -> None:
        await self._by_hand(agent.id, routing.claim(self.world.core, agent, conversation.id))

    async def answers(self, conversation: Conversation, how: str) -> None:
        agent = self._agent(conversation.offered_to)
        step = routing.accept if how == "accept" else routing.decline
        await step(self.world.core, agent, conversation.id)
        await self.settles()
        assert how == "accept" or (await self._holder(conversation)) != agent.id, "asked again at once"

    async def hands_to(self, conversation: Conversation, to: AgentActor) -> None:
        giver = self._agent(conversation.assignee_id)
        await self._by_hand(to.id, routing.transfer(self.world.core, giver, conversation.id, to.id, None))

    async def hands_to_team(self, conversation: Conversation) -> None:
        giver = self._agent(conversation.assignee_id)
        await routing.transfer_to_team(self.world.core, giver, conversation.id, self.team_id, None)
        await self.settles()
        assert await self._holder(conversation) != giver.id, "given back to who gave it away"

    async def hands_to_bot(self, conversation: Conversation) -> None:
        await routing.transfer_to_bot(self.world.core, self._agent(conversation.assignee_id), conversation.id, None)

    async def refuses(self, conversation: Conversation) -> None:
        agent, giver = self._agent(conversation.assignee_id), conversation.transferred_by
        await self._by_hand(giver, routing.refuse(self.world.core, agent, conversation.id, None))
        await self.settles()
        assert await self._holder(conversation) != agent.id, "given back to who refused it"

    async def resolves(self, conversation: Conversation) -> None:
        await conversations.resolve(self.world.core, self.world.lee, conversation.id)

    async def comes(self, agent: AgentActor) -> None:
        if not self.world.core.connections.agent_is_connected(agent.id):
            await self.world.comes_back(agent)

    async def goes(self, agent: AgentActor) -> None:
        if self.world.core.connections.agent_is_connected(agent.id):
            await self.world.loses_connection(agent)

    async def is_shown(self, agent: AgentActor, online: bool) -> None:
        if self.world.core.connections.agent_is_connected(agent.id):
            await presence.set_presence(self.world.core, agent, "online" if online else "away")

    async def _by_hand(self, agent_id: str | None, step: Any) -> None:
        await _if_may(step)
        self.excused.add(agent_id or "")

    def _agent(self, agent_id: str | None) -> AgentActor:
        return next(agent for agent in self.people if agent.id == agent_id)

    async def _holder(self, conversation: Conversation) -> str | None:
        async with self.world.core.read() as conn:
            found = await rows.by_id(conn, conversation.id)
        assert found is not None
        return found.offered_to or found.assignee_id

    # Settings, time, the machine.

    async def is_changed(self, agent: AgentActor, what: str, more: bool) -> None:
        """An admin changes an agent: more of it or less."""
        if what == "team":
            members = [{"agent_id": a.id} for a in self.people if a.id != agent.id or more]
            await teams.change_team(self.world.core, self.ada, self.team_id, {"members": members})
            return
        changes: dict[str, dict[str, Any]] = {
            "capacity": {"capacity": 3 if more else 1},
            "inbox": {"inbox_ids": [self.world.shop.id] if more else []},
            "skills": {"skills": [{"skill_id": self.skill_id, "level": 3}] if more else []},
            "name": {"name": f"{agent.name} {'II' if more else 'I'}"},
        }
        await settings.change_agent(self.world.core, self.ada, agent.id, changes[what])
        for post in await self.posts():
            if post.id == agent.id and _is_over(post):
                asked = [c for c in await self.open() if c.offered_to == agent.id]
                assert not asked or agent.id in self.excused, "asked beyond the new capacity"
                self.excused.add(agent.id)

    async def opens(self, is_open: bool) -> None:
        hours = ALWAYS if is_open else SUNDAYS
        await inboxes.change_inbox(self.world.core, self.ada, self.world.shop.id, {"business_hours": hours})

    async def restarts(self, down_seconds: int) -> None:
        """What was in memory is gone; what became due meanwhile is due now. Nobody is blamed for it."""
        core, before = self.world.core, await self._blamed()
        self.world.clock.pass_(seconds=down_seconds)
        core.connections, core.joined, core.told = Connections(), Joined(), Told()
        await presence.nobody_is_connected(core)
        await self.settles()
        assert await self._blamed() == before, "a restart was taken for a missed offer"

    async def _blamed(self) -> set[str]:
        async with self.world.core.read() as conn:
            return {agent.id for agent in await agent_rows.all_agents(conn) if agent.away_reason is not None}

    async def settles(self, **span: float) -> None:
        await passes(self.world, **span)

    # What holds.

    async def open(self) -> list[Conversation]:
        """The open conversations, the oldest first."""
        async with self.world.core.read() as conn:
            statement = select(table.c.id).where(table.c.status == "open").order_by(table.c.created_at, table.c.id)
            found = [await rows.by_id(conn, row.id) for row in await conn.execute(statement)]
        return [conversation for conversation in found if conversation is not None]

    async def posts(self) -> list[Post]:
        async with self.world.core.read() as conn:
            return await posts_of(self.world.core, conn, self.world.shop.id)

    async def check(self) -> None:
        posts = {post.id: post for post in await self.posts()}
        self.excused &= {post.id for post in posts.values() if _is_over(post)}
        assert not [p.name for p in posts.values() if _is_over(p) and p.id not in self.excused], "over capacity by rule"
        for conversation in await self.open():
            _check_one_place(conversation)
            if conversation.offered_to is not None:
                self._check_offer(conversation, posts.get(conversation.offered_to))
        await self._check_nobody_waits_in_vain()

    def _check_offer(self, conversation: Conversation, post: Post | None) -> None:
        assert post is not None, "asked of somebody outside the inbox"
        without = msgspec.structs.replace(post, load=post.load - 1, inbox_load=post.inbox_load - 1, asked=0)
        found = look_at(without, floor.as_waiting(conversation), self.world.clock())
        beyond = ("full", "full_here") if post.id in self.excused else ()
        assert found.why_not is None or found.why_not in beyond, f"asked of {post.name}: {found.why_not}"

    async def _check_nobody_waits_in_vain(self) -> None:
        now, core = self.world.clock(), self.world.core
        async with core.read() as conn:
            shop = await inbox_rows.by_id(conn, self.world.shop.id)
            assert shop is not None
            if gives_now(shop, now):
                assert await decide(core, conn, shop.id, policy_of(shop.routing), now) is None, "waits in vain"


def _check_one_place(conversation: Conversation) -> None:
    places = {
        "bot": conversation.assignee_type == "bot",
        "agent": conversation.assignee_type == "agent" and conversation.assignee_id is not None,
        "line": conversation.waiting and conversation.queue_order is not None,
    }
    assert sum(places.values()) == 1, places


def _is_over(post: Post) -> bool:
    return post.load > post.capacity or (post.inbox_capacity is not None and post.inbox_load > post.inbox_capacity)


async def _if_may(step: Any) -> None:
    """What is refused with a sentence has changed nothing."""
    with suppress(DeskbellError):
        await step


async def furnish(world: World, **policy: Any) -> Floor:
    """Ann takes one, Ben and Lee two; Ann and Ben are the team, Ben and Lee have the skill. All are here."""
    ada = await make_admin(world)
    team_id = await make_team(world, world.ann, world.ben)
    skill_id = await make_skill(world, {world.ben.id: 3, world.lee.id: 3})
    await gives(world, **policy)
    people = [world.ann, world.ben, world.lee]
    for agent, capacity in zip(people, (1, 2, 2), strict=True):
        await settings.change_agent(world.core, ada, agent.id, {"capacity": capacity})
    await world.is_here(*people)
    return Floor(world, ada, people, team_id, skill_id)
