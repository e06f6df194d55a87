"""`deskbell route evaluate`: how honest the queue is, and what it costs. Counts are the seed's; milliseconds the machine's."""

from __future__ import annotations

import argparse
import sys
import time
from typing import Any

import msgspec

from deskbell.domain.routing.simulation.audit import Faults, audit
from deskbell.domain.routing.simulation.busy_day import busy_day
from deskbell.domain.routing.simulation.engine import Played, play
from deskbell.domain.routing.simulation.figures import Figures, Told, figures_of
from deskbell.progress import say, tell
from deskbell.route.cost import AGENTS, LINES, Cost, cost_with
from deskbell.settings import Settings

AIM_INSIDE, AIM_MS = 0.8, 1.0


class Evaluation(msgspec.Struct, frozen=True):
    seed: int
    agents: int
    figures: Figures
    faults: Faults
    decisions: int
    decisions_a_second: float
    """Of CPU, with all that the simulation does around them."""
    costs: list[Cost]


async def evaluate(_settings: Settings, options: argparse.Namespace) -> int:
    """Play a made-up busy day on the real rules, and say how true the waits were, how fair the loads, and what it costs."""
    found = await _evaluation(options.arrivals, options.seed)
    text = msgspec.json.encode(_as_data(found)).decode() if options.json else _as_text(found)
    sys.stdout.write(f"{text}\n")
    return 0


async def _evaluation(arrivals: int, seed: int) -> Evaluation:
    day = busy_day(arrivals, seed)
    began = time.process_time()
    played = play(day, tells=False, progress=tell("deciding", "arrivals"))
    seconds = time.process_time() - began
    told = play(day, progress=tell("telling waits", "arrivals"))  # the same day again: telling is not deciding
    costs = []
    for waiting in LINES:
        say(f"measuring with {waiting} waiting")
        costs.append(await cost_with(waiting, seed))
    say("")
    return Evaluation(
        seed=seed,
        agents=len(day.workers),
        figures=figures_of(told),
        faults=_faults(told),
        decisions=played.decisions,
        decisions_a_second=played.decisions / seconds if seconds else 0.0,
        costs=costs,
    )


def _faults(played: Played) -> Faults:
    posts = [worker.post() for worker in played.day.workers]
    return audit(played.steps, posts, played.day.policy, played.listed).faults


def _as_data(found: Evaluation) -> dict[str, Any]:
    data: dict[str, Any] = msgspec.to_builtins(found)
    data["figures"]["abandonment"] = found.figures.abandonment
    data["figures"]["told"]["share_inside"] = found.figures.told.share_inside
    data["faults"] = {kind: len(who) for kind, who in data["faults"].items()}
    return data


def _as_text(found: Evaluation) -> str:
    figures, told, waits = found.figures, found.figures.told, found.figures.waits
    longest = ", ".join(f"{name} {_minutes(seconds)}" for name, seconds in sorted(figures.longest_by_priority.items()))
    lines = [
        f"A busy day: {figures.arrivals} arrivals, {found.agents} agents, seed {found.seed}",
        "",
        _row("Faults", ", ".join(f"{len(who)} {kind.replace('_', ' ')}" for kind, who in _each(found.faults))),
        _row("Served", f"{figures.served}, left {figures.left} ({figures.abandonment:.1%}), waiting {figures.waiting}"),
        _row("Waits", f"median {_minutes(waits.median)}, nine of ten within {_minutes(waits.nine_of_ten)}"),
        _row("Longest wait", f"{_minutes(waits.longest)} ({longest})"),
        *_inside_rows(told),
        _row("Load difference", f"{figures.load_difference:.2f} conversations, {figures.equal_pairs} equal pairs"),
        _row("Decisions", f"{found.decisions}, {found.decisions_a_second:,.0f} a second of CPU"),
        "",
        f"CPU of one decision, {AGENTS} agents (aim: under {AIM_MS:.0f} ms at 1,000 waiting)",
        "",
        "  waiting   the rule  bare min()   ratio   with SQLite   all waits in line",
        *(_cost_row(cost) for cost in found.costs),
    ]
    return "\n".join(lines)


def _inside_rows(told: Told) -> list[str]:
    if not told.shown:
        return [_row("Inside the range", "no range was shown to anybody")]
    return [
        _row("Inside the range", f"{told.share_inside:.1%} of {told.shown} shown (aim: {AIM_INSIDE:.0%})"),
        _row("", f"{told.shorter} shorter, {told.longer} longer; a range is {_minutes(told.width)} wide (median)"),
    ]


def _each(faults: Faults) -> list[tuple[str, list[str]]]:
    return [(kind, getattr(faults, kind)) for kind in faults.__struct_fields__]


def _row(name: str, what: str) -> str:
    return f"  {name:<18}{what}"


def _cost_row(cost: Cost) -> str:
    return (
        f"  {cost.waiting:>7,} {cost.rule_ms:>7.3f} ms {cost.baseline_ms:>8.3f} ms {cost.rule_to_baseline:>7.1f}"
        f" {cost.decision_ms:>10.2f} ms {cost.estimates_ms:>16.2f} ms"
    )


def _minutes(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"
