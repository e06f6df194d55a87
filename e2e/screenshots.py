"""The pictures of the README: `python -m e2e.screenshots` writes docs/pictures/*.png from a living demo.

Told as a story, since a picture of a talk needs a talk. Each stays under 200 KB.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from e2e.agent import Agent
from e2e.demo import Demo
from e2e.desk_people import Callers
from e2e.people import LAPTOP, PHONE, Visitor
from e2e.screenshots_answers import pictures_of_answers
from tools import browser as chromium
from tools.console import ROOT, say

PICTURES = ROOT / "docs" / "pictures"
MOST_BYTES = 200 * 1024
WITHIN_MS = 20_000
Screen = dict[str, Any]
QUIET: Screen = {"reduced_motion": "reduce", "timezone_id": "Asia/Taipei"}


def keep(page: Page, name: str) -> None:
    """Take the picture once fonts and images are there."""
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    picture = Image.open(io.BytesIO(page.screenshot(animations="disabled", caret="hide"))).convert("RGB")
    PICTURES.mkdir(parents=True, exist_ok=True)
    file = PICTURES / f"{name}.png"
    picture.save(file, optimize=True)
    size = file.stat().st_size
    assert size < MOST_BYTES, f"{file} has {size} bytes"
    say(f"{file.relative_to(ROOT)}  {size // 1024} KB")


class Studio:
    """Brings people on, each with a browser context."""

    def __init__(self, browser: Browser, demo: Demo) -> None:
        self._browser, self.demo = browser, demo

    def visitor(self, name: str, locale: str = "en", screen: Screen = PHONE, **options: Any) -> Visitor:
        context = self._browser.new_context(locale=locale, **{**QUIET, **screen, **options})
        return Visitor(name, self.demo, context, locale)

    def agent(self, name: str, locale: str = "en", **options: Any) -> Agent:
        context = self._browser.new_context(locale=locale, **{**QUIET, **LAPTOP, **options})
        return Agent(name, self.demo, context, locale)


@contextmanager
def studio() -> Iterator[Studio]:
    with tempfile.TemporaryDirectory(prefix="deskbell-pictures-") as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.executable())
        demo = Demo(Path(folder) / "data")
        try:
            yield Studio(browser, demo.start())
        finally:
            browser.close()
            demo.server.end()


def rings(visitor: Visitor, path: str = "/") -> None:
    visitor.visits(path)
    visitor.says_who()
    visitor.rings()


def take() -> None:
    expect.set_options(timeout=WITHIN_MS)
    with studio() as here:
        ann, ben = here.agent("Ann"), here.agent("Ben")
        ann.signs_in()
        ben.signs_in()
        pictures_of_the_bell(here)
        wanda, vic, kaito = (here.visitor(name) for name in ("Wanda", "Vic Almond", "Kaito"))
        pictures_of_the_talk(wanda, vic, kaito, ann)
        pictures_in_chinese(here)
        pictures_of_the_floor(here, ann)
        pictures_of_the_settings(here)
        pictures_of_answers(here.visitor, here.agent, keep)


def pictures_of_the_bell(here: Studio) -> None:
    guest = here.visitor("Guest", screen=LAPTOP)
    rings(guest)
    expect(guest.panel.get_by_role("heading").first).to_be_visible()
    keep(guest.page, "widget-home")


def pictures_of_the_talk(wanda: Visitor, vic: Visitor, kaito: Visitor, ann: Agent) -> None:
    """Wanda is first in line and Vic second; Ann answers both, Kaito rings, and Vic rates."""
    rings(wanda)
    wanda.says("Can I change the address of an order?")
    wanda.asks_for_a_person()
    wanda.sees_place(1)
    rings(vic, "/tea")
    vic.says("How long does delivery take?")
    vic.asks_for_a_person()
    vic.sees_place(2)
    keep(vic.page, "widget-line")
    ann.answers_the_longest_wait()
    ann.says("Good afternoon, Wanda. Yes, as long as it has not left us.")
    ann.answers_the_longest_wait()
    ann.sees_person(vic.name)
    vic.sees_person("Ann")
    ann.says("Hello Vic. Two to three days, and it left this morning.")
    vic.sees("Hello Vic. Two to three days, and it left this morning.")
    vic.says("That was quick, thank you")
    ann.sees("That was quick, thank you")
    ann.notes("Asked about delivery twice this month.")
    rings(kaito)
    kaito.says("My parcel came, and one tin is missing")
    kaito.asks_for_a_person()
    ann.button("composer.reply").click()
    expect(ann.bell).to_be_visible()
    keep(ann.page, "desk")
    ann.resolves()
    ann.answers_the_longest_wait()
    ann.sees_person(kaito.name)
    vic.panel.get_by_role("radio").nth(4).check(force=True)
    keep(vic.page, "widget-rating")


def pictures_in_chinese(here: Studio) -> None:
    lina = here.visitor("陈丽娜", "zh-CN", color_scheme="dark")
    rings(lina, "/zh")
    lina.says("多久能送到？")
    expect(lina.log.locator(".print").first).to_be_visible()
    keep(lina.page, "widget-zh-dark")
    lina.asks_for_a_person()
    ben = here.agent("Ben", "zh-CN", color_scheme="dark")
    ben.signs_in()
    ben.answers_the_longest_wait()
    ben.says("您好，我来帮您看一下。")
    lina.sees("您好，我来帮您看一下。")
    ben.notes("老顾客，常买冻顶乌龙。")
    expect(ben.log.locator("[data-outgoing]")).to_have_count(0)
    ben.sees_tick("read")
    keep(ben.page, "desk-zh-dark")


def pictures_of_the_floor(here: Studio, ann: Agent) -> None:
    """Four wait, one of them a VIP: the leader's floor, why one is where he is, and who would get the next."""
    callers = Callers(here.demo)
    for name, text in (("Yuki M.", "I want to send the blue pot back"), ("Sofia Lind", "Is the tin food safe?")):
        callers(name).rings(text)
    lina = here.visitor("林小雨", "zh-CN")
    rings(lina, "/zh")
    lina.asks_for_a_person()
    omar = callers("Omar Haddad").rings("Order 88213 came broken")
    with here.demo.signed_in("Lee") as leader, leader.wire() as wire:
        waiting = wire.must("list_conversations", {"view": "waiting"})["conversations"]
        vip = next(one["visitor"]["id"] for one in waiting if one["id"] == omar.conversation)
        wire.must("set_visitor_tags", {"visitor_id": vip, "tags": ["VIP"]})
    expect(lina.panel.locator(".w-why")).to_be_visible()
    keep(lina.page, "widget-line-zh")
    for name, locale, scheme in (("floor", "en", "light"), ("floor-zh-dark", "zh-CN", "dark")):
        lee = here.agent("Lee", locale, color_scheme=scheme)
        lee.signs_in()
        lee.page.goto(f"{lee.demo.url}/desk/floor")
        expect(lee.page.locator(".f-line")).to_have_count(4)
        keep(lee.page, name)
    ann.looks_at("waiting")
    ann.opens("Omar Haddad")
    ann.page.locator("button.d-why").click()
    expect(ann.page.locator(".why-entry").first).to_be_visible()
    keep(ann.page, "why")
    callers.hang_up()


