"""A shop with visitors and agents who talk in pairs, and the talk as it is stored."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

from tests.faults.desk import Desk, invite, set_up
from tests.faults.journal import Faults, Journal, Line, count_faults
from tests.faults.peer import Peer

AGENTS = ("Ann", "Ben", "Cleo", "Dan", "Eva")
QUIET_WITHIN = 60.0
LOOK_EVERY = 0.05


@dataclass
class Shop:
    """The inbox, its admin, and the signed-in agents."""

    admin: Desk
    inbox: dict[str, Any]
    agents: list[Desk] = field(default_factory=list)

    @classmethod
    async def open(cls, url: str, code: str, agents: int) -> Shop:
        admin = Desk(url)
        inbox = await set_up(admin, code)
        shop = cls(admin, inbox)
        shop.agents = [await invite(admin, name, inbox["id"]) for name in AGENTS[:agents]]
        return shop

    async def close(self) -> None:
        for desk in (self.admin, *self.agents):
            await desk.close()

    def visitor(self, name: str) -> Peer:
        """A visitor who comes back with the token of the first visit."""

        async def sign_in(peer: Peer) -> dict[str, Any]:
            token = peer.session.get("token")
            return {"inbox": self.inbox["key"], "locale": "en"} | ({"token": token} if token else {})

        return Peer(name, self.admin.url, "/visitor", sign_in)

    def agent(self, name: str, desk: Desk) -> Peer:
        async def sign_in(_peer: Peer) -> dict[str, Any]:
            return {"ticket": await desk.ticket()}

        return Peer(name, self.admin.url, "/agent", sign_in)


@dataclass
class Pair:
    visitor: Peer
    agent: Peer

    @property
    def peers(self) -> tuple[Peer, Peer]:
        return (self.visitor, self.agent)

    @classmethod
    async def meet(cls, shop: Shop, number: int) -> Pair:
        """The visitor begins and asks for a person; the agent claims."""
        desk = shop.agents[number % len(shop.agents)]
        pair = cls(shop.visitor(f"visitor {number}"), shop.agent(f"agent {number}", desk))
        for peer in pair.peers:
            await peer.arrive()
        begun = await pair.visitor.ask("start_conversation", {"client_id": f"begin-{number:08}"})
        conversation = begun["conversation"]["id"]
        await pair.visitor.ask("request_human", {"conversation_id": conversation})
        await pair.agent.ask("claim_conversation", {"conversation_id": conversation})
        for peer in pair.peers:
            peer.journal.conversation = conversation
            await peer.catch_up()
        return pair

    async def leave(self) -> None:
        for peer in self.peers:
            await peer.leave()


async def grow_quiet(pairs: list[Pair]) -> None:
    """Wait until every peer has caught up with everything that is stored, as long as a sync still brings something."""
    peers = [peer for pair in pairs for peer in pair.peers]
    async with asyncio.timeout(QUIET_WITHIN):
        while True:
            before = [peer.cursor for peer in peers]
            for peer in peers:
                await peer.insist_on_catching_up()
            if before == [peer.cursor for peer in peers]:
                return
            await asyncio.sleep(LOOK_EVERY)


async def stored_talk(shop: Shop, pairs: list[Pair]) -> dict[str, list[Line]]:
    """Every conversation from its first message on, as a client that was never here before gets it."""
    reader = shop.agent("reader", shop.admin)
    await reader.arrive()
    stored: dict[str, list[Line]] = {}
    for pair in pairs:
        reader.journal = Journal("reader", pair.visitor.journal.conversation)
        reader.cursor = 0
        await reader.insist_on_catching_up()
        stored[reader.journal.conversation] = list(reader.journal.shown)
    await reader.leave()
    return stored


async def faults_of(shop: Shop, pairs: list[Pair]) -> Faults:
    journals = [peer.journal for pair in pairs for peer in pair.peers]
    return count_faults(journals, await stored_talk(shop, pairs))
