"""Questions and answers, opening hours and routing, as an admin writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from e2e.conftest import Cast
from e2e.demo import Demo
from e2e.settings_people import Admin, shop_as_it_was, signed_in_admin


@pytest.fixture
def shop(demo: Demo) -> Iterator[dict[str, Any]]:
    with shop_as_it_was(demo) as before:
        yield before


@pytest.fixture
def ada(cast: Cast, shop: dict[str, Any]) -> Admin:
    return signed_in_admin(cast)


def asks(admin: Admin, text: str) -> Locator:
    side = admin.page.get_by_role("complementary", name="Try it")
    side.get_by_role("textbox").fill(text)
    side.get_by_role("button", name="Ask", exact=True).click()
    return side


def test_an_answer_is_written_tried_changed_deleted_and_put_back(ada: Admin) -> None:
    ada.opens("answers", "Answers")
    expect(asks(ada, "May I bring my zebra to the tasting?")).not_to_contain_text("Yes, on a lead.")
    ada.presses("New answer")
    form = ada.page.get_by_role("dialog", name="New answer")
    form.get_by_role("button", name="Save answer").click()
    expect(form.get_by_role("alert")).to_have_text(["The question is missing.", "The answer is missing."])
    form.get_by_label("Question").fill("May I bring my zebra?")
    ada.page.keyboard.press("Escape")
    ada.presses("New answer")
    expect(form.get_by_label("Question")).to_have_value("May I bring my zebra?")
    form.get_by_label("Answer", exact=True).fill("Yes, on a lead.")
    form.get_by_label("Other ways to ask").fill("May I bring my zebra to the tasting?\n\nAre zebras welcome?\n")
    form.get_by_role("button", name="Save answer").click()
    side = asks(ada, "May I bring my zebra to the tasting?")
    expect(side).to_contain_text("Yes, on a lead.")
    expect(side).to_contain_text("% sure; it answers from 80% up.")

    ada.page.get_by_role("searchbox", name="Search questions and answers").fill("zebra")
    expect(ada.page.get_by_text("1 of ")).to_be_visible()
    expect(ada.page.get_by_text("asked in 2 other ways")).to_be_visible()
    item = ada.page.get_by_role("listitem").filter(has_text="May I bring my zebra?")
    ada.page.clock.install()
    ada.presses("Delete “May I bring my zebra?”")
    expect(item).to_have_count(0)
    ada.presses("Undo")
    expect(item).to_be_visible()
    ada.presses("Delete “May I bring my zebra?”")
    with ada.page.expect_response(re.compile("/api/articles/")) as answer:
        ada.page.clock.fast_forward(11_000)
    assert answer.value.ok


def test_what_is_written_while_an_answer_is_saving_stays_and_is_saved_next(ada: Admin, demo: Demo) -> None:
    ada.opens("answers", "Answers")
    ada.presses("New answer")
    form = ada.page.get_by_role("dialog")
    form.get_by_label("Question").fill("May I bring my llama?")
    form.get_by_label("Answer", exact=True).fill("Yes.")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route) if route.request.method == "POST" else route.continue_()

    ada.page.route(re.compile("/articles$"), hold)
    with ada.page.expect_request(re.compile("/articles$")):
        form.get_by_role("button", name="Save answer").click()
    form.get_by_label("Answer", exact=True).fill("Yes, and its friends.")
    held.pop().continue_()
    expect(ada.page.get_by_text("Saved. The bot knows it now.")).to_be_visible()
    expect(form.get_by_label("Answer", exact=True)).to_have_value("Yes, and its friends.")
    with ada.page.expect_response(re.compile("/variants/")) as answer:
        form.get_by_role("button", name="Save answer").click()
    article = answer.value.json()["article"]
    assert article["variants"][0]["answer"] == "Yes, and its friends."
    expect(form).to_have_count(0)
    with demo.signed_in("Ada") as api:
        api.ask("DELETE", f"/api/articles/{article['id']}")


@pytest.mark.parametrize(("locale", "language"), [("en", "English"), ("zh-CN", "简体中文"), ("zh-TW", "繁體中文")])
def test_the_answers_open_on_the_language_that_one_reads(cast: Cast, locale: str, language: str) -> None:
    page = opens_answers(cast, locale)
    expect(page.get_by_role("radio", name=language)).to_be_checked()
    questions = page.get_by_role("list").locator(f"button[lang='{locale}']")
    expect(questions.first).to_be_visible()
    expect(page.get_by_role("list").locator(f"button[lang]:not([lang='{locale}'])")).to_have_count(0)


def opens_answers(cast: Cast, locale: str) -> Page:
    ada = cast.agent("Ada", locale=locale)
    ada.signs_in()
    ada.page.goto(f"{ada.demo.url}/settings/answers")
    return ada.page


def test_hours_are_written_dragged_copied_and_published(ada: Admin, demo: Demo) -> None:
    ada.opens("hours", "Business hours")
    ada.page.get_by_role("switch", name="Always open").click()
    monday = ada.page.get_by_role("group", name="Monday")
    field = monday.get_by_role("textbox")
    field.fill("22-2")
    expect(ada.alert).to_contain_text("ends before it begins")
    ada.presses("Publish")
    expect(ada.save_bar).to_contain_text("One field cannot be read yet.")
    field.fill("13-18, 9-12")
    field.blur()
    expect(field).to_have_value("09:00–12:00, 13:00–18:00")

    bar = monday.locator(".s-track b").last
    box = bar.bounding_box()
    track = monday.locator(".s-track").bounding_box()
    assert box
    assert track
    ada.page.mouse.move(box["x"] + box["width"] - 2, box["y"] + 5)
    ada.page.mouse.down()
    ada.page.mouse.move(box["x"] + box["width"] - 2 + track["width"] / 24, box["y"] + 5, steps=4)
    ada.page.mouse.up()
    expect(field).to_have_value("09:00–12:00, 13:00–19:00")

    ada.presses("Copy the hours of Monday to other days")
    ada.page.get_by_role("menuitem", name="Monday to Friday").click()
    ada.page.get_by_role("group", name="Saturday").get_by_role("switch").click()
    zone = ada.page.get_by_role("combobox", name="Time zone")
    zone.click()
    zone.fill("柏林")
    zone.press("Enter")
    expect(zone).to_have_value(re.compile(r"^Berlin \(UTC\+[12]\)$"))
    ada.publishes()
    with demo.signed_in("Ada") as api:
        hours = api.inbox("Shop")["business_hours"]
    assert hours["time_zone"] == "Europe/Berlin"
    assert hours["always_open"] is False
    assert hours["week"]["fri"] == [["09:00", "12:00"], ["13:00", "19:00"]]
    assert hours["week"]["sat"] == [["09:00", "18:00"]]
    assert hours["week"]["sun"] == []


def test_routing_is_published_and_the_bot_follows(ada: Admin, demo: Demo, shop: dict[str, Any]) -> None:
    ada.opens("routing", "Routing")
    ada.page.get_by_role("radio", name=re.compile("^Given to the least loaded")).check()
    slider = ada.page.get_by_role("slider", name="How sure it must be")
    slider.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", "81%")
    grace = ada.page.get_by_role("spinbutton", name="Time to wait")
    grace.fill("5")
    expect(grace).to_have_accessible_description("A whole number from 10 to 600.")
    grace.fill("90")
    ada.publishes()
    with demo.signed_in("Ada") as api:
        routing = api.inbox("Shop")["routing"]
    changed = {"assignment": "least_loaded", "bot_enabled": True, "bot_threshold": 0.81, "grace_seconds": 90}
    assert routing == shop["routing"] | changed
