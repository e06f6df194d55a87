"""A day as it was: who came when and needed what, how long they waited, who had them, and who was at the desk.

Presence is not kept by the minute. An agent counts as here from the first to the last sign of them (a conversation begun
or ended, an offer, a decision that found them here), and a sign that they were away ends that at the last sign before it.
"""

from __future__ import annotations

import statistics
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain import business_hours
from deskbell.domain.records import Decision, Inbox, QueueStay
from deskbell.domain.routing.simulation.day import Span
from deskbell.domain.routing.waits import MEASURED
from deskbell.storage import days, history, queue
from deskbell.storage.days import Held

HANDLING_UNKNOWN = 300.0
LOOKED_BACK = timedelta(weeks=2)
_LOOKED = ("given", "offered", "accepted", "offer_missed", "offer_declined", "set_away", "returned")
_AWAY = ("offer_missed", "set_away", "returned")
_SHORTEST = 60.0
_HERE = (None, "full", "full_here", "asked", "let_it_pass")


class Visit(NamedTuple):
    """Somebody who came to the line. Moments and spans are seconds, since the day's start."""

    conversation_id: str
    at: float
    waited: float | None
    """None: they wait still."""
    outcome: str | None
    priority: str
    team_id: str | None
    needs: str
    handling: float | None
    """How long agents had them, altogether; None for who was never served."""
    last_agent_id: str | None


class Hold(NamedTuple):
    agent_id: str
    begin: float
    end: float


class Recorded(NamedTuple):
    start: datetime
    seconds: float
    """How much of the day there is: all of it, or until now."""
    visits: list[Visit]
    holds: list[Hold]
    shifts: dict[str, tuple[Span, ...]]
    handling: float
    """The median: for those whom nobody answered."""
    answer_seconds: float | None
    """How long agents took to accept an offer, on average; None where there was none."""


async def read_day(conn: AsyncConnection, inbox: Inbox, day: date, now: datetime) -> Recorded:
    """A day by the wall clock of the inbox's place, as far as it has gone."""
    zone = ZoneInfo(inbox.business_hours["time_zone"])
    start, end = (datetime.combine(one, time(), zone) for one in (day, day + timedelta(days=1)))
    until = min(end, now.astimezone(zone))
    stays = await history.stays_between(conn, inbox.id, start, until)
    held = await days.held_between(conn, inbox.id, start, until)
    handling = await _usual_handling(conn, inbox.id, held)
    decided = await days.decided_between(conn, inbox.id, start, until, _LOOKED)
    visits = await _visits(conn, inbox.id, stays, start, until)
    holds = [_hold(one, start, until) for one in held]
    return Recorded(
        start=start,
        seconds=(until - start).total_seconds(),
        visits=visits,
        holds=[hold for hold in holds if hold.end > hold.begin],
        shifts=_shifts(held, decided, start, until, handling),
        handling=handling,
        answer_seconds=_answer_seconds(decided),
    )


async def last_busy_day(conn: AsyncConnection, inbox: Inbox, now: datetime) -> date:
    """The last whole day, of two weeks, on which somebody came to the line; yesterday where nobody did."""
    today = business_hours.local(inbox.business_hours, now).date()
    zone = ZoneInfo(inbox.business_hours["time_zone"])
    since, until = (datetime.combine(one, time(), zone) for one in (today - LOOKED_BACK, today))
    came = await days.last_arrival(conn, inbox.id, since, until)
    return today - timedelta(days=1) if came is None else came.astimezone(zone).date()


async def _usual_handling(conn: AsyncConnection, inbox_id: str, held: Iterable[Held]) -> float:
    took = [_seconds(one.started_at, one.ended_at) for one in held if one.ended_at is not None]
    took = took or await queue.handling_seconds(conn, inbox_id, MEASURED)
    return statistics.median(took) if took else HANDLING_UNKNOWN


