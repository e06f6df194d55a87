"""How long somebody waits: who competes with whom, and a range that a desk played by chance falls into."""

from __future__ import annotations

import heapq
import math
import random

import pytest

from deskbell.domain.routing.floor import Post, Waiting
from deskbell.domain.routing.needs import Need
from deskbell.domain.routing.policy import Policy
from deskbell.domain.routing.waits import Pace, Rivals, estimate, estimates, giving_up, pace_of, rivals

FIVE_MINUTES = [300.0] * 10
BILLING = (Need("billing"),)


def _post(name: str, capacity: int = 1, *skills: str, **more: object) -> Post:
    values: dict[str, object] = {"here": True, "load": capacity, "inbox_load": capacity}
    return Post(name, name, capacity=capacity, skills=dict.fromkeys(skills, 3), **(values | more))  # type: ignore[arg-type]


def _line(*needs: tuple[Need, ...]) -> list[Waiting]:
    return [Waiting(str(number), number, needs=wanted) for number, wanted in enumerate(needs)]


def test_of_many_places_the_departures_are_poisson() -> None:
    wait = estimate(0, 1000, FIVE_MINUTES)
    assert wait is not None and wait.expected == pytest.approx(0.3, rel=0.01)


def test_behind_n_people_one_waits_for_the_departure_after_theirs() -> None:
    """Of two places whose talks all take five minutes: three whole turns of one of them, and the rest of a first."""
    wait = estimate(3, 2, FIVE_MINUTES)
    assert wait is not None and wait.expected == pytest.approx(3.5 * 300 / 2)
    assert 0 < wait.low < wait.expected < wait.high


@pytest.mark.parametrize(
    ("places", "seconds"),
    [(0, FIVE_MINUTES), (3, [300.0, 200.0]), (3, []), (3, [0.0, 0.0, 0.0])],
    ids=["nobody there", "too few measured", "nothing measured", "no time at all"],
)
def test_what_nobody_can_say_is_not_said(places: int, seconds: list[float]) -> None:
    assert estimate(0, places, seconds) is None


def test_the_range_gets_narrower_with_more_people_ahead_and_wider_with_uneven_talks() -> None:
    def width(ahead: int, seconds: list[float]) -> float:
        wait = estimate(ahead, 2, seconds)
        assert wait is not None
        return (wait.high - wait.low) / wait.expected

    uneven = [60.0, 60.0, 60.0, 900.0] * 10
    assert width(0, uneven) > width(5, uneven) > width(50, uneven) > width(50, FIVE_MINUTES)


def test_people_who_give_up_shorten_the_wait() -> None:
    patient, not_patient = estimate(20, 2, FIVE_MINUTES), estimate(20, 2, FIVE_MINUTES, giving_up=1 / 1800)
    assert patient is not None and not_patient is not None
    assert not_patient.expected == pytest.approx(1800 * math.log(1 + patient.expected / 1800))
    assert not_patient.high < patient.expected


def test_how_fast_people_give_up_is_those_who_left_by_the_time_all_stood() -> None:
    assert giving_up([(100, False), (300, True), (600, False)]) == pytest.approx(1 / 1000)
    assert giving_up([]) == 0 and giving_up([(0, True)]) == 0


def test_an_offer_that_is_missed_lengthens_only_the_end() -> None:
    plain, offered = estimate(1, 1, FIVE_MINUTES), estimate(1, 1, FIVE_MINUTES, offer_seconds=30)
    assert plain is not None and offered is not None
    assert (offered.expected, offered.low, offered.high) == (plain.expected, plain.low, plain.high + 30)


@pytest.mark.parametrize(("ahead", "places"), [(0, 1), (0, 12), (4, 3), (30, 10), (80, 10)])
def test_the_range_holds_for_a_desk_played_by_chance(ahead: int, places: int) -> None:
    """Every place turns over by chance; each time fifty talks were measured, and of 400 waits 80 % are inside.

    With one place and nobody ahead it is 77 %: what is left of one talk is anything.
    """
    chance = random.Random(7)
    inside = 0
    for _ in range(400):
        wait = estimate(ahead, places, [chance.lognormvariate(6, 0.6) for _ in range(50)])
        assert wait is not None
        inside += wait.low <= _played(ahead, places, chance) <= wait.high
    assert 0.76 <= inside / 400 <= 0.97, inside / 400


