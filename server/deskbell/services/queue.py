"""The line as it is told to people: place, people ahead, and a wait from measured handling times and the agents who could
take it.

The wait is worked out by `domain.routing.waits` from those who compete for the same agents; what is told of it is a
promise, which becomes later only with a reason (`domain.routing.promise`). Nothing measured, nobody here who could take it
or closed: no number at all, rather than a guess.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain import business_hours
from deskbell.domain.clock import rfc3339
from deskbell.domain.records import Conversation
from deskbell.domain.routing import promise as rules
from deskbell.domain.routing.choice import could_take
from deskbell.domain.routing.floor import Post, Waiting
from deskbell.domain.routing.needs import read_needs
from deskbell.domain.routing.policy import closing_of, policy_of
from deskbell.domain.routing.promise import Promise
from deskbell.domain.routing.waits import MEASURED, Pace, Wait, estimates, pace_of, places_of
from deskbell.services.core import Core
from deskbell.services.posts import read_posts, shown_online
from deskbell.services.remembered import remember, told_before
from deskbell.services.told import Crew, Kind, Line, Mover, Stood, cause_of, kind_of, newcomers, rise_of
from deskbell.storage import floor, history, inboxes, queue
from deskbell.storage.queue import Queued

_CAME_BACK = ("returned", "transferred", "transfer_refused", "overflowed")
_MARGIN = timedelta(seconds=5)
"""A decision may be some moments older than a line that was told before it was stored."""
Wire = dict[str, Any]


class Desk(NamedTuple):
    """What an inbox's waits are worked out from."""

    posts: list[Post]
    pace: Pace
    closed: str | None
    """What becomes of those in line while it is closed: `serve` or `form`; None while it is open."""

    def crew(self, sample: Waiting) -> Crew:
        """The agents here who could take such a conversation."""
        able = [post for post in self.posts if post.here and places_of(post) > 0 and could_take(post, sample)]
        return Crew(frozenset(post.id for post in able), sum(places_of(post) for post in able))

    def waits(self, line: Sequence[Waiting]) -> list[Wait | None]:
        return estimates(line, self.posts, self.pace)


async def look_at_desk(conn: AsyncConnection, inbox_id: str, now: datetime) -> Desk:
    """The state of the desk behind one inbox's line."""
    inbox = await inboxes.by_id(conn, inbox_id)
    posts = await read_posts(conn, inbox_id, shown_online)
    routing = inbox.routing if inbox is not None else {}
    is_open = inbox is not None and business_hours.state(inbox.business_hours, now)["open"]
    handling = await queue.handling_seconds(conn, inbox_id, MEASURED) if is_open else []
    pace = pace_of(policy_of(routing), handling, await history.last_waits(conn, inbox_id, MEASURED) if handling else [])
    return Desk(posts, pace, None if is_open else closing_of(routing))


class Standing(NamedTuple):
    """A line as it stands now, beside what was told of it."""

    line: list[Queued]
    desk: Desk
    crews: dict[Kind, Crew]
    waits: dict[str, Wait | None]
    """By conversation; those who are offered to somebody already are absent."""
    told: Line
    movers: list[Mover]


async def read_line(core: Core, conn: AsyncConnection, inbox_id: str, now: datetime) -> Standing | None:
    """None for an empty line."""
    line = await queue.line(conn, inbox_id)
    if not line:
        return None
    desk = await look_at_desk(conn, inbox_id, now)
    waiting = [as_waiting(place) for place in line]
    crews = {kind: desk.crew(one) for kind, one in {kind_of(p): w for p, w in zip(line, waiting, strict=True)}.items()}
    free = [one for place, one in zip(line, waiting, strict=True) if place.offered_to is None]
    waits = {one.id: wait for one, wait in zip(free, desk.waits(free), strict=True)}
    told = core.told.line(inbox_id) or await told_before(conn, inbox_id)
    return Standing(line, desk, crews, waits, told, await _movers(conn, line, crews, told))


def as_waiting(place: Queued) -> Waiting:
    """A place in line as the rules look at it."""
    return Waiting(
        id=place.conversation_id,
        order=place.queue_order,
        priority=place.priority,
        team_id=place.team_id,
        overflow_team_id=place.overflow_team_id,
        needs=read_needs(place.needs),
    )


async def _movers(conn: AsyncConnection, line: list[Queued], crews: dict[Kind, Crew], told: Line) -> list[Mover]:
    """Who was placed before others since the line was told, and why."""
    moved = set(newcomers({p.conversation_id: (p.queue_order, kind_of(p)) for p in line}, told))
    if not moved:
        return []
    since = told.told_at - _MARGIN if told.told_at is not None else None
    back = await history.last_moves(conn, moved, _CAME_BACK, since)
    movers = []
    for place in line:
        if place.conversation_id in moved:
            stood = told.stood.get(place.conversation_id)
            code, kind = _code(place, back.get(place.conversation_id), stood), kind_of(place)
            movers.append(Mover(place.queue_order, stood, kind, crews[kind].agent_ids, code))
    return movers


def _code(place: Queued, came_back: str | None, stood: Stood | None) -> str:
    """Why somebody stands before others: within the line, or come back to it, or new with a head start."""
    if stood is not None:
        return "priority_ahead" if stood.kind == kind_of(place) else "transferred_ahead"
    if came_back == "returned":
        return "returned"
    return "transferred_ahead" if came_back is not None or place.priority == "normal" else "priority_ahead"


