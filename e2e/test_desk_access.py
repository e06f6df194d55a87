"""axe on the desk's screens, light and dark, laptop and phone; and the phone's own ways."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from deskbell.domain.ids import new_id
from e2e.agent import Agent
from e2e.axe import axe_clean, axe_clean_in_both
from e2e.conftest import Cast
from e2e.demo import Demo
from e2e.desk_people import Callers

LONG = "Maximiliane-Alexandrina von Hohenstaufen-Wittelsbach zu Sigmar"


def test_axe_finds_nothing_on_any_screen_of_the_desk(demo: Demo, ann: Agent, caller: Callers) -> None:
    ann.watch.forgive(r".*401.*")
    ann.page.goto(f"{demo.url}/login")
    ann.page.get_by_role("button", name="Sign in").click()
    expect(ann.page.get_by_role("alert").first).to_be_visible()
    axe_clean_in_both(ann.page)

    ann.signs_in()
    ann.looks_at("waiting")
    expect(ann.page.get_by_role("heading", name="Nobody is waiting")).to_be_visible()
    axe_clean_in_both(ann.page)

    caller(LONG, locale="zh-CN", email="a@b.example").rings("How long does delivery take?")
    vic = caller("Vic").rings("w" * 300)
    expect(ann.list.locator(".d-item")).to_have_count(2)
    axe_clean_in_both(ann.page)

    ann.answers_the_longest_wait()
    ann.says("One moment")
    ann.notes("careful with this one")
    ann.sees_note("careful with this one")
    axe_clean_in_both(ann.page)

    ann.button("conversation.transfer").click()
    expect(ann.page.get_by_role("dialog")).to_be_visible()
    axe_clean_in_both(ann.page)
    ann.page.keyboard.press("Escape")
    expect(ann.page.get_by_role("dialog")).to_have_count(0)
    ann.page.keyboard.press("Control+k")
    expect(ann.page.get_by_role("combobox", name="Find or do")).to_be_visible()
    axe_clean_in_both(ann.page)
    ann.page.keyboard.press("Escape")
    ann.page.get_by_role("button", name="You: presence and preferences").click()
    expect(ann.page.get_by_role("menu")).to_be_visible()
    axe_clean_in_both(ann.page)
    ann.page.keyboard.press("Escape")
    ann.looks_at("resolved")
    ann.list.locator(".d-item").nth(1).click()
    expect(ann.log).to_be_visible()
    axe_clean_in_both(ann.page)
    assert vic.conversation


def overflow(agent: Agent) -> int:
    wide: int = agent.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wide


@pytest.mark.parametrize("locale", ["en", "zh-CN", "zh-TW"])
def test_on_a_phone_list_and_conversation_take_turns(locale: str, cast: Cast, caller: Callers) -> None:
    ann = cast.agent("Ann", locale=locale)
    ann.signs_in()
    ann.page.set_viewport_size({"width": 390, "height": 844})
    caller(LONG).rings("longwordwithoutspaces" * 20)
    bell = ann.page.locator(".d-bell.flat")
    expect(bell).to_be_visible()
    assert overflow(ann) == 0
    bell.get_by_role("button").click()
    expect(ann.field).to_be_visible()
    expect(ann.page.locator(".d-listcol")).to_be_hidden()
    assert overflow(ann) == 0
    axe_clean(ann.page)
    ann.button("ui.back").click()
    expect(ann.page.locator(".d-listcol")).to_be_visible()
    ann.page.locator(".d-tabs a").last.click()
    expect(ann.page.locator(".d-mypage")).to_be_visible()
    assert overflow(ann) == 0
    axe_clean(ann.page)

    ann.page.goto(f"{ann.demo.url}/desk/mine/{new_id()}")
    ann.page.get_by_role("link", name=ann.words("conversation.missing_back")).click()
    expect(ann.page.locator(".d-listcol")).to_be_visible()
    ann.page.go_back()
    ann.button("ui.back").click()
    expect(ann.page.locator(".d-listcol")).to_be_visible()


def test_twice_the_text_size_still_fits(ann: Agent, caller: Callers) -> None:
    caller(LONG).rings("Hello")
    ann.signs_in()
    ann.answers_the_longest_wait()
    ann.page.evaluate("document.documentElement.style.fontSize = '200%'")
    ann.says("Hello")
    ann.sees("Hello")
    assert overflow(ann) == 0
    expect(ann.button("conversation.resolve")).to_be_in_viewport()
