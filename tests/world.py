"""A small world for tests: the inbox *Shop*, Ann and Ben at its desk, Lee who leads, Vic and Wanda who visit.

`open_world` gives the rules on a real database; `Clock` is a clock that stands still until it is moved.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from deskbell.app import open_core
from deskbell.domain.ids import new_id
from deskbell.domain.people import AgentActor, Presence, Role, VisitorActor
from deskbell.domain.records import Conversation, Inbox
from deskbell.services import conversations, presence, setup, talk, visitors
from deskbell.services.agents import create_agent
from deskbell.services.core import Core
from deskbell.services.sign_in import actor_of, start_session
from deskbell.settings import Settings
from deskbell.storage import agents
from deskbell.storage.writer import Tx
from tests.ready import sqlite_in


class Clock:
    """Time as the test says."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **span: float) -> None:
        self.now += timedelta(**span)


@dataclass
class World:
    core: Core
    clock: Clock
    shop: Inbox
    ann: AgentActor
    ben: AgentActor
    lee: AgentActor
    vic: VisitorActor
    wanda: VisitorActor
    told: list[Any]
    """Every event that was published, in order."""

    async def visitor(self, name: str | None = None) -> VisitorActor:
        """One more visitor of the Shop."""
        return await new_visitor(self.core, self.shop, name)

    async def agent(self, name: str, role: Role = "agent", inbox: Inbox | None = None) -> AgentActor:
        return await new_agent(self.core, name, role, [(inbox or self.shop).id])

    async def begins(self, who: VisitorActor, text: str | None = "hello") -> Conversation:
        conversation, _ = await talk.start_conversation(self.core, who, new_id(), text, "en")
        return conversation

    async def waits(self, who: VisitorActor, text: str | None = None) -> Conversation:
        """The visitor begins a conversation and asks for a person."""
        conversation = await self.begins(who, text)
        return await conversations.request_human(self.core, who, conversation.id)

    async def is_here(self, *people: AgentActor, presence_: Presence = "online") -> None:
        for agent in people:
            self.core.connections.agent_came(agent.id, "a socket")
            await presence.set_presence(self.core, agent, presence_)

    async def signed_in_again(self, agent: AgentActor) -> AgentActor:
        """The same agent in another browser."""

        async def work(tx: Tx) -> AgentActor:
            found = await agents.by_id(tx.conn, agent.id)
            assert found is not None
            return await actor_of(tx.conn, found, (await start_session(tx, found)).session.id)

        return await self.core.write(work)

    async def loses_connection(self, *people: AgentActor) -> None:
        for agent in people:
            self.core.connections.agent_went(agent.id, "a socket")
            await presence.agent_left(self.core, agent.id, agent.session_id)

    async def comes_back(self, agent: AgentActor) -> None:
        self.core.connections.agent_came(agent.id, "a socket")
        await presence.agent_arrived(self.core, agent.id)


@asynccontextmanager
async def open_world(folder: Path, database_url: str = "", **settings: Any) -> AsyncIterator[World]:
    clock = Clock()
    wanted = Settings(data=folder, database_url=database_url, **settings)
    if not database_url:
        sqlite_in(folder)
    async with open_core(wanted, clock) as core:
        core.bus.start()
        told: list[Any] = []

        async def remember(events: list[Any]) -> None:
            told.extend(events)

        core.bus.subscribe(remember)
        shop = await core.write(lambda tx: setup.create_inbox(tx, "Shop", "en", "Asia/Shanghai"))
        ann, ben = [await new_agent(core, name, "agent", [shop.id]) for name in ("Ann", "Ben")]
        lee = await new_agent(core, "Lee", "team_leader", [shop.id])
        vic, wanda = [await new_visitor(core, shop, name) for name in ("Vic", "Wanda")]
        yield World(core, clock, shop, ann, ben, lee, vic, wanda, told)
        await core.bus.stop()


async def new_agent(core: Core, name: str, role: Role, inbox_ids: list[str]) -> AgentActor:
    """An agent without a usable password (see the tests of signing in for those)."""

    async def work(tx: Tx) -> AgentActor:
        made = await create_agent(tx, name, f"{name.lower()}@shop.example", "!", role, inbox_ids, None, 3)
        await agents.change(tx.conn, made.id, presence="offline", chosen_presence="away")
        return await actor_of(tx.conn, made, (await start_session(tx, made)).session.id)

    return await core.write(work)


async def new_visitor(core: Core, inbox: Inbox, name: str | None) -> VisitorActor:
    browser = visitors.Browser(
        inbox_key=inbox.key,
        token=None,
        locale="en",
        page=None,
        name=name,
        email=None,
        user_agent="",
        address="127.0.0.1",
        origin=None,
        own_origins=frozenset(),
    )
    return (await visitors.connect(core, browser)).actor
