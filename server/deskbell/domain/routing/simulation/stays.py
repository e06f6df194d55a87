"""Every stay in line, with the wait that was told at its beginning."""

from __future__ import annotations

from collections import deque
from typing import Any

import msgspec

from deskbell.domain.routing.simulation.agenda import Agenda
from deskbell.domain.routing.simulation.day import Arrival, Day
from deskbell.domain.routing.simulation.desk import Desk, Talk
from deskbell.domain.routing.waits import MEASURED, Wait, estimates, pace_of


class Stay(msgspec.Struct):
    """One stay in line, as the server's table `queue_stays` has it. Moments are seconds since the day's start."""

    arrival_id: str
    entered: float
    told: Wait | None = None
    """The wait that was told at the beginning; None where nobody could have said, or they did not wait."""
    left: float | None = None
    outcome: str | None = None
    """`served` or `left`; None for who waits still when the day is over."""
    agent_id: str | None = None

    @property
    def seconds(self) -> float | None:
        return None if self.left is None else self.left - self.entered


class Stays:
    def __init__(self, day: Day, desk: Desk, agenda: Agenda) -> None:
        self.all: list[Stay] = []
        self.handled: deque[float] = deque(maxlen=MEASURED)
        self._day, self._desk, self._agenda = day, desk, agenda
        self._arrivals = {arrival.id: arrival for arrival in day.arrivals}
        self._standing: dict[str, Stay] = {}
        self._ended: deque[Stay] = deque(maxlen=MEASURED)
        """The last who did wait."""
        self._untold: list[Stay] = []

    def plan(self) -> None:
        for change in self._day.raises:
            self._agenda.at(change.at, self._change, change.arrival_id, {"priority": change.priority})

    def begin(self, talk: Talk) -> None:
        """Somebody stands in line, until they are served, lose patience, or the day is over."""
        arrival: Arrival = self._arrivals[talk.id]
        stay = self._standing[talk.id] = Stay(talk.id, self._agenda.now)
        self.all.append(stay)
        self._untold.append(stay)
        self._agenda.in_(arrival.patience_seconds, self._loses_patience, stay)
        waived_after = self._day.policy.waive_needs_seconds
        if waived_after is not None and talk.wants.needs:
            self._agenda.in_(waived_after, self._waive, stay)

    def entered(self, talk_id: str) -> float:
        """When somebody in line came there."""
        return self._standing[talk_id].entered

    def end(self, talk_id: str, outcome: str, agent_id: str | None = None) -> None:
        """Not standing in line is fine."""
        stay = self._standing.pop(talk_id, None)
        if stay is not None:
            stay.left, stay.outcome, stay.agent_id = self._agenda.now, outcome, agent_id
            if stay.left > stay.entered:
                self._ended.append(stay)

    def tell(self) -> None:
        """Tell a wait to those who entered the line just now and were served by nobody in the same moment."""
        new = {stay.arrival_id: stay for stay in self._untold if stay.left is None}
        self._untold.clear()
        if not new:
            return
        pace = pace_of(self._day.policy, self.handled, [(stay.seconds or 0.0, stay.outcome) for stay in self._ended])
        line = self._desk.line()
        for waiting, wait in zip(line, estimates(line, list(self._desk.posts.values()), pace, new), strict=True):
            if waiting.id in new:
                new[waiting.id].told = wait

    def _loses_patience(self, stay: Stay) -> None:
        if self._standing.get(stay.arrival_id) is stay:
            self._desk.leave(stay.arrival_id, self._agenda.time)
            self.end(stay.arrival_id, "left")

    def _waive(self, stay: Stay) -> None:
        if self._standing.get(stay.arrival_id) is stay:
            self._change(stay.arrival_id, {"needs": ()})

    def _change(self, talk_id: str, wants: dict[str, Any]) -> None:
        talk = self._desk.talks.get(talk_id)
        if talk is not None and talk.state != "over":
            self._desk.change(talk_id, self._agenda.time, **wants)
