"""The people at the desk, each with a browser of their own, and what they can do: verbs act, `sees…` waits and checks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from playwright.sync_api import BrowserContext, Locator, expect

from e2e.demo import Demo
from e2e.people import Person
from e2e.words import Words


class Agent(Person):
    """Somebody at the desk."""

    def __init__(self, name: str, demo: Demo, context: BrowserContext, locale: str = "en") -> None:
        super().__init__(name, demo, context)
        self.words = Words("desk", locale)

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log")

    @property
    def field(self) -> Locator:
        return self.page.get_by_role("textbox", name=self.words("composer.reply"), exact=True)

    @property
    def list(self) -> Locator:
        return self.page.get_by_role("region", name=self.words("list.label"))

    def button(self, key: str, **values: object) -> Locator:
        return self.page.get_by_role("button", name=self.words(key, **values), exact=True)

    def action(self, name: str) -> Locator:
        """A button in the conversation's head: `transfer`, `resolve`, `reopen`, `claim`, `take_over`."""
        return self.page.locator(".d-head").get_by_role("button", name=self.words(f"conversation.{name}"), exact=True)

    def signs_in(self) -> None:
        account = self.demo.account(self.name)
        self.page.goto(self.demo.url)
        self.page.get_by_role("textbox", name=self.words("login.email")).fill(account.email)
        self.page.get_by_label(self.words("login.password")).fill(account.password)
        self.button("login.submit").click()
        card = self.page.get_by_role("button", name=self.words("me.menu"))
        online, away = self.words("presence.online"), self.words("presence.away")
        expect(card).to_contain_text(re.compile(f"{online}|{away}"))
        if away in card.inner_text():  # the presence they chose in an earlier story
            card.click()
            self.page.get_by_role("menu").get_by_text(online, exact=True).click()
            self.page.evaluate("document.activeElement.blur()")  # the keys are the desk's, not the menu button's
        self.is_at_the_desk()

    def is_at_the_desk(self) -> None:
        """Signed in and connected: the own card says online."""
        expect(self.page.get_by_role("button", name=self.words("me.menu"))).to_contain_text(
            self.words("presence.online")
        )

    def wants_to_sign_out(self) -> None:
        self.page.get_by_role("button", name=self.words("me.menu")).click()
        self.page.get_by_role("menuitem", name=self.words("me.sign_out")).click()

    def signs_out(self) -> None:
        self.wants_to_sign_out()
        self.is_signed_out()

    def is_signed_out(self) -> None:
        expect(self.page.get_by_role("heading", name=self.words("login.title"))).to_be_visible()

    def looks_at(self, view: str) -> None:
        """`waiting`, `mine`, `all` or `resolved`."""
        name = re.compile("^" + re.escape(self.words(f"nav.{view}")))
        self.page.get_by_role("list", name=self.words("nav.views")).get_by_role("link", name=name).click()

    def item(self, name: str) -> Locator:
        """A conversation in the list, by its visitor's name."""
        return self.list.get_by_role("link").filter(has=self.page.get_by_text(name, exact=True))

    def opens(self, name: str) -> None:
        self.item(name).first.click()
        self.sees_person(name)

    def sees_person(self, name: str) -> None:
        expect(self.page.get_by_role("heading", name=name, exact=True, level=1)).to_be_visible()

    def sees_in_line(self, *names: str) -> None:
        """Who waits, in this order."""
        self.looks_at("waiting")
        line = self.list.get_by_role("region", name=self.words("list.in_line"))
        expect(line.get_by_role("link")).to_contain_text(list(names))

    @property
    def bell(self) -> Locator:
        """Who is first in line: as a rule who waits longest, but a priority or somebody who came back may be before them."""
        titles = "|".join(re.escape(self.words(key)) for key in ("bell.title", "bell.first"))
        return self.page.get_by_role("region", name=re.compile(f"^({titles})$"))

    def answers_the_longest_wait(self) -> None:
        self.bell.get_by_role("button", name=self.words("bell.answer")).click()
        expect(self.field).to_be_editable()

    def types(self, text: str) -> None:
        self.field.fill(text)

    def says(self, text: str) -> None:
        self.types(text)
        self.button("composer.send").click()

    def notes(self, text: str) -> None:
        self.page.get_by_role("button", name=self.words("composer.note"), exact=True).click()
        self.page.get_by_role("textbox", name=self.words("composer.note"), exact=True).fill(text)
        self.button("composer.add_note").click()

    def bubble(self, text: str) -> Locator:
        return self.log.locator(".bub", has_text=re.compile(f"^{re.escape(text)}$"))

    def sees(self, text: str) -> None:
        """What a person wrote, once."""
        expect(self.bubble(text)).to_have_count(1)

    def texts(self) -> Sequence[str]:
        """All that people wrote, in the order on the screen."""
        return self.log.locator(".bub").all_text_contents()

    def sees_note(self, text: str) -> None:
        expect(self.log.locator(".slip", has_text=text)).to_have_count(1)

    def sees_typing(self, name: str) -> None:
        expect(self.log.get_by_role("img", name=self.words("conversation.typing", name=name))).to_be_visible()

    def sees_tick(self, state: str) -> None:
        expect(self.log.locator(".meta.me").last).to_contain_text(self.words(f"tick.{state}"))

    def sees_rating(self, stars: int, comment: str = "") -> None:
        rating = self.page.get_by_role("complementary").locator(".csat")
        expect(rating.get_by_role("img", name=self.words("ui.stars", rating=stars))).to_be_visible()
        expect(rating).to_contain_text(comment)

    def transfers_to(self, name: str, note: str = "") -> None:
        self.action("transfer").click()
        dialog = self.page.get_by_role("dialog")
        dialog.get_by_role("radio", name=re.compile(name)).check()
        dialog.get_by_label(self.words("transfer.note")).fill(note)
        dialog.get_by_role("button", name=self.words("transfer.submit", name=name)).click()
        expect(dialog).to_be_hidden()

    def resolves(self) -> None:
        self.action("resolve").click()
        expect(self.action("reopen")).to_be_visible()
