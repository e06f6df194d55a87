"""State before + events applied = a fresh fetch, for every event, as PROTOCOL.md says how to apply them.

A little desk and a little widget keep state by events alone; after every step of a long made-up day they must equal
what a fresh fetch says. Presence, places and marks heal the same way as messages.
"""

from __future__ import annotations

import random
from typing import Any

import pytest

from deskbell.domain.ids import new_id
from deskbell.domain.people import AgentActor
from deskbell.services import setup
from deskbell.services.agents import change_agent
from deskbell.services.inboxes import add_inbox
from deskbell.services.routing.deciding import record_in
from deskbell.services.telling import tell_agent
from deskbell.storage import agents, inboxes
from deskbell.storage.writer import Tx
from tests.live import Live, Person

pytestmark = pytest.mark.anyio
Wire = dict[str, Any]
VOLATILE = ("calculated_at", "estimated_wait_seconds", "estimated_wait_range", "agents_online", "last_seen_at")


class Mirror:
    """The conversations of one client, kept by its events."""

    def __init__(self) -> None:
        self.conversations: dict[str, Wire] = {}

    def apply(self, event: str, payload: Wire) -> None:
        if event in ("conversation_created", "conversation_updated", "conversation_assigned"):
            conversation = payload["conversation"]
            self.conversations[conversation["id"]] = conversation
        elif event == "message_created":
            self._message(payload["message"])
        elif event == "read_mark_moved":
            conversation = self.conversations[payload["conversation_id"]]
            marks = {"delivered_seq": payload["delivered_seq"], "read_seq": payload["read_seq"]}
            conversation["read_marks"] = {**conversation["read_marks"], payload["by"]: marks}
        elif event == "queue_moved":
            self.conversations[payload["conversation_id"]]["queue"] = payload["queue"]
        elif event == "queue_changed":
            for place in payload["waiting"]:
                self.conversations[place["conversation_id"]]["queue"] = place["queue"]
        elif event == "note_created":
            note = payload["message"]
            self.conversations[note["conversation_id"]]["last_note_seq"] = note["note_seq"]
        elif event == "visitor_updated":
            for conversation in self.conversations.values():
                if conversation.get("visitor", {}).get("id") == payload["visitor"]["id"]:
                    conversation["visitor"] = payload["visitor"]

    def _message(self, message: Wire) -> None:
        conversation = self.conversations[message["conversation_id"]]
        conversation["last_seq"] = message["seq"]
        conversation["updated_at"] = message["created_at"]
        if "silent_since" in conversation:
            self._turn(conversation, message)
        if message["kind"] == "activity":
            return
        conversation["last_message"] = {
            "kind": message["kind"],
            "author": message["author"],
            "text": message["text"][:200],
            "created_at": message["created_at"],
        }
        if "unread" in conversation and message["author"]["type"] == "visitor":
            conversation["unread"] += 1

    def _turn(self, conversation: Wire, message: Wire) -> None:
        with_agent = conversation["kind"] == "live" and (conversation["assignee"] or {}).get("type") == "agent"
        if message["kind"] != "text" or not with_agent:
            return
        if message["author"]["type"] == "agent":
            conversation["silent_since"] = conversation["silence_told"] = None
        elif conversation["silent_since"] is None:
            conversation["silent_since"] = message["created_at"]


def _comparable(conversation: Wire) -> Wire:
    """Without what is only worked out at a moment (waits), and without `unread`, which an agent recounts on reading."""
    plain = {name: value for name, value in conversation.items() if name != "unread"}
    for part in ("queue", "visitor"):
        if plain.get(part):
            plain[part] = {name: value for name, value in plain[part].items() if name not in VOLATILE}
    return plain


async def _fetch(ann: Person) -> dict[str, Wire]:
    found: dict[str, Wire] = {}
    for view in ("all", "resolved"):
        for conversation in (await ann.must("list_conversations", {"view": view, "limit": 200}))["conversations"]:
            found[conversation["id"]] = conversation
    return found


