"""A day in figures, the same for one that was and for one that was played: waits, who left unserved, loads. Seconds."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from deskbell.domain.routing.simulation.day import Span
from deskbell.domain.routing.simulation.engine import Played
from deskbell.services.what_if.recorded import Hold, Recorded, Visit

Wire = dict[str, Any]
HOUR = 3600
_TAKES = ("given", "accepted", "claimed", "handed")
_GOES = ("resolved", "returned", "to_team")


class Wait(NamedTuple):
    """Somebody's first stay in line. `outcome` None: they waited still when the day was over."""

    at: float
    seconds: float
    outcome: str | None


class Run(NamedTuple):
    waits: list[Wait]
    holds: list[Hold]


def run_recorded(recorded: Recorded) -> Run:
    """Whoever left the line without an agent has left unserved, however that was."""
    return Run([_wait(visit, recorded.seconds) for visit in recorded.visits], recorded.holds)


def _wait(visit: Visit, seconds: float) -> Wait:
    if visit.waited is None or visit.at + visit.waited > seconds:
        return Wait(visit.at, max(0.0, seconds - visit.at), None)
    return Wait(visit.at, visit.waited, "served" if visit.outcome == "served" else "left")


def run_played(played: Played, seconds: float) -> Run:
    """What would have gone on after the day's end is cut off there."""
    first: dict[str, Wait] = {}
    for stay in played.stays:
        over = stay.left is None or stay.left > seconds
        wait = Wait(
            stay.entered, (seconds if over else stay.left or 0.0) - stay.entered, None if over else stay.outcome
        )
        first.setdefault(stay.arrival_id, wait)
    return Run(list(first.values()), [hold for hold in _holds(played, seconds) if hold.end > hold.begin])


def _holds(played: Played, seconds: float) -> list[Hold]:
    begun: dict[str, tuple[str, float]] = {}
    holds: list[Hold] = []
    for step in played.steps:
        if step.talk_id is None or step.kind not in _TAKES + _GOES:
            continue
        now = (step.at - played.day.start).total_seconds()
        if step.talk_id in begun:
            agent_id, since = begun.pop(step.talk_id)
            holds.append(Hold(agent_id, since, min(now, seconds)))
        if step.kind in _TAKES:
            begun[step.talk_id] = (step.agent_id or "", now)
    return holds + [Hold(agent_id, since, seconds) for agent_id, since in begun.values()]


def figures(run: Run, shifts: Mapping[str, Sequence[Span]], names: Mapping[str, Wire]) -> Wire:
    """`waits` are everybody's, also of who left or waits still; `hours` are those of the day, 0 to 23, by when somebody came."""
    served = sum(wait.outcome == "served" for wait in run.waits)
    left = sum(wait.outcome == "left" for wait in run.waits)
    return {
        "arrivals": len(run.waits),
        "served": served,
        "left": left,
        "still_waiting": len(run.waits) - served - left,
        "abandonment": left / len(run.waits) if run.waits else 0.0,
        "waits": _waits(sorted(wait.seconds for wait in run.waits)),
        "hours": [_hour(run.waits, hour) for hour in range(24)],
        "agents": _agents(run.holds, shifts, names),
    }


def _waits(waits: Sequence[float]) -> Wire | None:
    """None where nobody came."""
    if not waits:
        return None
    nine_of_ten = waits[min(len(waits) - 1, int(len(waits) * 0.9))]
    spans = {"median": statistics.median(waits), "nine_of_ten": nine_of_ten, "longest": waits[-1]}
    return {name: round(seconds) for name, seconds in spans.items()}


def _hour(waits: Iterable[Wait], hour: int) -> Wire:
    came = [wait.seconds for wait in waits if hour * HOUR <= wait.at < (hour + 1) * HOUR]
    return {"hour": hour, "arrivals": len(came), "median": round(statistics.median(came)) if came else None}


def _agents(holds: Sequence[Hold], shifts: Mapping[str, Sequence[Span]], names: Mapping[str, Wire]) -> list[Wire]:
    """How many each had, at most at once, and on average while they were here; by name.

    Whoever has a conversation is here, whatever the signs of them say.
    """
    views = []
    for agent_id in {*shifts, *(hold.agent_id for hold in holds)}:
        theirs = [hold for hold in holds if hold.agent_id == agent_id]
        here = _covered([*shifts.get(agent_id, ()), *(Span(hold.begin, hold.end) for hold in theirs)])
        busy = sum(hold.end - hold.begin for hold in theirs)
        load = round(busy / here, 2) if here else None
        named = names.get(agent_id, {"id": agent_id, "name": "", "face": None})
        views.append({"agent": named, "taken": len(theirs), "most": _most(theirs), "load": load, "here": round(here)})
    return sorted(views, key=lambda view: (view["agent"]["name"].casefold(), view["agent"]["id"]))


def _covered(spans: Iterable[Span]) -> float:
    """The seconds in at least one of the spans."""
    seconds = until = 0.0
    for span in sorted(spans, key=lambda span: span.begin):
        seconds += max(0.0, span.end - max(span.begin, until))
        until = max(until, span.end)
    return seconds


def _most(holds: Iterable[Hold]) -> int:
    """At one moment; what ends when another begins is over."""
    steps = sorted([(hold.begin, 1) for hold in holds] + [(hold.end, -1) for hold in holds])
    most = there = 0
    for _, step in steps:
        there += step
        most = max(most, there)
    return most
