"""Why a conversation is where it is: one line under its head, and all that was decided in a panel that stays true."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from e2e.agent import Agent
from e2e.axe import axe_clean
from e2e.demo import Demo
from e2e.desk_people import Callers


@pytest.fixture
def by_rule(demo: Demo) -> Iterator[None]:
    """The Shop gives its conversations to the least loaded."""
    with demo.signed_in("Ada") as ada:
        shop = ada.ask("GET", "/api/inboxes")["inboxes"][0]
        ada.ask("PATCH", f"/api/inboxes/{shop['id']}", {"routing": {"assignment": "least_loaded"}})
        yield
        ada.ask("PATCH", f"/api/inboxes/{shop['id']}", {"routing": {"assignment": shop["routing"]["assignment"]}})


def why(agent: Agent) -> Locator:
    return agent.page.locator("button.d-why")


def test_who_waits_is_told_of_and_the_panel_follows(ann: Agent, ben: Agent, caller: Callers) -> None:
    ann.signs_in()
    caller("Noor").rings("Where is my order?")
    ann.looks_at("waiting")
    ann.opens("Noor")
    expect(why(ann)).to_contain_text("Waits for somebody to claim it.")
    why(ann).click()
    panel = ann.page.get_by_role("dialog", name="Why Noor is here")
    expect(panel.locator(".why-waits")).to_contain_text("Waits for somebody to claim it.")
    ben.signs_in()
    ben.answers_the_longest_wait()
    expect(panel.locator(".why-entry").first).to_contain_text(re.compile(r"Ben took it, after \d+ seconds? in line\."))
    expect(panel.locator(".why-waits")).to_have_count(0)
    axe_clean(ann.page)


@pytest.mark.usefixtures("by_rule")
def test_what_was_given_says_on_what_it_was_decided(ann: Agent, ben: Agent, caller: Callers) -> None:
    ann.signs_in()
    caller("Noor").rings("Where is my order?")
    ann.looks_at("mine")
    ann.opens("Noor")
    expect(why(ann)).to_contain_text(re.compile(r"Given to you: online, 0 of \d, "))
    why(ann).click()
    panel = ann.page.get_by_role("dialog", name="Why Noor is here")
    panel.get_by_text(re.compile(r"\d+ agents were looked at")).click()
    expect(panel.locator(".found.chosen")).to_contain_text("Ann")
    expect(panel.locator(".found", has_text="Ben")).to_contain_text("not here")
    axe_clean(ann.page)
    ann.page.keyboard.press("Escape")
    ben.signs_in()
    ann.transfers_to("Ben")
    ben.looks_at("mine")
    ben.opens("Noor")
    why(ben).click()
    entries = ben.page.get_by_role("dialog").locator(".why-entry")
    expect(entries.first).to_contain_text("Ann handed it to you.")
    expect(entries.nth(1)).to_contain_text("Given to Ann: online")
