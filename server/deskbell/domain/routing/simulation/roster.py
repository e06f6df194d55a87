"""Who is at work when: shifts, breaks, and connections that are lost."""

from __future__ import annotations

from deskbell.domain.routing.simulation.agenda import Agenda
from deskbell.domain.routing.simulation.day import Day, Span, Worker
from deskbell.domain.routing.simulation.desk import Desk
from deskbell.domain.routing.simulation.stays import Stays
from deskbell.domain.routing.simulation.talking import Talking


class Roster:
    def __init__(self, day: Day, desk: Desk, agenda: Agenda, stays: Stays, talking: Talking) -> None:
        self._day, self._desk, self._agenda, self._stays, self._talking = day, desk, agenda, stays, talking
        self._workers = {worker.id: worker for worker in day.workers}
        self._away_until: dict[str, float] = {}
        self._lost_at: dict[str, float] = {}

    def plan(self) -> None:
        for worker in self._day.workers:
            for shift in worker.shifts:
                self._agenda.at(shift.begin, self._begins, worker)
                self._agenda.at(shift.end, self._ends, worker)
            for pause in worker.breaks:
                self._agenda.at(pause.begin, self._steps_away, worker)
                self._agenda.at(pause.end, self._begins, worker)
            for crash in worker.crashes:
                self._agenda.at(crash.begin, self._crashes, worker)
                self._agenda.at(crash.end, self._reconnects, worker)

    def was_set_away(self, agent_id: str) -> None:
        """Whoever missed an offer notices it after a while."""
        seconds = self._day.manners.away_seconds
        self._away_until[agent_id] = self._agenda.now + seconds
        self._agenda.in_(seconds, self._begins, self._workers[agent_id])

    def _begins(self, worker: Worker) -> None:
        """At work, unless they are on a break, away for a missed offer, or without a connection."""
        on_shift, elsewhere = self._is_in(worker.shifts), self._is_in(worker.breaks + worker.crashes)
        if on_shift and not elsewhere and self._agenda.now >= self._away_until.get(worker.id, 0):
            self._desk.comes(worker.id, self._agenda.time)

    def _is_in(self, spans: tuple[Span, ...]) -> bool:
        return any(span.begin <= self._agenda.now < span.end for span in spans)

    def _steps_away(self, worker: Worker) -> None:
        self._desk.steps_away(worker.id, self._agenda.time)

    def _ends(self, worker: Worker) -> None:
        if worker.finishes:
            self._steps_away(worker)
        else:
            self._goes(worker)

    def _crashes(self, worker: Worker) -> None:
        if self._desk.is_connected(worker.id):
            self._desk.loses_connection(worker.id, self._agenda.time)
            self._lost_at[worker.id] = self._agenda.now
            self._agenda.in_(self._day.grace_seconds, self._grace_is_over, worker, self._agenda.now)

    def _grace_is_over(self, worker: Worker, since: float) -> None:
        if not self._desk.is_connected(worker.id) and self._lost_at[worker.id] == since:
            self._goes(worker)

    def _reconnects(self, worker: Worker) -> None:
        self._desk.reconnects(worker.id, self._agenda.time)
        self._begins(worker)

    def _goes(self, worker: Worker) -> None:
        """What they had stands in line again, where it once stood."""
        for talk_id in self._desk.has[worker.id]:
            self._talking.stop(talk_id)
        for talk in self._desk.goes(worker.id, self._agenda.time):
            self._stays.begin(talk)
