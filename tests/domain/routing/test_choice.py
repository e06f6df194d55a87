"""Every rule of routing by itself: needs, order, policy, and the choice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from deskbell.domain.routing import order
from deskbell.domain.routing.choice import Choice, could_take, look_at, next_choice
from deskbell.domain.routing.floor import Pass, Post, Waiting, passed_on
from deskbell.domain.routing.needs import Need, missing, read_needs, write_needs
from deskbell.domain.routing.policy import Policy, policy_of

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
LEAST_LOADED, LONGEST_IDLE = Policy("least_loaded"), Policy("longest_idle")


def _post(name: str, load: int = 0, capacity: int = 4, **more: Any) -> Post:
    return Post(name.lower(), name, **{"here": True, "capacity": capacity, "load": load, "inbox_load": load, **more})


def _waits(name: str = "vic", place: int = 1, **more: Any) -> Waiting:
    return Waiting(name, place, **more)


def _chosen(waiting: Waiting, *posts: Post, policy: Policy = LEAST_LOADED) -> Choice:
    choice = next_choice([waiting], posts, policy, NOW)
    assert choice is not None
    return choice


def _minutes_ago(minutes: float) -> datetime:
    return NOW - timedelta(minutes=minutes)


# Needs.


def test_equal_needs_are_equal_texts_and_the_higher_level_counts() -> None:
    one = write_needs([Need("tea", 2), Need("billing"), Need("tea", 4)])
    assert one == write_needs([Need("billing", 1), Need("tea", 4)]) == "billing:1 tea:4"
    assert read_needs(one) == (Need("billing", 1), Need("tea", 4))
    assert read_needs("") == ()


def test_a_skill_below_the_level_is_lacking() -> None:
    assert missing([Need("tea", 2)], {"tea": 1}) == "tea"
    assert missing([Need("tea", 2)], {"tea": 2}) is None
    assert missing([Need("tea"), Need("billing")], {"tea": 5}) == "billing"


# Order.


def test_a_priority_is_a_head_start_and_no_more() -> None:
    starts = {"vip": 600, "complaint": 300}
    normal, vip_in_time, vip_too_late = 0, 599_000, 601_000
    assert order.place(vip_in_time, "vip", starts) < order.place(normal, "normal", starts)
    assert order.place(vip_too_late, "vip", starts) > order.place(normal, "normal", starts)
    assert order.place(5, "unheard of", starts) == 5


def test_the_lines_clock_never_goes_back_nor_stands_still() -> None:
    first = order.stamp(0, NOW)
    assert first == NOW.timestamp() * 1000
    an_hour_back = order.stamp(first, NOW - timedelta(hours=1))
    assert an_hour_back == first + 1 and order.stamp(an_hour_back, NOW - timedelta(hours=1)) == first + 2
    assert order.stamp(an_hour_back, NOW + timedelta(hours=1)) == first + 3_600_000
    assert order.stamp(first, NOW - timedelta(minutes=50), 3_600_000) == first + 600_000


# Policy.


def test_what_an_inbox_does_not_name_has_its_default() -> None:
    assert policy_of({}) == Policy() and not Policy().gives
    policy = policy_of({"assignment": "longest_idle", "head_start_seconds": {"vip": 60}, "bot_threshold": 0.5})
    assert policy.gives and policy.head_start_seconds == {"vip": 60, "complaint": 300}


# The choice: who may.


@pytest.mark.parametrize(
    ("post", "waiting", "why_not"),
    [
        (_post("Ann"), _waits(), None),
        (_post("Ann", here=False), _waits(), "not_here"),
        (_post("Ann", teams={"sales": 100}), _waits(team_id="service"), "other_team"),
        (_post("Ann", skills={"tea": 1}), _waits(needs=(Need("tea", 2),)), "lacks_skill"),
        (_post("Ann", load=4), _waits(), "full"),
        (_post("Ann", load=2, inbox_capacity=2), _waits(), "full_here"),
        (_post("Ann", load=2, inbox_capacity=2, inbox_load=1), _waits(), None),
        (_post("Ann", asked=1), _waits(), "asked"),
        (_post("Ann"), _waits(passes=(Pass("ann", NOW + timedelta(seconds=1)),)), "let_it_pass"),
        (_post("Ann"), _waits(passes=(Pass("ann", NOW),)), None),
    ],
)
def test_why_an_agent_may_not(post: Post, waiting: Waiting, why_not: str | None) -> None:
    assert look_at(post, waiting, NOW).why_not == why_not
    assert (next_choice([waiting], [post], LEAST_LOADED, NOW) is None) == (why_not is not None)


def test_the_skill_that_is_lacking_is_named() -> None:
    assert look_at(_post("Ann"), _waits(needs=(Need("tea"),)), NOW).skill_id == "tea"


# Who gets it.


def test_the_least_loaded_against_their_capacity() -> None:
    choice = _chosen(_waits(), _post("Ann", load=2, capacity=3), _post("Ben", load=3, capacity=6))
    assert (choice.agent.name, choice.because) == ("Ben", "least_loaded")


def test_of_equally_loaded_whoever_was_given_one_longest_ago() -> None:
    ann, ben = _post("Ann", last_given_at=_minutes_ago(1)), _post("Ben", last_given_at=_minutes_ago(2))
    assert _chosen(_waits(), ann, ben).agent is ben
    ann.last_given_at = None
    assert _chosen(_waits(), ann, ben).agent is ann


def test_a_new_agent_of_a_team_is_given_a_smaller_share() -> None:
    """Ann has a share of 25 %: one of hers weighs as much as four of Ben's."""
    ann, ben = _post("Ann", capacity=8, teams={"tea": 25}), _post("Ben", capacity=8, teams={"tea": 100})
    given = {"ann": 0, "ben": 0}
    for number in range(10):
        chosen = _chosen(_waits(team_id="tea"), ann, ben).agent
        chosen.load += 1
        chosen.last_given_at = NOW + timedelta(seconds=number)
        given[chosen.id] += 1
    assert given == {"ann": 2, "ben": 8}
    assert _chosen(_waits(team_id="tea"), _post("Ann", teams={"tea": 25})).because == "only_one"


