"""Signed identities, tags and needs on the wire: what is told to whom, and that a forged one is let in as nobody."""

from __future__ import annotations

from typing import Any

import jwt
import pytest

from deskbell.domain.ids import new_id
from tests.live import Live, Person

pytestmark = pytest.mark.anyio


def _token(live: Live, secret: str = "", **claims: Any) -> str:
    said = {"sub": "4182", "exp": live.core.clock().timestamp() + 600} | claims
    return jwt.encode(said, secret or live.shop.identity_secret, algorithm="HS256")


async def _waits(person: Person, text: str) -> str:
    started = await person.must("start_conversation", {"client_id": new_id(), "text": text})
    conversation_id: str = started["conversation"]["id"]
    await person.must("request_human", {"conversation_id": conversation_id})
    return conversation_id


async def test_a_signed_one_is_told_to_the_desk_and_a_forged_one_is_nobody(live: Live) -> None:
    ann = await live.agent("Ann")
    vic = await live.visitor(identity={"token": _token(live, name="Vic", email="vic@example.com")})
    assert vic.session["identity_error"] is None and vic.session["visitor"]["name"] == "Vic"
    told = await ann.hears("visitor_updated", lambda p: p["visitor"]["name"] == "Vic")
    assert (told["visitor"]["email_verified"], told["visitor"]["external_id"]) == (True, "4182")
    for forged in (_token(live, "x" * 40), "a" * 20_000, "\x00"):
        nobody = await live.visitor("Mallory", identity={"token": forged, "name": "Mallory"})
        assert nobody.session["identity_error"]["code"] == "bad_identity"
        await _waits(nobody, "hello")


async def test_a_tag_moves_them_and_everybody_hears_it(live: Live) -> None:
    ann, vic, wanda = await live.agent("Ann"), await live.visitor("Vic"), await live.visitor("Wanda")
    first, second = await _waits(vic, "one"), await _waits(wanda, "two")
    visitor_id = wanda.session["visitor"]["id"]
    answer = await ann.must("set_visitor_tags", {"visitor_id": visitor_id, "tags": ["vip"]})
    assert answer["visitor"]["tags"] == ["vip"]
    await wanda.hears("queue_moved", lambda p: p["queue"]["position"] == 1)
    await vic.hears("queue_moved", lambda p: p["queue"]["position"] == 2)
    order = [second, first]
    await ann.hears("queue_changed", lambda p: [w["conversation_id"] for w in p["waiting"]] == order)
    await ann.hears("decision_made", lambda p: p["decision"]["kind"] == "priority_changed")
    tagged = await ann.must("set_tags", {"conversation_id": first, "tags": ["complaint", " Complaint"]})
    assert (tagged["conversation"]["tags"], tagged["conversation"]["priority"]) == (["complaint"], "complaint")


async def test_needs_are_said_and_what_is_left_out_stays(live: Live) -> None:
    ann, vic = await live.agent("Ann"), await live.visitor("Vic")
    waits = await _waits(vic, "one")
    said = await ann.must("set_needs", {"conversation_id": waits, "priority": "vip"})
    assert (said["conversation"]["priority"], said["conversation"]["team"]) == ("vip", None)
    said = await ann.must("set_needs", {"conversation_id": waits, "team_id": None, "needs": []})
    assert said["conversation"]["priority"] == "vip"
    wrong: dict[str, Any]
    for wrong in ({"priority": "urgent"}, {"needs": [{"skill_id": "s", "level": 6}]}, {"needs": None}):
        assert await ann.is_refused("set_needs", {"conversation_id": waits, **wrong}) == "bad_payload"
    for wrong, code in (({"team_id": "x"}, "unknown_team"), ({"needs": [{"skill_id": "x"}]}, "unknown_skill")):
        assert await ann.is_refused("set_needs", {"conversation_id": waits, **wrong}) == code
