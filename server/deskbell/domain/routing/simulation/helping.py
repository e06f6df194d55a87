"""Another team may take who is late, too, as `services.routing.widening` lets it."""

from __future__ import annotations

from collections.abc import Iterator

from deskbell.domain.routing.floor import Waiting
from deskbell.domain.routing.needs import Need
from deskbell.domain.routing.overflow import Wider, widened
from deskbell.domain.routing.simulation.agenda import Agenda
from deskbell.domain.routing.simulation.day import Day
from deskbell.domain.routing.simulation.desk import Desk
from deskbell.domain.routing.simulation.stays import Stays

Wants = tuple[str | None, tuple[Need, ...]]


class Helping:
    def __init__(self, day: Day, desk: Desk, agenda: Agenda, stays: Stays) -> None:
        self._rule, self._desk, self._agenda, self._stays = day.overflow, desk, agenda, stays
        self._planned: set[tuple[str, float]] = set()

    def look(self) -> bool:
        """Whoever is late may be taken by the other team, if that helps; whether anybody newly may."""
        if not self._rule.helps or not self._desk.is_special():
            return False
        helped: dict[Wants, Wider | None] = {}
        for waiting in list(self._late()):
            wants = waiting.team_id, waiting.needs
            if wants not in helped:
                helped[wants] = widened(*wants, self._rule.team_id or "", list(self._desk.posts.values()))
            if (wider := helped[wants]) is not None:
                wider_wants = {"overflow_team_id": wider.overflow_team_id, "needs": wider.needs}
                self._desk.change(waiting.id, self._agenda.time, **wider_wants)
        return any(helped.values())

    def _late(self) -> Iterator[Waiting]:
        for place, waiting in enumerate(self._desk.standing(), 1):
            special = waiting.team_id is not None or waiting.needs
            if not special or waiting.overflow_team_id is not None or self._desk.is_offered(waiting.id):
                continue
            if (self._rule.waiting is not None and place > self._rule.waiting) or self._waits_too_long(waiting):
                yield waiting

    def _waits_too_long(self, waiting: Waiting) -> bool:
        """If not, it is looked at again when they do."""
        if self._rule.seconds is None:
            return False
        entered = self._stays.entered(waiting.id)
        left = entered + self._rule.seconds - self._agenda.now
        if left > 0 and (waiting.id, entered) not in self._planned:
            self._planned.add((waiting.id, entered))
            self._agenda.at(entered + self._rule.seconds, self.look)
        return left <= 0