@pytest.mark.parametrize(
    ("shares", "given"),
    [((100, 50), (40, 20)), ((100, 10), (55, 5)), ((100, 100, 10), (29, 28, 3)), ((100, 100), (30, 30))],
)
def test_a_smaller_share_is_smaller_where_nobody_is_busy_too(shares: tuple[int, ...], given: tuple[int, ...]) -> None:
    """One at a time, each over before the next: nobody ever has a load."""
    people = [_post(name, teams={"tea": share}) for name, share in zip("ABC", shares, strict=False)]
    had = dict.fromkeys((post.id for post in people), 0)
    for number in range(60):
        now = NOW + timedelta(minutes=number)
        choice = next_choice([_waits(team_id="tea")], people, LEAST_LOADED, now)
        assert choice is not None
        choice.agent.last_given_at = now
        had[choice.agent.id] += 1
    assert all(abs(got - fair) <= 1 for got, fair in zip(had.values(), given, strict=True)), had


def test_a_smaller_share_is_asked_where_the_others_have_their_part() -> None:
    """Ann has half a share and was given one just now: one of hers weighs as much as two of Ben's."""
    ann = _post("Ann", capacity=8, teams={"tea": 50}, last_given_at=NOW)
    ben = _post("Ben", capacity=8, load=1, teams={"tea": 100}, last_given_at=_minutes_ago(1))
    assert _chosen(_waits(team_id="tea"), ann, ben).agent is ben
    ben.load = 3
    assert _chosen(_waits(team_id="tea"), ann, ben).agent is ann


def test_who_is_new_in_every_team_is_new_outside_them_too() -> None:
    assert _post("Ann", teams={"tea": 25, "coffee": 50}).share(_waits()) == 50
    assert _post("Ben").share(_waits()) == 100


def test_who_overflowed_may_be_taken_by_both_teams_with_the_share_of_each() -> None:
    ann, ben = _post("Ann", teams={"billing": 50, "second": 75}), _post("Ben", teams={"second": 25})
    zoe, helped = _post("Zoe", teams={"tea": 40}), _waits(team_id="billing", overflow_team_id="second")
    assert [look_at(post, helped, NOW).why_not for post in (ann, ben, zoe)] == [None, None, "other_team"]
    assert [could_take(post, helped) for post in (ann, ben, zoe)] == [True, True, False]
    assert [post.share(helped) for post in (ann, ben, zoe)] == [50, 25, 100]


def test_who_cannot_be_served_holds_up_nobody_whom_another_team_may_take_too() -> None:
    first, helped = (
        _waits("vic", 1, team_id="billing"),
        _waits("wanda", 2, team_id="billing", overflow_team_id="second"),
    )
    choice = next_choice([first, helped], [_post("Ben", teams={"second": 100})], LEAST_LOADED, NOW)
    assert choice is not None and choice.waiting is helped


def test_the_longest_idle_whatever_their_load() -> None:
    ann, ben = _post("Ann", load=0, last_given_at=_minutes_ago(5)), _post("Ben", load=3, last_given_at=_minutes_ago(9))
    choice = _chosen(_waits(), ann, ben, policy=LONGEST_IDLE)
    assert (choice.agent, choice.because) == (ben, "longest_idle")


def test_an_idle_time_is_weighed_by_the_share() -> None:
    ann = _post("Ann", last_given_at=_minutes_ago(9), teams={"tea": 50})
    ben = _post("Ben", last_given_at=_minutes_ago(5), teams={"tea": 100})
    assert _chosen(_waits(team_id="tea"), ann, ben, policy=LONGEST_IDLE).agent is ben


