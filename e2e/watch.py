"""What no page of ours may do, whatever the story: raise, complain on the console, break its policy, ask elsewhere.

A violated Content-Security-Policy is a console error in Chromium, so it is among them.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, Page, Request, WebError

INLINE = ("data", "blob", "about")


class Watch:
    """Watches all pages and frames of one browser context. `forgive` names the exact lines a story provokes."""

    def __init__(self, context: BrowserContext, who: str, origins: set[str]) -> None:
        self._who = who
        self._origins = origins
        self._forgiven: list[re.Pattern[str]] = []
        self._seen: list[str] = []
        context.on("weberror", self._raised)
        context.on("console", self._said)
        context.on("request", self._asked)
        context.on("page", self._opened)

    def forgive(self, line: str) -> None:
        """A regular expression of a whole console line with the address that it is about behind it."""
        self._forgiven.append(re.compile(line))

    def allow(self, origin: str) -> None:
        self._origins.add(origin)

    def verdict(self) -> None:
        wrong = [line for line in self._seen if not any(known.fullmatch(line) for known in self._forgiven)]
        assert not wrong, f"the browser of {self._who} complained:\n" + "\n".join(wrong)

    def _raised(self, error: WebError) -> None:
        self._seen.append(f"raised {error.error}")

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "assert"):
            self._seen.append(f"{message.text} {message.location.get('url', '')}".strip())

    def _asked(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in INLINE and f"{address.scheme}://{address.netloc}" not in self._origins:
            self._seen.append(f"asked elsewhere: {request.url}")

    def _opened(self, page: Page) -> None:
        page.on("dialog", self._interrupted)

    def _interrupted(self, dialog: Dialog) -> None:
        self._seen.append(f"a {dialog.type} dialog: {dialog.message}")
        # Whoever loads a page anew with something unsaved is asked, and means it.
        dialog.accept() if dialog.type == "beforeunload" else dialog.dismiss()
