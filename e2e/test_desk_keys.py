"""The desk without a mouse."""

from __future__ import annotations

import re
from datetime import datetime

from playwright.sync_api import expect

from e2e.agent import Agent
from e2e.desk_people import Callers


def test_a_whole_talk_by_keys_alone(ann: Agent, caller: Callers) -> None:
    vic = caller("Vic").rings("Where is my order?")
    ann.signs_in()
    keys = ann.page.keyboard
    expect(ann.bell).to_be_visible()
    keys.press("a")
    expect(ann.field).to_be_focused()
    keys.type("Hi Vic")
    keys.press("Shift+Enter")
    keys.type("I look it up")
    keys.press("Enter")
    vic.hears("Hi Vic\nI look it up")

    keys.press("Escape")
    keys.press("n")
    note = ann.page.get_by_role("textbox", name="Note", exact=True)
    expect(note).to_be_focused()
    keys.type("a regular")
    keys.press("Enter")
    ann.sees_note("a regular")
    assert "a regular" not in repr(vic.heard)

    keys.press("Escape")
    keys.press("e")
    expect(ann.button("conversation.reopen")).to_be_enabled()  # before its answer a key is not taken twice
    keys.press("e")
    expect(ann.button("conversation.resolve")).to_be_enabled()
    ann.page.clock.set_fixed_time(datetime.now())  # however long the machine takes between two keys
    keys.press("g")
    keys.press("r")
    expect(ann.page).to_have_url(re.compile("/desk/resolved$"))


def test_next_and_previous_walk_the_list(ann: Agent, caller: Callers) -> None:
    for name in ("Vic", "Wanda"):
        caller(name).rings(f"{name} asks")
    ann.signs_in()
    ann.looks_at("waiting")
    expect(ann.list.locator(".d-item")).to_have_count(2)
    answers = ann.page.get_by_role("button", name="Answer", exact=True)
    for key, name, buttons in (("j", "Vic", 1), ("j", "Wanda", 2), ("k", "Vic", 1)):
        ann.page.keyboard.press(key)
        ann.sees_person(name)
        expect(answers).to_have_count(buttons)  # the bell's own is another one only while another is open
        expect(ann.page.locator("[aria-keyshortcuts=A]")).to_have_count(1)
        expect(ann.action("claim")).to_have_attribute("aria-keyshortcuts", "A")
    ann.page.keyboard.press("Escape")
    expect(ann.page).to_have_url(re.compile("/desk/waiting$"))


def test_find_or_do_opens_a_visitor_by_name_and_gives_the_focus_back(ann: Agent, caller: Callers) -> None:
    caller("Wanda Brandt").rings("Can I send it back?")
    ann.signs_in()
    keys = ann.page.keyboard
    expect(ann.bell).to_contain_text("Wanda Brandt")
    keys.press("Control+k")
    field = ann.page.get_by_role("combobox", name="Find or do")
    expect(field).to_be_focused()
    keys.type("brandt")
    expect(ann.page.get_by_role("option", selected=True)).to_contain_text("Wanda Brandt")
    keys.press("Enter")
    ann.sees_person("Wanda Brandt")

    keys.press("Control+k")
    expect(field).to_be_focused()
    keys.type("no such thing at all")
    expect(ann.page.get_by_text("Nothing by that name.")).to_be_visible()
    keys.press("Escape")
    expect(field).to_have_count(0)


def test_the_keys_are_listed_and_single_letters_can_be_switched_off(ann: Agent, caller: Callers) -> None:
    caller("Vic").rings("Hello")
    ann.signs_in()
    expect(ann.bell).to_be_visible()
    ann.page.keyboard.press("?")
    dialog = ann.page.get_by_role("dialog", name="All keys")
    expect(dialog).to_contain_text("Answer the one who waits longest")
    dialog.get_by_role("switch", name="Single letters work as keys").click()
    ann.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    ann.page.keyboard.press("a")
    ann.page.keyboard.press("Control+k")
    expect(ann.page.get_by_role("combobox", name="Find or do")).to_be_visible()
    expect(ann.bell).to_be_attached()


def test_menus_walk_by_arrows_and_give_the_focus_back(ann: Agent) -> None:
    ann.signs_in()
    mine = ann.page.get_by_role("button", name="You: presence and preferences")
    mine.focus()
    ann.page.keyboard.press("Enter")
    expect(ann.page.get_by_role("menuitemradio", name="Online")).to_be_focused()
    ann.page.keyboard.press("ArrowDown")
    expect(ann.page.get_by_role("menuitemradio", name="Away")).to_be_focused()
    ann.page.keyboard.press("Escape")
    expect(mine).to_be_focused()
