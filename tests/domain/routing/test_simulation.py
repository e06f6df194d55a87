"""A busy day on the real rules: nobody lost, owned twice, passed wrongly; and the auditor sees a day that is broken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
import pytest

from deskbell.domain.routing import choice, order
from deskbell.domain.routing.floor import Waiting
from deskbell.domain.routing.policy import Policy
from deskbell.domain.routing.simulation import desk
from deskbell.domain.routing.simulation.audit import Audit, audit
from deskbell.domain.routing.simulation.busy_day import busy_day
from deskbell.domain.routing.simulation.day import Arrival, Day, Handover, Manners, Span, Worker
from deskbell.domain.routing.simulation.desk import Step
from deskbell.domain.routing.simulation.engine import Played, play

ALL_DAY = (Span(0, 86_400),)


def _audited(played: Played, steps: Sequence[Step] | None = None) -> Audit:
    day = played.day
    posts = [worker.post() for worker in day.workers]
    return audit(played.steps if steps is None else steps, posts, day.policy, played.listed)


def test_of_ten_thousand_arrivals_none_is_lost_owned_twice_or_passed() -> None:
    """The longest wait is bounded: nobody is passed by who came later than they did by the largest head start (600 s).

    From then on the number of people ahead can only fall.
    """
    played = play(busy_day(10_000, seed=1), tells=False)
    audited = _audited(played)
    assert audited.faults.count == 0, audited.faults
    assert audited.unfinished() == set()
    outcomes = Counter(stay.outcome for stay in played.stays)
    assert set(outcomes) == {"served", "left"} and outcomes["served"] > 9_000
    happened = Counter(step.kind for step in played.steps)
    for kind in ("declined", "missed", "withdrawn", "returned", "to_team", "handed", "changed"):
        assert happened[kind] > 0, f"this day had no {kind}: it shows nothing about it"
    assert {arrival.priority for arrival in played.day.arrivals} == {"vip", "complaint", "normal"}


@pytest.mark.parametrize("policy", [Policy("manual"), Policy("longest_idle", prefer_last_agent=False)])
def test_where_agents_claim_and_where_nothing_is_offered_it_holds_too(policy: Policy) -> None:
    played = play(busy_day(1_000, seed=2, policy=policy), tells=False)
    audited = _audited(played)
    assert (audited.faults.count, audited.unfinished()) == (0, set()), audited.faults


def test_the_same_day_goes_the_same_way_every_time() -> None:
    assert play(busy_day(300, seed=3)).steps == play(busy_day(300, seed=3)).steps
    assert play(busy_day(300, seed=3)).steps != play(busy_day(300, seed=4)).steps


def test_nobody_starves_behind_a_line_of_vips_without_end() -> None:
    """Ann has one place, and a VIP comes whenever one is done. Vic, who is none, waits ten minutes and the one before."""
    vips = [Arrival(f"vip{n:03}", 60.0 * n, handling_seconds=60, priority="vip") for n in range(200)]
    vic = Arrival("vic", 90, handling_seconds=60)
    ann = Worker("ann", "Ann", capacity=1, shifts=ALL_DAY)
    played = play(Day((*vips, vic), (ann,), Policy("least_loaded")))
    [waited] = [stay.seconds for stay in played.stays if stay.arrival_id == "vic"]
    assert waited is not None and 600 <= waited <= 600 + 2 * 60
    assert _audited(played).faults.count == 0


def test_a_crash_within_the_grace_keeps_and_after_it_returns_to_the_old_place() -> None:
    """Ben's two go back in front of Wanda, who came after them."""
    arrivals = [
        Arrival(who, at, handling_seconds=500) for who, at in (("vic", 1), ("xu", 2), ("yan", 3), ("wanda", 50))
    ]
    ann = Worker("ann", "Ann", capacity=1, shifts=ALL_DAY)
    ben = Worker("ben", "Ben", capacity=2, shifts=ALL_DAY, crashes=(Span(10, 40), Span(100, 5_000)))
    played = play(Day(tuple(arrivals), (ann, ben), Policy("least_loaded")))
    back = [(step.talk_id, step.agent_id) for step in played.steps if step.kind == "returned"]
    assert back == [("xu", "ben"), ("yan", "ben")]
    given = [step.talk_id for step in played.steps if step.kind == "given"]
    assert given[3:] == [*(talk_id for talk_id, _ in back), "wanda"]


