"""Opening hours, routing and the bot's rules, as an admin writes and publishes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

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
    grace = ada.page.get_by_role("spinbutton", name="Time to wait")
    grace.fill("5")
    expect(grace).to_have_accessible_description("A whole number from 10 to 600.")
    grace.fill("90")
    ada.page.get_by_role("link", name="Bot", exact=True).click()
    slider = ada.page.get_by_role("slider", name="It answers from")
    slider.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", "81%")
    suggests = ada.page.get_by_role("slider", name="It asks “did you mean” from")
    suggests.press("End")
    expect(suggests).to_have_attribute("aria-valuetext", "81%")  # never more than an answer needs
    ada.presses("Add a rule")
    rule = ada.page.get_by_role("dialog", name="New rule")
    rule.get_by_label("Name").fill("At the till")
    rule.get_by_role("button", name="Apply").click()
    expect(rule.get_by_role("alert")).to_contain_text("Fill in one condition at least.")
    rule.get_by_label("Part of the page’s address").fill("/checkout")
    rule.get_by_role("button", name="Apply").click()
    expect(ada.page.get_by_text("Where the visitor is on a page with /checkout")).to_be_visible()
    ada.publishes()
    with demo.signed_in("Ada") as api:
        routing = api.inbox("Shop")["routing"]
    bot = routing.pop("bot")
    assert (bot["suggest_from"], [rule["page"] for rule in bot["hand_over"]]) == (0.81, ["/checkout"])
    before = {name: value for name, value in shop["routing"].items() if name != "bot"}
    changed = {"assignment": "least_loaded", "bot_enabled": True, "bot_threshold": 0.81, "grace_seconds": 90}
    assert routing == before | changed
