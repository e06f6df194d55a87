"""Everybody hears who is silent: Ann of herself, Lee of Ann, Vic the reminder and the end; nobody else is rung for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from deskbell.domain.ids import new_id
from deskbell.services.turns import AGENT_SILENT, VISITOR_IDLE
from deskbell.storage import conversations, inboxes, timers
from deskbell.storage.writer import Tx
from tests.live import Live, Person

pytestmark = pytest.mark.anyio


async def _talk(live: Live, ann: Person, vic: Person) -> dict[str, str]:
    routing = {"assignment": "manual", "idle": {"remind_minutes": 5, "resolve_minutes": 9}}
    await live.core.write(lambda tx: inboxes.change(tx.conn, live.shop.id, routing=routing))
    started = await vic.must("start_conversation", {"client_id": new_id(), "text": "hello"})
    one = {"conversation_id": started["conversation"]["id"]}
    await vic.must("request_human", one)
    await ann.must("claim_conversation", one)
    return one


async def _minutes_pass(live: Live, conversation_id: str, minutes: int) -> None:
    """For the turn of this conversation, so that no test waits for them."""

    async def work(tx: Tx) -> None:
        since = tx.now - timedelta(minutes=minutes)
        now = await conversations.by_id(tx.conn, conversation_id)
        assert now is not None
        kind, column = (AGENT_SILENT, "silent_since") if now.silent_since else (VISITOR_IDLE, "idle_since")
        await conversations.change(tx.conn, conversation_id, **{column: since})
        await timers.put(tx.conn, kind, conversation_id, tx.now)

    await live.core.write(work)


async def test_ann_hears_that_she_is_silent_and_then_lee_does(live: Live) -> None:
    ann, ben, lee = await live.agent("Ann"), await live.agent("Ben"), await live.agent("Lee", "team_leader")
    vic = await live.visitor()
    one = await _talk(live, ann, vic)
    await vic.says(one["conversation_id"], "anybody?")
    await _minutes_pass(live, one["conversation_id"], 6)
    told = await ann.hears("agent_silent")
    assert told["told"] == told["conversation"]["silence_told"] == "agent"
    await ben.hears("conversation_updated", lambda p: p["conversation"]["silence_told"] == "agent")
    await _minutes_pass(live, one["conversation_id"], 16)
    told = await lee.hears("agent_silent")
    assert told["told"] == "leader" and told["conversation"]["assignee"]["name"] == "Ann"
    await live.core.bus.told_all()
    rung = {p.name: [told["told"] for name, told in p.heard if name == "agent_silent"] for p in (ann, ben, lee, vic)}
    assert rung == {"Ann": ["agent"], "Ben": [], "Lee": ["leader"], "Vic": []}


async def test_vic_reads_the_reminder_and_why_it_ended(live: Live) -> None:
    ann, vic = await live.agent("Ann"), await live.visitor()
    one = await _talk(live, ann, vic)
    await ann.says(one["conversation_id"], "Which order is it?")
    await _minutes_pass(live, one["conversation_id"], 5)

    def card(payload: dict[str, Any]) -> bool:
        return bool(payload["message"]["data"].get("card") == "reminder")

    told = await vic.hears("message_created", card)
    assert (
        told["message"]["text"].startswith("Are you still there?") and await ann.hears("message_created", card) == told
    )
    await _minutes_pass(live, one["conversation_id"], 9)
    over = await vic.hears("conversation_updated", lambda p: p["conversation"]["status"] == "resolved")
    assert over["conversation"]["resolved_by"]["type"] == "system"
    for person in (vic, ann):
        ended = await person.hears("message_created", lambda p: p["message"]["data"].get("activity") == "resolved")
        assert ended["message"]["data"]["reason"] == "visitor_idle"


async def test_who_comes_back_after_the_day_is_answered_where_the_words_are(live: Live) -> None:
    ann, vic = await live.agent("Ann"), await live.visitor()
    one = await _talk(live, ann, vic)
    await ann.must("resolve_conversation", one)

    async def yesterday(tx: Tx) -> None:
        await conversations.change(tx.conn, one["conversation_id"], resolved_at=tx.now - timedelta(hours=24))

    await live.core.write(yesterday)
    said = (await vic.says(one["conversation_id"], "one more thing"))["message"]
    begun = await vic.hears("conversation_created", lambda p: p["conversation"]["id"] != one["conversation_id"])
    assert said["conversation_id"] == begun["conversation"]["id"]
    asked = await vic.must("request_human", one)
    assert asked["conversation"]["id"] == said["conversation_id"] and asked["queue"]["position"] == 1
