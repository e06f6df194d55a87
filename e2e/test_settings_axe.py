"""axe finds nothing on any page of the settings, light and dark, and nothing is cut off on a phone in any language."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

from e2e.axe import axe_clean, axe_clean_in_both
from e2e.conftest import Cast, NewContext
from e2e.demo import Demo
from e2e.settings_people import Admin, signed_in_admin

PAGES = {
    "brand": "Brand",
    "hours": "Business hours",
    "routing": "Routing",
    "simulate": "Who would get this?",
    "bot": "Bot",
    "answers": "Answers",
    "answers/new": "Answers",
    "unanswered": "Unanswered",
    "tests": "Test set",
    "flows": "Flows",
    "lookups/new": "Look-ups",
    "assistant": "Language model",
    "tag": "The tag",
    "origins": "Allowed origins",
    "agents": "Agents",
    "teams": "Teams and skills",
    "account": "My account",
}


def settled(page: Page) -> None:
    """What is loaded later has come: no skeletons, no animation under way."""
    expect(page.locator(".skel")).to_have_count(0)
    page.wait_for_function("() => document.getAnimations().every(one => one.playState !== 'running')")


def test_axe_finds_nothing(cast: Cast) -> None:
    ada = signed_in_admin(cast)
    for name, title in PAGES.items():
        ada.opens(name, title)
        settled(ada.page)
        axe_clean_in_both(ada.page)
    ada.opens("hours", "Business hours")
    ada.page.get_by_role("switch", name="Always open").click()
    ada.page.get_by_role("group", name="Monday").get_by_role("textbox").fill("soon")
    axe_clean_in_both(ada.page)
    opens_dialogs(ada)


@pytest.mark.parametrize("locale", ["zh-CN", "zh-TW"])
def test_axe_finds_nothing_in_chinese(cast: Cast, demo: Demo, new_context: NewContext, locale: str) -> None:
    ada = cast.agent("Ada", locale=locale)
    ada.signs_in()
    for name in ("brand", "answers"):
        ada.page.goto(f"{demo.url}/settings/{name}")
        expect(ada.page.get_by_role("heading", level=1)).to_be_visible()
        settled(ada.page)
        axe_clean(ada.page)
    guest = new_context(locale=locale).new_page()
    with invited(demo, f"{locale}@deskbell.example") as link:
        guest.goto(link)
        expect(guest.get_by_role("textbox").first).to_be_visible()
        axe_clean(guest)


@contextmanager
def invited(demo: Demo, email: str) -> Iterator[str]:
    """An invitation's link, withdrawn afterwards."""
    with demo.signed_in("Ada") as ada:
        form = {"name": "Cora", "email": email, "role": "agent", "inbox_ids": [ada.inbox("Shop")["id"]]}
        made = ada.ask("POST", "/api/invitations", form)
        yield made["link"]
        ada.ask("DELETE", f"/api/invitations/{made['invitation']['id']}")


def opens_dialogs(ada: Admin) -> None:
    ada.presses("Discard")
    for name, title, button in (
        ("answers", "Answers", "New article"),
        ("agents", "Agents", "Invite"),
        ("agents", "Agents", "Change Ann"),
        ("teams", "Teams and skills", "Add a team"),
        ("teams", "Teams and skills", "Add a skill"),
        ("routing", "Routing", "Add a rule"),
        ("bot", "Bot", "Add a rule"),
        ("tests", "Test set", "Add a question"),
    ):
        ada.opens(name, title)
        ada.presses(button)
        expect(ada.page.get_by_role("dialog").or_(ada.page.get_by_label("Question")).first).to_be_visible()
        settled(ada.page)
        axe_clean_in_both(ada.page)


INDENTED = """row => {
  const [said, button] = row.children, words = document.createRange();
  words.selectNodeContents(button);
  const [above, below] = [said.getBoundingClientRect(), words.getBoundingClientRect()];
  return below.top < above.bottom ? 0 : Math.abs(below.left - above.left);
}"""
"""How far the words of a button begin from where the sentence above it does; 0 beside it."""


@pytest.mark.parametrize("locale", ["en", "zh-CN", "zh-TW"])
def test_nothing_is_wider_than_a_phone(cast: Cast, locale: str) -> None:
    ada = cast.agent("Ada", locale=locale)
    ada.signs_in()
    ada.page.set_viewport_size({"width": 390, "height": 844})
    for name in ("", *PAGES):
        ada.page.goto(f"{ada.demo.url}/settings/{name}")
        expect(ada.page.locator("main, nav").first).to_be_attached()
        settled(ada.page)
        wide = ada.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{name or 'the list'} is {wide} px too wide"
        assert "settings." not in ada.page.locator("body").inner_text(), f"a word is missing on {name}"
        if name == "unanswered":
            row = ada.page.locator(".s-wordings .s-row").first
            expect(row).to_be_visible()
            assert row.evaluate(INDENTED) < 1, "the button's words stand in from the sentence above"
