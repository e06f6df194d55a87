"""Checks a day's steps from the outside: it knows nothing of the desk's own state, only what was written down.

Looked for: a conversation that is lost or owned twice, an agent with more than their capacity, somebody served before
another of equal priority and needs who came earlier, and somebody who was passed although they had waited as long as the
largest head start.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec

from deskbell.domain.routing import order
from deskbell.domain.routing.choice import could_take
from deskbell.domain.routing.floor import Post, Waiting
from deskbell.domain.routing.policy import Policy
from deskbell.domain.routing.simulation.desk import Step

_TAKES = ("given", "claimed", "offered")


class Faults(msgspec.Struct):
    """What was found, by conversation (or agent); all empty is what shall be."""

    lost: list[str]
    doubly_owned: list[str]
    over_capacity: list[str]
    inversions: list[str]
    """Served before somebody of equal priority and needs who came earlier."""
    passed: list[str]
    """Passed by somebody whom they had outwaited by the largest head start, though the same agent could take them."""

    @property
    def count(self) -> int:
        return sum(len(found) for found in msgspec.structs.astuple(self))


class Audit:
    """Sees the steps one by one."""

    def __init__(self, posts: Iterable[Post], policy: Policy) -> None:
        self.faults = Faults([], [], [], [], [])
        self.let_pass = 0
        """How often somebody was served first because the agent had let the earlier one pass or given it away."""
        self._posts = {post.id: post for post in posts}
        self._most = 1000 * max(policy.head_start_seconds.values(), default=0)
        self._came: dict[str, int] = {}
        self._wants: dict[str, Waiting] = {}
        self._waiting: dict[str, None] = {}
        self._asked: dict[str, str] = {}
        self._owner: dict[str, str] = {}
        self._let_pass: dict[str, set[str]] = {}
        self._load: dict[str, int] = dict.fromkeys(self._posts, 0)
        self._clock = 0
        self._over: set[str] = set()

    def see(self, step: Step) -> None:
        if step.talk_id is None:
            return
        if step.wants is not None:
            self._wants[step.talk_id] = step.wants
        if step.kind in _TAKES and step.agent_id is not None:
            self._check_turn(step.talk_id, step.agent_id)
        getattr(self, f"_{step.kind}")(step.talk_id, step.agent_id or "", step.at)

    def end(self, listed: Iterable[str]) -> Faults:
        """`listed` are those whom the desk still has in a list: waiting, offered or held. Who is in none is lost."""
        self.faults.lost += sorted(self.unfinished() - set(listed))
        return self.faults

    def unfinished(self) -> set[str]:
        """Who came and has not gone yet, by the steps."""
        return self._came.keys() - self._over

    def _check_turn(self, talk_id: str, agent_id: str) -> None:
        """Whether anybody who waits should have gone first."""
        wants, came, post = self._wants[talk_id], self._came[talk_id], self._posts[agent_id]
        equal = (wants.priority, wants.team_id, wants.needs)
        for other_id in self._waiting:
            before = came - self._came[other_id]
            if before <= 0:
                continue
            other = self._wants[other_id]
            same = (other.priority, other.team_id, other.needs) == equal
            if not same and before <= self._most:
                continue
            if agent_id in self._let_pass.get(other_id, ()):
                self.let_pass += 1
            elif same:
                self.faults.inversions.append(talk_id)
            elif could_take(post, other):
                self.faults.passed.append(other_id)

    def _arrived(self, talk_id: str, _agent_id: str, at: datetime) -> None:
        self._clock = self._came[talk_id] = order.stamp(self._clock, at)
        self._waiting[talk_id] = None

    def _offered(self, talk_id: str, agent_id: str, _at: datetime) -> None:
        self._leave_line(talk_id)
        self._asked[talk_id] = agent_id
        self._more(agent_id)

    def _accepted(self, talk_id: str, agent_id: str, _at: datetime) -> None:
        if self._asked.pop(talk_id, None) != agent_id:
            self.faults.doubly_owned.append(talk_id)
        self._own(talk_id, agent_id)

    def _given(self, talk_id: str, agent_id: str, _at: datetime) -> None:
        self._leave_line(talk_id)
        self._more(agent_id)
        self._own(talk_id, agent_id)

    _claimed = _given

    def _handed(self, talk_id: str, agent_id: str, _at: datetime) -> None:
        self._let_go(talk_id)
        self._more(agent_id)
        self._own(talk_id, agent_id)

    def _withdrawn(self, talk_id: str, agent_id: str, _at: datetime) -> None:
        self._asked.pop(talk_id)
        self._load[agent_id] -= 1
        self._waiting[talk_id] = None

    def _declined(self, talk_id: str, agent_id: str, at: datetime) -> None:
        self._withdrawn(talk_id, agent_id, at)
        self._let_pass.setdefault(talk_id, set()).add(agent_id)

    _missed = _declined

    def _returned(self, talk_id: str, _agent_id: str, _at: datetime) -> None:
        self._let_go(talk_id)
        self._let_pass.pop(talk_id, None)
        self._waiting[talk_id] = None

    def _to_team(self, talk_id: str, agent_id: str, at: datetime) -> None:
        self._returned(talk_id, agent_id, at)
        self._let_pass[talk_id] = {agent_id}

    def _changed(self, _talk_id: str, _agent_id: str, _at: datetime) -> None:
        """What it wants is known already."""

    def _left(self, talk_id: str, _agent_id: str, _at: datetime) -> None:
        self._leave_line(talk_id)
        self._over.add(talk_id)

    def _resolved(self, talk_id: str, _agent_id: str, _at: datetime) -> None:
        self._let_go(talk_id)
        self._over.add(talk_id)

    def _leave_line(self, talk_id: str) -> None:
        if talk_id not in self._waiting:
            self.faults.doubly_owned.append(talk_id)
        self._waiting.pop(talk_id, None)

    def _own(self, talk_id: str, agent_id: str) -> None:
        if talk_id in self._owner:
            self.faults.doubly_owned.append(talk_id)
        self._owner[talk_id] = agent_id

    def _let_go(self, talk_id: str) -> None:
        self._load[self._owner.pop(talk_id)] -= 1

    def _more(self, agent_id: str) -> None:
        post = self._posts[agent_id]
        self._load[agent_id] += 1
        if self._load[agent_id] > min(post.capacity, post.inbox_capacity or post.capacity):
            self.faults.over_capacity.append(agent_id)


def audit(steps: Iterable[Step], posts: Iterable[Post], policy: Policy, listed: Iterable[str] = ()) -> Audit:
    """All steps of a day, looked at. `listed` are those whom the desk has in a list at its end."""
    seen = Audit(posts, policy)
    for step in steps:
        seen.see(step)
    seen.end(listed)
    return seen
