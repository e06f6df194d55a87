"""A played day in figures: waits, abandonment, loads, and how often the wait that was told was true."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from itertools import combinations

import msgspec

from deskbell.domain.routing.simulation.day import Day, Worker
from deskbell.domain.routing.simulation.desk import Step
from deskbell.domain.routing.simulation.engine import Played
from deskbell.domain.routing.simulation.stays import Stay


class Waits(msgspec.Struct, frozen=True):
    """In seconds, of those who were served."""

    mean: float
    median: float
    nine_of_ten: float
    longest: float


class Told(msgspec.Struct, frozen=True):
    """How true the ranges were that were shown to those who stood in line."""

    shown: int
    inside: int
    """Of those who were served, how many waits were in their range."""
    shorter: int
    longer: int
    """Also counted: who left after the range's end. Who left before it could have been served within it."""
    width: float
    """The median width of a range, in seconds."""
    relative_width: float
    """The same, against the expected wait."""

    @property
    def share_inside(self) -> float:
        known = self.inside + self.shorter + self.longer
        return self.inside / known if known else 1.0


class Figures(msgspec.Struct, frozen=True):
    arrivals: int
    served: int
    left: int
    waiting: int
    """Who waits still when the day is over."""
    waits: Waits
    longest_by_priority: dict[str, float]
    told: Told
    load_difference: float
    """Between two equal agents who are both here: conversations, on average over the day."""
    equal_pairs: int

    @property
    def abandonment(self) -> float:
        """The share of all arrivals who left the line before anybody had them."""
        return self.left / self.arrivals if self.arrivals else 0.0


def figures_of(played: Played) -> Figures:
    stays = played.stays
    served = {stay.arrival_id for stay in stays if stay.outcome == "served"}
    left = {stay.arrival_id for stay in stays if stay.outcome == "left"} - served
    waiting = {stay.arrival_id for stay in stays if stay.outcome is None}
    difference, pairs = load_difference(played.day, played.steps)
    return Figures(
        arrivals=len(played.day.arrivals),
        served=len(served),
        left=len(left),
        waiting=len(waiting),
        waits=waits_of(stays),
        longest_by_priority=_longest_by_priority(played),
        told=told_of(stays),
        load_difference=difference,
        equal_pairs=pairs,
    )


def waits_of(stays: Iterable[Stay]) -> Waits:
    """All zero where nobody was served."""
    waits = sorted(stay.seconds or 0.0 for stay in stays if stay.outcome == "served")
    if not waits:
        return Waits(0, 0, 0, 0)
    return Waits(statistics.fmean(waits), statistics.median(waits), waits[int(len(waits) * 0.9)], waits[-1])


def _longest_by_priority(played: Played) -> dict[str, float]:
    priorities = {arrival.id: arrival.priority for arrival in played.day.arrivals}
    longest: dict[str, float] = {}
    for stay in played.stays:
        if stay.outcome == "served":
            priority = priorities[stay.arrival_id]
            longest[priority] = max(longest.get(priority, 0.0), stay.seconds or 0.0)
    return longest


def told_of(stays: Iterable[Stay]) -> Told:
    shown = shorter = inside = longer = 0
    widths: list[tuple[float, float]] = []
    for stay in stays:
        if stay.told is None or stay.seconds is None:
            continue
        shown += 1
        _, low, high = stay.told
        widths.append((high - low, (high - low) / max(stay.told.expected, 1.0)))
        served = stay.outcome == "served"
        longer += stay.seconds > high
        inside += served and low <= stay.seconds <= high
        shorter += served and stay.seconds < low
    width, relative = (statistics.median(column) for column in zip(*widths, strict=True)) if widths else (0.0, 0.0)
    return Told(shown, inside, shorter, longer, width, relative)


def load_difference(day: Day, steps: Sequence[Step]) -> tuple[float, int]:
    """The mean difference of two equal agents' loads while both are here, and how many such pairs there are.

    Equal are agents of the same teams, skills, capacity and hours.
    """
    loads = _Loads(day.workers)
    for step in steps:
        if step.agent_id is not None:
            loads.see(step)
    return loads.mean(), loads.pairs


_MORE = {"offered", "given", "claimed", "handed"}
_LESS = {"declined", "missed", "withdrawn", "returned", "resolved", "to_team"}


class _Loads:
    """Adds up, pair by pair, how far apart they were and for how long. A handover ends the giver's by the next owner."""

    def __init__(self, workers: Iterable[Worker]) -> None:
        alike: dict[tuple[object, ...], list[str]] = {}
        for worker in workers:
            skills, teams = sorted(worker.skills.items()), sorted(worker.teams.items())
            equal = (tuple(skills), tuple(teams), worker.capacity, worker.inbox_capacity, worker.shifts)
            alike.setdefault(equal, []).append(worker.id)
        self._group = {agent_id: group for group in alike.values() for agent_id in group}
        self.pairs = sum(len(group) * (len(group) - 1) // 2 for group in alike.values())
        self._load = dict.fromkeys(self._group, 0)
        self._owner: dict[str, str] = {}
        self._here: set[str] = set()
        self._since: dict[int, float] = {}
        self._apart = self._together = 0.0

    def see(self, step: Step) -> None:
        agent_id = step.agent_id or ""
        self._add_up(agent_id, step.at.timestamp())
        if step.kind == "here":
            self._here.add(agent_id)
        elif step.kind == "not_here":
            self._here.discard(agent_id)
        elif step.kind in _MORE and step.talk_id is not None:
            self._take(step.talk_id, agent_id, step.at.timestamp())
        elif step.kind in _LESS and step.talk_id is not None:
            self._load[agent_id] -= 1
            self._owner.pop(step.talk_id, None)

    def _take(self, talk_id: str, agent_id: str, now: float) -> None:
        giver = self._owner.get(talk_id)
        if giver is not None:
            self._add_up(giver, now)
            self._load[giver] -= 1
        self._owner[talk_id] = agent_id
        self._load[agent_id] += 1

    def _add_up(self, agent_id: str, now: float) -> None:
        group = self._group[agent_id]
        key = id(group)
        for_seconds = now - self._since.get(key, now)
        self._since[key] = now
        if for_seconds <= 0:
            return
        for one, other in combinations((a for a in group if a in self._here), 2):
            self._apart += abs(self._load[one] - self._load[other]) * for_seconds
            self._together += for_seconds

    def mean(self) -> float:
        return self._apart / self._together if self._together else 0.0
