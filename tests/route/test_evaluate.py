"""`deskbell route evaluate` prints its figures: counts are the seed's, milliseconds are only there."""

from __future__ import annotations

import json
import subprocess
import sys

import msgspec
import pytest

from deskbell.cli import main
from deskbell.domain.routing.simulation.audit import Faults
from deskbell.domain.routing.simulation.busy_day import busy_day
from deskbell.domain.routing.simulation.engine import play
from deskbell.domain.routing.simulation.figures import figures_of
from deskbell.route import evaluate
from deskbell.route.cost import Cost

ARRIVALS, SEED = 300, 3


def _run(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "deskbell", "route", "evaluate", *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=300)


def test_the_command_prints_the_same_counts_for_the_same_seed() -> None:
    ran = _run("--arrivals", str(ARRIVALS), "--seed", str(SEED), "--json")
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    figures = figures_of(play(busy_day(ARRIVALS, SEED)))
    assert (found["figures"]["served"], found["figures"]["left"]) == (figures.served, figures.left)
    assert found["figures"]["told"]["share_inside"] == figures.told.share_inside
    assert found["figures"]["waits"]["longest"] == pytest.approx(figures.waits.longest)
    assert set(found["faults"].values()) == {0}
    assert [cost["waiting"] for cost in found["costs"]] == [10, 100, 1000]
    for cost in found["costs"]:
        assert all(cost[name] > 0 for name in ("rule_ms", "decision_ms", "baseline_ms", "estimates_ms"))
    assert found["decisions"] > 0 and found["decisions_a_second"] > 0
    assert "300 of 300 arrivals" in ran.stderr, "long work shows how far it is"


def test_the_text_names_every_figure_with_its_aim() -> None:
    played = play(busy_day(ARRIVALS, SEED))
    figures = figures_of(played)
    [nobody] = evaluate._inside_rows(figures.told)
    assert figures.told.shown == 0 and "no range was shown to anybody" in nobody
    told = msgspec.structs.replace(figures.told, shown=10, inside=9)
    text = evaluate._as_text(
        evaluate.Evaluation(
            seed=SEED,
            agents=8,
            figures=msgspec.structs.replace(figures, told=told),
            faults=Faults([], [], [], ["c1"], []),
            decisions=played.decisions,
            decisions_a_second=12_345.6,
            costs=[Cost(waiting=1000, rule_ms=0.2, decision_ms=1.5, baseline_ms=0.1, estimates_ms=4.0)],
        )
    )
    for words in ("1 inversions", "Inside the range", "aim: 80%", "Load difference", "12,346 a second", "Longest wait"):
        assert words in text
    assert "1,000   0.200 ms    0.100 ms     2.0       1.50 ms             4.00 ms" in text


@pytest.mark.parametrize("arrivals", ["0", "-3", "many"])
def test_a_day_needs_somebody_to_come(arrivals: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["route", "evaluate", f"--arrivals={arrivals}"])
    assert ended.value.code == 2 and "--arrivals" in capsys.readouterr().err


def test_the_range_holds_eight_of_ten_true_waits() -> None:
    """A smaller day, and not the one it was tuned on; the command plays the whole."""
    told = figures_of(play(busy_day(3_000, seed=5))).told
    assert told.shown > 1_000 and told.share_inside >= 0.8
    assert told.relative_width < 1.2, "a range that says nothing is no answer"
