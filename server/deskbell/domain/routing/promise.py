"""What somebody in line was told of their wait, and when they are told something else.

A wait that was told is a promise: "by then it is your turn". It may always become earlier. It becomes later only with a
reason: somebody was placed ahead, an agent who could take it left, or conversations take so much longer that the promise
cannot be kept. A later estimate without one of these is drift of the measurement, and the old promise stands.

A place is told the same way: further back only with the reason, whether the wait grew by it or not.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from deskbell.domain.routing.waits import Wait

REASONS = ("priority_ahead", "returned", "transferred_ahead", "agent_left", "slower", "reordered")
NO_NEWS_SECONDS = 30.0
"""An estimate that differs by less is the same."""
Range = tuple[float, float]


class Reason(msgspec.Struct, frozen=True):
    """Why the wait grew: `code` is one of REASONS, `before` the whole wait told before, in seconds since it began."""

    code: str
    before: Range | None
    at: datetime


class Rise(msgspec.Struct, frozen=True):
    """Why the place is further back than it was; shown until it is no more."""

    code: str
    at: datetime
    owed: int
    """The place before."""


class Promise(msgspec.Struct, frozen=True):
    """What one conversation in line was told last."""

    since: datetime
    """When this wait began; of another wait it says nothing."""
    told_at: datetime
    left: Wait | None
    """Seconds from `told_at`; None: no wait could be told."""
    ends_at: datetime | None = None
    """The moment promised last."""
    total: Range | None = None
    """The whole wait told last, in seconds since it began."""
    reason: Reason | None = None
    owed_at: datetime | None = None
    """The moment that was promised before it grew; the reason is shown until the wait is no longer than that."""
    cause: str | None = None
    """What happened since, which may become the reason."""
    rise: Rise | None = None

    @property
    def told_reason(self) -> Reason | None:
        """The newer one of why the wait grew and why the place is further back; of a place there is no wait before."""
        if self.rise is None or (self.reason is not None and self.reason.at >= self.rise.at):
            return self.reason
        return Reason(self.rise.code, None, self.rise.at)


def first(since: datetime, now: datetime, left: Wait | None) -> Promise:
    """The first word of a wait."""
    return _told(Promise(since, now, None), now, left)


def follow(
    before: Promise, left: Wait | None, now: datetime, *, cause: str | None = None, moved: bool = False
) -> Promise:
    """What is told after `before` where the wait is now worked out as `left`.

    `cause` is what happened since that could make it longer; `moved`: something else of it is told anew anyway (a place,
    the agents), so that the wait is told as of now, too.
    """
    cause = cause or before.cause
    if left is None:
        return _silent(before, now, cause, moved=moved)
    if before.ends_at is None:
        return _told(before, now, left)
    late = (_end(now, left) - before.ends_at).total_seconds()
    if late > NO_NEWS_SECONDS:
        return _later(before, left, now, cause, moved=moved)
    if not moved and before.left is not None and late > -NO_NEWS_SECONDS:
        return before if late <= 0 else msgspec.structs.replace(before, cause=cause)
    return msgspec.structs.replace(_within(before, left, now), cause=cause if late > 0 else None)


def placed(promise: Promise, rise: Rise | None, was: int, position: int, code: str, now: datetime) -> Promise:
    """The same to somebody who stood at `was` and stands at `position` now; `rise` is what was told of that before.

    `code` is why, if that is further back.
    """
    if position > was:
        rise = Rise(code, now, was if rise is None else min(rise.owed, was))
    elif rise is not None and position <= rise.owed:
        rise = None
    return msgspec.structs.replace(promise, rise=rise)


def moved(promise: Promise, by: timedelta) -> Promise:
    """The same promise by a clock that was put back or forward."""
    reason = promise.reason and msgspec.structs.replace(promise.reason, at=promise.reason.at + by)
    rise = promise.rise and msgspec.structs.replace(promise.rise, at=promise.rise.at + by)
    moments = {name: getattr(promise, name) for name in ("since", "told_at", "ends_at", "owed_at")}
    later = {name: at and at + by for name, at in moments.items()}
    return msgspec.structs.replace(promise, reason=reason, rise=rise, **later)


def is_broken(promise: Promise, now: datetime) -> bool:
    """Whether the promised moment is over."""
    return promise.left is not None and promise.ends_at is not None and promise.ends_at <= now


def _later(before: Promise, left: Wait, now: datetime, cause: str | None, *, moved: bool) -> Promise:
    if cause is None and before.ends_at is not None and before.ends_at <= now + timedelta(seconds=left.low):
        cause = "slower"
    if cause is not None:
        return _grown(before, left, now, cause)
    return _within(before, left, now) if moved else before


def _grown(before: Promise, left: Wait, now: datetime, cause: str) -> Promise:
    told = _told(before, now, left)
    owed_at = before.owed_at if before.reason is not None else before.ends_at
    return msgspec.structs.replace(told, reason=Reason(cause, before.total, now), owed_at=owed_at, cause=None)


def _within(before: Promise, left: Wait, now: datetime) -> Promise:
    """As of now, and not later than promised."""
    assert before.ends_at is not None
    most = min(left.high, max(0.0, (before.ends_at - now).total_seconds()))
    told = _told(before, now, Wait(*(min(seconds, most) for seconds in left)))
    told = msgspec.structs.replace(told, ends_at=min(before.ends_at, _end(now, left)))
    made_good = before.owed_at is not None and _end(now, left) <= before.owed_at + timedelta(seconds=NO_NEWS_SECONDS)
    return msgspec.structs.replace(told, reason=None, owed_at=None) if made_good else told


def _silent(before: Promise, now: datetime, cause: str | None, *, moved: bool) -> Promise:
    """No wait can be told now. What was promised is remembered if there is a cause, else nothing is promised any more."""
    if cause is None:
        return before if before.left is None and not moved else first(before.since, now, None)
    if before.left is None:
        return msgspec.structs.replace(before, cause=cause, told_at=now if moved else before.told_at)
    return msgspec.structs.replace(before, told_at=now, left=None, reason=Reason(cause, before.total, now), cause=cause)


def _told(before: Promise, now: datetime, left: Wait | None) -> Promise:
    if left is None:
        return msgspec.structs.replace(before, told_at=now, left=None)
    waited = max(0.0, (now - before.since).total_seconds())
    total = (waited + left.low, waited + left.high)
    return msgspec.structs.replace(before, told_at=now, left=left, ends_at=_end(now, left), total=total)


def _end(now: datetime, left: Wait) -> datetime:
    return now + timedelta(seconds=left.high)
