"""The first conversation, from the bell to the rating."""

from __future__ import annotations

from e2e.people import Agent, Visitor


def test_vic_rings_and_ann_answers(vic: Visitor, ann: Agent) -> None:
    ann.signs_in()
    vic.visits()
    vic.says_who()
    vic.rings()
    vic.asks_for_a_person()
    vic.sees_place(1)
    ann.answers_the_longest_wait()
    vic.sees_person("Ann")
    ann.says("Hello Vic")
    vic.sees("Hello Vic")
    vic.says("Hello Ann")
    ann.sees("Hello Ann")
    ann.resolves()
    vic.rates(4, "kind")
    ann.sees_rating(4, "kind")
