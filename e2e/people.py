"""Visitors, each with a browser of their own, and what they can do: verbs act, `sees…` waits and checks."""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence
from typing import Self

from playwright.sync_api import BrowserContext, FrameLocator, Locator, Page, expect

from e2e.demo import Demo
from e2e.watch import Watch
from e2e.words import Words

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
LAPTOP = {"viewport": {"width": 1440, "height": 900}}


class Person:
    def __init__(self, name: str, demo: Demo, context: BrowserContext) -> None:
        self.name = name
        self.demo = demo
        self.context = context
        self.watch = Watch(context, name, {demo.url, demo.shop_url})
        self.page: Page = context.new_page()

    def reloads(self) -> None:
        self.page.reload()

    def another_tab(self) -> Self:
        """The same person in the same browser, with an empty tab before them."""
        twin = copy.copy(self)
        twin.page = self.context.new_page()
        return twin


class Visitor(Person):
    """Somebody on the shop's website, which is another origin than the desk."""

    def __init__(self, name: str, demo: Demo, context: BrowserContext, locale: str = "en") -> None:
        super().__init__(name, demo, context)
        self.words = Words("widget", locale)

    @property
    def frame(self) -> FrameLocator:
        return self.page.frame_locator("deskbell-widget iframe")

    @property
    def launcher(self) -> Locator:
        return self.page.locator("deskbell-widget").get_by_role("button")

    @property
    def panel(self) -> Locator:
        return self.frame.get_by_role("dialog")

    @property
    def log(self) -> Locator:
        return self.frame.get_by_role("log")

    @property
    def field(self) -> Locator:
        return self.frame.get_by_role("textbox", name=self.words("frame.write"))

    def button(self, key: str, **values: object) -> Locator:
        """A button of the panel by its words; the name may go on, as in "Talk to a person, about 3 min"."""
        return self.panel.get_by_role("button", name=re.compile("^" + re.escape(self.words(key, **values))))

    def button_in_foot(self, key: str) -> Locator:
        name = re.compile("^" + re.escape(self.words(key)))
        return self.frame.locator("footer").get_by_role("button", name=name)

    def button_named(self, name: str) -> Locator:
        return self.panel.get_by_role("button", name=name, exact=True)

    def visits(self, path: str = "/") -> None:
        self.page.goto(self.demo.shop_url + path)
        expect(self.page.locator("deskbell-widget")).to_be_attached()

    def says_who(self, email: str | None = None) -> None:
        """The website tells the widget the visitor's name, as a shop does for a customer who is signed in."""
        self.page.evaluate(
            "who => Deskbell('identify', who)", {"name": self.name} | ({"email": email} if email else {})
        )

    def rings(self) -> None:
        self.launcher.click()
        expect(self.panel).to_be_visible()

    def becomes(self, token: str) -> None:
        """Come back as the visitor of this token: what this browser kept is theirs."""
        desk = next(frame for frame in self.page.frames if frame.url.startswith(self.demo.url))
        desk.evaluate(
            "([key, token]) => localStorage.setItem(`deskbell:${key}:token`, token)", [self.demo.told.inbox, token]
        )
        self.page.reload()
        expect(self.panel).to_be_visible()

    def closes(self) -> None:
        self.button("frame.close").click()
        expect(self.panel).to_be_hidden()

    def goes_back(self) -> None:
        self.button("frame.back").click()

    def types(self, text: str) -> None:
        self.field.fill(text)

    def says(self, text: str) -> None:
        self.types(text)
        self.button("frame.send").click()

    def bubble(self, text: str) -> Locator:
        """What a person wrote, as it stands in the log."""
        return self.log.locator(".bub", has_text=re.compile(f"^{re.escape(text)}$"))

    def sees(self, text: str) -> None:
        """Words of a person or a machine, once."""
        expect(self.bubble(text).or_(self.log.locator(".print .txt", has_text=text))).to_have_count(1)

    def sees_nowhere(self, text: str) -> None:
        expect(self.panel.get_by_text(text)).to_have_count(0)

    def sees_line(self, text: str | re.Pattern[str]) -> None:
        """A line between the messages: what happened."""
        expect(self.log.locator(".act").last).to_contain_text(text)

    def texts(self) -> Sequence[str]:
        """All that people wrote, in the order on the screen."""
        return self.log.locator(".bub").all_text_contents()

    def sees_fate(self, text: str, words: str) -> None:
        """What the line under an unsent message says of it."""
        expect(self.log.locator(".row:has(.bub)", has_text=text).locator("+ .meta")).to_contain_text(words)

    def asks_for_a_person(self) -> None:
        self.button_in_foot("frame.talk_to_person").click()

    def sees_place(self, place: int) -> None:
        expect(self.panel.get_by_role("heading", name=self.words(f"frame.place_{place}"), exact=True)).to_be_visible()

    def sees_person(self, name: str) -> None:
        expect(self.panel.get_by_role("heading", name=name, exact=True)).to_be_visible()

    def sees_typing(self, name: str) -> None:
        expect(self.log.get_by_role("img", name=self.words("talk.is_typing", name=name))).to_be_visible()

    def sees_tick(self, state: str) -> None:
        """`sent`, `delivered` or `read` under the last own message."""
        expect(self.log.locator(".meta.me").last).to_contain_text(self.words(f"talk.{state}"))

    def sees_bar(self, text: str | re.Pattern[str]) -> None:
        expect(self.panel.locator(".w-bar")).to_have_text(text)

    def form_field(self, name: str) -> Locator:
        """`name`, `email`, `phone` or `text` of the form for messages that are left."""
        label = {"name": "your_name", "email": "email", "phone": "phone", "text": "message"}[name]
        return self.panel.get_by_role("textbox", name=re.compile("^" + re.escape(self.words(f"offline.{label}"))))

    def fills_in(self, **fields: str) -> None:
        for name, text in fields.items():
            self.form_field(name).fill(text)

    def sees_fault(self, field: str, words: str) -> None:
        expect(self.form_field(field)).to_have_accessible_description(words)
        expect(self.form_field(field)).to_have_attribute("aria-invalid", "true")

    def rates(self, stars: int, comment: str = "") -> None:
        self.panel.get_by_role("radio", name=re.compile(rf"^{stars}\b")).check(force=True)
        if comment:
            self.panel.get_by_role("textbox", name=self.words("rating.rating_comment")).fill(comment)
        self.button("rating.send_rating").click()
        expect(self.panel.get_by_text(self.words("rating.rated"))).to_be_visible()
