"""Whatever happens on the floor, in whatever order, on the real rules and a real database: nobody waits in vain, nobody
is asked who may not take it, everybody is in exactly one place."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from deskbell.domain.people import AgentActor
from deskbell.domain.records import Conversation
from tests.services.machine_world import Floor, furnish
from tests.world import open_world

pick, who = st.integers(0, 10_000), st.integers(0, 2)
Step = Coroutine[Any, Any, Any]


Rule = TypeVar("Rule", bound=Callable[..., Any])
Fits = Callable[["OnTheFloor", Conversation], Any]


def _waits(_machine: OnTheFloor, conversation: Conversation) -> bool:
    return conversation.waiting and conversation.queue_order is not None


def _is_offered(_machine: OnTheFloor, conversation: Conversation) -> bool:
    return conversation.offered_to is not None


def _has_bot(_machine: OnTheFloor, conversation: Conversation) -> bool:
    return conversation.assignee_type == "bot"


def _is_talking(machine: OnTheFloor, conversation: Conversation) -> bool:
    """With an agent who can do anything now."""
    return conversation.assignee_id in {agent.id for agent in machine.here}


def _was_handed(machine: OnTheFloor, conversation: Conversation) -> bool:
    return _is_talking(machine, conversation) and conversation.transferred_by is not None


def _if_any(fits: Fits) -> Callable[[Rule], Rule]:
    """The rule makes sense while some open conversation is like that."""
    return precondition(lambda machine: any(fits(machine, conversation) for conversation in machine.open))


class OnTheFloor(RuleBasedStateMachine):
    """The loop runs inside the machine: a step is a coroutine that is run to its end, with all that follows at once."""

    def __init__(self) -> None:
        super().__init__()
        self._runner, self._stack = asyncio.Runner(), AsyncExitStack()
        folder = self._stack.enter_context(tempfile.TemporaryDirectory())
        self.open: list[Conversation] = []
        self.here: list[AgentActor] = []
        self._world = self._runner.run(
            self._stack.enter_async_context(open_world(Path(folder), rate_limit_scale=1000.0))
        )

    def teardown(self) -> None:
        self._runner.run(self._stack.aclose())
        self._runner.close()

    @initialize(
        offer_seconds=st.sampled_from((20, 20, 0)), again=st.booleans(), closing=st.sampled_from(("serve", "form"))
    )
    def opens(self, offer_seconds: int, again: bool, closing: str) -> None:
        policy = {"offer_seconds": offer_seconds, "prefer_last_agent": again, "closing": closing}
        self.floor: Floor = self._runner.run(furnish(self._world, **policy))
        self._do(self.floor.somebody_comes("", vip=False))

    def _do(self, step: Step) -> None:
        """The step, and what follows from it at once; then look round for what can be done next."""

        async def and_what_follows() -> None:
            await step
            await self.floor.settles()
            self.open, self.here = await self.floor.open(), await self.floor.here()

        self._runner.run(and_what_follows())

    def _to_one(self, which: int, fits: Fits, step: Callable[[Conversation], Step]) -> None:
        """Take the step with one of the open conversations that it fits."""
        known = [conversation for conversation in self.open if fits(self, conversation)]
        self._do(step(known[which % len(known)]))

    def _person(self, number: int) -> AgentActor:
        return self.floor.people[number]

    # Visitors.

    @rule(needs=st.sampled_from(("", "team", "skill")), vip=st.booleans())
    def somebody_comes(self, needs: str, vip: bool) -> None:
        self._do(self.floor.somebody_comes(needs, vip))

    @_if_any(_has_bot)
    @rule(which=pick)
    def somebody_asks_again(self, which: int) -> None:
        self._to_one(which, _has_bot, self.floor.asks_again)

    @_if_any(_waits)
    @rule(which=pick)
    def somebody_leaves_the_line(self, which: int) -> None:
        self._to_one(which, _waits, self.floor.leaves_the_line)

    @_if_any(_waits)
    @rule(which=pick, tagged=st.booleans())
    def somebody_is_a_vip_or_not(self, which: int, tagged: bool) -> None:
        self._to_one(which, _waits, lambda c: self.floor.is_tagged(c, ["vip"] if tagged else []))

    # Agents.

    @precondition(lambda self: self.here)
    @_if_any(_waits)
    @rule(which=pick, person=pick)
    def an_agent_claims(self, which: int, person: int) -> None:
        self._to_one(which, _waits, lambda c: self.floor.claims(self.here[person % len(self.here)], c))

    @_if_any(_is_offered)
    @rule(which=pick, how=st.sampled_from(("accept", "decline")))
    def an_offer_is_answered(self, which: int, how: str) -> None:
        self._to_one(which, _is_offered, lambda c: self.floor.answers(c, how))

    @_if_any(_is_talking)
    @rule(which=pick, to=who)
    def it_is_handed_to_a_colleague(self, which: int, to: int) -> None:
        self._to_one(which, _is_talking, lambda c: self.floor.hands_to(c, self._person(to)))

    @_if_any(_is_talking)
    @rule(which=pick)
    def it_is_handed_to_the_team(self, which: int) -> None:
        self._to_one(which, _is_talking, self.floor.hands_to_team)

    @_if_any(_is_talking)
    @rule(which=pick)
    def it_is_handed_to_the_bot(self, which: int) -> None:
        self._to_one(which, _is_talking, self.floor.hands_to_bot)

    @_if_any(_was_handed)
    @rule(which=pick)
    def it_is_refused(self, which: int) -> None:
        self._to_one(which, _was_handed, self.floor.refuses)

    @precondition(lambda self: self.open)
    @rule(which=pick)
    def it_is_resolved(self, which: int) -> None:
        self._do(self.floor.resolves(self.open[which % len(self.open)]))

    @rule(person=who, comes=st.booleans())
    def a_connection_comes_or_goes(self, person: int, comes: bool) -> None:
        self._do((self.floor.comes if comes else self.floor.goes)(self._person(person)))

    @rule(person=who, online=st.booleans())
    def an_agent_is_online_or_away(self, person: int, online: bool) -> None:
        self._do(self.floor.is_shown(self._person(person), online))

    # Settings, time, the machine.

    @rule(person=who, what=st.sampled_from(("capacity", "inbox", "team", "skills", "name")), more=st.booleans())
    def an_agent_is_edited(self, person: int, what: str, more: bool) -> None:
        self._do(self.floor.is_changed(self._person(person), what, more))

    @rule(is_open=st.booleans())
    def the_shop_opens_or_closes(self, is_open: bool) -> None:
        self._do(self.floor.opens(is_open))

    @rule(seconds=st.sampled_from((15, 61)))
    def time_passes(self, seconds: int) -> None:
        self._do(self.floor.settles(seconds=seconds))

    @rule()
    def the_server_restarts(self) -> None:
        self._do(self.floor.restarts(down_seconds=30))

    @invariant()
    def all_is_well(self) -> None:
        if hasattr(self, "floor"):
            self._runner.run(self.floor.check())


TestOnTheFloor = OnTheFloor.TestCase
TestOnTheFloor.settings = settings(max_examples=6, stateful_step_count=20, deadline=None, derandomize=True)
