"""What the clients saw, and how many faults that proves. Pure data and counting: no sockets, no server.

The journal is kept on the clients' side only. `stored` is read over the wire by a client of its own after all is quiet.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


class Line(NamedTuple):
    """A message as a viewer or the store has it."""

    seq: int
    client_id: str


@dataclass
class Journal:
    """One peer's record: what it sent, what was acknowledged, what it showed, in that order."""

    peer: str
    conversation: str = ""
    sent: list[str] = field(default_factory=list)
    acked: dict[str, int] = field(default_factory=dict)
    shown: list[Line] = field(default_factory=list)
    resent: int = 0


@dataclass(frozen=True)
class Faults:
    """All four must be 0."""

    lost: int
    doubled: int
    reordered: int
    not_shown: int

    @property
    def none(self) -> bool:
        return not (self.lost or self.doubled or self.reordered or self.not_shown)


def count_faults(journals: Iterable[Journal], stored: Mapping[str, Sequence[Line]]) -> Faults:
    everyone = list(journals)
    return Faults(
        lost=sum(_lost(journal, stored[journal.conversation]) for journal in everyone),
        doubled=sum(map(_doubled, stored.values())) + sum(_doubled(journal.shown) for journal in everyone),
        reordered=sum(_reordered(journal, stored[journal.conversation]) for journal in everyone),
        not_shown=sum(_not_shown(journal, stored[journal.conversation]) for journal in everyone),
    )


def _lost(journal: Journal, stored: Sequence[Line]) -> int:
    """Acknowledged, and not in the store at the place that was acknowledged."""
    there = set(stored)
    return sum(Line(seq, client_id) not in there for client_id, seq in journal.acked.items())


def _doubled(lines: Sequence[Line]) -> int:
    return sum(times - 1 for times in Counter(line.client_id for line in lines).values())


def _reordered(journal: Journal, stored: Sequence[Line]) -> int:
    """Own messages stored in another order than sent; shown out of order; shown otherwise than stored."""
    mine = set(journal.sent)
    kept = [line.client_id for line in sorted(stored) if line.client_id in mine]
    order = {client_id: number for number, client_id in enumerate(journal.sent)}
    sent_order = _inversions([order[client_id] for client_id in dict.fromkeys(kept)])
    shown_order = _inversions([line.seq for line in journal.shown])
    at = dict(sorted(stored))
    differs = sum(at.get(line.seq, line.client_id) != line.client_id for line in journal.shown)
    return sent_order + shown_order + differs


def _inversions(numbers: Sequence[int]) -> int:
    return sum(later <= earlier for earlier, later in itertools.pairwise(numbers))


def _not_shown(journal: Journal, stored: Sequence[Line]) -> int:
    seen = {line.client_id for line in journal.shown}
    return len({line.client_id for line in stored} - seen)
