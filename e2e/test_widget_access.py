"""The widget for everybody: axe in every state, light and dark, and the whole way by keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from e2e.axe import axe_clean, axe_clean_in_both
from e2e.budget import at_the_desk
from e2e.conftest import Cast
from e2e.demo import Demo

SMALL = """all => all
    .filter(one => { const { width, height } = one.getBoundingClientRect(); return Math.min(width, height) < 44 })
    .map(one => one.outerHTML)"""


def test_axe_finds_nothing_closed_open_and_in_talk(cast: Cast) -> None:
    vic = cast.visitor("Vic", reduced_motion="reduce")
    vic.visits()
    axe_clean_in_both(vic.page)
    vic.rings()
    expect(vic.frame.locator(".w-list button").first).to_be_visible()
    axe_clean_in_both(vic.page)
    vic.says("Where is my order?")
    expect(vic.log.locator(".print")).to_be_visible()
    axe_clean_in_both(vic.page)
    vic.asks_for_a_person()
    vic.sees_place(1)
    axe_clean_in_both(vic.page)
    vic.log.evaluate("log => log.append(document.createElement('img'))")
    with pytest.raises(AssertionError, match="image-alt"):
        axe_clean(vic.page)


def test_axe_finds_nothing_in_the_offline_form(cast: Cast) -> None:
    wanda = cast.visitor("Wanda", reduced_motion="reduce")
    wanda.visits()
    wanda.rings()
    wanda.button("frame.leave_message").click()
    form = wanda.button("offline.leave_the_message")
    expect(form).to_be_visible()
    axe_clean_in_both(wanda.page)
    form.click()
    expect(wanda.panel.get_by_text(wanda.words("offline.name_missing"))).to_be_visible()
    axe_clean_in_both(wanda.page)


def test_axe_finds_nothing_with_an_agent_and_in_the_rating(cast: Cast, demo: Demo) -> None:
    vic = cast.visitor("Vic", reduced_motion="reduce")
    with at_the_desk(demo, "Ann") as ann:
        vic.visits()
        vic.rings()
        vic.asks_for_a_person()
        vic.sees_place(1)
        waiting = ann.must("list_conversations", {"view": "waiting"})["conversations"][0]["id"]
        ann.must("claim_conversation", {"conversation_id": waiting})
        vic.says("Hello 😊 https://lantern-tea.example/t/88213")
        vic.sees_person("Ann")
        axe_clean_in_both(vic.page)
        ann.must("resolve_conversation", {"conversation_id": waiting})
        expect(vic.panel.get_by_role("radiogroup")).to_be_visible()
        axe_clean_in_both(vic.page)


def test_the_whole_way_by_keyboard_alone(cast: Cast) -> None:
    wanda = cast.visitor("Wanda")
    wanda.visits()
    keys = wanda.page.keyboard
    wanda.launcher.focus()
    keys.press("Enter")
    expect(wanda.field).to_be_focused()
    keys.type("Where is my order?")
    keys.press("Enter")
    wanda.sees("Where is my order?")
    expect(wanda.field).to_be_focused()
    keys.press("Shift+Tab")
    keys.press("Escape")
    expect(wanda.panel).to_be_hidden()
    expect(wanda.launcher).to_be_focused()


def test_an_input_method_keeps_its_enter(cast: Cast) -> None:
    """Somebody who writes Chinese ends a word with Enter; that must not send half a sentence."""
    wanda = cast.visitor("Wanda")
    wanda.visits()
    wanda.rings()
    wanda.types("ni")
    wanda.field.dispatch_event("keydown", {"key": "Enter", "isComposing": True, "bubbles": True})
    expect(wanda.field).to_have_value("ni")
    wanda.field.dispatch_event("keydown", {"key": "Enter", "keyCode": 229, "bubbles": True})
    expect(wanda.field).to_have_value("ni")
    expect(wanda.log).to_have_count(0)


def test_stars_answer_to_arrow_keys_and_the_menu_closes_by_escape(cast: Cast) -> None:
    wanda = cast.visitor("Wanda")
    wanda.visits()
    wanda.rings()
    wanda.says("Where is my order?")
    wanda.sees("Where is my order?")
    more = wanda.button("talk.more")
    more.click()
    earlier = wanda.button("frame.earlier")
    expect(earlier).to_be_visible()
    wanda.page.keyboard.press("Escape")
    expect(earlier).to_have_count(0)
    expect(wanda.panel).to_be_visible()
    more.click()
    wanda.button("talk.end").click()
    wanda.button("talk.how_was_it").click()
    wanda.panel.get_by_role("radio").first.focus()
    for _ in range(3):
        wanda.page.keyboard.press("ArrowRight")
    expect(wanda.panel.get_by_text(wanda.words("rating.rating_4"), exact=True)).to_be_visible()


def test_a_phone_has_the_whole_screen_and_fields_that_do_not_zoom(cast: Cast) -> None:
    vic = cast.visitor("Vic", phone=True)
    vic.visits()
    vic.rings()
    panel = vic.page.locator("deskbell-widget iframe").bounding_box()
    assert panel == {"x": 0, "y": 0, "width": 390, "height": 844}
    assert vic.field.evaluate("field => parseFloat(getComputedStyle(field).fontSize)") >= 16
    small = vic.panel.get_by_role("button").evaluate_all(SMALL)
    assert small == []
