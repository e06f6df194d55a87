"""Who would get this? The page answers for a described visitor, step by step, and plays a day that was. It changes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from e2e.agent import Agent
from e2e.axe import axe_clean
from e2e.demo import Demo
from e2e.desk_people import Callers

RULE = {"name": "Money back", "words": ["refund"], "needs": [], "priority": "complaint"}


@pytest.fixture
def by_rule(demo: Demo) -> Iterator[None]:
    """The Shop gives to the least loaded, and hears of refunds."""
    with demo.signed_in("Ada") as ada:
        before = ada.ask("GET", f"/api/inboxes/{ada.inbox('Shop')['id']}")["inbox"]["routing"]
        ada.change_inbox("Shop", routing={"assignment": "least_loaded", "rules": [RULE]})
        yield
        ada.change_inbox("Shop", routing={name: before[name] for name in ("assignment", "rules")})


def opens(agent: Agent) -> Page:
    agent.signs_in()
    agent.page.goto(f"{agent.demo.url}/settings/simulate")
    expect(agent.page.get_by_role("heading", name="Who would get this?", level=1)).to_be_visible()
    return agent.page


@pytest.mark.usefixtures("by_rule")
def test_who_would_get_a_described_visitor(lee: Agent, ann: Agent) -> None:
    ann.signs_in()
    page = opens(lee)
    page.get_by_label("What they write").fill("I want a REFUND now")
    page.get_by_label("Skills they need").select_option(label="中文")
    page.get_by_label("Least level of 中文").select_option("2")
    page.get_by_role("button", name="Who gets it?").click()
    picture = page.locator(".w-picture")
    expect(picture.locator(".w-sentence")).to_contain_text(
        re.compile(r"^(Ann|Lee) would get it: online, 0 of 5, speaks 中文")
    )
    expect(picture).to_contain_text("Complaint goes first")
    expect(picture).to_contain_text("rule Money back")
    expect(picture.locator(".w-rung", has_text="with 中文 2+")).to_contain_text("lacks 中文 at level 2")
    axe_clean(page)
    page.get_by_text("More: page, tags, time").click()
    page.get_by_label("Who served them last", exact=True).select_option(label="Ann")
    page.get_by_role("button", name="Who gets it?").click()
    expect(picture.locator(".w-chosen")).to_contain_text("Ann")
    expect(picture.locator(".w-sentence")).to_contain_text("served this person last")


def test_a_day_beside_the_same_day_under_other_settings(lee: Agent, demo: Demo, caller: Callers) -> None:
    caller("Noor").rings("Where is my order?")
    with demo.signed_in("Ann") as ann, ann.wire() as wire:
        [waiting] = wire.must("list_conversations", {"view": "waiting"})["conversations"]
        wire.must("claim_conversation", {"conversation_id": waiting["id"]})
        wire.must("resolve_conversation", {"conversation_id": waiting["id"]})
    page = opens(lee)
    today = datetime.now(ZoneInfo("Asia/Shanghai")).date()
    page.get_by_label("Day", exact=True).fill(today.isoformat())
    page.get_by_label("Conversations go to").select_option(label="the longest without one")
    page.get_by_role("button", name="Play the day").click()
    beside = page.locator(".w-beside")
    expect(beside).to_contain_text(re.compile(rf"{today.day} {today:%b}\w*: \d+ (person|people) came to the line"))
    expect(beside.locator(".w-loads")).to_contain_text("Ann")
    beside.get_by_text("What is taken for granted").click()
    expect(beside).to_contain_text("How long the others would have stayed is unknown")
    axe_clean(page)
    page.get_by_label("Day", exact=True).fill((today + timedelta(days=2)).isoformat())
    page.get_by_label("Capacity of everybody").fill("-3")
    page.get_by_role("button", name="Play the day").click()
    faults = ["That day is still to come.", "A whole number from 1 to 50, or nothing."]
    expect(page.get_by_role("alert")).to_have_text(faults)
    expect(beside).to_have_count(0)
    page.get_by_label("Capacity of everybody").fill("")
    page.get_by_label("Day", exact=True).fill("2020-01-01")
    page.get_by_role("button", name="Play the day").click()
    expect(page.get_by_text("Nobody came to the line that day")).to_be_visible()


def test_ann_does_not_lead_and_is_told_who_can(ann: Agent) -> None:
    ann.signs_in()
    ann.page.goto(f"{ann.demo.url}/settings/simulate")
    expect(ann.page.get_by_role("heading", name="These pages are for admins")).to_be_visible()
