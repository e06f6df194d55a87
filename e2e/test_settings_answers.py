"""Questions and answers, opening hours and routing, as an admin writes them."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from e2e.axe import axe_clean
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


def accessible(page: Page) -> None:
    """Once no colour is on its way to another."""
    page.wait_for_function("() => document.getAnimations().every(one => one.playState !== 'running')")
    axe_clean(page)


def asks_until_it_knows(admin: Admin, text: str, answer: str) -> Locator:
    """Until an index of that many phrasings is built anew, the old one answers."""
    side = admin.page.get_by_role("complementary", name="Try it")
    side.get_by_role("textbox").fill(text)
    deadline = time.monotonic() + 30
    while True:
        with admin.page.expect_response(re.compile("/try_bot$")) as said:
            side.get_by_role("button", name="Ask", exact=True).click()
        if answer in said.value.text() or time.monotonic() > deadline:
            return side


def test_an_answer_is_written_published_tried_deleted_and_put_back(ada: Admin) -> None:
    ada.opens("answers", "Answers")
    expect(asks(ada, "May I bring my zebra to the tasting?")).not_to_contain_text("Yes, on a lead.")
    ada.presses("New answer")
    ada.presses("Publish")
    expect(ada.alert).to_have_text(["The question is missing.", "The answer is missing."])
    ada.page.get_by_label("Question").fill("May I bring my zebra?")
    ada.page.get_by_role("link", name="All answers").click()
    ada.presses("Stay")
    ada.page.get_by_label("Answer", exact=True).fill("Yes, on a lead.")
    ada.page.get_by_label("Other ways to ask").fill("May I bring my zebra to the tasting?\n\nAre zebras welcome?\n")
    ada.presses("Save draft")
    expect(ada.page.get_by_role("radio", name="English draft")).to_be_checked()
    ada.page.get_by_role("link", name="All answers").click()
    expect(asks(ada, "May I bring my zebra to the tasting?")).not_to_contain_text("Yes, on a lead.")
    ada.page.get_by_role("searchbox", name="Search questions and answers").fill("zebra")
    ada.page.get_by_role("link", name="May I bring my zebra?").click()
    ada.presses("Publish")
    expect(ada.page.get_by_role("radio", name="English published")).to_be_checked()
    ada.page.get_by_role("link", name="All answers").click()
    side = asks_until_it_knows(ada, "May I bring my zebra to the tasting?", "Yes, on a lead.")
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


@pytest.fixture
def llama(demo: Demo) -> Iterator[dict[str, Any]]:
    """A published article of the shop, and what the bot's test set asks of it; both gone afterwards."""
    with demo.signed_in("Ada") as api:
        inbox = api.inbox("Shop")["id"]
        form = {"locale": "en", "title": "May I bring my llama?", "answer": "Yes.", "publish": True}
        article = api.ask("POST", f"/api/inboxes/{inbox}/articles", form)["article"]
        test = {"text": "Is there hay for a llama at the tasting?", "article_id": article["id"], "locale": "en"}
        test_id = api.ask("POST", f"/api/inboxes/{inbox}/bot/tests", test)["test"]["id"]
        yield article
        api.ask("DELETE", f"/api/inboxes/{inbox}/bot/tests/{test_id}")
        api.ask("DELETE", f"/api/articles/{article['id']}")


def test_what_is_written_while_an_answer_is_saving_stays_and_is_saved_next(ada: Admin, llama: dict[str, Any]) -> None:
    ada.opens(f"answers/{llama['id']}", "Answers")
    answer = ada.page.get_by_label("Answer", exact=True)
    answer.fill("Yes, on a lead.")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route) if route.request.method == "PUT" and not held else route.continue_()

    ada.page.route(re.compile("/variants/"), hold)
    with ada.page.expect_request(re.compile("/variants/")):
        ada.presses("Save draft")
    answer.fill("Yes, and its friends.")
    held[0].continue_()
    expect(ada.page.get_by_role("radio", name="English changed since")).to_be_checked()
    expect(answer).to_have_value("Yes, and its friends.")
    with ada.page.expect_response(re.compile("/variants/")) as saved:
        ada.presses("Save draft")
    variant = saved.value.json()["article"]["variants"][0]
    assert (variant["answer"], variant["version"], variant["published_version"]) == ("Yes, and its friends.", 3, 1)


