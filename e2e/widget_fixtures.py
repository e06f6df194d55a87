"""Websites of others, for the widget's tests: a server on a port of its own whose pages a test writes.

`website.shows("/", html)` and the tag in it; the shop's inbox allows this origin while the test runs.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from e2e.conftest import Cast
from e2e.demo import Demo
from e2e.people import Visitor

HOSTILE_CSS = Path(__file__).parents[2] / "shared" / "data" / "hostile-css"
BODY = '<main><h1>Tea</h1><p>Small gardens, one harvest.</p><a href="/">Our teas</a></main>'


class Website:
    """Somebody's website with the shop's tag on it."""

    def __init__(self, demo: Demo) -> None:
        self.demo = demo
        self._pages: dict[str, tuple[str, dict[str, str]]] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        pages = self._pages

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                html, headers = pages.get(self.path.split("?")[0], ("", {}))
                body = html.encode()
                self.send_response(200 if html else 204)
                for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:
                """Quiet: a failing test has a trace."""

        return Handler

    @property
    def tag(self) -> str:
        return f'<script async src="{self.demo.url}/widget/{self.demo.told.inbox}.js"></script>'

    def shows(self, *, head: str = "", body: str = BODY, tags: int = 1, headers: dict[str, str] | None = None) -> str:
        """Write the website's one page; returns its address."""
        start = (
            '<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width"><title>Tea</title>'
        )
        self._pages["/"] = (f"{start}{head}{self.tag * tags}</head><body>{body}</body></html>", headers or {})
        return self.url + "/"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def website(demo: Demo) -> Iterator[Website]:
    site = Website(demo)
    with demo.signed_in("Ada") as ada:
        before = ada.inbox("Shop")["allowed_origins"]
        ada.change_inbox("Shop", allowed_origins=[*before, site.url])
        yield site
        ada.change_inbox("Shop", allowed_origins=before)
    site.close()


def guest(cast: Cast, website: Website, name: str = "Wanda", **options: Any) -> Visitor:
    """A visitor of that website."""
    visitor = cast.visitor(name, **options)
    visitor.watch.allow(website.url)
    return visitor


def goes_to(visitor: Visitor, url: str) -> None:
    visitor.page.goto(url)
    expect(visitor.launcher).to_be_visible()


def box(page: Page, selector: str) -> dict[str, float]:
    found = page.locator(selector).bounding_box()
    assert found, f"{selector} has no box"
    return {"x": found["x"], "y": found["y"], "width": found["width"], "height": found["height"]}
