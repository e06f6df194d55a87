"""Visitors for the desk's own tests: they ring over the wire, so that a test of the desk opens only the desk's browsers.

Everything is awaited by what was heard. What a visitor leaves behind is tidied by the `demo` fixture.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import socketio
from socketio.exceptions import TimeoutError as NothingHeard

from deskbell.domain.ids import new_id
from e2e.demo import Demo

PATIENCE = 60.0


class Caller:
    """Somebody on the shop's website, without a browser."""

    def __init__(self, demo: Demo, name: str, locale: str = "en", email: str | None = None) -> None:
        page = {"url": f"{demo.shop_url}/tea?pot=blue", "title": "Our teas", "referrer": ""}
        who = {"name": name} | ({"email": email} if email else {})
        auth = {"inbox": demo.told.inbox, "locale": locale, "identity": who, "page": page}
        self.name = name
        self.socket = socketio.SimpleClient(
            websocket_extra_options={"suppress_origin": True}
        )  # else Origin is sent twice
        headers = {"Origin": demo.shop_url}
        self.socket.connect(demo.url, namespace="/visitor", auth=auth, headers=headers, transports=["websocket"])
        self.heard: list[tuple[str, Any]] = []
        self.conversation = ""

    def must(self, command: str, payload: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = self.socket.call(command, payload, timeout=PATIENCE)
        assert answer["ok"], (command, payload, answer)
        return answer

    def asks(self, command: str, **payload: Any) -> dict[str, Any]:
        """A command about their conversation."""
        return self.must(command, {"conversation_id": self.conversation} | payload)

    def asks_the_assistant(self, text: str) -> Caller:
        started = self.must("start_conversation", {"client_id": new_id(), "text": text})
        self.conversation = started["conversation"]["id"]
        return self

    def rings(self, text: str) -> Caller:
        """Ask something, then ask for a person."""
        self.asks_the_assistant(text)
        self.asks("request_human")
        return self

    def says(self, text: str) -> None:
        self.asks("send_message", client_id=new_id(), text=text)

    def texts(self) -> list[str]:
        """What agents said to them, as often as they heard it."""
        told = [payload["message"] for event, payload in self.heard if event == "message_created"]
        return [message["text"] for message in told if message["author"]["type"] == "agent"]

    def hears(self, text: str) -> None:
        self.waits(lambda: text in self.texts())

    def hears_event(self, event: str, where: Callable[[Any], bool]) -> None:
        self.waits(lambda: any(name == event and where(payload) for name, payload in self.heard))

    def waits(self, until: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not until():
            try:
                name, payload = self.socket.receive(timeout=max(0.01, end - time.monotonic()))
            except NothingHeard:
                raise AssertionError(f"{self.name} heard only {self.heard[-5:]}") from None
            self.heard.append((name, payload))


class Callers:
    """Who rings in a test."""

    def __init__(self, demo: Demo) -> None:
        self._demo = demo
        self._all: list[Caller] = []

    def __call__(self, name: str, locale: str = "en", email: str | None = None) -> Caller:
        self._all.append(Caller(self._demo, name, locale, email))
        return self._all[-1]

    def hang_up(self) -> None:
        for one in self._all:
            one.socket.disconnect()
