"""A flood of what is no command is met with a number of seconds too, and whoever else is there talks on."""

from __future__ import annotations

import asyncio
import json

import pytest
import websockets

from deskbell.domain.ids import new_id
from deskbell.services.limits import RULES, Limits
from tests.live import Live

pytestmark = pytest.mark.anyio
MORE = int(RULES["visitor_command"].burst) + 20
UNREADABLE = ('42/visitor,{n}["sync",NaN]', '42/visitor,{n}["sync","' + "x" * 70_000 + '"]', "42/visitor,{n}[1]")


@pytest.fixture
async def still(live: Live) -> Live:
    """The server with limits that do not fill again while a slow machine works."""
    live.core.limits = Limits(monotonic=lambda: 0.0)
    return live


async def test_unknown_commands_are_limited(still: Live) -> None:
    vic, wanda, ann = await still.visitor(), await still.visitor("Wanda"), await still.agent("Ann")
    codes = [await vic.is_refused("no_such_command", {}) for _ in range(MORE)]
    assert codes == ["unknown_command"] * (MORE - 20) + ["rate_limited"] * 20
    assert (await vic.asks("no_such_command"))["error"]["retry_after"] > 0
    assert await ann.is_refused("no_such_command", {}) == "unknown_command"
    await wanda.must("start_conversation", {"client_id": new_id(), "text": "hi"})


@pytest.mark.parametrize("packet", UNREADABLE, ids=["broken", "too large", "no event"])
async def test_packets_that_cannot_be_read_are_limited(still: Live, packet: str) -> None:
    async with _raw(still) as raw:
        await raw.send('40/visitor,{"inbox":"' + still.shop.key + '"}')
        codes = [await _code(raw, packet, n) for n in range(1, MORE + 1)]
    assert set(codes[: MORE - 20]) <= {"bad_json", "frame_too_large", "bad_payload"}
    assert codes[MORE - 20 :] == ["rate_limited"] * 20


async def test_who_has_not_connected_spends_the_budget_of_the_address(still: Live) -> None:
    still.core.limits = Limits(1 / RULES["address_command"].burst, monotonic=lambda: 0.0)
    async with _raw(still) as raw:
        assert [await _code(raw, UNREADABLE[0], n) for n in (1, 2)] == ["bad_json", "rate_limited"]


def _raw(live: Live) -> websockets.connect:
    address = live.url.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"
    return websockets.connect(address, max_size=None)


async def _code(raw: websockets.ClientConnection, packet: str, n: int) -> str:
    """Send a packet and return the code in its acknowledgement."""
    await raw.send(packet.replace("{n}", str(n)))
    head = f"43/visitor,{n}["
    async with asyncio.timeout(20):
        while not (answer := str(await raw.recv())).startswith(head):
            pass
    [refusal] = json.loads(answer[len(head) - 1 :])
    return str(refusal["error"]["code"])
