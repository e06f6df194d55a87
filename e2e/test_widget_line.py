"""The place in line on the visitor's screen: it leaves room to write, keeps its word, and says so when it cannot."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from deskbell.domain.ids import new_id
from e2e.budget import at_the_desk
from e2e.demo import Demo
from e2e.desk_people import Callers
from e2e.line import Line
from e2e.people import Visitor

LATER = 3 * 60 * 60 * 1000  # longer than any wait the demo measured


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