def _promise(standing: Standing, place: Queued, position: int, now: datetime) -> Promise:
    """What to tell somebody of their wait and place now."""
    before = standing.told.promises.get(place.conversation_id)
    if before is None or before.since != place.queued_at:
        return rules.first(place.queued_at, now, standing.waits.get(place.conversation_id))
    promise, stood = _wait_of(standing, place, position, before, now), standing.told.stood.get(place.conversation_id)
    if stood is None:
        return promise
    code = rise_of(standing.movers, stood)
    return rules.placed(promise, before.rise, stood.position, position, code, now)


def _wait_of(standing: Standing, place: Queued, position: int, before: Promise, now: datetime) -> Promise:
    left = standing.waits.get(place.conversation_id)
    if place.offered_to is not None:
        return before
    crew = standing.crews[kind_of(place)]
    stood, crew_before = standing.told.stood.get(place.conversation_id), standing.told.crews.get(kind_of(place))
    moved = stood is not None and (stood.position != position or crew_before != crew)
    if standing.desk.closed:
        return rules.follow(msgspec.structs.replace(before, cause=None), None, now, moved=moved)
    cause = cause_of(standing.movers, place.queue_order, stood, crew, crew_before)
    promise = rules.follow(before, left, now, cause=cause, moved=moved)
    return promise if stood is not None else _expecting(promise, left)


def _expecting(promise: Promise, wait: Wait | None) -> Promise:
    """With the stay only the range was stored, not what was expected within it."""
    if promise.left is None or wait is None:
        return promise
    expected = min(max(wait.expected, promise.left.low), promise.left.high)
    return msgspec.structs.replace(promise, left=promise.left._replace(expected=expected))


def _view(place: Queued, position: int, promise: Promise, crew: Crew, closed: str | None) -> Wire:
    """The wire's `queue`."""
    left, reason = promise.left, promise.told_reason
    return {
        "position": position,
        "ahead": position - 1,
        "estimated_wait_seconds": None if left is None else round(left.expected),
        "estimated_wait_range": None if left is None else [round(left.low), round(left.high)],
        "agents_online": len(crew.agent_ids),
        "waiting_since": rfc3339(place.queued_at),
        "calculated_at": rfc3339(promise.told_at),
        "reason": None if reason is None else _reason_view(reason),
        "closed": closed,
    }


def _reason_view(reason: rules.Reason) -> Wire:
    before = None if reason.before is None else [round(seconds) for seconds in reason.before]
    return {"code": reason.code, "from": before, "at": rfc3339(reason.at)}


async def tell_line(core: Core, conn: AsyncConnection, inbox_id: str, now: datetime) -> list[tuple[Queued, Wire]]:
    """Everybody in the line with what they are told now, in order. It is remembered as told."""
    standing = await read_line(core, conn, inbox_id, now)
    if standing is None:
        await remember(core, inbox_id, Line(), {})
        return []
    told = Line(
        told_at=now, crews=standing.crews, closed=standing.desk.closed, asked_again_at=standing.told.asked_again_at
    )
    views, late = [], {}
    for position, place in enumerate(standing.line, 1):
        before = standing.told.promises.get(place.conversation_id)
        promise = _promise(standing, place, position, now)
        told.promises[place.conversation_id] = promise
        if promise.total is not None and before is not None and before.since == promise.since and before.total is None:
            late[place.conversation_id] = promise.total
        told.stood[place.conversation_id] = Stood(place.queue_order, kind_of(place), position)
        views.append((place, _view(place, position, promise, told.crews[kind_of(place)], told.closed)))
    await remember(core, inbox_id, told, late)
    return views


async def queue_of(
    core: Core, conn: AsyncConnection, conversations_: Sequence[Conversation], now: datetime
) -> dict[str, Wire]:
    """The `queue` of those conversations that stand in a line, by conversation id."""
    standing = [c for c in conversations_ if c.waiting and c.queue_order is not None]
    views: dict[str, Wire] = {}
    for inbox_id in dict.fromkeys(c.inbox_id for c in standing):
        views |= await _queue_in(core, conn, inbox_id, [c for c in standing if c.inbox_id == inbox_id], now)
    return views


async def _queue_in(
    core: Core, conn: AsyncConnection, inbox_id: str, wanted: Sequence[Conversation], now: datetime
) -> dict[str, Wire]:
    """Of the wait what was told last, which costs nothing; it is worked out only for whom nothing was told yet."""
    told = core.told.line(inbox_id)
    promises = {c.id: core.told.promise(inbox_id, c.id, c.queued_at) for c in wanted}
    if told is None or None in promises.values():
        return await _worked_out(core, conn, inbox_id, set(promises), now)
    positions = await floor.positions(conn, inbox_id, wanted)
    views = {}
    for c in wanted:
        place = _place(c, now)
        promise, crew = promises[c.id], told.crews.get(kind_of(place), Crew())
        if promise is not None:
            views[c.id] = _view(place, positions[c.id], promise, crew, told.closed)
    return views


def _place(c: Conversation, now: datetime) -> Queued:
    """The place of a conversation that stands in line."""
    stands = (c.queue_order or 0, c.queued_at or now)
    return Queued(c.id, c.visitor_id, *stands, c.priority, c.team_id, c.overflow_team_id, c.needs, c.offered_to)


async def _worked_out(
    core: Core, conn: AsyncConnection, inbox_id: str, wanted: Container[str], now: datetime
) -> dict[str, Wire]:
    standing = await read_line(core, conn, inbox_id, now)
    views: dict[str, Wire] = {}
    for position, place in enumerate(standing.line if standing else [], 1):
        if standing is not None and place.conversation_id in wanted:
            promise = _promise(standing, place, position, now)
            crew = standing.crews[kind_of(place)]
            views[place.conversation_id] = _view(place, position, promise, crew, standing.desk.closed)
    return views
