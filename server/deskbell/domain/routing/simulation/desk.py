"""A desk in memory under the real rules: who waits, who has whom, and every step that is taken, written down.

What `services.routing` does with rows is done here with objects, step by step; each decision is `domain.routing.choice`,
each place `domain.routing.order`. The simulation plays days on it, and a state machine tries to break it.
"""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import msgspec

from deskbell.domain.routing import order
from deskbell.domain.routing.choice import next_choice
from deskbell.domain.routing.floor import Pass, Post, Waiting, passed_on
from deskbell.domain.routing.policy import Policy
from deskbell.domain.routing.waits import free_of

Kind = tuple[object, ...]
replace = msgspec.structs.replace


class Step(NamedTuple):
    """Something that happened, in the order in which it did.

    Of a conversation: `arrived`, `offered`, `accepted`, `declined`, `missed`, `withdrawn`, `given`, `claimed`, `returned`,
    `handed`, `to_team`, `changed`, `left`, `resolved`. Of an agent: `here`, `not_here`.
    """

    at: datetime
    kind: str
    talk_id: str | None
    agent_id: str | None
    wants: Waiting | None = None
    """What it needs from now on: with `arrived`, `changed`, `to_team`."""


class Talk(msgspec.Struct):
    """A conversation: `waiting`, `offered` (to `agent_id`), `held` (by `agent_id`) or `over`."""

    id: str
    arrival: int
    wants: Waiting
    state: str = "waiting"
    agent_id: str | None = None
    turn: int = 0
    """Counts how often it changed hands, so that what was planned for an earlier turn is void."""


