"""How long somebody in line will wait, as a range.

A desk whose places are all taken is a set of renewal processes, one a place: a conversation ends, the next begins. With
`m` the mean handling time and P places, somebody leaves the desk every m / P seconds, so whoever has n competitors ahead
waits for the (n + 1)th departure: (n + 1) · m / P on average. Where each of those ahead gives up at a rate r, the line
shortens by itself, and the wait is ln(1 + r · (n + 1) · m / P) / r: the continuous form of the sum in Whitt, "Improving
service by informing customers about anticipated delays" (1999). How far the truth lies from that:

- The departures of many places together are nearly Poisson (Palm and Khintchine; Cox, "Renewal Theory", 1962, ch. 6), so
  the squared variation of a sum of k of them is 1 / k. Once every place has turned over it is about c² / k, with c the
  coefficient of variation of the handling times; the first to end has only the rest of its time to go.
- The mean itself comes from a few measured conversations: another c² / measured.
- The floor changes while one waits: agents come and go, somebody with a head start is placed first.

The three are added, and the sum of departures is taken for a gamma variable of that variation; its quantiles are those of
Wilson and Hilferty ("The distribution of chi-square", 1931). `deskbell route evaluate` prints how often the truth was
inside.

Who competes: the line is played forward, each departure taking the first in line whom that agent could take. So people
who need what few agents have hold up nobody who needs less, and agents who serve other kinds too count for what they have
left over.
"""

from __future__ import annotations

import heapq
import math
from collections import deque
from collections.abc import Container, Iterable, Sequence
from typing import NamedTuple

from deskbell.domain.routing.choice import could_take
from deskbell.domain.routing.floor import Post, Waiting
from deskbell.domain.routing.needs import Need
from deskbell.domain.routing.policy import Policy

LEAST_MEASURED = 3
LEAST_HIGH = 60.0
"""Nobody is told less than a minute, in seconds: what is shown is what is promised."""
MEASURED = 50
"""By as many of the last handling times, and of the last waits that ended, a wait is worked out."""
GAVE_UP = ("left", "form")
"""How a stay in line ends of which one has had enough (`queue_stays.outcome`)."""
_FLOOR_CHANGES = 0.05
"""The squared variation that the changing floor adds: a fifth more or less."""
_LOW, _HIGH = -1.4, 1.25
"""Standard normal quantiles: 8 % of the true waits shall be shorter than the range, 11 % longer."""

Kind = tuple[str | None, str | None, tuple[Need, ...]]
"""Team, the team it overflowed to, needs."""


class Wait(NamedTuple):
    """In seconds. Most true waits are between `low` and `high`."""

    expected: float
    low: float
    high: float


class Rivals(NamedTuple):
    """Whom somebody in line competes with."""

    ahead: float
    """How many departures of those places serve others first; -1 where a place is free for them now."""
    places: float
    """The conversation places of the agents here who could take it, free or not."""


class Pace(NamedTuple):
    """What is known of how an inbox serves its line: all that a wait is worked out from, beside the line and the agents.

    The server and the simulation fill it in the same way (`pace_of`), so that what is evaluated is what visitors are told.
    """

    handling_seconds: Sequence[float]
    giving_up: float = 0.0
    """The rate at which one who waits leaves the line, a second (see `giving_up`)."""
    offer_seconds: float = 0.0
    """How long an agent has to accept; 0 where nothing is offered."""
    gives: bool = False
    """Whether a place that is free takes its next by rule; else agents claim."""


def pace_of(policy: Policy, handling_seconds: Sequence[float], stays: Iterable[tuple[float, str | None]]) -> Pace:
    """The pace by an inbox's settings and its recent past.

    `handling_seconds` are the last MEASURED handling times; `stays` the last MEASURED of those who did wait, how long and
    with what outcome. Whoever was served at once showed no patience, and would crowd out who did.
    """
    leaves = giving_up((seconds, outcome in GAVE_UP) for seconds, outcome in stays)
    return Pace(handling_seconds, leaves, policy.offer_seconds if policy.gives else 0, policy.gives)