def test_a_refused_handover_comes_back() -> None:
    vic = Arrival("vic", 0, handling_seconds=300, handover=Handover(60, refused=True))
    people = [Worker(name.lower(), name, capacity=2, shifts=ALL_DAY) for name in ("Ann", "Ben")]
    played = play(Day((vic,), tuple(people), Policy("least_loaded")))
    owners = [step.agent_id for step in played.steps if step.talk_id == "vic" and step.agent_id]
    assert owners == ["ann", "ben", "ann", "ann"]  # given, handed, handed back, resolved
    assert _audited(played).faults.count == 0


def test_who_misses_an_offer_is_away_for_a_while_and_the_next_one_is_asked() -> None:
    """Nobody looks at the screen: Vic is offered to Ann, to Ben, to Ann again when she is back, and then gives up."""
    vic = Arrival("vic", 0, handling_seconds=5, patience_seconds=90)
    people = [Worker(name.lower(), name, capacity=1, shifts=ALL_DAY) for name in ("Ann", "Ben")]
    manners = Manners(misses=1, away_seconds=60)
    played = play(Day((vic,), tuple(people), Policy("least_loaded", offer_seconds=20), manners=manners))
    steps = [((step.at - played.day.start).total_seconds(), step.kind, step.agent_id) for step in played.steps]
    assert [step for step in steps if step[1] not in ("here", "not_here", "arrived")] == [
        (0, "offered", "ann"),
        (20, "missed", "ann"),
        (20, "offered", "ben"),
        (40, "missed", "ben"),
        (80, "offered", "ann"),
        (90, "withdrawn", "ann"),
        (90, "left", None),
    ]
    assert [step[:3] for step in steps if step[1] == "not_here"][:2] == [
        (20, "not_here", "ann"),
        (40, "not_here", "ben"),
    ]
    assert _audited(played).faults.count == 0


def test_of_equal_agents_one_has_never_two_more_than_the_other_while_nobody_ends() -> None:
    arrivals = tuple(Arrival(f"c{n:02}", float(n), handling_seconds=1_000) for n in range(20))
    people = tuple(Worker(f"a{n}", f"Agent {n}", capacity=5, shifts=ALL_DAY) for n in range(4))
    played = play(Day(arrivals, people, Policy("least_loaded")))
    given = Counter(step.agent_id for step in played.steps if step.kind == "given")
    assert set(given.values()) == {5}


# The auditor, with days that are broken on purpose.


def _thin(policy: Policy | None = None) -> Played:
    """A day with half the agents it would need."""
    day = busy_day(600, seed=1, policy=policy or Policy("least_loaded"))
    return play(msgspec.structs.replace(day, workers=day.workers[:4]), tells=False)


def test_the_thin_day_itself_is_without_fault() -> None:
    assert _audited(_thin()).faults.count == 0


def test_whoever_is_in_no_list_is_found() -> None:
    played = _thin()
    gone = [step for step in played.steps if step.kind == "resolved"][40]
    assert _audited(played, [step for step in played.steps if step is not gone]).faults.lost == [gone.talk_id]


def test_a_second_giving_is_found() -> None:
    played = _thin()
    at = next(n for n, step in enumerate(played.steps) if step.kind == "given")
    given_again = played.steps[: at + 1] + played.steps[at : at + 1]
    assert played.steps[at].talk_id in _audited(played, given_again).faults.doubly_owned


def test_a_desk_that_forgets_loads_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk.Desk, "_load", lambda *_: None)
    assert _audited(_thin()).faults.over_capacity


def test_a_line_that_serves_the_last_first_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def backwards(line: list[Waiting], *rest: Any) -> choice.Choice | None:
        return choice.next_choice(line[::-1], *rest)

    monkeypatch.setattr(desk, "next_choice", backwards)
    monkeypatch.setattr(desk.Desk, "heads", desk.Desk.line)
    found = _audited(_thin()).faults
    assert found.inversions and found.passed


def test_a_priority_without_end_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    real = order.place

    def strict(arrival: int, priority: str, head_starts: Mapping[str, int]) -> int:
        return real(arrival, priority, dict.fromkeys(head_starts, 10**6))

    monkeypatch.setattr(order, "place", strict)
    found = _audited(_thin()).faults
    assert found.passed and not found.inversions