def test_an_article_is_translated_tested_published_and_put_back(ada: Admin, demo: Demo, llama: dict[str, Any]) -> None:
    ada.forgive_refusals()
    page = ada.page
    ada.opens(f"answers/{llama['id']}", "Answers")
    page.get_by_role("radio", name="简体中文 missing").click()
    page.get_by_label("Question").fill("可以带羊驼吗？")
    page.get_by_role("radio", name="English published").click()
    page.get_by_label("Other ways to ask").fill("Is there hay for a llama?\nHay for llamas at the tasting")
    with demo.signed_in("Ada") as api:
        api.ask("PUT", f"/api/articles/{llama['id']}/variants/en", {"answer": "Only small ones."})
    page.get_by_label("Article", exact=True).fill("# Hay\n\nIs | here\n--|--\n*ours* | <b onclick=alert(1)>x</b>")
    ada.presses("Preview")
    preview = page.get_by_role("dialog", name="May I bring my llama?")
    expect(preview.get_by_role("cell", name="ours")).to_be_visible()
    assert "<td><b>x</b></td>" in preview.locator(".s-article").inner_html()
    accessible(page)
    preview.get_by_role("button", name="Close").last.click()
    ada.presses("Publish")
    page.get_by_role("dialog", name="Somebody else saved English meanwhile").get_by_role(
        "button", name="Keep mine"
    ).click()
    ada.presses("Publish")
    asked = page.get_by_role("dialog", name="1 better, 0 worse: publish?")
    expect(asked).to_contain_text("Is there hay for a llama at the tasting?")
    accessible(page)
    asked.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Saved. The bot knows it now.")).to_be_visible()
    expect(page.get_by_role("radio", name="简体中文 draft")).to_be_visible()

    page.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Versions").click()
    ada.presses("Changes of version 2")
    expect(page.get_by_role("insertion")).to_contain_text("Only small ones.")
    accessible(page)
    ada.presses("Restore version 2")
    expect(page.get_by_label("Answer", exact=True)).to_have_value("Only small ones.")
    accessible(page)


def test_a_leaders_file_goes_in_with_its_refused_rows_and_comes_out_again(cast: Cast, demo: Demo) -> None:
    lee = Admin(cast.agent("Lee", locale="en"))
    page = lee.page
    lee.opens("answers", "Answers")
    menu = page.get_by_role("button", name="Import and export")
    menu.click()
    page.get_by_role("menuitem", name="Import…").click()
    rows = "article,phrasing,language\nMay I bring my yak?,Are yaks welcome?,en\nMay I bring my yak?,Yak?,xx\n"
    page.get_by_label("File", exact=True).set_input_files(
        {"name": "yak.CSV", "mimeType": "text/csv", "buffer": rows.encode()}
    )
    dialog = page.get_by_role("dialog", name="Import articles")
    dialog.get_by_role("button", name="Import", exact=True).click()
    expect(dialog.get_by_role("status")).to_contain_text("1 added")
    expect(dialog.get_by_role("status")).to_contain_text("language: This language is not known.")
    accessible(page)
    dialog.get_by_role("button", name="Close").last.click()
    menu.click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name="Spreadsheet (CSV)").click()
    assert "Are yaks welcome?" in download.value.path().read_text(encoding="utf-8-sig")
    with demo.signed_in("Ada") as api:
        found = api.ask("GET", f"/api/inboxes/{api.inbox('Shop')['id']}/articles?query=yak")["articles"]
        for article in found:
            api.ask("DELETE", f"/api/articles/{article['id']}")


@pytest.mark.parametrize(("locale", "language"), [("en", "English"), ("zh-CN", "简体中文"), ("zh-TW", "繁體中文")])
def test_the_answers_open_on_the_language_that_one_reads(cast: Cast, locale: str, language: str) -> None:
    page = opens_answers(cast, locale)
    expect(page.get_by_role("radio", name=language)).to_be_checked()
    questions = page.get_by_role("list").locator(f"a[lang='{locale}']")
    expect(questions.first).to_be_visible()
    expect(page.get_by_role("list").locator(f"a[lang]:not([lang='{locale}'])")).to_have_count(0)


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
