"""A talking client, visitor or agent, that behaves as the real ones do and keeps a journal of what it saw.

It sends the next message after the last one is acknowledged, sends an unacknowledged one again with the same
`client_id`, keeps a cursor over the gap-free prefix, holds live events back while it catches up, and calls `sync` on
every connect and on every gap.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import uuid
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import aiohttp
import socketio
from socketio.exceptions import SocketIOError

from tests.faults.journal import Journal, Line

Wire = dict[str, Any]
ANSWER_WITHIN = 5.0
RETRY_AFTER = 0.05
PAGE = 200
LOST = (SocketIOError, OSError, TimeoutError, aiohttp.ClientError)


def _settle(future: asyncio.Future[Wire], given: Wire) -> None:
    if not future.done():
        future.set_result(given)


class Refused(AssertionError):
    """The server said no where a correct client may expect yes."""


class Peer:
    """`sign_in` makes the auth payload anew for every connection (an agent's ticket is good once)."""

    def __init__(self, name: str, url: str, namespace: str, sign_in: Callable[[Peer], Awaitable[Wire]]) -> None:
        self.journal = Journal(name)
        self.url, self.namespace, self._sign_in = url, namespace, sign_in
        self.session: Wire = {}
        self.cursor = 0
        self.connects = 0
        self._held: dict[int, str] = {}
        self._socket: socketio.AsyncClient | None = None
        self._gone = asyncio.Event()
        self._ready = asyncio.Event()
        self._wanted = asyncio.Event()
        self._keeper: asyncio.Task[None] | None = None

    # --- the connection ---

    async def arrive(self) -> None:
        """Connect, and from now on connect again whenever the connection is lost."""
        self._keeper = asyncio.create_task(self._keep_connected(), name=self.journal.peer)
        await asyncio.wait_for(self._ready.wait(), 30)

    async def leave(self) -> None:
        if self._keeper:
            self._keeper.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._keeper
        await self._hang_up()

    async def _keep_connected(self) -> None:
        while True:
            try:
                await self._connect()
                await self._follow()
            except LOST:
                pass
            finally:
                self._ready.clear()
                await self._hang_up()
            await asyncio.sleep(RETRY_AFTER * random.uniform(1, 3))

    async def _connect(self) -> None:
        started: asyncio.Future[Wire] = asyncio.get_running_loop().create_future()
        self._gone = asyncio.Event()
        gone = self._gone
        socket = socketio.AsyncClient(reconnection=False, handle_sigint=False)
        socket.on("session_started", partial(_settle, started), self.namespace)
        socket.on("message_created", self._heard, self.namespace)
        socket.on("disconnect", lambda *_: gone.set(), self.namespace)
        self._socket = socket
        await socket.connect(
            self.url,
            headers={"Origin": self.url},
            auth=await self._sign_in(self),
            transports=["websocket"],
            namespaces=[self.namespace],
            wait_timeout=ANSWER_WITHIN,
        )
        self.session = await asyncio.wait_for(started, ANSWER_WITHIN)
        self.connects += 1

    async def _follow(self) -> None:
        """Catch up now, and again on every gap, for as long as the connection lasts."""
        while not self._gone.is_set():
            self._wanted.clear()
            if self.journal.conversation:
                await self.catch_up()
            self._ready.set()
            await self._first(self._wanted.wait(), self._gone.wait())

    async def _hang_up(self) -> None:
        socket, self._socket = self._socket, None
        if socket is not None:
            with contextlib.suppress(Exception):
                await asyncio.wait_for(socket.disconnect(), 2)
            if socket.eio.http and not socket.eio.http.closed:  # left open by a connect that was cut in the middle
                await socket.eio.http.close()

    # --- what it shows ---

    async def catch_up(self) -> None:
        complete = False
        while not complete:
            wanted = {"conversation_id": self.journal.conversation, "after_seq": self.cursor, "limit": PAGE}
            page = await self.ask("sync", wanted)
            for message in page["messages"]:
                self._hold(message)
            self._show_held()
            complete = page["complete"]

    async def insist_on_catching_up(self) -> None:
        """Catch up over whatever connection there will be."""
        while True:
            await self._ready.wait()
            try:
                return await self.catch_up()
            except LOST:
                await asyncio.sleep(RETRY_AFTER)

    def _heard(self, event: Wire) -> None:
        message = event["message"]
        if message["conversation_id"] != self.journal.conversation or message["seq"] is None:
            return
        self._hold(message)
        if self._ready.is_set():
            self._show_held()
        if self._held:
            self._wanted.set()

    def _hold(self, message: Wire) -> None:
        if message["seq"] > self.cursor:
            self._held[message["seq"]] = message["client_id"]

    def _show_held(self) -> None:
        """Show what follows without a gap."""
        while self.cursor + 1 in self._held:
            self.cursor += 1
            self.journal.shown.append(Line(self.cursor, self._held.pop(self.cursor)))

    # --- what it says ---

    async def talk(self, stop: asyncio.Event, pause: float) -> None:
        """Say one thing after another until `stop`; what was begun is carried through."""
        number = 0
        while not stop.is_set():
            number += 1
            await self.say(f"{self.journal.peer} {number}")
            await asyncio.sleep(random.uniform(0, pause))

    async def say(self, text: str) -> Wire:
        """Send until acknowledged, always with the same `client_id`."""
        client_id = str(uuid.uuid4())
        self.journal.sent.append(client_id)
        wanted = {"conversation_id": self.journal.conversation, "client_id": client_id, "text": text}
        message = (await self.insist("send_message", wanted))["message"]
        self.journal.acked[client_id] = message["seq"]
        answered: Wire = message
        return answered

    async def insist(self, command: str, payload: Wire) -> Wire:
        """Ask, and ask again after every lost connection or "try again", until there is an answer."""
        first = True
        while True:
            await self._ready.wait()
            self.journal.resent += not first
            first = False
            try:
                return await self.ask(command, payload)
            except LOST:
                await asyncio.sleep(RETRY_AFTER)

    async def ask(self, command: str, payload: Wire) -> Wire:
        """One command, one answer. Raises `TimeoutError` when the connection goes first, `Refused` for a plain no."""
        if self._socket is None:
            raise TimeoutError
        answer: asyncio.Future[Wire] = asyncio.get_running_loop().create_future()
        await self._socket.emit(command, payload, self.namespace, callback=partial(_settle, answer))
        await self._first(answer, self._gone.wait())
        if answer.cancelled() or not answer.done():
            raise TimeoutError
        given = answer.result()
        if given["ok"]:
            return given
        if "retry_after" in given["error"]:
            raise TimeoutError
        raise Refused(f"{self.journal.peer}: {command} {payload}: {given['error']}")

    @staticmethod
    async def _first(*things: Awaitable[Any]) -> None:
        tasks = [asyncio.ensure_future(thing) for thing in things]
        try:
            await asyncio.wait(tasks, timeout=ANSWER_WITHIN, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                if not task.done():
                    task.cancel()
