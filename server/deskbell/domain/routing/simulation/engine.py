"""Plays a day on a desk in memory: the clock is the next event's, chance comes from the day's seed, the rules are the real.

The same day with the same seed goes the same way every time.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from deskbell.domain.routing.floor import Waiting
from deskbell.domain.routing.simulation.agenda import Agenda
from deskbell.domain.routing.simulation.day import Arrival, Day
from deskbell.domain.routing.simulation.desk import Desk, Step
from deskbell.domain.routing.simulation.helping import Helping
from deskbell.domain.routing.simulation.manners import Agents, Chance
from deskbell.domain.routing.simulation.roster import Roster
from deskbell.domain.routing.simulation.stays import Stay, Stays
from deskbell.domain.routing.simulation.talking import Talking

Progress = Callable[[int, int], None]


class Played(msgspec.Struct):
    """What became of a day."""

    day: Day
    steps: list[Step]
    stays: list[Stay]
    decisions: int
    """How often the rules said who gets the next."""
    listed: list[str]
    """Who waits, is offered or is talked with at the end of it all; usually nobody."""


def play(day: Day, *, tells: bool = True, progress: Progress | None = None) -> Played:
    """Play a day to its end: until nothing is left to happen.

    With `tells`, whoever enters the line is told a wait, which costs more than all the rest. `progress` is called with
    how many came already and how many will.
    """
    playing = _Playing(day, tells, progress)
    playing.to_the_end()
    return Played(day, playing.steps, playing.stays.all, playing.agents.decisions, playing.listed())


class _Playing:
    def __init__(self, day: Day, tells: bool, progress: Progress | None) -> None:
        self._day, self._tells, self._progress = day, tells, progress
        self.steps: list[Step] = []
        self._agenda, chance = Agenda(day.start), Chance(day)
        self._desk = Desk([worker.post() for worker in day.workers], day.policy, self.steps.append)
        self.stays = Stays(day, self._desk, self._agenda)
        self._helping = Helping(day, self._desk, self._agenda, self.stays)
        self.agents = Agents(day, self._desk, self._agenda, chance)
        self._talking = Talking(day, self._desk, self._agenda, self.stays, chance, self.agents.look)
        self._roster = Roster(day, self._desk, self._agenda, self.stays, self._talking)
        self._come = 0

    def to_the_end(self) -> None:
        self._roster.plan()
        self.stays.plan()
        for arrival in self._day.arrivals:
            self._agenda.at(arrival.at, self._arrives, arrival)
        seen = 0
        while self._agenda.next():
            if len(self.steps) > seen:  # else nothing changed that could be answered
                self._answer()
            seen = len(self.steps)

    def listed(self) -> list[str]:
        return self._desk.listed()

    def _answer(self) -> None:
        """What follows in the same moment: begun conversations begin, the free are given the next, the new are told."""
        self._settle()
        self.agents.look()
        if self._helping.look():
            self.agents.look()
        self._settle()
        if self._tells:
            self.stays.tell()

    def _settle(self) -> None:
        for talk in self.agents.begun:
            self._talking.begin(talk)
        for agent_id in self.agents.missed:
            self._roster.was_set_away(agent_id)
        self.agents.begun.clear()
        self.agents.missed.clear()

    def _arrives(self, arrival: Arrival) -> None:
        waiting = Waiting(
            id=arrival.id,
            order=0,
            priority=arrival.priority,
            team_id=arrival.team_id,
            needs=arrival.needs,
            last_agent_id=arrival.last_agent_id,
        )
        self.stays.begin(self._desk.arrive(waiting, self._agenda.time))
        self._come += 1
        if self._progress is not None:
            self._progress(self._come, len(self._day.arrivals))
