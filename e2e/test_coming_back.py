"""Vic comes back the same day: what Ann resolved goes on with her; what Vic ended stays ended."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from e2e.agent import Agent
from e2e.desk_people import Callers
from e2e.people import Visitor


def test_vic_lands_in_the_same_conversation_with_ann(ann: Agent, vic: Visitor, caller: Callers) -> None:
    ann.signs_in()
    vic.visits()
    vic.says_who()
    vic.rings()
    vic.asks_for_a_person()
    vic.sees_place(1)
    ann.answers_the_longest_wait()
    ann.says("4182 leaves today.")
    vic.sees("4182 leaves today.")
    ann.action("resolve").click()
    expect(vic.panel.get_by_role("heading", name=vic.words("rating.resolved_with", name="Ann"))).to_be_visible()

    caller("Wanda").rings("somebody waits before him")
    vic.reloads()
    expect(vic.panel.get_by_role("button", name=re.compile("4182 leaves today"))).to_be_visible()
    vic.says("It did not leave.")
    vic.sees("It did not leave.")
    vic.sees("4182 leaves today.")
    vic.sees_person("Ann")

    ann.sees("It did not leave.")
    ann.action("resolve").click()
    expect(vic.panel.get_by_role("heading", name=vic.words("rating.resolved_with", name="Ann"))).to_be_visible()

    vic.reloads()
    vic.asks_for_a_person()
    vic.sees_person("Ann")
    vic.sees("4182 leaves today.")