class _Handling(NamedTuple):
    mean: float
    variation: float
    """The squared coefficient of variation."""
    measured: int


def estimate(
    ahead: float,
    places: float,
    handling_seconds: Sequence[float],
    *,
    giving_up: float = 0.0,
    offer_seconds: float = 0.0,
) -> Wait | None:
    """The wait behind `ahead` people who compete for `places`; None where too little was measured or no place is there.

    `giving_up` is the rate at which one who waits leaves the line, a second (see `giving_up`); `offer_seconds` how long an
    agent has to accept: most do at once, some not at all.
    """
    handling = _measure(handling_seconds)
    return None if handling is None else _wait(Rivals(ahead, places), handling, giving_up, offer_seconds)


def estimates(
    line: Sequence[Waiting], posts: Sequence[Post], pace: Pace, only: Container[str] | None = None
) -> list[Wait | None]:
    """The wait of everybody in line, in its order (see `rivals` and `estimate`); `only` of those ids, where given."""
    handling = _measure(pace.handling_seconds)
    if handling is None:
        return [None] * len(line)
    found = zip(line, rivals(line, posts, gives=pace.gives), strict=True)
    return [
        None
        if rival is None or (only is not None and one.id not in only)
        else _wait(rival, handling, pace.giving_up, pace.offer_seconds)
        for one, rival in found
    ]


def giving_up(stays: Iterable[tuple[float, bool]]) -> float:
    """The rate at which one who waits leaves the line, a second, from recent stays: how long, and whether they left.

    The likeliest rate of an exponential patience of which only those who left showed the end.
    """
    seconds, left = 0.0, 0
    for stood, gave_up in stays:
        seconds, left = seconds + stood, left + gave_up
    return left / seconds if seconds > 0 else 0.0


def _measure(seconds: Sequence[float]) -> _Handling | None:
    count = len(seconds)
    if count < LEAST_MEASURED:
        return None
    mean = math.fsum(seconds) / count
    if mean <= 0:
        return None
    variance = math.fsum((second - mean) ** 2 for second in seconds) / (count - 1)
    return _Handling(mean, variance / mean**2, count)


def _wait(rivals: Rivals, handling: _Handling, giving_up: float, offer_seconds: float) -> Wait | None:
    if rivals.places <= 0:
        return None
    if rivals.ahead <= -1:
        return Wait(0.0, 0.0, max(LEAST_HIGH, offer_seconds))
    departures, variance = _departures(rivals, handling.variation)
    expected = departures * handling.mean / rivals.places
    spread = variance / departures**2 + handling.variation / handling.measured + _FLOOR_CHANGES
    if giving_up > 0:
        expected = math.log1p(giving_up * expected) / giving_up
    high = expected * _quantile(_HIGH, spread) + offer_seconds
    return Wait(expected, expected * _quantile(_LOW, spread), max(LEAST_HIGH, high))


def _departures(rivals: Rivals, c2: float) -> tuple[float, float]:
    """Mean and variance of the sum up to the departure that frees a place, in mean handling times of all places together.

    Of many places it is Poisson. Of places that all turned over it is what is left of the first talk, and whole talks
    after it; the first one's third moment is taken for a gamma variable's.
    """
    whole, turned_over = rivals.ahead, min(1.0, (rivals.ahead + 1) / rivals.places)
    left, left_variance = (1 + c2) / 2, (1 + c2) * (1 + 2 * c2) / 3 - (1 + c2) ** 2 / 4
    mean = whole + 1 + (left - 1) * turned_over
    return mean, (whole + 1) * (1 - turned_over) + (whole * c2 + left_variance) * turned_over


