"""Everything CI runs, in order, each with its time: `make test`. Stops at the first tool that finds something.

pytest comes last, as one run, so that the last line on the screen is its own count. Words after the command go to
pytest: `python -m tools.check e2e -k story`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tools import browser, distribution, node
from tools.console import ROOT, StepFailed, give_up, say, step
from tools.environment import venv_python, venv_tool
from tools.postgres import find_binaries

MINUTES = 60.0
PYTEST_MINUTES = 30.0
MOST_WORKERS = 5  # each has a server, a browser and a database of its own: they wait for each other a third of the time


def steps() -> list[tuple[str, list[str | Path]]]:
    python = venv_python()
    found = node.find_or_fetch()
    checks: list[tuple[str, list[str | Path]]] = [
        ("ruff check", [venv_tool("ruff"), "check"]),
        ("ruff format", [venv_tool("ruff"), "format", "--check"]),
        ("mypy --strict", [python, "-m", "mypy", "--num-workers", str(min(os.cpu_count() or 1, 4))]),
        ("import-linter", [venv_tool("lint-imports")]),
        ("tsc --noEmit", [found.node, ROOT / "node_modules" / "typescript" / "bin" / "tsc", "--noEmit"]),
    ]
    desk = sorted(ROOT.glob("admin/tests/*.test.mjs"))
    checks.append(("node --test, widget", [found.node, ROOT / "widget" / "test" / "run.mjs"]))
    checks.append(("node --test, desk", [found.node, "--test", *desk]))
    return checks


def run(name: str, command: Sequence[str | Path], minutes: float = 5.0) -> None:
    """Run one tool with its output in sight."""
    with step(name):
        try:
            done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, timeout=minutes * MINUTES, check=False)
        except subprocess.TimeoutExpired:
            raise StepFailed(f"{name} took longer than {minutes:.0f} minutes and was ended.") from None
    if done.returncode:
        raise StepFailed(f"{name} failed (exit {done.returncode}); its lines are above.")


def prepare_services() -> None:
    browser.prepare()
    if not find_binaries() and os.environ.get("CI") and distribution.can_install():
        distribution.install("postgresql")
    if not find_binaries():
        say("==> No PostgreSQL here: the tests that need it are skipped (Debian: apt-get install postgresql)")


def become_pytest(words: Sequence[str]) -> None:
    """Replace this process, so that pytest's exit code and closing line are the run's own."""
    limit = f"--session-timeout={PYTEST_MINUTES * MINUTES:.0f}"
    os.chdir(ROOT)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # without byte code every import is slow, every time
    # In their order: Playwright keeps a loop running in a worker, in which no test of the server could run afterwards.
    workers = ["-n", str(min((os.cpu_count() or 1) + 4, MOST_WORKERS)), "--dist", "loadfile", "--no-loadscope-reorder"]
    os.execv(venv_python(), [str(venv_python()), "-m", "pytest", limit, *workers, *words])


def main() -> None:
    began = time.monotonic()
    try:
        for name, command in steps():
            run(name, command)
        prepare_services()
        say(f"==> pytest (what came before took {time.monotonic() - began:.1f} s)")
        become_pytest(sys.argv[1:])
    except StepFailed as failure:
        give_up(str(failure))
    except KeyboardInterrupt:
        give_up("Stopped.")


if __name__ == "__main__":
    main()
