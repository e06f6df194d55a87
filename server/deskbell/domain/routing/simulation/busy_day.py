"""A made-up busy day at a desk of forty: two teams, languages and a speciality, shifts, breaks, crashes, priorities.

All of it is drawn from one seed, so that a figure can be looked at again.
"""

from __future__ import annotations

import math
import random

from deskbell.domain.routing.needs import Need
from deskbell.domain.routing.policy import Policy
from deskbell.domain.routing.simulation.day import Arrival, Day, Handover, Manners, Raise, Span, Worker

HOUR = 3600.0
TEAMS = ("sales", "service")
CAPACITY = 4
CROWD = 140
"""Arrivals an agent a day."""
_WANTS: tuple[tuple[float, str | None, tuple[Need, ...]], ...] = (
    (0.40, None, ()),
    (0.18, "service", ()),
    (0.12, "sales", ()),
    (0.14, None, (Need("chinese", 2),)),
    (0.08, "service", (Need("billing", 1),)),
    (0.05, None, (Need("billing", 3),)),
    (0.03, "sales", (Need("chinese", 1), Need("billing", 1))),
)
_HANDLING, _HANDLING_SPREAD = 480.0, 0.7
"""Median seconds, and the spread of a lognormal around them."""
_PATIENCE, _PATIENCE_SPREAD = 1800.0, 0.8


def busy_day(arrivals: int = 10_000, seed: int = 1, policy: Policy | None = None) -> Day:
    """A day of so many arrivals; the desk is staffed for them, a little too thinly at noon."""
    chance = random.Random(seed)  # noqa: S311 (a day that can be made again)
    came = [_arrival(number, at, chance) for number, at in enumerate(sorted(_moments(arrivals, chance)))]
    return Day(
        arrivals=tuple(came),
        workers=tuple(_workers(max(8, round(arrivals / CROWD)), chance)),
        policy=policy or Policy(assignment="least_loaded", offer_seconds=20),
        manners=Manners(answer_seconds=3, declines=0.02, misses=0.01),
        raises=tuple(Raise(a.at + chance.uniform(5, 200), a.id, "complaint") for a in came if chance.random() < 0.01),
        seed=seed,
    )


def _moments(count: int, chance: random.Random) -> list[float]:
    """From eight to eight, with a peak before noon and one in the afternoon."""
    peaks = ((0.45, 11.0, 1.4), (0.35, 15.5, 1.5))
    found: list[float] = []
    while len(found) < count:
        luck = chance.random()
        hour = chance.uniform(8, 20)
        for share, middle, width in peaks:
            if luck < share:
                hour = chance.gauss(middle, width)
                break
            luck -= share
        if 8 <= hour < 20:
            found.append(hour * HOUR)
    return found


def _arrival(number: int, at: float, chance: random.Random) -> Arrival:
    [(_, team_id, needs)] = chance.choices(_WANTS, [share for share, *_ in _WANTS])
    handling = chance.lognormvariate(math.log(_HANDLING), _HANDLING_SPREAD)
    return Arrival(
        id=f"c{number:05}",
        at=at,
        handling_seconds=handling,
        patience_seconds=chance.lognormvariate(math.log(_PATIENCE), _PATIENCE_SPREAD),
        priority=chance.choices(("normal", "complaint", "vip"), (0.9, 0.06, 0.04))[0],
        team_id=team_id,
        needs=needs,
        handover=_handover(handling, chance) if chance.random() < 0.04 else None,
    )


def _handover(handling: float, chance: random.Random) -> Handover:
    team_id = chance.choice([None, None, *TEAMS])
    return Handover(handling * chance.uniform(0.1, 0.5), team_id, team_id is None and chance.random() < 0.3)


def _workers(count: int, chance: random.Random) -> list[Worker]:
    """Equal in fours: the same team, skills and hours, so that their loads can be compared."""
    return [_worker(number, chance) for number in range(count)]


def _worker(number: int, chance: random.Random) -> Worker:
    crew = number // 4
    shift = (Span(7.9 * HOUR, 16 * HOUR), Span(9.5 * HOUR, 17.5 * HOUR), Span(12 * HOUR, 21 * HOUR))[crew % 3]
    lunch = shift.begin + (3 + number % 4 * 0.5) * HOUR
    skills: dict[str, int] = {}
    if crew % 2 == 0:
        skills["chinese"] = 1 + crew % 5
    if crew % 3 != 1:
        skills["billing"] = 1 + crew // 2 % 5
    return Worker(
        id=f"a{number:03}",
        name=f"Agent {number + 1}",
        capacity=CAPACITY,
        shifts=(shift,),
        breaks=(Span(lunch, lunch + 0.5 * HOUR),),
        crashes=tuple(_crashes(shift, chance)),
        finishes=number % 5 != 0,
        inbox_capacity=3 if number % 10 == 9 else None,
        teams={TEAMS[crew % 2]: 100} if crew % 5 else dict.fromkeys(TEAMS, 100),
        skills=skills,
    )


def _crashes(shift: Span, chance: random.Random) -> list[Span]:
    """One agent in two loses the connection once; half of the cuts outlast the grace."""
    if chance.random() < 0.5:
        return []
    begin = chance.uniform(*shift)
    return [Span(begin, begin + chance.choice([20.0, 45.0, 180.0, 900.0]))]
