"""The order of a line: priority, then the longest wait, and nobody starves.

A priority is a head start: it counts as having waited so many seconds longer. The order of two who wait therefore never
changes while they wait, and whoever has waited as long as the largest head start is passed by nobody who comes later:
the number of people ahead can only fall from then on, which bounds the longest wait under any mix. (Linear ageing with
one slope, as in Kleinrock, "A delay dependent queue discipline", 1964, kept static.)

Arrivals are stamped by the line's own clock, in milliseconds, which never stands still and never goes back: the clock of
the machine may jump, the order of a line may not. Where that one was put back, the line's runs on, ahead of it by as much:
else a head start would be worth an hour more for an hour.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

PRIORITIES = ("vip", "complaint", "normal")
HEAD_START_SECONDS: Mapping[str, int] = {"vip": 600, "complaint": 300}
MOST_HEAD_START = 3600


def stamp(last: int, now: datetime, ahead: int = 0) -> int:
    """The next arrival's moment by the line's clock, after `last`; it is `ahead` of the machine's by so much."""
    return max(last + 1, round(now.timestamp() * 1000) + ahead)


def place(arrival: int, priority: str, head_starts: Mapping[str, int]) -> int:
    """Where in line somebody stands who arrived then: smaller is earlier."""
    return arrival - 1000 * head_starts.get(priority, 0)
