"""What an admin does in the settings, and the shop put back afterwards: the stories share one demo."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx2
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from e2e.agent import Agent
from e2e.conftest import Cast
from e2e.demo import Demo

SETTINGS = ("name", "brand", "greetings", "business_hours", "allowed_origins", "locales", "routing")
# The browser itself reports an answer that says no; the page explains it, which the story checks.
REFUSED = r"Failed to load resource: the server responded with a status of 4\d\d \([^)]*\) \S+/api/\S+"


class Admin:
    """Ada, signed in, with hands for the settings' pages."""

    def __init__(self, person: Agent) -> None:
        self.person = person
        self.page: Page = person.page
        person.signs_in()

    def opens(self, page: str, title: str) -> None:
        self.page.goto(f"{self.person.demo.url}/settings/{page}")
        expect(self.page.get_by_role("heading", name=title, level=1)).to_be_visible()

    def presses(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def publishes(self) -> None:
        self.presses("Publish")
        expect(self.page.get_by_text("Published.")).to_be_visible()

    @property
    def save_bar(self) -> Locator:
        return self.page.get_by_role("region", name="Unpublished changes")

    @property
    def preview(self) -> Locator:
        return self.page.frame_locator("iframe[title='The widget as it would be']").locator("body")

    @property
    def alert(self) -> Locator:
        return self.page.get_by_role("alert")

    def forgive_refusals(self) -> None:
        self.person.watch.forgive(REFUSED)


def signed_in_admin(cast: Cast, *, locale: str = "en", **options: Any) -> Admin:
    return Admin(cast.agent("Ada", locale=locale, **options))


@contextmanager
def shop_as_it_was(demo: Demo) -> Iterator[dict[str, Any]]:
    """The inbox Shop before the story; afterwards it is so again, logo included."""
    with demo.signed_in("Ada") as ada:
        before = ada.inbox("Shop")
        where = f"/api/inboxes/{before['id']}"
        url = before["brand"].pop("logo_url")
        logo = httpx2.get(demo.url + url, verify=False).content if url else None
        yield {**before, "logo_url": url}
        ada.ask("PATCH", where, {name: before[name] for name in SETTINGS})
        if logo and ada.inbox("Shop")["brand"]["logo_url"] != url:
            puts_logo(demo, where, logo)


def puts_logo(demo: Demo, where: str, logo: bytes) -> None:
    with httpx2.Client(base_url=demo.url, headers={"Origin": demo.url}, verify=False) as http:
        account = demo.account("Ada")
        http.post("/api/login", json={"email": account.email, "password": account.password}).raise_for_status()
        headers = {"Content-Type": "image/png"}
        http.put(f"{where}/logo", content=logo, headers=headers).raise_for_status()


def picture(width: int = 96, height: int = 96, color: str = "#b3261e") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), color).save(out, "PNG")
    return out.getvalue()


def pixel_bomb(side: int = 50_000) -> bytes:
    """A PNG of a few kilobytes that claims 2.5 billion pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(side))) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body
