"""The widget's bytes and requests, file by file: `python -m e2e.budget` prints them, `test_widget_budget.py` holds them.

Measured in a real Chromium on a website of another origin: what a page view loads without a click, and all that an
opened and connected widget has loaded. A byte is a byte of `gzip -9`, which any server or proxy can deliver. The
conversation's screen is fetched ahead once the visitor does something, or nothing for some seconds: that is not part of
opening, and whether a slow machine sees it before the measure is taken must not matter.
"""

from __future__ import annotations

import gzip
import io
import random
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Page, Response, expect, sync_playwright

from e2e.demo import Demo
from e2e.settings_people import puts_logo
from e2e.wire import Wire
from tools import browser

LOADER_BYTES = 2_048
PAGE_VIEW_REQUESTS = 1
OPENED_BYTES = 32 * 1024
OPENED_REQUESTS = 4
AHEAD = "/static/widget/Talk-"

# As many words as a shop puts beside its bell, in every language, colours that are not ours, and the heaviest of logos.
BRAND = {
    "name": {"en": "Aunt Wei's Tea and Garden Shop", "zh-CN": "魏阿姨的茶与花园", "zh-TW": "魏阿姨的茶與花園"},
    "color": "#2d7ff9",
    "position": "left",
    "offset_x": 24,
    "offset_y": 32,
    "launcher_text": {"en": "Questions? Ring", "zh-CN": "有问题？按一下铃", "zh-TW": "有問題？按一下鈴"},
}


def photograph() -> bytes:
    """A picture that no compression makes smaller: what is kept of it is as heavy as a logo can be."""
    out = io.BytesIO()
    Image.frombytes("RGB", (400, 400), random.Random(1).randbytes(3 * 400 * 400)).save(out, "PNG")
    return out.getvalue()


def dress_up(demo: Demo) -> None:
    with demo.signed_in("Ada") as ada:
        inbox = ada.change_inbox("Shop", brand=BRAND)["inbox"]
    puts_logo(demo, f"/api/inboxes/{inbox['id']}", photograph())


@dataclass
class Load:
    """What was loaded from the desk: bytes by path, in the order of the requests."""

    files: list[tuple[str, int]] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(size for _, size in self.files)

    def after(self, earlier: Load) -> Load:
        return Load(self.files[len(earlier.files) :])


@contextmanager
def at_the_desk(demo: Demo, name: str) -> Iterator[Wire]:
    """An agent without a screen, online: the widget shows their face."""
    with demo.signed_in(name) as agent:
        ticket = agent.ask("POST", "/api/socket_ticket")["ticket"]
        with Wire(demo.url, "/agent", {"ticket": ticket}) as wire:
            wire.must("set_presence", {"presence": "online"})
            yield wire


def weigh(responses: list[Response], desk: str) -> Load:
    found = [one for one in responses if one.url.startswith(desk) and AHEAD not in one.url]
    return Load([(urlsplit(one.url).path, len(gzip.compress(one.body(), 9))) for one in found])


def measure(page: Page, demo: Demo) -> tuple[Load, Load]:
    """A page view without a click, and then what opening and connecting loads more."""
    responses: list[Response] = []
    page.on("response", lambda response: responses.append(response))
    page.goto(demo.shop_url)
    launcher = page.locator("deskbell-widget").get_by_role("button")
    expect(launcher).to_be_visible()
    page.wait_for_load_state("networkidle")
    viewed = weigh(responses, demo.url)
    launcher.click()
    panel = page.frame_locator("deskbell-widget iframe")
    expect(panel.get_by_role("button", name=re.compile("Where is my order"))).to_be_visible()
    expect(panel.locator(".w-here img").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    return viewed, weigh(responses, demo.url).after(viewed)


def table(viewed: Load, opened: Load) -> str:
    rows = [
        ("a page view", viewed, LOADER_BYTES, PAGE_VIEW_REQUESTS),
        ("opened and connected", opened, OPENED_BYTES, OPENED_REQUESTS),
    ]
    lines: list[str] = []
    for name, load, most, requests in rows:
        lines.append(f"{name}: {load.total:,} of {most:,} bytes, {len(load.files)} of {requests} requests")
        lines += [f"  {size:>6,}  {path}" for path, size in load.files]
    return "\n".join(lines)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        demo = Demo(Path(folder) / "data").start()
        try:
            dress_up(demo)
            with at_the_desk(demo, "Ann"):
                chromium = playwright.chromium.launch(executable_path=browser.executable(), args=["--no-sandbox"])
                print(table(*measure(chromium.new_page(), demo)))
                chromium.close()
        finally:
            demo.server.end()


if __name__ == "__main__":
    main()
