"""What happens while an agent has a conversation: it takes its time, is handed on, given back, resolved."""

from __future__ import annotations

from collections.abc import Callable

from deskbell.domain.routing.choice import look_at
from deskbell.domain.routing.simulation.agenda import Agenda
from deskbell.domain.routing.simulation.day import Day
from deskbell.domain.routing.simulation.desk import Desk, Talk
from deskbell.domain.routing.simulation.manners import Chance
from deskbell.domain.routing.simulation.stays import Stays


class Talking:
    """`gives` gives what can be given now."""

    def __init__(
        self, day: Day, desk: Desk, agenda: Agenda, stays: Stays, chance: Chance, gives: Callable[[], None]
    ) -> None:
        self._desk, self._agenda, self._stays, self._chance, self._gives = desk, agenda, stays, chance, gives
        self._apart_seconds = day.policy.given_away_seconds
        self._arrivals = {arrival.id: arrival for arrival in day.arrivals}
        self._remaining = {arrival.id: arrival.handling_seconds for arrival in day.arrivals}
        self._since: dict[str, float] = {}

    def begin(self, talk: Talk) -> None:
        self._stays.end(talk.id, "served", talk.agent_id)
        self._since[talk.id] = self._agenda.now
        arrival, remaining = self._arrivals[talk.id], self._remaining[talk.id]
        handover = arrival.handover
        if handover is not None and remaining == arrival.handling_seconds:
            self._agenda.in_(handover.after_seconds, self._hand_over, talk, talk.turn)
        self._agenda.in_(remaining, self._resolve, talk, talk.turn)

    def stop(self, talk_id: str) -> None:
        """The agent has it no longer; what is left of it is for the next."""
        talked = self._agenda.now - self._since.pop(talk_id)
        self._remaining[talk_id] -= talked
        self._stays.handled.append(talked)

    def _resolve(self, talk: Talk, turn: int) -> None:
        if talk.turn == turn:
            self.stop(talk.id)
            self._desk.resolve(talk.id, self._agenda.time)

    def _hand_over(self, talk: Talk, turn: int) -> None:
        handover = self._arrivals[talk.id].handover
        if talk.turn != turn or handover is None or talk.agent_id is None:
            return
        giver = talk.agent_id
        colleague = None if handover.team_id else self._colleague(talk)
        if colleague is None:
            self._to_team(talk, handover.team_id or talk.wants.team_id)
            return
        self._to_agent(talk, colleague)
        if handover.refused:
            self._agenda.in_(self._chance.reaction(), self._refuse, talk, talk.turn, giver)

    def _refuse(self, talk: Talk, turn: int, giver: str) -> None:
        """Back to who handed it over, if they still have a place for it; else to the line, where it once stood."""
        if talk.turn != turn:
            return
        post = self._desk.posts[giver]
        if look_at(post, talk.wants, self._agenda.time).why_not is None:
            self._to_agent(talk, giver)
        else:
            self._to_team(talk, talk.wants.team_id)

    def _colleague(self, talk: Talk) -> str | None:
        now, posts = self._agenda.time, self._desk.posts.values()
        able = [post for post in posts if post.id != talk.agent_id and not look_at(post, talk.wants, now).why_not]
        return min(able, key=lambda post: (post.load / post.capacity, post.id)).id if able else None

    def _to_agent(self, talk: Talk, agent_id: str) -> None:
        self.stop(talk.id)
        self.begin(self._desk.hand_to(talk.id, agent_id, self._agenda.time))

    def _to_team(self, talk: Talk, team_id: str | None) -> None:
        self.stop(talk.id)
        self._stays.begin(self._desk.hand_to_team(talk.id, team_id, self._agenda.time))
        self._agenda.in_(self._apart_seconds, self._gives)  # whoever gave it away may be given it again
