"""How agents take what is offered, or claim where nothing is given by rule. The only place where chance has a say."""

from __future__ import annotations

import random

from deskbell.domain.routing.choice import look_at
from deskbell.domain.routing.floor import Waiting
from deskbell.domain.routing.simulation.agenda import Agenda
from deskbell.domain.routing.simulation.day import Day
from deskbell.domain.routing.simulation.desk import Desk, Talk


class Chance:
    """Drawn from the day's seed: the same day goes the same way every time."""

    def __init__(self, day: Day) -> None:
        self._manners = day.manners
        self._luck = random.Random(day.seed)  # noqa: S311 (a game of chance that can be played again)

    def reaction(self) -> float:
        """Until somebody answers, in seconds."""
        mean = self._manners.answer_seconds
        return min(3 * mean, self._luck.expovariate(1 / mean)) if mean > 0 else 0.0

    def answer(self) -> str:
        """`accept`, `decline` or `miss`."""
        luck = self._luck.random()
        if luck < self._manners.misses:
            return "miss"
        return "decline" if luck < self._manners.misses + self._manners.declines else "accept"


class Agents:
    """Agents as they are asked, and as they look for work themselves. `begun` holds who has just got one."""

    def __init__(self, day: Day, desk: Desk, agenda: Agenda, chance: Chance) -> None:
        self.begun: list[Talk] = []
        self.missed: list[str] = []
        """Who has just missed an offer."""
        self.decisions = 0
        self._policy, self._desk, self._agenda, self._chance = day.policy, desk, agenda, chance
        self._about_to_claim: set[str] = set()

    def look(self) -> None:
        """Whatever can be given now is given, or offered; where nothing is given, whoever is free looks for work."""
        if not self._policy.gives:
            self._look_for_work()
            return
        while (talk := self._desk.give(self._agenda.time)) is not None:
            self.decisions += 1
            if talk.state == "held":
                self.begun.append(talk)
            else:
                self._ask(talk)

    def _ask(self, talk: Talk) -> None:
        answer, seconds, most = self._chance.answer(), self._chance.reaction(), self._policy.offer_seconds
        if answer == "miss" or seconds >= most:
            self._agenda.in_(most, self._misses, talk, talk.turn)
        else:
            self._agenda.in_(seconds, self._accepts if answer == "accept" else self._declines, talk, talk.turn)

    def _accepts(self, talk: Talk, turn: int) -> None:
        if talk.turn == turn:
            self.begun.append(self._desk.accept(talk.id, self._agenda.time))

    def _declines(self, talk: Talk, turn: int) -> None:
        if talk.turn == turn:
            self._desk.decline(talk.id, self._agenda.time)
            self._agenda.in_(self._policy.declined_seconds, self.look)  # whoever declined may be asked again

    def _misses(self, talk: Talk, turn: int) -> None:
        if talk.turn == turn and talk.agent_id is not None:
            self.missed.append(talk.agent_id)
            self._desk.miss(talk.id, self._agenda.time)

    def _look_for_work(self) -> None:
        for post in self._desk.posts.values():
            if post.here and post.load < post.capacity and post.id not in self._about_to_claim and self._first(post.id):
                self._about_to_claim.add(post.id)
                self._agenda.in_(self._chance.reaction(), self._claims, post.id)

    def _first(self, agent_id: str) -> Waiting | None:
        """The first in line whom this agent could take."""
        post, now = self._desk.posts[agent_id], self._agenda.time
        able = (waiting for waiting in self._desk.heads() if look_at(post, waiting, now).why_not is None)
        return next(able, None)

    def _claims(self, agent_id: str) -> None:
        self._about_to_claim.discard(agent_id)
        waiting = self._first(agent_id)
        if waiting is not None:
            self.decisions += 1
            self.begun.append(self._desk.claim(waiting.id, agent_id, self._agenda.time))
