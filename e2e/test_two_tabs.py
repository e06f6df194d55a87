"""One person with two tabs: each message once in each of them, and what ends in one ends in the other."""

from __future__ import annotations

from e2e.agent import Agent
from e2e.people import Visitor


def test_every_message_is_once_in_every_tab(vic: Visitor, ann: Agent) -> None:
    ann.signs_in()
    vic.visits()
    vic.says_who()
    vic.rings()
    vic.asks_for_a_person()
    vic.sees_place(1)
    vic.says("I am in two places")  # to those in line no machine answers
    vic.sees("I am in two places")

    other_vic = vic.another_tab()
    other_vic.visits("/tea")
    other_vic.sees("I am in two places")
    other_vic.sees_place(1)
    other_ann = ann.another_tab()
    other_ann.page.goto(ann.demo.url)
    other_ann.is_at_the_desk()

    ann.answers_the_longest_wait()
    other_ann.looks_at("mine")
    other_ann.opens("Vic")
    everywhere: tuple[Visitor | Agent, ...] = (vic, other_vic, ann, other_ann)
    for number, speaker in enumerate((*everywhere, other_vic, ann)):
        speaker.says(f"Message {number}")
        for listener in everywhere:
            listener.sees(f"Message {number}")
    for number in range(6):
        for listener in everywhere:
            listener.sees(f"Message {number}")
    assert vic.texts() == other_vic.texts() == ann.texts() == other_ann.texts()


def test_signing_out_in_one_tab_ends_the_other(ann: Agent) -> None:
    ann.signs_in()
    other = ann.another_tab()
    other.page.goto(ann.demo.url)
    other.is_at_the_desk()
    ann.signs_out()
    other.is_signed_out()
