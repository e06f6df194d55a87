"""An offer over the wire: the one who is asked hears it, the desk sees it, and nobody else can take it."""

from __future__ import annotations

from typing import Any

import pytest

from deskbell.domain.ids import new_id
from deskbell.storage import inboxes
from tests.live import Live, Person

pytestmark = pytest.mark.anyio


async def _offers(live: Live, **routing: Any) -> None:
    settings = {"assignment": "least_loaded", "offer_seconds": 60} | routing
    await live.core.write(lambda tx: inboxes.change(tx.conn, live.shop.id, routing=settings))


async def _rings(vic: Person) -> dict[str, str]:
    started = await vic.must("start_conversation", {"client_id": new_id(), "text": "hello"})
    one = {"conversation_id": started["conversation"]["id"]}
    await vic.must("request_human", one)
    return one


async def test_ann_is_asked_and_accepts(live: Live) -> None:
    await _offers(live)
    ann, vic = await live.agent("Ann"), await live.visitor()
    ben = await live.agent("Ben")
    await ben.must("set_presence", {"presence": "away"})
    one = await _rings(vic)
    offered = (await ann.hears("conversation_offered"))["conversation"]
    assert offered["offer"]["agent_id"] == ann.session["agent"]["id"]
    assert offered["waiting"] and offered["queue"]["position"] == 1
    seen = await ben.hears("conversation_updated", lambda p: p["conversation"]["offer"] is not None)
    assert seen["conversation"]["offer"] == offered["offer"]
    listed = await ben.must("list_conversations", {"view": "waiting"})
    assert listed["conversations"][0]["offer"] == offered["offer"]
    assert await ben.is_refused("claim_conversation", one) == "already_offered"
    assert await ben.is_refused("accept_offer", one) == "offer_ended"
    answer = await ann.must("accept_offer", one)
    assert (answer["conversation"]["assignee"]["name"], answer["conversation"]["offer"]) == ("Ann", None)
    assert (await ann.hears("offer_ended"))["reason"] == "accepted"
    assigned = await vic.hears("conversation_updated", lambda p: p["conversation"]["assignee"])
    assert "offer" not in assigned["conversation"]
    assert not [name for name, _ in ben.heard if name in ("conversation_offered", "offer_ended")]
    decisions = (await ben.must("list_decisions", one))["decisions"]
    assert [decision["kind"] for decision in decisions] == ["accepted", "offered"]
    assert decisions[1]["data"]["because"] == "only_one"
    told = [payload["decision"] for name, payload in ben.heard if name == "decision_made"]
    assert [decision["id"] for decision in reversed(told)] == [decision["id"] for decision in decisions]


async def test_what_ann_declines_is_offered_to_ben(live: Live) -> None:
    await _offers(live)
    ann, vic = await live.agent("Ann"), await live.visitor()
    one = await _rings(vic)
    await ann.hears("conversation_offered")
    ben = await live.agent("Ben")
    await ann.must("decline_offer", one)
    assert (await ann.hears("offer_ended"))["reason"] == "declined"
    assert (await ben.hears("conversation_offered"))["conversation"]["id"] == one["conversation_id"]
    assert await ann.is_refused("decline_offer", one) == "offer_ended"


async def test_a_transfer_names_one_and_only_one(live: Live) -> None:
    ann, vic = await live.agent("Ann"), await live.visitor()
    one = await _rings(vic)
    await ann.must("claim_conversation", one)
    assert await ann.is_refused("transfer_conversation", one) == "bad_payload"
    assert await ann.is_refused("transfer_conversation", {**one, "to_bot": True, "team_id": new_id()}) == "bad_payload"
    assert await ann.is_refused("transfer_conversation", {**one, "team_id": new_id()}) == "unknown_team"
    assert await ann.is_refused("refuse_transfer", one) == "not_transferred"
    handed = await ann.must("transfer_conversation", {**one, "to_bot": True, "note": "a plain question"})
    assert handed["conversation"]["assignee"]["type"] == "bot"
    assert await ann.is_refused("list_decisions", {}) == "bad_payload"
    ours = await ann.must("list_decisions", {"inbox_id": live.shop.id, "limit": 1})
    assert [decision["kind"] for decision in ours["decisions"]] == ["transferred"]
    other = await live.agent("Kim")
    assert await other.is_refused("list_decisions", {"inbox_id": new_id()}) == "not_found"
