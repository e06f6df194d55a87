"""The door itself: names that mean something to Socket.IO mean nothing here."""

from __future__ import annotations

import asyncio

import pytest

from deskbell.domain.ids import new_id
from deskbell.services import setup, sign_in
from tests.live import Live

pytestmark = pytest.mark.anyio
RESERVED = ("connect", "disconnect", "__disconnect_final", "*", "connect_error", "message")


async def test_socket_ios_own_names_are_commands_that_do_not_exist(live: Live) -> None:
    vic, ann = await live.visitor(), await live.agent("Ann")
    for name in RESERVED:
        for payload in (None, {}, {"inbox": live.shop.key}):
            assert await vic.is_refused(name, payload) == "unknown_command"
            assert await ann.is_refused(name, payload) == "unknown_command"
    await vic.must("start_conversation", {"client_id": new_id(), "text": "still here"})
    await ann.hears("message_created", lambda p: p["message"]["text"] == "still here")


async def test_vic_cannot_connect_again_with_a_made_up_request(live: Live) -> None:
    studio = await live.core.write(lambda tx: setup.create_inbox(tx, "Studio", "en", "Asia/Shanghai"))
    vic = await live.visitor()
    forged = {"asgi.scope": {"client": ["203.0.113.7", 1], "headers": []}, "HTTP_ORIGIN": live.url}
    answer = await vic.socket.call("connect", (forged, {"inbox": studio.key}), namespace="/visitor", timeout=20)
    assert answer["error"]["code"] == "unknown_command"
    begun = await vic.must("start_conversation", {"client_id": new_id(), "text": "hello"})
    assert begun["conversation"]["inbox_id"] == live.shop.id


async def test_ben_who_says_that_he_left_is_still_found_when_he_is_deactivated(live: Live) -> None:
    ben = await live.agent("Ben")
    gone = asyncio.Event()
    ben.socket.on("disconnect", lambda *_: gone.set(), namespace="/agent")
    await ben.asks("disconnect", "client disconnect")
    await live.core.write(lambda tx: sign_in.end_sessions(tx, ben.session["agent"]["id"], "deactivated"))
    await asyncio.wait_for(gone.wait(), 20)
