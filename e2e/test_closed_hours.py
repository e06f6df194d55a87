"""Nobody is there: outside business hours, and when no agent is online. The widget says so, and a message can be left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from e2e.agent import Agent
from e2e.demo import Demo
from e2e.line import Line
from e2e.people import Visitor

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@pytest.fixture
def opening_day(demo: Demo) -> Iterator[str]:
    """The studio opens at nine in three days, in UTC, and not before; the name of that day."""
    opens = datetime.now(UTC) + timedelta(days=3)
    week: dict[str, list[list[str]]] = {day: [] for day in DAYS} | {DAYS[opens.weekday()]: [["09:00", "12:00"]]}
    with demo.signed_in("Ada") as ada:
        before = ada.inbox("Studio")["business_hours"]
        ada.change_inbox("Studio", business_hours={"always_open": False, "time_zone": "UTC", "week": week})
        yield opens.strftime("%A")
        ada.change_inbox("Studio", business_hours=before)


def test_vic_finds_the_studio_closed_and_leaves_a_message(opening_day: str, vic: Visitor, ann: Agent) -> None:
    vic.visits("/studio")
    vic.rings()
    expect(vic.panel.get_by_text("We are closed right now")).to_be_visible()
    expect(vic.panel.get_by_text(f"We open {opening_day} at 09:00.")).to_be_visible()
    expect(vic.button("frame.talk_to_person")).to_have_count(0)

    vic.says("Do you teach children?")
    expect(vic.log.get_by_role("button", name=vic.words("frame.leave_message"))).to_be_visible()
    expect(vic.button("frame.talk_to_person")).to_have_count(0)
    vic.button_in_foot("frame.leave_message").click()
    expect(vic.form_field("text")).to_have_value("Do you teach children?")
    hours = vic.panel.get_by_label(vic.words("offline.hours"))
    expect(hours).to_contain_text("09:00")

    vic.fills_in(name="", email="vic@", text="Is there a course for children on Sundays?")
    vic.button("offline.leave_the_message").click()
    vic.sees_fault("name", "How may we call you?")
    vic.sees_fault("email", "Something is missing after the @.")
    vic.fills_in(name="Vic", email="vic@example.com")
    expect(vic.panel.get_by_text("Something is missing after the @.")).to_have_count(0)
    expect(vic.form_field("text")).to_have_value("Is there a course for children on Sundays?")
    vic.button("offline.leave_the_message").click()
    expect(vic.panel.get_by_role("heading", name="We have your message")).to_be_visible()
    expect(vic.panel.get_by_text("We answer to vic@example.com.")).to_be_visible()
    vic.goes_back()
    expect(vic.panel.get_by_text(vic.words("frame.left_note", email="vic@example.com"))).to_be_visible()
    vic.button_in_foot("frame.leave_message").click()
    expect(vic.form_field("text")).to_have_value("")

    ann.signs_in()
    ann.looks_at("waiting")
    left = ann.list.get_by_role("region", name=ann.words("list.messages_left"))
    left.get_by_role("link").filter(has_text="Vic").click()
    ann.sees_person("Vic")
    form = ann.log.get_by_role("article")
    for text in ("Vic", "vic@example.com", "Is there a course for children on Sundays?"):
        expect(form.get_by_text(text, exact=True)).to_be_visible()
    reply = form.get_by_role("link", name=ann.words("form.reply"))
    expect(reply).to_have_attribute("href", re.compile(r"^mailto:vic@example\.com\?subject="))
    expect(ann.log.get_by_text("Do you teach children?")).to_have_count(0)
    about = ann.page.get_by_role("complementary")
    expect(about.get_by_text(ann.words("person.unverified"))).to_be_visible()
    expect(about.get_by_role("button", name="Do you teach children?")).to_be_visible()


def test_what_vic_asks_after_leaving_a_message_begins_a_conversation(
    opening_day: str, demo: Demo, vic: Visitor
) -> None:
    vic.visits("/studio")
    vic.rings()
    vic.button_in_foot("frame.leave_message").click()
    vic.fills_in(name="Vic", email="vic@example.com", text="Is there a course on Sundays?")
    vic.button("offline.leave_the_message").click()
    vic.button("offline.ask_something").click()
    vic.says("Where is my order?")
    expect(vic.log.locator(".print")).to_be_visible()
    vic.reloads()
    expect(vic.button("frame.close")).to_be_visible()
    vic.says("And a second question")
    expect(vic.log.locator(".print").nth(1)).to_be_visible()
    vic.sees("Where is my order?")

    with demo.signed_in("Ada") as ada:
        ada.change_inbox("Studio", business_hours={"always_open": True})
    vic.asks_for_a_person()
    vic.sees_place(1)

    vic.button("talk.more").click()
    vic.button("frame.earlier").click()
    vic.panel.locator(".w-past").get_by_role("button").filter(has_text="Is there a course on Sundays?").click()
    vic.sees_person(vic.words("talk.your_message"))
    vic.sees("Is there a course on Sundays?")
    expect(vic.field).to_have_count(0)
    vic.button("talk.to_current").click()
    vic.sees_place(1)


def test_what_is_typed_into_the_form_survives_a_reload_and_stays_as_it_is_while_it_is_saved(
    opening_day: str, vic: Visitor
) -> None:
    line = Line(vic)
    vic.visits("/studio")
    vic.rings()
    vic.button_in_foot("frame.leave_message").click()
    vic.fills_in(name="Vic", email="vic@example.com", text="A long story")
    vic.reloads()
    vic.button_in_foot("frame.leave_message").click()
    expect(vic.form_field("name")).to_have_value("Vic")
    expect(vic.form_field("email")).to_have_value("vic@example.com")
    expect(vic.form_field("text")).to_have_value("A long story")

    line.holds("leave_offline_message")
    vic.button("offline.leave_the_message").click()
    expect(vic.form_field("text")).not_to_be_editable()  # it would not be in what is being saved
    line.lets_go()
    expect(vic.panel.get_by_role("heading", name="We have your message")).to_be_visible()


def test_nobody_is_at_the_desk_of_the_shop(vic: Visitor, ann: Agent) -> None:
    ann.signs_in()
    vic.visits()
    vic.rings()
    expect(vic.panel.get_by_text(re.compile("at the desk$"))).to_contain_text("Ann")
    ann.signs_out()
    expect(vic.panel.get_by_text("Nobody is at the desk right now")).to_be_visible()

    # The place in line is kept all the same, and the form is there.
    vic.asks_for_a_person()
    vic.sees_place(1)
    expect(vic.panel.get_by_text("Nobody is at the desk right now. Your place is kept.")).to_be_visible()
    expect(vic.panel.get_by_text(vic.words("talk.wait_nobody"))).to_be_visible()
    vic.button("frame.leave_message").click()
    vic.fills_in(name="Vic", email="vic@example.com", text="Please write to me")
    vic.button("offline.leave_the_message").click()
    expect(vic.panel.get_by_role("heading", name="We have your message")).to_be_visible()

    ann.signs_in()
    ann.looks_at("waiting")
    left = ann.list.get_by_role("region", name=ann.words("list.messages_left"))
    expect(left.get_by_role("link").filter(has_text="Vic")).to_contain_text("Please write to me")
