"""The demo's past, told by the real rules: every step goes through the services, only the clock is set back.

So it has what a real past has: seqs, activities, bot cards, handling times to work waits out from, and ratings.
"""

from __future__ import annotations

import dataclasses
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.demo import content
from deskbell.domain.ids import new_id
from deskbell.domain.people import AgentActor, VisitorActor
from deskbell.domain.records import Agent, Conversation, Inbox, Visitor
from deskbell.features.bot.helpful import RateAnswer, rate_answer
from deskbell.features.csat.rating import RateConversation, rate_conversation
from deskbell.features.offline_messages.form import LeaveOfflineMessage
from deskbell.features.offline_messages.leaving import leave_offline_message
from deskbell.services import access, conversations, messages, routing, talk
from deskbell.services.core import Core
from deskbell.storage import conversations as conversation_rows
from deskbell.storage import messages as message_rows
from deskbell.storage import visitors
from deskbell.storage.writer import Tx, Work


@dataclass
class Cast:
    """Who and where: inboxes and agents by their key in the content, visitors as they appear."""

    inboxes: dict[str, Inbox]
    agents: dict[str, Agent]
    visitors: dict[str, Visitor] = field(default_factory=dict)


async def tell_past(core: Core, tx: Tx, cast: Cast, shop_origin: str) -> None:
    """All of the past, the oldest first, within the transaction that fills the demo."""
    for story in content.read("conversations"):
        await Story(core, tx, cast, story, shop_origin).tell()


class _Past:
    """Writer and database for the rules: the open transaction, with another moment for now.

    Nobody is told of what is long over.
    """

    def __init__(self, tx: Tx, now: datetime) -> None:
        self._conn = tx.conn
        self._now = now

    async def write(self, work: Work[Any]) -> Any:
        return await work(Tx(self._conn, self._now))

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        yield self._conn


class Story:
    """One conversation, step by step. A step is `[minutes:seconds, what, …]`."""

    def __init__(self, core: Core, tx: Tx, cast: Cast, story: dict[str, Any], shop_origin: str) -> None:
        self._present, self._tx, self._cast, self._story = core, tx, cast, story
        self._origin = shop_origin
        self._inbox = cast.inboxes[story.get("inbox", "shop")]
        day = core.clock().date() - timedelta(days=story["days_ago"])
        self._began = datetime.combine(day, time.fromisoformat(story["time"]), core.clock().tzinfo)
        self._steps: dict[str, Callable[..., Awaitable[object]]] = {
            "visitor": self._visitor_says,
            "helpful": self._rates_answer,
            "human": self._asks_for_a_person,
            "claim": self._claims,
            "agent": self._agent_says,
            "note": self._notes,
            "transfer": self._transfers,
            "agent_resolves": self._agent_resolves,
            "visitor_resolves": self._visitor_resolves,
            "rate": self._rates,
            "offline": self._leaves_message,
        }
        self._conversation_id = ""

    async def tell(self) -> None:
        self._at("0:00")
        visitor = await self._visitor_comes()
        self._visitor = VisitorActor(visitor.id, self._inbox.id, visitor.label, visitor.locale)
        for moment, what, *words in self._story["steps"]:
            self._at(moment)
            await self._steps[what](*words)
        await self._read_to_the_end()

    def _at(self, moment: str) -> None:
        minutes, seconds = moment.split(":")
        now = self._began + timedelta(minutes=int(minutes), seconds=int(seconds))
        past: Any = _Past(self._tx, now)
        # Nothing is thought ahead: outside this transaction there are no articles yet, and no machine is too slow here.
        hooks = dataclasses.replace(self._present.hooks, before_answering=None)
        self._core = dataclasses.replace(self._present, writer=past, database=past, clock=lambda: now, hooks=hooks)

    async def _visitor_comes(self) -> Visitor:
        key, (path, title) = self._story["visitor"], self._story["page"]
        known = self._cast.visitors.get(key)
        page = {"url": self._origin + path, "title": title, "referrer": ""}

        async def work(tx: Tx) -> Visitor:
            if known is not None:
                return await visitors.change(tx.conn, known.id, last_seen_at=tx.now, page=page)
            seen = {"first_seen_at": tx.now, "last_seen_at": tx.now, "locale": self._story["locale"], "page": page}
            person = content.read("visitors")[key]
            return await visitors.insert(tx.conn, id=new_id(), inbox_id=self._inbox.id, **seen, **person)

        visitor = self._cast.visitors[key] = await self._core.write(work)
        return visitor

    async def _visitor_says(self, text: str) -> None:
        if self._conversation_id:
            await talk.send_message(self._core, self._visitor, self._conversation_id, new_id(), text)
            return
        started, _ = await talk.start_conversation(self._core, self._visitor, new_id(), text, self._story["locale"])
        self._conversation_id = started.id

    async def _rates_answer(self, helpful: bool) -> None:
        conversation = await self._conversation()
        async with self._core.read() as conn:
            said = await message_rows.after(conn, conversation.id, 0, 100)
        answer = next(m for m in reversed(said) if m.data.get("card") == "answer")
        await rate_answer(self._core, self._visitor, RateAnswer(conversation.id, answer.id, helpful))

    async def _asks_for_a_person(self) -> None:
        await conversations.request_human(self._core, self._visitor, self._conversation_id)

    async def _claims(self, agent: str) -> None:
        self._agent = self._actor(agent)
        await routing.claim(self._core, self._agent, self._conversation_id)

    async def _agent_says(self, text: str) -> None:
        await talk.send_message(self._core, self._agent, self._conversation_id, new_id(), text)

    async def _notes(self, agent: str, text: str) -> None:
        await talk.add_note(self._core, self._actor(agent), self._conversation_id, new_id(), text)

    async def _transfers(self, agent: str, note: str) -> None:
        # Not `routing.transfer`: it asks for an agent who is here now, and this was days ago.
        async def work(tx: Tx) -> None:
            conversation = await self._conversation()
            await messages.store_note(tx, self._agent, conversation, None, note)
            await routing.assign(self._core, tx, conversation, self._actor(agent).id, "transferred")

        await self._core.write(work)
        self._agent = self._actor(agent)

    async def _agent_resolves(self) -> None:
        await conversations.resolve(self._core, self._agent, self._conversation_id)

    async def _visitor_resolves(self) -> None:
        await conversations.resolve(self._core, self._visitor, self._conversation_id)

    async def _rates(self, rating: int, comment: str) -> None:
        payload = RateConversation(self._conversation_id, rating, comment)
        await rate_conversation(self._core, self._visitor, payload)

    async def _leaves_message(self, text: str) -> None:
        person = content.read("visitors")[self._story["visitor"]]
        form = LeaveOfflineMessage(new_id(), person["name"], person["email"], text)
        left = await leave_offline_message(self._core, self._visitor, form)
        self._conversation_id = left["conversation"]["id"]

    async def _read_to_the_end(self) -> None:
        """Both sides have read it all: the past has no ticks to come and nothing unread."""
        end = (await self._conversation()).last_seq
        values = {f"{side}_{mark}_seq": end for side in ("visitor", "agent") for mark in ("delivered", "read")}

        async def work(tx: Tx) -> None:
            await conversation_rows.change(tx.conn, self._conversation_id, unread=0, **values)

        await self._core.write(work)

    async def _conversation(self) -> Conversation:
        async with self._core.read() as conn:
            return await access.access_conversation(conn, self._visitor, self._conversation_id)

    def _actor(self, key: str) -> AgentActor:
        agent = self._cast.agents[key]
        return AgentActor(agent.id, agent.name, agent.role, agent.face, None)