def _quantile(z: float, spread: float) -> float:
    """Wilson and Hilferty's quantile of a gamma variable with mean 1 and variance `spread`."""
    return max(0.0, 1 - spread / 9 + z * math.sqrt(spread) / 3) ** 3


def rivals(line: Sequence[Waiting], posts: Sequence[Post], *, gives: bool = False) -> list[Rivals | None]:
    """Whom each in line competes with, in its order; None for whom nobody is here.

    `line` is in order, without those who are offered to somebody already: their place is taken. Where the inbox `gives`
    by rule, a place that is free takes its next at once; where agents claim, it is not counted off: who stands in line
    beside a free place waits for somebody to claim, and nobody measured that.
    """
    kinds: dict[Kind, deque[int]] = {}
    for index, waiting in enumerate(line):
        asked = (waiting.team_id, waiting.overflow_team_id, waiting.needs)
        kinds.setdefault(asked, deque()).append(index)
    samples = [line[indices[0]] for indices in kinds.values()]
    crews = _crews(samples, posts, gives)
    places = [sum(crew.places for crew in crews if kind in crew.kinds) for kind in range(len(samples))]
    found: list[Rivals | None] = [None] * len(line)
    for index, kind, moment in _played_forward(list(kinds.values()), crews):
        ahead = -1.0 if moment == 0 else max(0.0, moment * places[kind] - 1)
        found[index] = Rivals(ahead, places[kind])
    return found


class _Crew(NamedTuple):
    """All agents here who can take the same kinds of those who wait."""

    kinds: tuple[int, ...]
    places: int
    free: int


def _crews(samples: Sequence[Waiting], posts: Sequence[Post], gives: bool) -> list[_Crew]:
    can: dict[tuple[object, ...], tuple[int, ...]] = {}
    crews: dict[tuple[int, ...], tuple[int, int]] = {}
    for post in posts:
        if not post.here or places_of(post) <= 0:
            continue
        able = (*sorted(post.teams), None, *sorted(post.skills.items()))
        if able not in can:
            can[able] = tuple(kind for kind, waiting in enumerate(samples) if could_take(post, waiting))
        places, free = crews.get(can[able], (0, 0))
        crews[can[able]] = (places + places_of(post), free + (free_of(post) if gives else 0))
    return [_Crew(kinds, *counts) for kinds, counts in crews.items() if kinds]


def places_of(post: Post) -> int:
    """How many conversations of this inbox an agent can have at once."""
    return post.capacity if post.inbox_capacity is None else min(post.capacity, post.inbox_capacity)


def free_of(post: Post) -> int:
    """How many more they can take now."""
    here = post.capacity - post.load
    return max(0, here if post.inbox_capacity is None else min(here, post.inbox_capacity - post.inbox_load))


def _played_forward(queues: list[deque[int]], crews: Sequence[_Crew]) -> list[tuple[int, int, float]]:
    """Who is served when: index in line, kind, and the moment in mean handling times (0: at once).

    Crews take turns in proportion to their places. The clock goes by all departures of those who still serve somebody:
    with R places a departure each 1 / R.
    """
    served: list[tuple[int, int, float]] = []
    turns = [(0.0 if crew.free else 0.5 / crew.places, number, crew.free) for number, crew in enumerate(crews)]
    heapq.heapify(turns)
    now, rate = 0.0, sum(crew.places for crew in crews)
    while turns:
        turn, number, free = turns[0]
        crew = crews[number]
        standing = [(queues[kind][0], kind) for kind in crew.kinds if queues[kind]]
        if not standing:
            heapq.heappop(turns)
            rate -= crew.places
            continue
        now += 0 if free else 1 / rate
        index, kind = min(standing)
        queues[kind].popleft()
        served.append((index, kind, 0.0 if free else now))
        left = max(0, free - 1)
        heapq.heapreplace(turns, (0.0 if left else (turn or -0.5 / crew.places) + 1 / crew.places, number, left))
    return served