async def _visits(
    conn: AsyncConnection, inbox_id: str, stays: Iterable[QueueStay], start: datetime, until: datetime
) -> list[Visit]:
    """Each conversation once: its first stay in line that day. What became of it later is part of its handling."""
    whose = await days.visitors_of(conn, inbox_id, start, until)
    served = _by_visitor(await days.served_of(conn, inbox_id, start, until))
    first: dict[str, QueueStay] = {}
    for stay in stays:
        first.setdefault(stay.conversation_id, stay)
    return [_visit(stay, served.get(whose.get(stay.conversation_id, ""), []), start, until) for stay in first.values()]


def _by_visitor(served: Iterable[Held]) -> dict[str, list[Held]]:
    found: dict[str, list[Held]] = defaultdict(list)
    for one in served:
        found[one.visitor_id].append(one)
    return found


def _visit(stay: QueueStay, served: list[Held], start: datetime, until: datetime) -> Visit:
    at = bisect_left([one.started_at for one in served], stay.entered_at)
    later = [one for one in served[at:] if one.conversation_id == stay.conversation_id]
    took = [_seconds(one.started_at, one.ended_at or until) for one in later]
    return Visit(
        conversation_id=stay.conversation_id,
        at=(stay.entered_at - start).total_seconds(),
        waited=None if stay.left_at is None else _seconds(stay.entered_at, stay.left_at),
        outcome=stay.outcome,
        priority=stay.priority,
        team_id=stay.team_id,
        needs=stay.needs,
        handling=max(1.0, sum(took)) if took else None,
        last_agent_id=served[at - 1].agent_id if at else None,
    )


def _seconds(begin: datetime, end: datetime) -> float:
    """How long something took: no less than nothing, though the clock was put back meanwhile."""
    return max(0.0, (end - begin).total_seconds())


def _hold(held: Held, start: datetime, until: datetime) -> Hold:
    end = min(held.ended_at or until, until)
    return Hold(held.agent_id, max(0.0, (held.started_at - start).total_seconds()), (end - start).total_seconds())


class _Sign(NamedTuple):
    at: float
    here: bool


def _shifts(
    held: Iterable[Held], decided: Iterable[Decision], start: datetime, until: datetime, handling: float
) -> dict[str, tuple[Span, ...]]:
    signs: dict[str, list[_Sign]] = defaultdict(list)
    for one in held:
        for moment in (one.started_at, one.ended_at or one.started_at + timedelta(seconds=handling)):
            if start <= moment <= until:
                signs[one.agent_id].append(_Sign((moment - start).total_seconds(), here=True))
    for decision in decided:
        for agent_id, here in _found(decision):
            signs[agent_id].append(_Sign((decision.created_at - start).total_seconds(), here))
    return {agent_id: spans for agent_id, found in signs.items() if (spans := _spans(found))}


def _found(decision: Decision) -> list[tuple[str, bool]]:
    """Whom the decision found here, and whom not. Who lacks a skill or is in another team was not looked at further."""
    agent: dict[str, Any] = decision.data.get("agent") or {}
    found = [(agent["id"], decision.kind not in _AWAY)] if agent.get("id") else []
    for other in decision.data.get("others") or []:
        if other["why_not"] in _HERE or other["why_not"] == "not_here":
            found.append((other["agent"]["id"], other["why_not"] != "not_here"))
    return found


def _spans(signs: list[_Sign]) -> tuple[Span, ...]:
    spans: list[Span] = []
    open_ = False
    for sign in sorted(signs):
        if sign.here and open_:
            spans[-1] = Span(spans[-1].begin, max(sign.at, spans[-1].end))
        elif sign.here:
            spans.append(Span(sign.at, sign.at + _SHORTEST))
        open_ = sign.here
    return tuple(spans)


def _answer_seconds(decided: Iterable[Decision]) -> float | None:
    offered: dict[str, datetime] = {}
    took: list[float] = []
    for decision in decided:
        conversation_id = decision.conversation_id or ""
        if decision.kind == "offered":
            offered[conversation_id] = decision.created_at
        elif decision.kind == "accepted" and conversation_id in offered:
            took.append(_seconds(offered.pop(conversation_id), decision.created_at))
    return statistics.fmean(took) if took else None
