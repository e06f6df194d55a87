"""What the business has written already, one key away from a reply: canned replies, articles, suggestions."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from e2e.agent import Agent
from e2e.axe import axe_clean
from e2e.demo import Demo
from e2e.desk_people import Callers


def _inserts(ann: Agent) -> Locator:
    return ann.page.locator(".d-inserts")


def test_lee_writes_a_canned_reply_and_ann_answers_with_it_and_with_an_article(
    demo: Demo, ann: Agent, lee: Agent, caller: Callers
) -> None:
    lee.signs_in()
    lee.page.goto(f"{demo.url}/settings/replies")
    lee.page.get_by_role("button", name="Add a reply").click()
    dialog = lee.page.get_by_role("dialog")
    dialog.get_by_label("Name").fill("two words")
    dialog.get_by_label("Text", exact=True).fill("Hello {{visitor}}, it leaves today. {{agent}}")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_contain_text("One word, without spaces.")
    dialog.get_by_label("Name").fill("/today")
    axe_clean(lee.page)
    dialog.get_by_role("button", name="Save").click()
    expect(lee.page.get_by_role("listitem").filter(has_text="/today")).to_contain_text("it leaves today")

    caller("Vic").rings("Where is my order?")
    ann.signs_in()
    ann.answers_the_longest_wait()
    suggested = ann.page.get_by_role("group", name=ann.words("inserts.suggested"))
    expect(suggested.get_by_role("button").first).to_be_visible()
    ann.field.press_sequentially("/tod")
    expect(_inserts(ann).get_by_role("option")).to_have_count(1)
    axe_clean(ann.page)
    ann.field.press("Enter")
    expect(ann.field).to_have_value("Hello Vic, it leaves today. Ann")

    ann.field.fill("")
    suggested.get_by_role("button").first.click()
    expect(ann.field).not_to_have_value("")
    ann.field.fill("")
    ann.field.press_sequentially("/nosuch")
    expect(_inserts(ann)).to_contain_text("No canned reply for “nosuch”")
    ann.field.press("Enter")
    expect(ann.field).to_have_value("/nosuch")
    ann.field.fill("")
    ann.page.get_by_role("button", name="Insert an article").click()
    expect(_inserts(ann)).to_contain_text("Write a word of what you look for.")
    ann.field.press_sequentially("opened tin")
    first = _inserts(ann).get_by_role("option").first
    expect(first).to_contain_text("tin")
    ann.field.press("Escape")
    expect(_inserts(ann)).to_have_count(0)
    ann.field.press_sequentially("s")
    first.click()
    expect(ann.field).to_have_value(re.compile(f"\n{demo.url}/help/"))
    ann.page.get_by_role("button", name=ann.words("composer.send")).click()
    expect(ann.field).to_have_value("")

    lee.page.get_by_role("button", name="Delete /today").click()
    expect(lee.page.get_by_text("No canned replies yet")).to_be_visible()
