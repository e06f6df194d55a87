"""Whatever arrives: a stable code and a sentence, nothing stored by halves, and the socket lives."""

from __future__ import annotations

import asyncio
from typing import Any

import msgspec
import pytest
import socketio
import websockets
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from deskbell.app import FEATURES
from deskbell.domain.ids import new_id
from deskbell.realtime import agent, visitor
from deskbell.realtime.command import Command
from deskbell.realtime.door import MAX_FRAME
from deskbell.storage.tables import METADATA
from tests.live import Live, Person

pytestmark = pytest.mark.anyio

VISITOR = (*visitor.COMMANDS, *(c for feature in FEATURES for c in feature.visitor_commands))
REFUSALS = ("bad_payload", "not_found", "text_empty", "not_assignee", "not_allowed")
AGENT = (*agent.COMMANDS, *(c for feature in FEATURES for c in feature.agent_commands))
WRONG: list[Any] = [
    0,
    1.5,
    True,
    None,
    [],
    {},
    {"$ne": None},
    "1e0",
    -1,
    2**63,
    "x" * 10_000,
    ["a"],
    "\0",
    "' OR 1=1 --",
]


@pytest.fixture
def rate_limit_scale() -> float:
    return 0


async def _rows(live: Live) -> dict[str, int]:
    async with live.core.read() as conn:
        return {
            name: await conn.scalar(select(func.count()).select_from(table)) or 0
            for name, table in METADATA.tables.items()
        }


ONE_OF_THESE = ("agent_id", "conversation_id")
"""Fields of which a command wants one of several."""


def _good(command: Command, conversation_id: str) -> dict[str, Any]:
    """A payload whose every field has the right type."""
    values: dict[str, Any] = {
        "conversation_id": conversation_id,
        "client_id": new_id(),
        "text": "hello",
        "after_seq": 0,
        "seq": 1,
        "typing": True,
        "rating": 5,
        "helpful": True,
        "message_id": new_id(),
        "name": "Vic",
        "email": "vic@shop.example",
        "presence": "online",
        "view": "all",
        "visitor_id": new_id(),
        "agent_id": new_id(),
        "tags": ["vip"],
        "values": {},
        "query": "tea",
        "article_id": new_id(),
        "locale": "en",
    }
    fields = msgspec.structs.fields(command.payload)
    required = [field.name for field in fields if field.required or field.name in ("text", *ONE_OF_THESE)]
    return {name: values[name] for name in required}


def _required(command: Command) -> list[str]:
    return [field.name for field in msgspec.structs.fields(command.payload) if field.required]


async def _is_alive(person: Person) -> None:
    assert await person.is_refused("no_such_command", {}) == "unknown_command"


async def _begin(live: Live) -> tuple[Person, Person, str]:
    vic, ann = await live.visitor(), await live.agent("Ann")
    started = await vic.must("start_conversation", {"client_id": new_id(), "text": "hello"})
    return vic, ann, started["conversation"]["id"]


async def test_every_field_of_every_command_with_every_wrong_value(live: Live) -> None:
    vic, ann, conversation_id = await _begin(live)
    before = await _rows(live)
    for person, commands in ((vic, VISITOR), (ann, AGENT)):
        for command in commands:
            good = _good(command, conversation_id)
            for name in _required(command):
                if name in ("text", "name", "query", "typing", "after_seq", "seq", "rating", "helpful", "comment"):
                    wrong = [value for value in WRONG if not isinstance(value, str | bool | int)]
                elif name == "tags":
                    wrong = [value for value in WRONG if value not in ([], ["a"])]
                else:
                    wrong = WRONG
                for value in wrong:
                    answer = await person.asks(command.name, {**good, name: value})
                    assert answer["ok"] is False, (command.name, name, value, answer)
                    assert answer["error"]["code"] in REFUSALS, answer
    assert await _rows(live) == before
    await _is_alive(vic)
    await _is_alive(ann)


async def test_missing_and_unknown_fields_and_shapes(live: Live) -> None:
    vic, ann, conversation_id = await _begin(live)
    before = await _rows(live)
    for person, commands in ((vic, VISITOR), (ann, AGENT)):
        for command in commands:
            good = _good(command, conversation_id)
            for name in _required(command):
                short = {key: value for key, value in good.items() if key != name}
                assert await person.is_refused(command.name, short) == "bad_payload"
            assert await person.is_refused(command.name, {**good, "role": "admin"}) == "bad_payload"
            for shape in ([], "text", 1, True, [good]):
                assert await person.is_refused(command.name, shape) == "bad_payload"
    assert await _rows(live) == before


async def test_other_peoples_ids_look_like_ids_that_do_not_exist(live: Live) -> None:
    _, _, conversation_id = await _begin(live)
    wanda = await live.visitor("Wanda")
    for command in VISITOR:
        good = _good(command, conversation_id)
        if "conversation_id" not in good:
            continue
        stranger = await wanda.asks(command.name, good)
        nobody = await wanda.asks(command.name, {**good, "conversation_id": new_id()})
        assert stranger == nobody and stranger["error"]["code"] == "not_found", command.name
    lee = await live.agent("Lee", "team_leader")
    for command in AGENT:
        good = _good(command, new_id())
        if "conversation_id" in good:
            assert await lee.is_refused(command.name, good) == "not_found"