def _played(ahead: int, places: int, chance: random.Random) -> float:
    """When the departure after those of `ahead` others is, at a desk that is busy for long already."""
    ends = [chance.uniform(-20_000, -10_000) for _ in range(places)]
    departures: list[float] = []
    heapq.heapify(ends)
    while len(departures) <= ahead:
        end = heapq.heapreplace(ends, ends[0] + chance.lognormvariate(6, 0.6))
        if end > 0:
            departures.append(end)
    return departures[ahead]


def test_all_compete_for_the_same_where_all_can_do_all() -> None:
    posts = [_post("Ann", 2), _post("Ben", 2)]
    assert [round(r.ahead, 6) for r in rivals(_line((), (), ()), posts) if r] == [0, 1, 2]
    assert {r.places for r in rivals(_line((), (), ()), posts) if r} == {4}


def test_those_who_need_what_few_have_hold_up_nobody_who_needs_less() -> None:
    """Nine wait for Ben, who alone can do billing. Vic, the tenth, who needs nothing, waits for Ann or Cem."""
    posts = [_post("Ann"), _post("Ben", 1, "billing"), _post("Cem")]
    found = rivals(_line(*[BILLING] * 9, ()), posts)
    vic, ninth = found[9], found[8]
    assert vic is not None and ninth is not None
    assert vic.places == 3 and vic.ahead < 1.1
    assert ninth.places == 1 and ninth.ahead == pytest.approx(8, abs=1)


def test_agents_who_serve_others_too_count_for_what_they_have_left_over() -> None:
    """Ben alone can do billing, but takes the earlier ones first whoever they are."""
    posts = [_post("Ann"), _post("Ben", 1, "billing")]
    alone, behind = rivals(_line(BILLING), posts)[0], rivals(_line((), (), (), (), BILLING), posts)[4]
    assert alone == Rivals(0, 1)
    assert behind is not None and behind.ahead == pytest.approx(2, abs=0.6)


def test_who_is_not_here_or_not_in_the_team_has_no_places() -> None:
    posts = [_post("Ann", 3, here=False), _post("Ben", 2, teams={"sales": 100})]
    service, sales = Waiting("s", 1, team_id="service"), Waiting("b", 2, team_id="sales")
    assert rivals([service, sales], posts) == [None, Rivals(0, 2)]
    assert estimates([service, sales], posts, Pace(FIVE_MINUTES))[0] is None


def test_an_inboxs_own_limit_counts() -> None:
    assert rivals(_line(()), [_post("Ann", 5, inbox_capacity=2)])[0] == Rivals(0, 2)


def test_a_free_place_counts_where_the_inbox_gives_and_not_where_agents_claim() -> None:
    posts = [_post("Ann", 3, load=1, inbox_load=1)]
    line = _line((), (), ())
    given = estimates(line, posts, Pace(FIVE_MINUTES, offer_seconds=20, gives=True))
    assert given[0] == given[1] == (0, 0, 60)
    assert given[2] is not None and given[2].expected == pytest.approx(250 / 3)
    assert rivals(line, posts)[0] == Rivals(0, 3)


def test_everybody_in_line_is_estimated_as_one_by_one() -> None:
    posts, line = [_post("Ann", 2), _post("Ben", 2, "billing")], _line((), BILLING, (), BILLING)
    found = rivals(line, posts)
    assert estimates(line, posts, Pace(FIVE_MINUTES)) == [r and estimate(*r, FIVE_MINUTES) for r in found]
    assert estimates(line, posts, Pace([])) == [None] * 4
    assert [wait is None for wait in estimates(line, posts, Pace(FIVE_MINUTES), {"2"})] == [True, True, False, True]


def test_the_pace_is_the_policys_and_of_those_who_did_wait() -> None:
    offered = Policy(assignment="least_loaded", offer_seconds=20)
    ended = [(100.0, "served"), (50.0, "left"), (50.0, "form"), (200.0, "closed")]
    assert pace_of(offered, FIVE_MINUTES, ended) == Pace(FIVE_MINUTES, 2 / 400, 20, True)
    assert pace_of(Policy(offer_seconds=20), FIVE_MINUTES, []) == Pace(FIVE_MINUTES, 0.0, 0, False)
