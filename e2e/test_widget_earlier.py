"""Earlier conversations: they fit a phone whatever was said last, and the way back leads to where one came from."""

from __future__ import annotations

from playwright.sync_api import expect

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