class Desk:
    """Raises ValueError for a step that cannot be taken from where things stand."""

    def __init__(self, posts: Iterable[Post], policy: Policy, note: Callable[[Step], None]) -> None:
        self.posts = {post.id: post for post in posts}
        self.policy = policy
        self.talks: dict[str, Talk] = {}
        self.has: dict[str, dict[str, None]] = {agent_id: {} for agent_id in self.posts}
        """What each agent has, in the order in which they got it."""
        self._line: dict[Kind, list[tuple[int, str]]] = {}
        self._offered: dict[str, Talk] = {}
        self._last_stamp = 0
        self._online: set[str] = set()
        self._connected: set[str] = set()
        self._note = note

    # The line.

    def heads(self) -> list[Waiting]:
        """The first in line of every kind, in order, as `storage.floor.heads` reads them."""
        return [self.talks[talk_id].wants for _, talk_id in sorted(places[0] for places in self._line.values())]

    def line(self) -> list[Waiting]:
        """Who waits and is offered to nobody, in order."""
        everybody = sorted(place for places in self._line.values() for place in places)
        return [self.talks[talk_id].wants for _, talk_id in everybody]

    def standing(self) -> list[Waiting]:
        """Everybody in line, also who is offered to somebody, in order."""
        asked = [talk.wants for talk in self._offered.values()]
        return sorted([*self.line(), *asked], key=lambda one: (one.order, one.id)) if asked else self.line()

    def is_offered(self, talk_id: str) -> bool:
        return talk_id in self._offered

    def is_special(self) -> bool:
        """Whether anybody in line asks for more than anybody and is helped by no other team yet."""
        first = (self.talks[places[0][1]].wants for places in self._line.values())
        return any(one.overflow_team_id is None and (one.team_id is not None or one.needs) for one in first)

    def listed(self) -> list[str]:
        """Everybody who is in a list: the line, an agent's offers, an agent's conversations."""
        asked = [talk.id for agent_id in self.posts for talk in self.offered_to(agent_id)]
        held = [talk_id for has in self.has.values() for talk_id in has]
        return [waiting.id for waiting in self.line()] + asked + held

    def arrive(self, waiting: Waiting, now: datetime) -> Talk:
        """Somebody comes to the end of the line, or as far ahead of it as their priority says."""
        arrival = self._last_stamp = order.stamp(self._last_stamp, now)
        talk = self.talks[waiting.id] = Talk(waiting.id, arrival, waiting)
        self._stand(talk)
        self._note(Step(now, "arrived", talk.id, None, talk.wants))
        return talk

    def leave(self, talk_id: str, now: datetime) -> None:
        talk = self._in_state(talk_id, "waiting", "offered")
        if talk.state == "offered":
            self._withdraw(talk, now)
        self._step_out(talk, "over")
        self._note(Step(now, "left", talk.id, None))

    def change(self, talk_id: str, now: datetime, **wants: Any) -> None:
        """Another priority, team or other needs; who stands in line stands elsewhere."""
        talk = self._in_state(talk_id, "waiting", "offered", "held")
        standing = talk.state == "waiting"
        if standing:
            self._out_of_line(talk)
        self._wants(talk, **wants)
        if standing:
            self._into_line(talk)
        self._note(Step(now, "changed", talk.id, None, talk.wants))

    def _wants(self, talk: Talk, **changes: Any) -> None:
        priority = changes.get("priority", talk.wants.priority)
        place = order.place(talk.arrival, priority, self.policy.head_start_seconds)
        talk.wants = replace(talk.wants, order=place, **changes)

    def _stand(self, talk: Talk, passes: tuple[Pass, ...] = ()) -> None:
        """At the place of the first arrival; who let it pass is forgotten, but for who gave it away just now."""
        talk.state, talk.agent_id = "waiting", None
        self._wants(talk, passes=passes)
        self._into_line(talk)

    def _step_out(self, talk: Talk, state: str) -> None:
        self._out_of_line(talk)
        talk.state = state

    def _into_line(self, talk: Talk) -> None:
        bisect.insort(self._line.setdefault(_kind(talk.wants), []), (talk.wants.order, talk.id))

    def _out_of_line(self, talk: Talk) -> None:
        kind = _kind(talk.wants)
        self._line[kind].remove((talk.wants.order, talk.id))
        if not self._line[kind]:
            del self._line[kind]

    # Giving.

    def give(self, now: datetime) -> Talk | None:
        """One decision, carried out: given or offered. None when nobody waits for whom somebody is free."""
        if not self._line:
            return None
        choice = next_choice(self.heads(), list(self.posts.values()), self.policy, now)
        if choice is None:
            return None
        talk = self.talks[choice.waiting.id]
        if self.policy.offer_seconds:
            self._step_out(talk, "offered")
            talk.agent_id, talk.turn = choice.agent.id, talk.turn + 1
            self._offered[talk.id] = talk
            self._load(choice.agent.id, 1)
            choice.agent.asked += 1
            self._note(Step(now, "offered", talk.id, choice.agent.id))
        else:
            self._step_out(talk, "held")
            self._load(choice.agent.id, 1)
            self._hold(talk, choice.agent.id, "given", now)
        return talk

    def accept(self, talk_id: str, now: datetime) -> Talk:
        talk = self._in_state(talk_id, "offered")
        assert talk.agent_id is not None
        talk.state = "held"
        del self._offered[talk.id]
        self.posts[talk.agent_id].asked -= 1
        self._hold(talk, talk.agent_id, "accepted", now)
        return talk

    def decline(self, talk_id: str, now: datetime) -> None:
        self._pass_on(self._in_state(talk_id, "offered"), "declined", now)

    def miss(self, talk_id: str, now: datetime) -> None:
        """Nobody answered in time: the agent is set away, so that the line does not wait for an empty chair."""
        talk = self._in_state(talk_id, "offered")
        agent_id = talk.agent_id or ""
        self._pass_on(talk, "missed", now)
        self.steps_away(agent_id, now)

    def claim(self, talk_id: str, agent_id: str, now: datetime) -> Talk:
        talk = self._in_state(talk_id, "waiting")
        self._step_out(talk, "held")
        self._load(agent_id, 1)
        self._hold(talk, agent_id, "claimed", now)
        return talk

    def _hold(self, talk: Talk, agent_id: str, kind: str, now: datetime) -> None:
        talk.agent_id, talk.turn = agent_id, talk.turn + 1
        talk.wants = replace(talk.wants, last_agent_id=agent_id)
        self.has[agent_id][talk.id] = None
        self.posts[agent_id].last_given_at = now
        self._note(Step(now, kind, talk.id, agent_id))

    def _pass_on(self, talk: Talk, how: str, now: datetime) -> None:
        until = now + timedelta(seconds=self.policy.declined_seconds)
        self._withdraw(talk, now, how, passes=passed_on(talk.wants.passes, talk.agent_id or "", until))

    def _withdraw(self, talk: Talk, now: datetime, how: str = "withdrawn", **passed: Any) -> None:
        """The offer is over and it waits on, where it stood."""
        agent_id = talk.agent_id or ""
        self._load(agent_id, -1)
        self.posts[agent_id].asked -= 1
        del self._offered[talk.id]
        talk.state, talk.agent_id, talk.turn = "waiting", None, talk.turn + 1
        talk.wants = replace(talk.wants, **passed)
        self._into_line(talk)
        self._note(Step(now, how, talk.id, agent_id))

    # What an agent has.

    def resolve(self, talk_id: str, now: datetime) -> None:
        talk = self._in_state(talk_id, "held")
        agent_id = self._let_go(talk)
        talk.state, talk.agent_id = "over", None
        self._note(Step(now, "resolved", talk.id, agent_id))

    def hand_to(self, talk_id: str, agent_id: str, now: datetime) -> Talk:
        """To a colleague, without standing in line. Raises ValueError where they have no place free."""
        talk = self._in_state(talk_id, "held")
        if free_of(self.posts[agent_id]) <= 0 or agent_id == talk.agent_id:
            raise ValueError(f"{agent_id} cannot take it")
        self._let_go(talk)
        self._load(agent_id, 1)
        self._hold(talk, agent_id, "handed", now)
        return talk

    def hand_to_team(self, talk_id: str, team_id: str | None, now: datetime) -> Talk:
        """To a team's line, at the place it once had; not at once back to who gave it away."""
        talk = self._in_state(talk_id, "held")
        agent_id = self._let_go(talk)
        talk.wants = replace(talk.wants, team_id=team_id, overflow_team_id=None)
        self._stand(talk, (Pass(agent_id, now + timedelta(seconds=self.policy.given_away_seconds)),))
        self._note(Step(now, "to_team", talk.id, agent_id, talk.wants))
        return talk

    def _let_go(self, talk: Talk) -> str:
        agent_id = talk.agent_id or ""
        del self.has[agent_id][talk.id]
        self._load(agent_id, -1)
        talk.turn += 1
        return agent_id

    def _load(self, agent_id: str, more: int) -> None:
        post = self.posts[agent_id]
        post.load += more
        post.inbox_load += more

    # Who is here.

    def comes(self, agent_id: str, now: datetime) -> None:
        """Online, with a connection."""
        self._online.add(agent_id)
        self.reconnects(agent_id, now)

    def reconnects(self, agent_id: str, now: datetime) -> None:
        self._connected.add(agent_id)
        self._look(agent_id, now)

    def steps_away(self, agent_id: str, now: datetime) -> None:
        """They keep what they have and what they are being asked."""
        self._online.discard(agent_id)
        self._look(agent_id, now)

    def loses_connection(self, agent_id: str, now: datetime) -> None:
        """What they are being asked is asked of others; what they have is kept for the grace."""
        self._connected.discard(agent_id)
        self._look(agent_id, now)
        for talk in self.offered_to(agent_id):
            self._withdraw(talk, now)

    def is_connected(self, agent_id: str) -> bool:
        return agent_id in self._connected

    def goes(self, agent_id: str, now: datetime) -> list[Talk]:
        """Signed out, or the grace is over: what they had stands in line again, where it once stood."""
        self.steps_away(agent_id, now)
        self.loses_connection(agent_id, now)
        left = [self.talks[talk_id] for talk_id in self.has[agent_id]]
        for talk in left:
            self._let_go(talk)
            self._stand(talk)
            self._note(Step(now, "returned", talk.id, agent_id))
        return left

    def offered_to(self, agent_id: str) -> list[Talk]:
        return [talk for talk in self._offered.values() if talk.agent_id == agent_id]

    def _look(self, agent_id: str, now: datetime) -> None:
        here = agent_id in self._online and agent_id in self._connected
        if here != self.posts[agent_id].here:
            self.posts[agent_id].here = here
            self._note(Step(now, "here" if here else "not_here", None, agent_id))

    def _in_state(self, talk_id: str, *states: str) -> Talk:
        talk = self.talks[talk_id]
        if talk.state not in states:
            raise ValueError(f"{talk_id} is {talk.state}")
        return talk


def _kind(waiting: Waiting) -> Kind:
    return waiting.kind
