"""Earlier conversations: they fit a phone whatever was said last, and the way back leads to where one came from."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from deskbell.domain.ids import new_id
from e2e.budget import at_the_desk
from e2e.demo import Demo
from e2e.people import Visitor


def test_a_long_last_message_stays_on_the_screen_and_back_is_where_vic_came_from(vic: Visitor) -> None:
    vic.visits()
    vic.rings()
    vic.says("Where is my order?")
    vic.sees("Where is my order?")
    expect(vic.log.locator(".print")).to_be_visible()
    vic.button("talk.more").click()
    vic.button("frame.earlier").click()
    rows = vic.panel.locator(".w-past")
    expect(rows.get_by_role("button")).to_be_visible()
    assert rows.evaluate("rows => rows.parentElement.scrollWidth <= rows.parentElement.clientWidth")
    vic.goes_back()
    vic.sees("Where is my order?")


def test_who_reads_an_earlier_conversation_misses_nothing_of_the_live_one(demo: Demo, wanda: Visitor) -> None:
    wanda.visits()
    wanda.rings()
    wanda.says("Where is my order?")
    expect(wanda.log.locator(".print")).to_be_visible()
    wanda.button("talk.more").click()
    wanda.button("talk.end").click()
    expect(wanda.button("talk.how_was_it")).to_be_visible()  # who asks before it is over goes on with it
    wanda.goes_back()
    wanda.asks_for_a_person()
    wanda.sees_place(1)
    with at_the_desk(demo, "Ann") as ann:
        talk = ann.must("list_conversations", {"view": "waiting"})["conversations"][0]["id"]
        ann.must("claim_conversation", {"conversation_id": talk})
        wanda.sees_person("Ann")
        wanda.button("talk.more").click()
        wanda.button("frame.earlier").click()
        wanda.panel.locator(".w-past").get_by_role("button").nth(1).click()
        wanda.sees("Where is my order?")
        expect(wanda.field).to_have_count(0)
        expect(wanda.log.get_by_role("button")).to_have_count(0)

        says = {"conversation_id": talk}
        ann.must("send_message", says | {"client_id": new_id(), "text": "Which order is it?"})
        expect(wanda.panel.get_by_role("status")).to_contain_text("Which order is it?")
        expect(wanda.bubble("Which order is it?")).to_have_count(0)
        wanda.closes()
        expect(wanda.launcher).to_have_accessible_name(re.compile("1 unread message"))
        ann.must("send_message", says | {"client_id": new_id(), "text": "I can look it up."})
        expect(wanda.frame.locator(".w-tease")).to_contain_text("I can look it up.")
        wanda.visits()
        expect(wanda.launcher).to_have_accessible_name(re.compile("2 unread messages"))
        wanda.rings()
        wanda.sees("I can look it up.")
