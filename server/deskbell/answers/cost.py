"""What work costs: seconds by the clock and of CPU (of all threads), and the most memory the process has had."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec


class Spent(msgspec.Struct):
    """Seconds, added up."""

    wall: float = 0.0
    cpu: float = 0.0


@contextmanager
def spent(into: Spent | None = None) -> Iterator[Spent]:
    """Measure a block, and add it to `into`."""
    total = into if into is not None else Spent()
    wall, cpu = time.perf_counter(), time.process_time()
    yield total
    total.wall += time.perf_counter() - wall
    total.cpu += time.process_time() - cpu


def memory_mb() -> float:
    """The most so far; 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0.0
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024**2 if sys.platform == "darwin" else 1024)
