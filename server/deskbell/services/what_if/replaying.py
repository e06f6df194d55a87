"""A day that was, played again under other settings, beside what happened. What is assumed is said with it."""

from __future__ import annotations

import asyncio
import math
from datetime import date, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain import business_hours
from deskbell.domain.errors import BadInput
from deskbell.domain.forms import Checks, check_form, whole_number
from deskbell.domain.records import Inbox
from deskbell.domain.routing.floor import Post
from deskbell.domain.routing.needs import read_needs
from deskbell.domain.routing.overflow import Overflow, overflow_of
from deskbell.domain.routing.policy import Policy, policy_of
from deskbell.domain.routing.simulation.day import Arrival, Day, Manners, Span, Worker
from deskbell.domain.routing.simulation.engine import play
from deskbell.services.core import Core
from deskbell.services.routing.floor import posts_of
from deskbell.services.routing_settings import CHECKS
from deskbell.services.sentences import assumed
from deskbell.services.what_if.measures import figures, run_played, run_recorded
from deskbell.services.what_if.recorded import Recorded, Visit, read_day
from deskbell.storage import agents

Wire = dict[str, Any]
MOST_ARRIVALS = 20_000
ANSWER_SECONDS = 4.0
MOST_CAPACITY = 50


TRIED = (
    "assignment",
    "prefer_last_agent",
    "offer_seconds",
    "head_start_seconds",
    "waive_needs_seconds",
)
CHANGES: Checks = {name: CHECKS[name] for name in TRIED} | {"capacity": whole_number(1, MOST_CAPACITY)}
"""What may be tried: settings of routing, and one capacity for everybody."""
_one_at_a_time = asyncio.Lock()


async def replay(core: Core, inbox: Inbox, day: date | None, changes: Any) -> Wire:
    """`happened`, `as_set` (played under the settings of now: how near the play is to the day) and `changed`.

    Without `day`: yesterday, where the inbox is. Raises `invalid_fields`, `bad_payload` (a day to come, too many arrivals).
    """
    changes = check_form(changes, optional=CHANGES)
    today = business_hours.local(inbox.business_hours, core.clock()).date()
    day = day or today - timedelta(days=1)
    if day > today:
        raise BadInput("bad_payload", "That day is yet to come. Choose one that was.")
    async with core.read() as conn:
        recorded = await read_day(conn, inbox, day, core.clock())
        posts = await _posts(core, conn, inbox, recorded)
        names = await _names(conn, recorded, posts)
    if len(recorded.visits) > MOST_ARRIVALS:
        raise BadInput("bad_payload", f"More than {MOST_ARRIVALS} came that day. That is too many to play here.")
    policies = policy_of(inbox.routing), policy_of(_merged(inbox.routing, changes))
    overflow, capacity = overflow_of(inbox.routing), changes.get("capacity")
    async with _one_at_a_time:
        as_set, changed = await asyncio.to_thread(_play_both, recorded, posts, policies, overflow, capacity)
    return {
        "date": day.isoformat(),
        "time_zone": inbox.business_hours["time_zone"],
        "whole_day": day < today,
        "settings": settings_view(inbox),
        "changes": changes,
        "happened": figures(run_recorded(recorded), recorded.shifts, names),
        "as_set": figures(run_played(as_set, recorded.seconds), recorded.shifts, names),
        "changed": figures(run_played(changed, recorded.seconds), recorded.shifts, names),
        "assumed": _assumed(recorded, overflow),
    }


async def _names(conn: AsyncConnection, recorded: Recorded, posts: list[Post]) -> dict[str, Wire]:
    people = await agents.by_ids(conn, [*recorded.shifts, *(post.id for post in posts)])
    return {agent.id: {"id": agent.id, "name": agent.name, "face": agent.face} for agent in people.values()}


def settings_view(inbox: Inbox) -> Wire:
    """What counts now of what may be tried."""
    policy = policy_of(inbox.routing)
    return {name: getattr(policy, name) for name in TRIED}


def _merged(routing: Wire, changes: Wire) -> Wire:
    """Both head starts are set together or one alone."""
    head_starts = {**routing.get("head_start_seconds", {}), **changes.get("head_start_seconds", {})}
    return {**routing, **changes, "head_start_seconds": head_starts}


async def _posts(core: Core, conn: AsyncConnection, inbox: Inbox, recorded: Recorded) -> list[Post]:
    """Those of the inbox today, and those who were there that day and have gone since."""
    posts = {post.id: post for post in await posts_of(core, conn, inbox.id)}
    gone = [agent_id for agent_id in recorded.shifts if agent_id not in posts]
    for agent in (await agents.by_ids(conn, gone)).values():
        posts[agent.id] = Post(agent.id, agent.name, here=False, capacity=agent.capacity)
    return [post for post in posts.values() if post.id in recorded.shifts]


def _play_both(
    recorded: Recorded, posts: list[Post], policies: tuple[Policy, Policy], overflow: Overflow, capacity: int | None
) -> Any:
    now, then = policies
    as_set = play(_day(recorded, posts, now, overflow, None), tells=False)
    same = now == then and capacity is None
    return as_set, as_set if same else play(_day(recorded, posts, then, overflow, capacity), tells=False)


def _day(recorded: Recorded, posts: list[Post], policy: Policy, overflow: Overflow, capacity: int | None) -> Day:
    return Day(
        arrivals=tuple(_arrival(visit, recorded) for visit in sorted(recorded.visits, key=lambda visit: visit.at)),
        workers=tuple(_worker(post, recorded.shifts[post.id], capacity) for post in posts),
        policy=policy,
        start=recorded.start,
        manners=Manners(answer_seconds=recorded.answer_seconds or ANSWER_SECONDS),
        overflow=overflow,
    )


def _arrival(visit: Visit, recorded: Recorded) -> Arrival:
    gave_up = visit.outcome not in (None, "served") and visit.waited is not None
    return Arrival(
        id=visit.conversation_id,
        at=visit.at,
        handling_seconds=visit.handling or recorded.handling,
        patience_seconds=visit.waited or 0.0 if gave_up else math.inf,
        priority=visit.priority,
        team_id=visit.team_id,
        needs=read_needs(visit.needs),
        last_agent_id=visit.last_agent_id,
    )


def _worker(post: Post, shifts: tuple[Span, ...], capacity: int | None) -> Worker:
    return Worker(
        id=post.id,
        name=post.name,
        capacity=capacity or post.capacity,
        shifts=shifts,
        inbox_capacity=None if capacity else post.inbox_capacity,
        teams=post.teams,
        skills=post.skills,
        serves_again=post.serves_again,
    )


def _assumed(recorded: Recorded, overflow: Overflow) -> list[Wire]:
    answers = "answers" if recorded.answer_seconds is not None else "answers_unknown"
    return [
        assumed("waits"),
        assumed("handling", recorded.handling),
        assumed("patience"),
        assumed("shifts"),
        assumed(answers, recorded.answer_seconds or ANSWER_SECONDS),
        assumed("abilities"),
        assumed("alone"),
        *([assumed("overflow")] if overflow.helps else []),
        *([assumed("limit")] if overflow.limit is not None else []),
    ]
