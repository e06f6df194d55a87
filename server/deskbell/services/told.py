"""What everybody in line was told last, and what happened in each line since. At hand in memory, and stored before it is
told: what was promised (`domain.routing.promise`) and where somebody stood outlives a restart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

import msgspec

from deskbell.domain.routing.promise import Promise, is_broken, moved
from deskbell.storage.queue import Queued

ASK_AGAIN = timedelta(seconds=30)
Kind = tuple[str | None, str | None, str]
"""Team, the team it overflowed to, and needs: whoever has the same competes for the same agents."""


def kind_of(place: Queued) -> Kind:
    return place.team_id, place.overflow_team_id, place.needs


class Crew(msgspec.Struct, frozen=True):
    """The agents who could take conversations of one kind now."""

    agent_ids: frozenset[str] = frozenset()
    places: int = 0


class Stood(msgspec.Struct, frozen=True):
    """Where somebody stood when the line was told."""

    order: int
    kind: Kind
    position: int


class Line(msgspec.Struct):
    """An inbox's line as it was told last."""

    told_at: datetime | None = None
    stood: dict[str, Stood] = {}
    crews: dict[Kind, Crew] = {}
    promises: dict[str, Promise] = {}
    closed: str | None = None
    """What becomes of those in line while the inbox is closed; None while it is open."""
    asked_again_at: datetime | None = None

    def move(self, by: timedelta) -> None:
        """The clock was put back or forward: the moments that were told move with it."""
        self.told_at = self.told_at and self.told_at + by
        self.asked_again_at = self.asked_again_at and self.asked_again_at + by
        self.promises = {key: moved(promise, by) for key, promise in self.promises.items()}


_DECODER = msgspec.msgpack.Decoder(Line)


def stored(line: Line) -> bytes:
    """As it is kept, without the crews: after a restart everybody comes back in their own time, and nobody left by that."""
    return msgspec.msgpack.encode(msgspec.structs.replace(line, crews={}))


def read(line: bytes) -> Line:
    return _DECODER.decode(line)


class Mover(msgspec.Struct, frozen=True):
    """Somebody who came to stand before others who were in line already, and why."""

    order: int
    stood: Stood | None
    """Where they stood before; None: not in line."""
    kind: Kind
    agent_ids: frozenset[str]
    code: str

    def passes(self, order: int, crew: Crew) -> bool:
        """Whether they were placed before somebody of that order who waits for the same agents."""
        is_new = self.stood is None or self.stood.kind != self.kind or self.stood.order > order
        return self.order < order and is_new and not self.agent_ids.isdisjoint(crew.agent_ids)

    def overtakes(self, order: int) -> bool:
        """Whether they stand before somebody of that order now and did not, whomever the two wait for."""
        return self.order < order and (self.stood is None or self.stood.order > order)


class Told:
    """The lines of all inboxes, as they were told last."""

    def __init__(self) -> None:
        self._lines: dict[str, Line] = {}

    def line(self, inbox_id: str) -> Line | None:
        """None: since the start nothing was told of it."""
        return self._lines.get(inbox_id)

    def promise(self, inbox_id: str, conversation_id: str, since: datetime | None) -> Promise | None:
        """What somebody was told of the wait that began then."""
        line = self._lines.get(inbox_id)
        promise = line.promises.get(conversation_id) if line is not None and conversation_id in line.stood else None
        return promise if promise is not None and promise.since == since else None

    def keep(self, inbox_id: str, line: Line) -> None:
        self._lines[inbox_id] = line

    def move(self, by: timedelta) -> None:
        """The clock was put back or forward (see `Line.move`)."""
        for line in self._lines.values():
            line.move(by)

    def broken(self, now: datetime) -> list[str]:
        """The inboxes in whose line a promise was not kept: they are to be told anew, every now and then."""
        found = []
        for inbox_id, line in self._lines.items():
            if line.asked_again_at is not None and now < line.asked_again_at + ASK_AGAIN:
                continue
            if any(is_broken(promise, now) for promise in line.promises.values()):
                line.asked_again_at = now
                found.append(inbox_id)
        return found


def cause_of(movers: Iterable[Mover], order: int, stood: Stood | None, crew: Crew, before: Crew | None) -> str | None:
    """What happened since the line was told that makes the wait of somebody who stood in it longer.

    Of a line that was told before a restart nobody knows who was there (`before` is None); where nobody is now, they left.
    """
    unknown = None if crew.places else "agent_left"
    if stood is None:
        return unknown
    for mover in movers:
        if mover.passes(stood.order, crew):
            return mover.code
    if order > stood.order:
        return "reordered"
    if before is None:
        return unknown
    return "agent_left" if crew.places < before.places else None


def rise_of(movers: Iterable[Mover], stood: Stood) -> str:
    """Why somebody who stood there is further back: who went ahead, or their own priority, or the rule of it, is another."""
    return next((mover.code for mover in movers if mover.overtakes(stood.order)), "reordered")


def newcomers(line: Mapping[str, tuple[int, Kind]], told: Line) -> list[str]:
    """Who stands before somebody who was in line already and did not stand there, when the line was told."""
    last = max((order for cid, (order, _) in line.items() if cid in told.stood), default=None)
    if last is None:
        return []
    return [cid for cid, (order, kind) in line.items() if order < last and _has_moved(told.stood.get(cid), order, kind)]


def _has_moved(stood: Stood | None, order: int, kind: Kind) -> bool:
    return stood is None or stood.kind != kind or order < stood.order