class Day:
    """Made-up steps of visitors and agents; refusals are part of a day."""

    def __init__(self, live: Live, agents: list[Person], visitors: list[Person]) -> None:
        self.live, self.agents, self.visitors = live, agents, visitors
        self.random = random.Random(20261123)
        self.conversation_of: dict[str, str] = {}

    async def step(self) -> None:
        if self.random.random() < 0.6:
            await self._visitor_does(self.random.choice(self.visitors))
        else:
            await self._agent_does(self.random.choice(self.agents))

    async def _visitor_does(self, vic: Person) -> None:
        mine = self.conversation_of.get(vic.name)
        if mine is None:
            started = await vic.must("start_conversation", {"client_id": new_id(), "text": "hello"})
            self.conversation_of[vic.name] = started["conversation"]["id"]
            return
        one = {"conversation_id": mine}
        await vic.asks(
            *self.random.choice(
                [
                    ("send_message", {**one, "client_id": new_id(), "text": "a word"}),
                    ("send_message", {**one, "client_id": new_id(), "text": "another"}),
                    ("request_human", one),
                    ("request_human", one),
                    ("request_human", one),
                    ("leave_queue", one),
                    ("resolve_conversation", one),
                    ("rate_conversation", {**one, "rating": self.random.randint(1, 5)}),
                    ("mark_read", {**one, "seq": self.random.randint(0, 30)}),
                    (
                        "leave_offline_message",
                        {"client_id": new_id(), "name": vic.name, "email": "v@x.example", "text": "call"},
                    ),
                ]
            )
        )

    async def _agent_does(self, ann: Person) -> None:
        if not self.conversation_of:
            return
        one = {"conversation_id": self.random.choice(list(self.conversation_of.values()))}
        other = self.random.choice(self.agents)
        await ann.asks(
            *self.random.choice(
                [
                    ("claim_conversation", one),
                    ("send_message", {**one, "client_id": new_id(), "text": "an answer"}),
                    ("add_note", {**one, "client_id": new_id(), "text": "a note"}),
                    ("transfer_conversation", {**one, "agent_id": other.session["agent"]["id"], "note": "yours"}),
                    ("assign_conversation", {**one, "agent_id": other.session["agent"]["id"]}),
                    ("take_over", one),
                    ("whisper", {**one, "client_id": new_id(), "text": "psst"}),
                    ("resolve_conversation", one),
                    ("reopen_conversation", one),
                    ("mark_read", {**one, "seq": self.random.randint(0, 30)}),
                    ("set_presence", {"presence": self.random.choice(["online", "away"])}),
                ]
            )
        )


@pytest.fixture
def rate_limit_scale() -> float:
    return 0


@pytest.mark.parametrize("assignment", ["manual", "least_loaded"])
async def test_a_long_day_seen_by_events_alone_equals_a_fresh_fetch(live: Live, assignment: str) -> None:
    routing = {"assignment": assignment, "bot_enabled": True, "bot_threshold": 0.8}
    await live.core.write(lambda tx: inboxes.change(tx.conn, live.shop.id, routing=routing))
    agents = [await live.agent(name) for name in ("Ann", "Ben")]
    agents.append(await live.agent("Lee", "team_leader"))
    visitors = [await live.visitor(name) for name in ("Vic", "Wanda", "Xu", "Yuki", "Zoe")]
    everybody, day = [*agents, *visitors], Day(live, agents, visitors)
    mirrors = {person.name: (Mirror(), 0) for person in everybody}
    for round_ in range(30):
        for _ in range(5):
            await day.step()
        await live.tells_all(*everybody)
        for person in everybody:
            mirror, seen = mirrors[person.name]
            for event, payload in person.heard[seen:]:
                mirror.apply(event, payload)
            mirrors[person.name] = (mirror, len(person.heard))
        fresh = await _fetch(agents[0])
        for agent in agents:
            kept = {c: _comparable(v) for c, v in mirrors[agent.name][0].conversations.items()}
            assert kept == {c: _comparable(v) for c, v in fresh.items()}, f"{agent.name}, round {round_}"
        for vic in visitors:
            own = {c["id"]: c for c in (await vic.must("list_conversations", {"limit": 200}))["conversations"]}
            kept = {c: _comparable(v) for c, v in mirrors[vic.name][0].conversations.items()}
            assert kept == {c: _comparable(v) for c, v in own.items()}, f"{vic.name}, round {round_}"


async def test_presence_and_load_by_events_equal_a_fresh_list(live: Live) -> None:
    ann, ben, vic = await live.agent("Ann"), await live.agent("Ben"), await live.visitor()
    started = await vic.must("start_conversation", {"client_id": new_id(), "text": "hello"})
    one = {"conversation_id": started["conversation"]["id"]}
    await ben.must("claim_conversation", one)
    await ben.must("set_presence", {"presence": "away"})
    await ben.must("resolve_conversation", one)
    await ben.must("set_presence", {"presence": "online"})
    await live.tells_all(ann, ben)
    kept = {agent["id"]: agent for agent in ann.session["agents"]}
    kept |= {p["agent"]["id"]: p["agent"] for name, p in ann.heard if name == "presence_changed"}
    fresh = {agent["id"]: agent for agent in (await ann.must("list_agents"))["agents"]}
    assert kept == fresh


