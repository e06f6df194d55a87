"""What a decision costs, in seconds of CPU: the rule alone, the whole decision with reading the floor, and a bare baseline.

The baseline finds the first in line and the least loaded agent of the same data, with no rule: what any decision costs at
least. Compare ratios: seconds are the machine's.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Awaitable, Callable, Sequence

import msgspec

from deskbell.domain.routing.choice import next_choice
from deskbell.domain.routing.floor import Post, Waiting
from deskbell.domain.routing.policy import Policy
from deskbell.domain.routing.simulation.busy_day import CROWD, busy_day
from deskbell.domain.routing.waits import Pace, estimates
from deskbell.route.floor import NOW, full_floor, line_of, posts_of
from deskbell.services.routing.giving import decide

AGENTS = 200
LINES = (10, 100, 1_000)
_POLICY = Policy(assignment="least_loaded")
_PACE = Pace([300.0 + 20 * n for n in range(50)], gives=True)
Act = Callable[[], object]


class Cost(msgspec.Struct, frozen=True):
    """With so many waiting, in milliseconds of CPU; of several rounds the fastest."""

    waiting: int
    rule_ms: float
    decision_ms: float
    """With reading the floor from SQLite."""
    baseline_ms: float
    estimates_ms: float
    """The waits of everybody in line, all together."""

    @property
    def rule_to_baseline(self) -> float:
        return self.rule_ms / self.baseline_ms


async def cost_with(waiting: int, seed: int, rounds: int = 5) -> Cost:
    """Of the decision for one place that became free, with `waiting` in line and 200 agents."""
    day = busy_day(AGENTS * CROWD, seed)
    workers, line = day.workers, line_of(day.arrivals[:waiting])
    posts = posts_of(workers)
    async with full_floor(workers, line) as (core, inbox), core.read() as conn:
        decision = await _fastest(lambda: decide(core, conn, inbox.id, _POLICY, NOW), rounds)
    return Cost(
        waiting=waiting,
        rule_ms=_fastest_of(lambda: next_choice(line, posts, _POLICY, NOW), rounds),
        decision_ms=decision,
        baseline_ms=_fastest_of(lambda: _bare(line, posts), rounds),
        estimates_ms=_fastest_of(lambda: estimates(line, posts, _PACE), rounds),
    )


def _bare(line: Sequence[Waiting], posts: Sequence[Post]) -> tuple[Waiting, Post]:
    return min(line, key=lambda waiting: waiting.order), min(posts, key=lambda post: post.load / post.capacity)


def _fastest_of(act: Act, rounds: int, times: int = 20) -> float:
    """Milliseconds of CPU of one, in the fastest round: what else the machine did is not the rule's."""
    act()
    gc.collect()
    best = float("inf")
    for _ in range(rounds):
        began = time.process_time()
        for _ in range(times):
            act()
        best = min(best, (time.process_time() - began) / times)
    return best * 1000


async def _fastest(act: Callable[[], Awaitable[object]], rounds: int, times: int = 10) -> float:
    await act()
    gc.collect()
    best = float("inf")
    for _ in range(rounds):
        began = time.process_time()
        for _ in range(times):
            await act()
        best = min(best, (time.process_time() - began) / times)
    return best * 1000
