"""What happens when: a clock that jumps to the next event."""

from __future__ import annotations

import heapq
import itertools
import math
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any


class Agenda:
    """Events in order of their moment, in seconds since `start`; of one moment in the order in which they were planned."""

    def __init__(self, start: datetime) -> None:
        self.now = 0.0
        self._start = start
        self._number = itertools.count()
        self._events: list[tuple[float, int, Callable[..., object], tuple[Any, ...]]] = []

    @property
    def time(self) -> datetime:
        return self._start + timedelta(seconds=self.now)

    def at(self, moment: float, act: Callable[..., object], *about: Any) -> None:
        """Plan `act(*about)`; never is fine, too."""
        if moment < math.inf:
            heapq.heappush(self._events, (moment, next(self._number), act, about))

    def in_(self, seconds: float, act: Callable[..., object], *about: Any) -> None:
        self.at(self.now + seconds, act, *about)

    def next(self) -> bool:
        """Let the next thing happen; False when there is none."""
        if not self._events:
            return False
        self.now, _, act, about = heapq.heappop(self._events)
        act(*about)
        return True
