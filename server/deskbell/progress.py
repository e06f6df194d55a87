"""How far long work on the command line is: one line on the error output, where somebody looks at it."""

from __future__ import annotations

import sys
from collections.abc import Callable

Progress = Callable[[int, int], None]
"""(done, of)."""
_TIMES = 20


def say(words: str) -> None:
    """The line as it is now; empty words wipe it. Where nobody looks, every line stands by itself."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{words}")
    elif words:
        sys.stderr.write(f"{words}\n")
    sys.stderr.flush()


def tell(what: str, unit: str) -> Progress:
    """Says `what: 50 of 1000 unit`, about twenty times."""

    told = 0

    def progress(done: int, of: int) -> None:
        nonlocal told
        if done - told >= max(1, of // _TIMES) or done == of:
            told = done
            say(f"{what}: {done} of {of} {unit}")

    return progress