def pictures_of_the_settings(here: Studio) -> None:
    ada = here.agent("Ada")
    ada.signs_in()
    ada.page.goto(f"{ada.demo.url}/settings")
    expect(ada.page.get_by_role("heading").first).to_be_visible()
    expect(ada.page.frame_locator("iframe").get_by_role("dialog")).to_be_visible()
    keep(ada.page, "settings-brand")
    with here.demo.signed_in("Ada") as api:
        api.change_inbox("Shop", routing={"assignment": "least_loaded"})
    ada.page.goto(f"{ada.demo.url}/settings/simulate")
    ada.page.get_by_label("What they write").fill("I want my money back")
    ada.page.get_by_label("Skills they need").select_option(label="中文")
    ada.page.get_by_role("button", name="Who gets it?").click()
    expect(ada.page.locator(".w-sentence")).to_be_visible()
    keep(ada.page, "simulate")
    pictures_of_a_flow(here, ada)
    ada = here.agent("Ada", "zh-CN")
    ada.signs_in()
    ada.page.goto(f"{ada.demo.url}/settings/hours")
    expect(ada.page.get_by_role("heading", level=1)).to_be_visible()
    keep(ada.page, "settings-hours-zh")


def pictures_of_a_flow(here: Studio, ada: Agent) -> None:
    """The template for orders in the middle of a test run, and the same as a list in Chinese."""
    page = ada.page
    page.goto(f"{ada.demo.url}/settings/flows")
    page.get_by_role("button", name="New flow").click()
    page.locator(".fl-templates").get_by_role("button", name="Where is my order").click()
    page.get_by_role("button", name="Test run").click()
    page.get_by_label("Answer as a visitor…").fill("A-20481")
    page.keyboard.press("Enter")
    page.get_by_label("Business hours").select_option("closed")
    page.get_by_role("button", name="It has not arrived yet").click()
    expect(page.get_by_label("E-mail")).to_be_visible()
    keep(page, "flow-editor")
    lina = here.agent("Ada", "zh-TW", color_scheme="dark")
    lina.signs_in()
    lina.page.goto(page.url)
    lina.page.locator(".fl-bar [role=radio]").last.click()
    lina.page.locator(".fl-item-open").nth(1).click()
    expect(lina.page.locator(".fl-fields")).to_be_visible()
    keep(lina.page, "flow-list-zh-dark")


if __name__ == "__main__":
    take()
