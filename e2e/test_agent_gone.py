"""Ann is gone in the middle of a talk: Vic is told and keeps his place, Ben goes on, and she is asked before she leaves."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from e2e.agent import Agent
from e2e.axe import axe_clean
from e2e.demo import Demo
from e2e.desk_people import Callers
from e2e.line import Line
from e2e.people import Visitor


@pytest.fixture
def short_grace(demo: Demo) -> Iterator[None]:
    with demo.signed_in("Ada") as ada:
        ada.change_inbox("Shop", routing={"grace_seconds": 10})
        yield
        ada.change_inbox("Shop", routing={"grace_seconds": 60})


@pytest.mark.usefixtures("short_grace")
def test_ann_is_gone_and_ben_goes_on(ann: Agent, ben: Agent, vic: Visitor, caller: Callers) -> None:
    ann.signs_in()
    ben.signs_in()
    vic.visits()
    vic.says_who()
    vic.rings()
    vic.asks_for_a_person()
    vic.sees_place(1)
    caller("Wanda").rings("I came after him")
    ann.answers_the_longest_wait()
    ann.says("Which order is it?")
    vic.sees("Which order is it?")
    vic.says("It is number 4182.")
    ann.sees("It is number 4182.")

    ann.page.close()
    vic.sees_line("Ann lost the connection. You are first in line.")
    vic.sees_place(1)
    axe_clean(vic.page)

    ben.sees_in_line("Vic", "Wanda")
    ben.answers_the_longest_wait()
    ben.sees_person("Vic")
    for text in ("Which order is it?", "It is number 4182."):
        ben.sees(text)
    expect(ben.log).to_contain_text(re.compile(r"Ann lost the connection\. Back in line at \d\d:\d\d, in place 1"))
    ben.says("4182 leaves today.")
    vic.sees("4182 leaves today.")


def test_ann_is_asked_where_vic_goes_before_she_signs_out(ann: Agent, ben: Agent, caller: Callers) -> None:
    caller("Vic").rings("An invoice for the office")
    ben.signs_in()
    ann.signs_in()
    ann.answers_the_longest_wait()
    ann.wants_to_sign_out()
    dialog = ann.page.get_by_role("dialog", name="You are talking with 1 visitor")
    expect(dialog.get_by_role("radio", name=re.compile("Back in line"))).to_be_checked()
    axe_clean(ann.page)
    dialog.get_by_role("button", name=ann.words("ui.cancel")).click()
    expect(dialog).to_be_hidden()

    ann.wants_to_sign_out()
    dialog.get_by_role("radio", name=re.compile("Ben")).check()
    dialog.get_by_role("button", name=ann.words("sign_out.submit")).click()
    ann.is_signed_out()
    ben.looks_at("mine")
    ben.opens("Vic")
    expect(ben.log).to_contain_text("Ann gave this to you")


def test_ann_who_comes_back_too_late_is_told(ann: Agent, ben: Agent, demo: Demo, caller: Callers) -> None:
    ann.watch.forgive(r".*WebSocket.*")
    vic = caller("Vic").rings("Where is my order?")
    line = Line(ann)
    ann.signs_in()
    ben.signs_in()
    ann.answers_the_longest_wait()
    line.cut()
    with demo.signed_in("Lee") as lee, lee.wire() as wire:
        colleagues = wire.must("list_agents", {})["agents"]
        to = next(agent["id"] for agent in colleagues if agent["name"] == "Ben")
        wire.must("transfer_conversation", {"conversation_id": vic.conversation, "agent_id": to})
    line.mend()
    gone = "While you had no connection, 1 conversation went on without you."
    expect(ann.page.locator(".toast", has_text=gone)).to_be_visible()
