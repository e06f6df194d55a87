"""A flood of what is no command is met with a number of seconds too, and whoever else is there talks on."""

from __future__ import annotations

import asyncio
import json

import pytest
import websockets

from deskbell.domain.ids import new_id
from deskbell.realtime.door import PATIENCE
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
    async with _raw(still) as raw:
        still.core.limits = Limits(1 / RULES["address_command"].burst, monotonic=lambda: 0.0)
        assert [await _code(raw, UNREADABLE[0], n) for n in (1, 2)] == ["bad_json", "rate_limited"]


JUNK = (b"\x00\x01", "9junk", "x", "", "49junk", "40/nowhere,", '42/visitor,["sync",{}]', "43/visitor,1[]")


@pytest.mark.parametrize(
    "packet",
    JUNK,
    ids=["binary", "no frame", "no digit", "empty", "no packet", "nowhere", "not connected", "acknowledgement"],
)
async def test_who_sends_what_leads_to_no_command_is_cut_off_far_beyond_the_budget(
    still: Live, packet: str | bytes
) -> None:
    async with _raw(still) as raw:
        still.core.limits = Limits(10 / RULES["address_command"].burst, monotonic=lambda: 0.0)
        for _ in range(10 + PATIENCE - 1):
            await raw.send(packet)
        assert await _code(raw, UNREADABLE[0], 1) == "rate_limited"
        await raw.send(packet)
        async with asyncio.timeout(20):
            await raw.wait_closed()


async def test_handshakes_are_limited_by_address(still: Live) -> None:
    still.core.limits = Limits(3 / RULES["address_handshake"].burst, monotonic=lambda: 0.0)
    polling = {"EIO": "4", "transport": "polling"}
    async with still.browser() as http:
        first, _, unknown = [
            await http.get("/socket.io/", params=polling | more) for more in ({}, {}, {"sid": "nobody"})
        ]
        refused = await http.get("/socket.io/", params=polling)
        sid = json.loads(first.text[1:])["sid"]
        posted = await http.post("/socket.io/", params=polling | {"sid": sid}, content="40/nowhere,")
    assert (first.status_code, unknown.status_code, posted.status_code) == (200, 400, 200)
    assert (refused.status_code, refused.json()["error"]["code"]) == (429, "rate_limited")
    assert int(refused.headers["retry-after"]) >= 1
    with pytest.raises(websockets.InvalidStatus) as closed:
        await _raw(still)
    assert closed.value.response.status_code == 403


async def test_without_limits_nobody_is_cut_off(still: Live) -> None:
    still.core.limits = Limits(0)
    async with _raw(still) as raw:
        for _ in range(PATIENCE + 20):
            await raw.send(b"\x00")
        assert await _code(raw, UNREADABLE[0], 1) == "bad_json"


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
