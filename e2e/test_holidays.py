"""Holidays from a file: shown before they are taken over, published, and said to visitors with the day of reopening."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

from playwright.sync_api import Locator, expect

from e2e.axe import axe_clean
from e2e.conftest import Cast
from e2e.demo import Demo
from e2e.people import Visitor
from e2e.settings_people import Admin, shop_as_it_was, signed_in_admin

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def opens_daily(demo: Demo, stocktaking: date) -> None:
    """Nine to six on every day, in UTC, and one exception."""
    week = {day: [["09:00", "18:00"]] for day in DAYS}
    taken = [{"date": stocktaking.isoformat(), "name": "Stocktaking", "ranges": [["10:00", "12:00"]]}]
    with demo.signed_in("Ada") as api:
        hours = {"always_open": False, "time_zone": "UTC", "week": week, "exceptions": taken}
        api.change_inbox("Shop", business_hours=hours)


def holiday(day: date, *, off: bool = True) -> dict[str, Any]:
    return {"name": "国庆节", "date": day.isoformat(), "isOffDay": off}


def gives_file(ada: Admin, text: str) -> None:
    field = ada.page.get_by_label("File of holidays")
    field.set_input_files({"name": "holidays.json", "mimeType": "application/json", "buffer": text.encode()})


def row(ada: Admin, text: str) -> Locator:
    return (
        ada.page.get_by_role("region", name="Holidays and special days").get_by_role("listitem").filter(has_text=text)
    )


def test_holidays_are_imported_published_and_said(cast: Cast, demo: Demo, vic: Visitor) -> None:
    today = datetime.now(UTC).date()
    off = [today + timedelta(days=ahead) for ahead in range(3)]
    reopens, make_up = today + timedelta(days=3), today + timedelta(days=9)
    file = json.dumps({"year": today.year, "days": [*map(holiday, off), holiday(make_up, off=False)]})
    with shop_as_it_was(demo):
        opens_daily(demo, stocktaking=off[1])
        ada = signed_in_admin(cast)
        ada.opens("hours", "Business hours")
        gives_file(ada, "{")
        expect(ada.alert).to_contain_text("holidays.json is not a JSON file.")
        gives_file(ada, file)
        shown = ada.page.get_by_role("dialog", name="Holidays in this file")
        told = "3 closed days, 1 make-up working day; 1 replaces what stands there."
        expect(shown.get_by_text(told)).to_be_visible()
        expect(shown.get_by_role("button", name="Add these days")).to_be_focused()
        expect(ada.alert).to_have_count(0)
        axe_clean(ada.page)
        ada.presses("Add these days")
        expect(row(ada, "国庆节")).to_have_count(2)
        expect(row(ada, "Stocktaking")).to_have_count(0)
        read = ada.page.get_by_role("complementary", name="What visitors read")
        expect(read).to_contain_text(f"We open on {reopens:%A} at 09:00.")
        gives_file(ada, file)
        expect(ada.page.get_by_text("All days of holidays.json stand here already.")).to_be_visible()

        ada.presses("Add days")
        form = ada.page.get_by_role("dialog", name="Add special days")
        expect(form.get_by_label("First day")).to_be_focused()
        form.get_by_label("Name").fill("Christmas tea")
        form.get_by_label("Hours").fill("22-2")
        form.get_by_label("Hours").press("Enter")
        expect(form.get_by_role("alert")).to_have_count(2)
        form.get_by_label("First day").fill((today + timedelta(days=20)).isoformat())
        form.get_by_label("Hours").fill("10-14")
        axe_clean(ada.page)
        form.get_by_label("Hours").press("Enter")
        expect(row(ada, "Christmas tea")).to_contain_text("10:00–14:00")
        row(ada, "Christmas tea").get_by_role("button", name="Delete").click()
        expect(row(ada, "Christmas tea")).to_have_count(0)
        ada.presses("Undo")
        expect(row(ada, "Christmas tea")).to_be_visible()
        ada.publishes()

        vic.visits()
        vic.rings()
        expect(vic.panel.get_by_text(f"We open {reopens:%A} at 09:00.")).to_be_visible()
        vic.button_in_foot("frame.leave_message").click()
        expect(vic.panel.get_by_label(vic.words("offline.hours"))).to_contain_text("国庆节")