async def test_steps_in_the_wrong_order(live: Live) -> None:
    vic, ann, conversation_id = await _begin(live)
    one = {"conversation_id": conversation_id}
    assert await vic.is_refused("leave_queue", one) == "not_waiting"
    assert await vic.is_refused("rate_conversation", {**one, "rating": 5}) == "not_resolved"
    assert await ann.is_refused("reopen_conversation", one) == "not_resolved"
    assert await ann.is_refused("send_message", {**one, "client_id": new_id(), "text": "hi"}) == "not_assignee"
    await ann.must("claim_conversation", one)
    ben = await live.agent("Ben")
    assert await ben.is_refused("claim_conversation", one) == "already_assigned"
    assert await ben.is_refused("resolve_conversation", one) == "not_assignee"
    await vic.must("resolve_conversation", one)
    assert await ann.is_refused("claim_conversation", one) == "already_resolved"
    for rating in (0, 6, -1):
        assert await vic.is_refused("rate_conversation", {**one, "rating": rating}) == "bad_payload"
    said = {**one, "client_id": new_id(), "text": "hi", "attachments": ["file"]}
    assert await vic.is_refused("send_message", said) == "unsupported"


async def test_texts_and_frames_that_are_too_large(live: Live) -> None:
    vic, _, conversation_id = await _begin(live)
    before = await _rows(live)
    for length, code in ((8_001, "text_too_long"), (MAX_FRAME + 1, "frame_too_large"), (200_000, "frame_too_large")):
        said = {"conversation_id": conversation_id, "client_id": new_id(), "text": "x" * length}
        assert await vic.is_refused("send_message", said) == code
    assert await _rows(live) == before
    await vic.says(conversation_id, "😀" * 8_000)


async def test_commands_before_connecting_do_nothing(live: Live) -> None:
    before = await _rows(live)
    client = socketio.AsyncClient(reconnection=False)
    with pytest.raises(socketio.exceptions.ConnectionError):
        await client.connect(live.url, namespaces=["/agent"], auth={"ticket": ""}, transports=["websocket"])
    async with _raw(live) as raw:
        for command in AGENT:
            await raw.send(f'42/agent,1["{command.name}",{{}}]')
            await raw.send(f'42/visitor,1["{command.name}",{{}}]')
        await _answers_ping(raw)
    assert await _rows(live) == before


def _raw(live: Live) -> websockets.connect:
    address = live.url.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"
    return websockets.connect(address, max_size=None)


async def _answers_ping(raw: websockets.ClientConnection) -> None:
    """The namespace still answers: an unknown one is refused with CONNECT_ERROR."""
    await raw.send("40/nowhere,")
    async with asyncio.timeout(20):
        while not str(await raw.recv()).startswith("44/nowhere"):
            pass


BROKEN = [
    "4", "42", "42[", "42[]", "42[1]", "42{}", '42/visitor,7["sync",NaN]', '42/visitor,7["sync",{"a":Infinity}]',
    '42/visitor,7["sync","\\ud800"]', "42/visitor,7" + "[" * 10_000, '42/visitor,7["sync",' + "[" * 5_000 + "]" * 5_000 + "]",
    '451-/visitor,["send_message",{"_placeholder":true,"num":0}]', '45100000-/visitor,["x"]', "450-", "46/visitor,0[]",
    '42/visitor,99999999999999999999["sync",{}]', "41/visitor,", "43/visitor,0[]", "44/visitor,", "49", "4\0", "42/visitor,é",
    '42/visitor,7["sync",{"conversation_id":"x","after_seq":' + "9" * 400 + "}]",
]  # fmt: skip


async def test_broken_packets_harm_nobody(live: Live) -> None:
    wanda = await live.visitor("Wanda")
    async with _raw(live) as raw:
        await raw.recv()
        await raw.send('40/visitor,{"inbox":"' + live.shop.key + '"}')
        for packet in BROKEN:
            await raw.send(packet)
        for _ in range(50):
            await raw.send(b"\x00binary")
        await _answers_ping(raw)
    await _is_alive(wanda)


async def test_broken_json_with_an_id_gets_its_code(live: Live) -> None:
    async with _raw(live) as raw:
        await raw.recv()
        await raw.send('40/visitor,{"inbox":"' + live.shop.key + '"}')
        await raw.send('42/visitor,5["sync",NaN]')
        async with asyncio.timeout(20):
            while True:
                packet = str(await raw.recv())
                if packet.startswith("43/visitor,5"):
                    break
    assert '"bad_json"' in packet


async def test_made_up_packets(live: Live) -> None:
    """Hypothesis makes engine.io and socket.io packets; a neighbour is untouched."""
    wanda = await live.visitor("Wanda")
    loop = asyncio.get_running_loop()
    pieces = st.sampled_from(
        ["4", "42", "42/visitor,", "43/agent,1", "451-", "[", '["sync"', ",{}]", "null", "\ud83d", "9" * 30]
    )
    packets = st.lists(st.one_of(pieces, st.text(max_size=20)), min_size=1, max_size=8).map("".join)

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(st.lists(packets, min_size=5, max_size=20))
    def try_packets(made: list[str]) -> None:
        asyncio.run_coroutine_threadsafe(_throw(live, made), loop).result(30)

    await asyncio.to_thread(try_packets)
    await _is_alive(wanda)


async def _throw(live: Live, packets: list[str]) -> None:
    try:
        async with _raw(live) as raw:
            for packet in packets:
                await raw.send(packet.encode("utf-8", "replace").decode())
    except (websockets.ConnectionClosed, OSError):
        return
