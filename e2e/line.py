"""The line between one browser and the desk, which a story can cut, mend, slow down, and let answer with an error."""

from __future__ import annotations

import json
import re

from playwright.sync_api import Route, WebSocketRoute

from e2e.people import Person

COMMAND = re.compile(r'^42(/\w+),(\d+)\["(\w+)"')


class Line:
    """All that their browser says to a socket goes through here: WebSockets, and the polling a client falls back to."""

    def __init__(self, person: Person) -> None:
        self._whole = True
        self._refused: dict[str, tuple[str, int]] = {}
        self._held = ""
        self._waiting: list[tuple[WebSocketRoute, str | bytes]] = []
        self._open: list[WebSocketRoute] = []
        person.context.route_web_socket(re.compile("/socket.io/"), self._connects)
        person.context.route(re.compile("/socket.io/"), self._polls)
        person.watch.forgive(r"Failed to load resource: net::ERR_FAILED \S+/socket\.io/\S+")  # the cut itself

    def cut(self) -> None:
        self._whole = False
        while self._open:
            self._open.pop().close()

    def mend(self) -> None:
        self._whole = True

    def refuses(self, command: str, code: str, times: int) -> None:
        """The next so many commands of this name never reach the server; they are answered with an error."""
        self._refused[command] = (code, times)

    def holds(self, command: str) -> None:
        """Commands of this name stay on their way until they are let go."""
        self._held = command

    def lets_go(self) -> None:
        self._held = ""
        while self._waiting:
            server, packet = self._waiting.pop(0)
            server.send(packet)

    def _polls(self, route: Route) -> None:
        if self._whole:
            route.continue_()
        else:
            route.abort()

    def _connects(self, browser: WebSocketRoute) -> None:
        if not self._whole:
            browser.close()
            return
        server = browser.connect_to_server()
        self._open.append(browser)
        browser.on_message(lambda packet: self._passes(browser, server, packet))

    def _passes(self, browser: WebSocketRoute, server: WebSocketRoute, packet: str | bytes) -> None:
        found = COMMAND.match(packet) if isinstance(packet, str) else None
        if found and found[3] == self._held:
            self._waiting.append((server, packet))
            return
        code, times = self._refused.get(found[3], ("", 0)) if found else ("", 0)
        if not found or not times:
            server.send(packet)
            return
        self._refused[found[3]] = (code, times - 1)
        error = {"ok": False, "error": {"code": code, "message": "The story wants it so."}}
        browser.send(f"43{found[1]},{found[2]}[{json.dumps(error)}]")