async def test_why_ann_was_set_away_is_seen_by_her_and_lee_alone(live: Live) -> None:
    ann, ben, lee = await live.agent("Ann"), await live.agent("Ben"), await live.agent("Lee", "team_leader")
    ann_id = ann.session["agent"]["id"]

    async def set_away(tx: Tx) -> None:
        missed: dict[str, Any] = {"presence": "away", "chosen_presence": "away", "away_reason": "missed_offer"}
        await agents.change(tx.conn, ann_id, away_since=tx.now, **missed)
        await tell_agent(tx, ann_id)

    await live.core.write(set_away)
    for person, seen in ((ann, "missed_offer"), (lee, "missed_offer"), (ben, None)):
        await person.hears("presence_changed", lambda p: p["agent"]["presence"] == "away")
        kept = {agent["id"]: agent for agent in person.session["agents"]}
        kept |= {p["agent"]["id"]: p["agent"] for name, p in person.heard if name == "presence_changed"}
        fresh = {agent["id"]: agent for agent in (await person.must("list_agents"))["agents"]}
        assert kept == fresh and fresh[ann_id]["away_reason"] == seen
    [in_session] = [one for one in (await live.agent("Bo")).session["agents"] if one["id"] == ann_id]
    assert in_session["away_reason"] is None and in_session["presence"] == "away"


async def test_the_decision_that_set_ann_away_is_hers_and_lees_alone(live: Live) -> None:
    ann, ben, lee = await live.agent("Ann"), await live.agent("Ben"), await live.agent("Lee", "team_leader")
    who = {"id": ann.session["agent"]["id"], "name": "Ann", "face": None}

    async def decide(tx: Tx) -> None:
        await record_in(tx, live.shop.id, "set_away", None, agent=who, reason="missed_offer")
        await record_in(tx, live.shop.id, "given", None, agent=who)

    await live.core.write(decide)
    for person, knows in ((ann, ["set_away", "given"]), (lee, ["set_away", "given"]), (ben, ["given"])):
        await person.hears("decision_made", lambda p: p["decision"]["kind"] == "given")
        assert [p["decision"]["kind"] for name, p in person.heard if name == "decision_made"] == knows
        listed = (await person.must("list_decisions", {"inbox_id": live.shop.id}))["decisions"]
        assert [decision["kind"] for decision in reversed(listed)] == knows


async def test_unread_counts_what_the_visitor_wrote_after_the_agents_mark(live: Live) -> None:
    ann, vic = await live.agent("Ann"), await live.visitor()
    conversation_id = (await vic.must("start_conversation", {"client_id": new_id()}))["conversation"]["id"]
    one = {"conversation_id": conversation_id}
    await ann.must("claim_conversation", one)
    said = [(await vic.says(conversation_id, str(n)))["message"]["seq"] for n in range(4)]
    await ann.must("mark_read", {**one, "seq": said[1]})
    [conversation] = (await ann.must("list_conversations", {"view": "mine"}))["conversations"]
    assert conversation["unread"] == 2
    await ann.must("mark_read", {**one, "seq": 0})
    [conversation] = (await ann.must("list_conversations", {"view": "mine"}))["conversations"]
    assert conversation["unread"] == 2 and conversation["read_marks"]["agent"]["read_seq"] == said[1]


async def test_ben_who_gains_an_inbox_knows_its_line_and_who_loses_it_hears_no_more(live: Live) -> None:
    studio = await live.core.write(lambda tx: setup.create_inbox(tx, "Studio", "en", "Asia/Shanghai"))
    ada = AgentActor("ada", "Ada", "admin", None, None)
    ben, vic = await live.agent("Ben", inbox=studio), await live.visitor()
    one = {"conversation_id": (await vic.must("start_conversation", {"client_id": new_id()}))["conversation"]["id"]}
    await vic.must("request_human", one)
    await change_agent(live.core, ada, ben.session["agent"]["id"], {"inbox_ids": [live.shop.id, studio.id]})
    await live.tells_all(ben)
    started, changed = await ben.hears("session_started"), await ben.hears("queue_changed")
    assert [inbox["name"] for inbox in started["inboxes"]] == ["Shop", "Studio"]
    fresh = await ben.must("list_conversations", {"view": "waiting"})
    assert [c["id"] for c in fresh["conversations"]] == [one["conversation_id"]]
    assert started["counts"] == changed["counts"] == fresh["counts"]

    await change_agent(live.core, ada, ben.session["agent"]["id"], {"inbox_ids": [studio.id]})
    await vic.says(one["conversation_id"], "not for Ben")
    await live.tells_all(ben)
    started = await ben.hears("session_started")
    assert [inbox["name"] for inbox in started["inboxes"]] == ["Studio"] and started["counts"]["waiting"] == 0
    assert "not for Ben" not in [p["message"]["text"] for name, p in ben.heard if name == "message_created"]


async def test_lee_hears_of_an_inbox_that_was_just_made(live: Live) -> None:
    lee, there = await live.agent("Lee", "team_leader"), await live.agent("Ada", "admin")
    ada = AgentActor(there.session["agent"]["id"], "Ada", "admin", None, None)
    form = {"name": "Studio", "locale": "en", "time_zone": "Asia/Shanghai"}
    made = await add_inbox(live.core, ada, form)
    told = await lee.hears("inbox_updated", lambda p: p["inbox"]["id"] == made["id"])
    assert told["inbox"]["name"] == "Studio"