def test_who_served_this_person_last_gets_them_again() -> None:
    ann, ben, back = _post("Ann", load=3), _post("Ben"), _waits(last_agent_id="ann")
    assert (_chosen(back, ann, ben).agent, _chosen(back, ann, ben).because) == (ann, "served_before")
    assert _chosen(back, ann, ben, policy=Policy("least_loaded", prefer_last_agent=False)).agent is ben
    ann.serves_again = False
    assert _chosen(back, ann, ben).agent is ben
    ann.serves_again, ann.load = True, 4
    assert _chosen(back, ann, ben).agent is ben


def test_nobody_is_asked_twice_in_a_row_while_others_are_free() -> None:
    """Not even who served them last; and who is the only one is asked again once some time has passed."""
    ann, ben = _post("Ann"), _post("Ben", load=3)
    passed = _waits(passes=(Pass("ann", _minutes_ago(1)),), last_agent_id="ann")
    assert _chosen(passed, ann, ben).agent is ben
    assert (_chosen(passed, ann).agent, _chosen(passed, ann).because) == (ann, "only_one")
    too_soon = _waits(passes=(Pass("ann", NOW + timedelta(seconds=5)),))
    assert next_choice([too_soon], [ann], LEAST_LOADED, NOW) is None


def test_where_all_let_it_pass_they_are_asked_in_turn() -> None:
    ann, ben = _post("Ann"), _post("Ben", load=3)
    passes = passed_on((Pass("ben", _minutes_ago(3)),), "ann", _minutes_ago(2))
    for turn in ("ben", "ann", "ben"):
        choice = _chosen(_waits(passes=passes), ann, ben)
        assert choice.agent.id == turn
        assert [f.why_not for f in choice.findings if f.agent_id != turn] == ["let_it_pass"]
        passes = passed_on(passes, turn, _minutes_ago(1))
    assert [one.agent_id for one in passes] == ["ann", "ben"]


# Who goes first.


def test_whom_nobody_free_can_serve_holds_up_nobody_with_other_needs() -> None:
    tea = (Need("tea"),)
    line = [_waits("vic", 1, needs=tea), _waits("wanda", 2, team_id="sales"), _waits("xu", 3), _waits("yan", 4)]
    choice = next_choice(line, [_post("Ann"), _post("Ben", load=4, skills={"tea": 5})], LEAST_LOADED, NOW)
    assert choice is not None and choice.waiting.id == "xu"


def test_of_a_kind_that_is_hopeless_only_the_first_is_looked_at() -> None:
    looked: list[str] = []

    class Seen(dict[str, int]):
        def get(self, key: Any, default: Any = None) -> Any:
            looked.append(key)
            return super().get(key, default)

    line = [_waits(f"c{n}", n, needs=(Need("tea"),)) for n in range(1000)]
    assert next_choice(line, [_post("Ann", skills=Seen())], LEAST_LOADED, NOW) is None
    assert len(looked) == 1


def test_nobody_free_or_nobody_waiting_is_no_choice() -> None:
    assert next_choice([_waits()], [_post("Ann", load=4), _post("Ben", here=False)], LEAST_LOADED, NOW) is None
    assert next_choice([], [_post("Ann")], LEAST_LOADED, NOW) is None


def test_a_choice_carries_what_was_found_of_everybody() -> None:
    choice = _chosen(_waits(needs=(Need("tea"),)), _post("Ann"), _post("Ben", load=1, skills={"tea": 1}))
    assert [(f.name, f.why_not, f.load, f.capacity) for f in choice.findings] == [
        ("Ann", "lacks_skill", 0, 4),
        ("Ben", None, 1, 4),
    ]


@pytest.mark.parametrize("policy", [LEAST_LOADED, LONGEST_IDLE])
def test_a_clock_that_jumps_back_leaves_nobody_without(policy: Policy) -> None:
    """Ann was given one in what is the future now: she is no worse off than one who was given one this moment."""
    ann, ben = _post("Ann", last_given_at=_minutes_ago(-60)), _post("Ben", last_given_at=_minutes_ago(5))
    assert _chosen(_waits(), ann, policy=policy).agent is ann
    assert _chosen(_waits(), ann, ben, policy=policy).agent is ben


def test_who_let_it_pass_long_ago_and_is_spared_is_not_found_free() -> None:
    """Ann is free, and Ben alone was asked: a sentence would else call him the only one free beside her."""
    waiting = _waits(passes=(Pass("ann", _minutes_ago(1)),))
    choice = _chosen(waiting, _post("Ann"), _post("Ben"))
    assert (choice.agent.id, choice.because) == ("ben", "only_one")
    assert {one.agent_id: one.why_not for one in choice.findings} == {"ann": "let_it_pass", "ben": None}
    assert _chosen(waiting, _post("Ann")).findings[0].why_not is None
