"""What the tools say on the terminal: named steps with their time, and errors that tell what to do next.

Only the standard library: these lines run before anything is installed.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
SHOWN_LINES = 40


class StepFailed(Exception):
    """A step could not be done; the text says why and what to do next."""


def say(text: str) -> None:
    print(text, flush=True)


def give_up(text: str) -> NoReturn:
    print(f"\n{text}", file=sys.stderr, flush=True)
    raise SystemExit(1)


@contextmanager
def step(name: str) -> Iterator[None]:
    say(f"==> {name}")
    began = time.monotonic()
    yield
    say(f"    done in {time.monotonic() - began:.1f} s")


def run_quietly(
    command: Sequence[str | Path],
    *,
    advice: str,
    timeout: float,
    env: Mapping[str, str] | None = None,
    cwd: Path = ROOT,
) -> str:
    """Run a command whose output matters only when it fails; then show its last lines and the advice."""
    line = [str(part) for part in command]
    try:
        done = subprocess.run(
            line, cwd=cwd, env=env, timeout=timeout, text=True, check=False,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise StepFailed(f"{' '.join(line[:4])} … took longer than {timeout:.0f} s.\n{advice}") from None
    except OSError as error:
        raise StepFailed(f"{line[0]} cannot be started: {error}.\n{advice}") from None
    if done.returncode:
        tail = "\n".join(done.stdout.splitlines()[-SHOWN_LINES:])
        raise StepFailed(f"{tail}\n\n{' '.join(line[:4])} … ended with {done.returncode}.\n{advice}")
    return done.stdout
