"""What the floor tells, and to whom: hints to those who lead, whispers to the desk, who reads along, by socket."""

from __future__ import annotations

import pytest

from deskbell.domain.ids import new_id
from tests.live import Live, Person

pytestmark = pytest.mark.anyio
LEADS = ("get_floor", "assign_conversation", "take_over", "join_conversation", "leave_conversation", "whisper")


async def _waits(vic: Person) -> dict[str, str]:
    conversation = (await vic.must("start_conversation", {"client_id": new_id(), "text": "hello"}))["conversation"]
    one = {"conversation_id": conversation["id"]}
    await vic.must("request_human", one)
    return one


async def test_lee_hears_that_the_floor_changed_and_fetches_what_it_is_now(live: Live) -> None:
    lee, ann, vic = await live.agent("Lee", "team_leader"), await live.agent("Ann"), await live.visitor()
    shop = {"inbox_id": live.shop.id}
    assert (await lee.must("get_floor", shop))["floor"]["line"] == []
    lee.heard.clear()
    one = await _waits(vic)
    await lee.hears("floor_changed", lambda payload: payload == shop)
    [first] = (await lee.must("get_floor"))["floor"]["line"]
    assert first["conversation"]["id"] == one["conversation_id"] and first["next"]["name"] in ("Ann", "Lee")
    given = await lee.must("assign_conversation", {**one, "agent_id": ann.session["agent"]["id"]})
    assert given["conversation"]["assignee"]["name"] == "Ann"
    told = await ann.hears("conversation_assigned")
    assert told["reason"] == "assigned" and told["conversation"]["id"] == one["conversation_id"]
    lee.heard.clear()
    await vic.says(one["conversation_id"], "are you there?")
    await lee.hears("floor_changed")
    [silent] = [a for a in (await lee.must("get_floor"))["floor"]["agents"] if a["agent"]["name"] == "Ann"]
    assert silent["silence"]["visitor"] == first["conversation"]["visitor"]["label"] == "Visitor 1"
    assert (await lee.must("take_over", one))["conversation"]["assignee"]["name"] == "Lee"
    await vic.is_refused("get_floor", {})
    assert "floor_changed" not in {name for name, _ in ann.heard}, "agents hear no hints that they cannot use"


async def test_lee_reads_along_and_whispers_and_vic_notices_nothing(live: Live) -> None:
    lee, ann, vic = await live.agent("Lee", "team_leader"), await live.agent("Ann"), await live.visitor()
    one = await _waits(vic)
    await ann.must("claim_conversation", one)
    for command in LEADS:
        payload = {} if command == "get_floor" else {**one}
        extra = {"agent_id": "x"} if command == "assign_conversation" else {}
        extra |= {"client_id": new_id(), "text": "psst"} if command == "whisper" else {}
        assert await ann.is_refused(command, payload | extra) == "not_allowed", command
    await live.tells_all(vic)
    vic.heard.clear()
    assert [a["name"] for a in (await lee.must("join_conversation", one))["agents"]] == ["Lee"]
    joined = await ann.hears("joined_changed", lambda p: p["agents"])
    assert joined["conversation_id"] == one["conversation_id"] and joined["agents"][0]["name"] == "Lee"
    assert (await ann.must("sync", {**one, "after_seq": 0}))["joined"] == joined["agents"]
    whisper = {**one, "client_id": new_id(), "text": "he is a regular"}
    note = (await lee.must("whisper", whisper))["message"]
    assert (await ann.hears("note_created"))["message"] == note
    assert note["data"] == {"whisper_to": ann.session["agent"]["id"]}
    await lee.leaves()
    await ann.hears("joined_changed", lambda p: not p["agents"])
    assert (await ann.must("sync", {**one, "after_seq": 0}))["joined"] == []
    await vic.must("mark_read", {**one, "seq": 1})
    await live.tells_all(vic)
    assert {name for name, _ in vic.heard} <= {"read_mark_moved", "inbox_updated", "queue_moved"}
    seen = await vic.must("sync", {**one, "after_seq": 0})
    assert "regular" not in str(seen) and "Lee" not in str(seen["messages"]) and "joined" not in seen
