"""Whatever happens at a desk, in whatever order: nobody is in no list, one owner, capacity, order, and no idle waiting."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from deskbell.domain.routing.choice import look_at
from deskbell.domain.routing.floor import Post, Waiting
from deskbell.domain.routing.needs import Need
from deskbell.domain.routing.order import PRIORITIES
from deskbell.domain.routing.policy import Policy
from deskbell.domain.routing.simulation.audit import Audit
from deskbell.domain.routing.simulation.desk import Desk, Step, Talk
from deskbell.domain.routing.waits import free_of, rivals

AGENTS = ("ann", "ben", "cem", "lee")
TEAMS = (None, "tea", "coffee")
NEEDS = ((), (Need("chinese", 1),), (Need("chinese", 3),), (Need("billing", 1), Need("chinese", 1)))
POLICIES = [
    Policy("least_loaded"),
    Policy("longest_idle", prefer_last_agent=False),
    Policy("least_loaded", offer_seconds=20),
    Policy("longest_idle", offer_seconds=20),
    Policy("manual"),
]
agents, teams, needs = st.sampled_from(AGENTS), st.sampled_from(TEAMS), st.sampled_from(NEEDS)
priorities, pick = st.sampled_from(PRIORITIES), st.integers(0, 10_000)


def _posts() -> list[Post]:
    def post(name: str, capacity: int, **more: Any) -> Post:
        return Post(name, name.title(), here=False, capacity=capacity, **more)

    return [
        post("ann", 2, teams={"tea": 100}, skills={"chinese": 2}),
        post("ben", 1, teams={"tea": 50, "coffee": 100}, skills={"chinese": 5, "billing": 2}),
        post("cem", 3, teams={"coffee": 25}, inbox_capacity=1),
        post("lee", 2, teams={"tea": 100, "coffee": 100}, skills={"billing": 1}, serves_again=False),
    ]


class AtTheDesk(RuleBasedStateMachine):
    """The clock jumps, people come and go, offers end in every way; the rules decide after every step."""

    @initialize(policy=st.sampled_from(POLICIES))
    def opens(self, policy: Policy) -> None:
        self.now = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
        self.policy = policy
        self.audit = Audit(_posts(), policy)
        self.desk = Desk(_posts(), policy, self._note)
        self.number = 0
        for agent_id in AGENTS:
            self.desk.comes(agent_id, self.now)

    def _note(self, step: Step) -> None:
        self.audit.see(step)

    def _in(self, *states: str) -> list[Talk]:
        return [talk for talk in self.desk.talks.values() if talk.state in states]

    def _give(self) -> None:
        while self.policy.gives and self.desk.give(self.now) is not None:
            pass

    # Visitors.

    @rule(
        people=st.lists(st.tuples(priorities, teams, needs, st.sampled_from((None, *AGENTS))), min_size=1, max_size=4)
    )
    def somebody_comes(self, people: list[tuple[str, str | None, tuple[Need, ...], str | None]]) -> None:
        for priority, team_id, wanted, last in people:
            self.number += 1
            self.desk.arrive(Waiting(f"c{self.number:03}", 0, priority, team_id, wanted, last), self.now)
            self._give()

    @precondition(lambda self: self._in("waiting", "offered"))
    @rule(which=pick)
    def somebody_leaves_the_line(self, which: int) -> None:
        standing = self._in("waiting", "offered")
        self.desk.leave(standing[which % len(standing)].id, self.now)
        self._give()

    @precondition(lambda self: self._in("waiting", "offered", "held"))
    @rule(which=pick, priority=priorities, wanted=needs, both=st.booleans())
    def somebody_has_another_priority_or_need(
        self, which: int, priority: str, wanted: tuple[Need, ...], both: bool
    ) -> None:
        known = self._in("waiting", "offered", "held")
        changes: dict[str, Any] = {"priority": priority} | ({"needs": wanted} if both else {})
        self.desk.change(known[which % len(known)].id, self.now, **changes)
        self._give()

    # Agents.

    @rule(agent_id=agents)
    def an_agent_comes(self, agent_id: str) -> None:
        self.desk.comes(agent_id, self.now)
        self._give()

    @rule(agent_id=agents)
    def an_agent_steps_away(self, agent_id: str) -> None:
        self.desk.steps_away(agent_id, self.now)
        self._give()

    @rule(agent_id=agents)
    def an_agent_loses_the_connection(self, agent_id: str) -> None:
        self.desk.loses_connection(agent_id, self.now)
        self._give()

    @rule(agent_id=agents)
    def an_agent_is_gone(self, agent_id: str) -> None:
        self.desk.goes(agent_id, self.now)
        assert not self.desk.has[agent_id]
        self._give()

    # Offers.

    @precondition(lambda self: self._in("offered"))
    @rule(which=pick, how=st.sampled_from(("accept", "decline", "miss")))
    def an_offer_ends(self, which: int, how: str) -> None:
        offered = self._in("offered")
        talk = offered[which % len(offered)]
        asked = talk.agent_id or ""
        getattr(self.desk, how)(talk.id, self.now)
        assert how != "miss" or not self.desk.posts[asked].here, "whoever missed it counts as here"
        self._give()
        assert how == "accept" or talk.agent_id != asked, "asked the same again at once"

    @precondition(lambda self: not self.policy.gives and self._in("waiting"))
    @rule(agent_id=agents)
    def an_agent_claims(self, agent_id: str) -> None:
        post = self.desk.posts[agent_id]
        able = [waiting for waiting in self.desk.heads() if look_at(post, waiting, self.now).why_not is None]
        if able:
            self.desk.claim(able[0].id, agent_id, self.now)

    # Talking.

    @precondition(lambda self: self._in("held"))
    @rule(which=pick)
    def a_conversation_is_resolved(self, which: int) -> None:
        held = self._in("held")
        self.desk.resolve(held[which % len(held)].id, self.now)
        self._give()

    @precondition(lambda self: self._in("held"))
    @rule(which=pick, agent_id=agents, team_id=teams, to_team=st.booleans())
    def a_conversation_is_handed_on(self, which: int, agent_id: str, team_id: str | None, to_team: bool) -> None:
        held = self._in("held")
        talk = held[which % len(held)]
        if not to_team and agent_id != talk.agent_id and free_of(self.desk.posts[agent_id]):
            self.desk.hand_to(talk.id, agent_id, self.now)
        else:
            giver = talk.agent_id
            self.desk.hand_to_team(talk.id, team_id, self.now)
            self._give()
            assert talk.agent_id != giver, "given back to who gave it away"
        self._give()

    # Time.

    @rule(seconds=st.sampled_from((1, 21, 700, 3600, -3600)))
    def the_clock_goes_on_or_jumps(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)
        self._give()

    # What holds at all times.

    @invariant()
    def everybody_is_in_exactly_one_list(self) -> None:
        listed = Counter(self.desk.listed())
        assert set(listed.values()) <= {1}
        assert set(listed) == self.audit.unfinished() == {talk.id for talk in self._in("waiting", "offered", "held")}

    @invariant()
    def nobody_has_two_owners_or_more_than_their_capacity(self) -> None:
        for agent_id, post in self.desk.posts.items():
            held = [talk.id for talk in self._in("held") if talk.agent_id == agent_id]
            asked = [talk.id for talk in self._in("offered") if talk.agent_id == agent_id]
            assert sorted(self.desk.has[agent_id]) == sorted(held)
            assert post.load == post.inbox_load == len(held) + len(asked)
            assert post.load <= min(post.capacity, post.inbox_capacity or post.capacity)
            assert not asked or post.id in self.desk._connected, "an empty chair is asked"

    @invariant()
    def of_equal_priority_and_needs_the_earlier_stands_first(self) -> None:
        line = self.desk.line()
        for priority in PRIORITIES:
            arrivals = [self.desk.talks[w.id].arrival for w in line if w.priority == priority]
            assert arrivals == sorted(arrivals) and len(set(arrivals)) == len(arrivals)

    @invariant()
    def nobody_waits_beside_somebody_free(self) -> None:
        if self.policy.gives:
            posts = self.desk.posts.values()
            assert not [w.id for w in self.desk.line() if any(look_at(p, w, self.now).why_not is None for p in posts)]

    @invariant()
    def the_auditor_has_no_complaint(self) -> None:
        assert self.audit.faults.count == 0, self.audit.faults

    @invariant()
    def whoever_somebody_here_could_take_has_a_wait(self) -> None:
        line, posts = self.desk.line(), list(self.desk.posts.values())
        for waiting, rival in zip(line, rivals(line, posts), strict=True):
            why = {look_at(post, waiting, self.now).why_not for post in posts}
            assert (rival is None) == (why <= {"other_team", "lacks_skill", "not_here"})


TestAtTheDesk = AtTheDesk.TestCase
TestAtTheDesk.settings = settings(max_examples=150, stateful_step_count=60, deadline=None, derandomize=True)
