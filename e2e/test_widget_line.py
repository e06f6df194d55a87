"""The place in line on the visitor's screen: it leaves room to write, keeps its word, and says so when it cannot."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from deskbell.domain.ids import new_id
from e2e.axe import axe_clean
from e2e.budget import at_the_desk
from e2e.demo import Demo, living
from e2e.desk_people import Callers
from e2e.line import Line
from e2e.people import Visitor
from e2e.settings_people import shop_as_it_was
from e2e.wire import Wire

LATER = 3 * 60 * 60 * 1000  # longer than any wait the demo measured


@pytest.fixture(scope="module")
def living_demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """A shop apart: waits follow from its past, in which no other story has kept people for seconds only."""
    with living(tmp_path_factory, "line") as demo:
        yield demo


def test_the_line_never_takes_the_room_to_write(demo: Demo, vic: Visitor, caller: Callers) -> None:
    with at_the_desk(demo, "Ann"):
        caller("Wanda").rings("I was here before")
        vic.visits()
        vic.rings()
        vic.asks_for_a_person()
        vic.sees_place(2)
        for number in range(1, 9):
            vic.says(f"Line {number} of a long story")
        vic.says("And one thing more")
        expect(vic.bubble("And one thing more")).to_be_in_viewport(ratio=1)

        tell = vic.button("talk.tell_me")
        expect(tell).to_be_visible()
        vic.field.fill("While I write the room is mine")
        expect(tell).to_have_count(0)

        vic.page.set_viewport_size({"width": 390, "height": 420})  # the keyboard is up
        expect(vic.field).to_be_in_viewport(ratio=1)
        vic.sees_place(2)
        expect(vic.bubble("And one thing more")).to_be_in_viewport()

        vic.reloads()
        vic.sees_place(2)
        expect(vic.bubble("And one thing more")).to_be_in_viewport()
        expect(vic.field).to_be_in_viewport(ratio=1)


def test_a_wait_longer_than_said_is_owned_up_to(demo: Demo, vic: Visitor) -> None:
    with at_the_desk(demo, "Ann"):
        vic.page.clock.install()
        vic.visits()
        vic.rings()
        vic.asks_for_a_person()
        vic.sees_place(1)
        told = vic.panel.locator(".w-wait b")
        expect(told).to_contain_text("min")
        late = vic.panel.get_by_role("status").filter(has_text=re.compile("Longer than we said"))
        expect(late).to_have_count(0)
        vic.page.clock.fast_forward(LATER)
        expect(late).to_be_visible()


def test_the_first_screen_tells_the_place_and_the_turn(demo: Demo, vic: Visitor) -> None:
    with at_the_desk(demo, "Ann") as ann:
        vic.visits()
        vic.rings()
        vic.asks_for_a_person()
        vic.sees_place(1)
        vic.goes_back()
        expect(vic.button("frame.place_1")).to_contain_text("min")
        waiting = ann.must("list_conversations", {"view": "waiting"})["conversations"][0]["id"]
        ann.must("claim_conversation", {"conversation_id": waiting})
        vic.button("frame.agent_here", name="Ann").click()
        vic.sees_line("Ann took your conversation")
        vic.goes_back()
        expect(vic.button("frame.agent_here", name="Ann")).to_have_count(0)


def test_nobody_at_the_desk_is_said_in_the_smallest_line(vic: Visitor) -> None:
    vic.page.set_viewport_size({"width": 390, "height": 420})
    vic.visits()
    vic.rings()
    vic.asks_for_a_person()
    vic.sees_place(1)
    for told in (vic.words("frame.nobody_here"), vic.words("talk.wait_nobody")):
        expect(vic.panel.get_by_text(told, exact=True)).to_be_in_viewport(ratio=1)
    expect(vic.button("frame.leave_message")).to_be_in_viewport(ratio=1)
    expect(vic.field).to_be_in_viewport(ratio=1)


def test_the_bell_rings_for_a_turn_that_came_while_the_line_was_cut(demo: Demo, vic: Visitor) -> None:
    line = Line(vic)
    with at_the_desk(demo, "Ann") as ann:
        vic.visits()
        vic.rings()
        vic.asks_for_a_person()
        vic.sees_place(1)
        vic.closes()
        line.cut()
        waiting = ann.must("list_conversations", {"view": "waiting"})["conversations"][0]["id"]
        ann.must("claim_conversation", {"conversation_id": waiting})
        line.mend()
        expect(vic.launcher).to_have_text(vic.words("frame.agent_here", name="Ann"))

        line.cut()
        ann.must("send_message", {"conversation_id": waiting, "client_id": new_id(), "text": "Here I am."})
        line.mend()
        expect(vic.frame.locator(".w-tease")).to_contain_text("Here I am.")


def _claim(ann: Wire, number: int = 0) -> None:
    waiting = ann.must("list_conversations", {"view": "waiting"})["conversations"]
    ann.must("claim_conversation", {"conversation_id": waiting[number]["id"]})


def test_places_move_and_an_urgent_case_goes_first_with_the_reason(demo: Demo, vic: Visitor, caller: Callers) -> None:
    with at_the_desk(demo, "Ann") as ann:
        for name in ("Wanda", "Xu"):
            caller(name).rings("I was here before")
        vic.visits()
        vic.rings()
        vic.asks_for_a_person()
        for place in (3, 2, 1):
            vic.sees_place(place)
            if place > 1:
                _claim(ann)
        why = vic.panel.locator(".w-why")
        expect(why).to_have_count(0)
        caller("Zoe").rings("My order is on fire")
        urgent = ann.must("list_conversations", {"view": "waiting"})["conversations"][1]["id"]
        ann.must("set_needs", {"conversation_id": urgent, "priority": "vip"})
        vic.sees_place(2)
        expect(why).to_contain_text(
            re.compile(r"\d\d:\d\d\. An urgent case went first, so your wait grew from .+ to .+ min")
        )
        _claim(ann)
        vic.sees_place(1)


def test_the_form_is_taken_in_exchange_for_the_place(demo: Demo, vic: Visitor) -> None:
    with at_the_desk(demo, "Ann"):
        vic.visits()
        vic.rings()
        vic.asks_for_a_person()
        vic.sees_place(1)
        vic.says("Is the Alishan coming back?")
        vic.sees("Is the Alishan coming back?")
        vic.button_in_foot("frame.leave_message").click()
        vic.fills_in(name="Vic", email="vic@example.com")
        expect(vic.form_field("text")).to_have_value("Is the Alishan coming back?")
        vic.button("offline.leave_the_message").click()
        expect(vic.panel.get_by_text("We answer to vic@example.com.")).to_be_visible()
        vic.goes_back()
        expect(vic.button_in_foot("frame.talk_to_person")).to_be_visible()


def test_a_turn_promised_on_one_page_rings_on_the_next(demo: Demo, vic: Visitor) -> None:
    vic.context.add_init_script(
        "window.Notification = class { static permission = 'granted';"
        " constructor(text) { document.documentElement.dataset.notified = text } }"
    )
    with at_the_desk(demo, "Ann") as ann:
        vic.visits()
        vic.rings()
        vic.asks_for_a_person()
        vic.sees_place(1)
        vic.button("talk.tell_me").click()
        vic.closes()
        vic.visits("/studio")
        with vic.page.expect_request_finished(lambda request: "/Talk-" in request.url):
            vic.visits()
        _claim(ann)
        expect(vic.launcher).to_have_text(vic.words("frame.agent_here", name="Ann"))
        expect(vic.frame.locator("html")).to_have_attribute("data-notified", "Ann is here")


def test_a_full_line_asks_for_a_number_to_call(demo: Demo, vic: Visitor, caller: Callers) -> None:
    with at_the_desk(demo, "Ann"), shop_as_it_was(demo):
        with demo.signed_in("Ada") as ada:
            ada.change_inbox("Shop", routing={"overflow": {"limit": 1, "beyond": "callback"}})
        caller("Wanda").rings("I was here before")
        vic.visits()
        vic.rings()
        vic.button("frame.full_call").click()
        expect(vic.panel.get_by_role("heading", name="Too many people wait just now")).to_be_visible()
        expect(vic.panel).to_be_focused()  # the button that was pressed is gone
        vic.fills_in(name="Vic", text="A box of forty tins, please.")
        vic.button("offline.leave_the_message").click()
        vic.sees_fault("phone", "We need a number or an address.")
        vic.form_field("phone").fill("+86 138-0013-8000")
        axe_clean(vic.page)
        vic.button("offline.leave_the_message").click()
        expect(vic.panel.get_by_text("We call +86 138-0013-8000.")).to_be_visible()
        vic.button("offline.ask_something").click()
        expect(vic.panel.get_by_text("We have your message. We call +86 138-0013-8000.")).to_be_visible()
    with demo.signed_in("Ada") as ada:
        [left] = [one for one in ada.conversations("waiting") if one["kind"] == "offline"]
        assert left["last_message"]["text"] == "A box of forty tins, please."


def test_closing_time_tells_those_in_line_and_offers_the_form(demo: Demo, vic: Visitor) -> None:
    with at_the_desk(demo, "Ann"), shop_as_it_was(demo):
        with demo.signed_in("Ada") as ada:
            ada.change_inbox("Shop", routing={"closing": "form"})
        vic.visits()
        vic.rings()
        vic.asks_for_a_person()
        vic.sees_place(1)
        with demo.signed_in("Ada") as ada:
            week: dict[str, list[list[str]]] = {day: [] for day in ("mon", "tue", "wed", "thu", "fri", "sat")} | {
                "sun": [["00:00", "00:01"]]
            }
            ada.change_inbox("Shop", business_hours={"always_open": False, "week": week})
        vic.sees_line("We closed")
        vic.sees_place(1)
        expect(vic.panel.get_by_text(vic.words("talk.closed_form"))).to_be_visible()
        vic.button("frame.leave_first").click()
        expect(vic.panel.get_by_role("heading", name="We are closed right now")).to_be_visible()
