"""Who would get a visitor, described in words, and why: the rules on the floor as it is now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain import business_hours
from deskbell.domain.clock import rfc3339
from deskbell.domain.records import Inbox
from deskbell.domain.routing import order
from deskbell.domain.routing.choice import Choice, Finding, could_take, look_at, next_choice
from deskbell.domain.routing.fallback import Reach, within_reach
from deskbell.domain.routing.floor import Post, Waiting
from deskbell.domain.routing.needs import Need, read_needs
from deskbell.domain.routing.overflow import is_full, overflow_of, widened
from deskbell.domain.routing.policy import policy_of
from deskbell.domain.routing.rules import Wants, strongest, together
from deskbell.services.core import Core
from deskbell.services.routing.deciding import DISTANCE, finding_view
from deskbell.services.routing.floor import posts_of, team_view, wants_view
from deskbell.services.routing.giving import gives_now
from deskbell.services.routing.wants import wants_of
from deskbell.services.sentences import Would, assumed, finding_sentences, reason_sentences, would_sentences
from deskbell.storage import agents, counters, floor
from deskbell.storage.floor import Kind, Standing

Wire = dict[str, Any]


class Asked(msgspec.Struct, frozen=True):
    """A visitor as described. What is set explicitly is added to what the inbox's rules make of the rest."""

    text: str = ""
    page_url: str = ""
    locale: str | None = None
    tags: tuple[str, ...] = ()
    vip: bool = False
    """Signed by the site as a VIP."""
    priority: str = "normal"
    team_id: str | None = None
    needs: tuple[Need, ...] = ()
    served_by: str | None = None
    """The agent who served this person last."""
    at: datetime | None = None
    """At another time than now only the hours are another: who is here is taken as now."""


async def who_would_get(core: Core, conn: AsyncConnection, inbox: Inbox, asked: Asked) -> Wire:
    """The decision as a sentence, what was found of every agent, and which rules said what it needs."""
    now = asked.at or core.clock()
    wants = await _wants(conn, inbox, asked)
    posts = await posts_of(core, conn, inbox.id)
    reach = within_reach(wants.team_id, wants.needs, posts)
    waiting = await _newcomer(conn, inbox, asked, wants, reach, core.clock())
    choice = next_choice([waiting], posts, policy_of(inbox.routing), core.clock())
    helped = None if choice is not None else await _helped(conn, inbox, waiting, posts)
    if helped is not None:
        waiting = helped
        choice = next_choice([waiting], posts, policy_of(inbox.routing), core.clock())
    findings = _ranked([look_at(post, waiting, core.clock()) for post in posts], choice)
    ahead = await _ahead(conn, inbox.id, waiting, posts)
    data = await _data(conn, inbox, waiting, choice, findings, ahead, now)
    hours = business_hours.state(inbox.business_hours, now)
    return {
        "at": rfc3339(now),
        "open": hours["open"],
        "opens_at": hours["opens_at"],
        "outcome": data.outcome,
        "sentences": would_sentences(data),
        "team": data.wants["team"],
        "needs": data.wants["needs"],
        "priority": waiting.priority,
        "ahead": ahead,
        "because": [
            {**reason, "sentences": reason_sentences(reason)}
            for reason in (*wants.because, *(await _overflow(conn, inbox) if helped else ()))
        ],
        "dropped": await _dropped(conn, wants, reach),
        "agents": await _agents_view(conn, findings, choice, data),
        "assumed": [assumed("presence")] if asked.at is not None else [],
    }


async def _wants(conn: AsyncConnection, inbox: Inbox, asked: Asked) -> Wants:
    """By the rules, and what was said explicitly."""
    attributes = {"vip": True} if asked.vip else {}
    wants = await wants_of(
        conn,
        inbox,
        text=asked.text,
        page_url=asked.page_url,
        locale=asked.locale,
        tags=asked.tags,
        attributes=attributes,
    )
    return msgspec.structs.replace(
        wants,
        team_id=asked.team_id or wants.team_id,
        needs=together((*wants.needs, *asked.needs)),
        priority=strongest((wants.priority, asked.priority)),
    )


async def _newcomer(
    conn: AsyncConnection, inbox: Inbox, asked: Asked, wants: Wants, reach: Reach, now: datetime
) -> Waiting:
    """Somebody who comes to the line now."""
    last = max([place.queue_order for place in await floor.standing(conn, inbox.id)], default=0)
    ahead = await counters.current(conn, counters.LINE_IS_AHEAD)
    head_starts = policy_of(inbox.routing).head_start_seconds
    return Waiting(
        id="",
        order=order.place(order.stamp(last, now, ahead), wants.priority, head_starts),
        priority=wants.priority,
        team_id=reach.team_id,
        needs=reach.needs,
        last_agent_id=asked.served_by,
    )


async def _helped(conn: AsyncConnection, inbox: Inbox, waiting: Waiting, posts: Sequence[Post]) -> Waiting | None:
    """The same where they would be one too many and another team may take them, too (`services.routing.widening`)."""
    rule = overflow_of(inbox.routing)
    if rule.waiting is None or rule.team_id is None:
        return None
    before = sum(place.queue_order < waiting.order for place in await floor.standing(conn, inbox.id))
    wider = widened(waiting.team_id, waiting.needs, rule.team_id, posts) if before >= rule.waiting else None
    if wider is None:
        return None
    return msgspec.structs.replace(waiting, overflow_team_id=wider.overflow_team_id, needs=wider.needs)


async def _overflow(conn: AsyncConnection, inbox: Inbox) -> list[Wire]:
    """As a reason beside those of the rules."""
    rule = overflow_of(inbox.routing)
    return [{"because": "overflow", "number": rule.waiting, "team": await team_view(conn, rule.team_id)}]


def _ranked(findings: list[Finding], choice: Choice | None) -> list[Finding]:
    """Who would get it, then the nearest to it."""
    chosen = choice.agent.id if choice is not None else None
    return sorted(findings, key=lambda f: (f.agent_id != chosen, DISTANCE.index(f.why_not), f.load, f.name))


async def _ahead(conn: AsyncConnection, inbox_id: str, waiting: Waiting, posts: Sequence[Post]) -> int:
    """How many in line go first to agents who could take this one."""
    able = [post for post in posts if could_take(post, waiting)]
    before = [p for p in await floor.standing(conn, inbox_id) if p.queue_order < waiting.order and p.offered_to is None]
    kinds = {_kind(place) for place in before}
    rivals = {kind for kind in kinds if _competes(kind, able)}
    return sum(_kind(place) in rivals for place in before)


def _kind(place: Standing) -> Kind:
    return Kind(place.team_id, place.overflow_team_id, place.needs)


def _competes(kind: Kind, able: Iterable[Post]) -> bool:
    other = Waiting("", 0, **(kind._asdict() | {"needs": read_needs(kind.needs)}))
    return any(could_take(post, other) for post in able)


async def _data(
    conn: AsyncConnection,
    inbox: Inbox,
    waiting: Waiting,
    choice: Choice | None,
    findings: Sequence[Finding],
    ahead: int,
    now: datetime,
) -> Would:
    policy = policy_of(inbox.routing)
    opens_at = business_hours.state(inbox.business_hours, now)["opens_at"]
    return Would(
        outcome=_outcome(inbox, choice, now, full=await _is_full(conn, inbox, waiting)),
        wants=await wants_view(conn, waiting),
        findings=[finding_view(finding) for finding in findings],
        because=choice.because if choice is not None else None,
        in_team=await team_view(conn, choice.agent.team_for(waiting)) if choice is not None else None,
        seconds=policy.offer_seconds,
        ahead=ahead,
        opens_at=_local(opens_at, inbox),
        overflow=overflow_of(inbox.routing),
    )


async def _is_full(conn: AsyncConnection, inbox: Inbox, waiting: Waiting) -> bool:
    """Whether one more may not wait."""
    head_start = policy_of(inbox.routing).head_start_seconds.get(waiting.priority, 0)
    return is_full(overflow_of(inbox.routing), len(await floor.standing(conn, inbox.id)) + 1, head_start)


def _outcome(inbox: Inbox, choice: Choice | None, now: datetime, full: bool) -> str:
    """`closed`, `line_full`, `claim`, `waits`, `offered` or `given`."""
    policy = policy_of(inbox.routing)
    if not business_hours.state(inbox.business_hours, now)["open"]:
        return "closed"
    if not policy.gives:
        return "line_full" if full else "claim"
    if choice is None or not gives_now(inbox, now):
        return "line_full" if full else "waits"
    return "offered" if policy.offer_seconds else "given"


def _local(opens_at: str | None, inbox: Inbox) -> str | None:
    """By the wall clock of the inbox's place: `2026-11-30 09:00`."""
    if opens_at is None:
        return None
    return business_hours.local(inbox.business_hours, datetime.fromisoformat(opens_at)).strftime("%Y-%m-%d %H:%M")


async def _dropped(conn: AsyncConnection, wants: Wants, reach: Reach) -> Wire | None:
    """What nobody here could do, and is not asked for therefore."""
    if not reach.waived and not reach.team_is_empty:
        return None
    lost = Waiting("", 0, "normal", wants.team_id if reach.team_is_empty else None, reach.waived)
    view = await wants_view(conn, lost)
    return {"team": view["team"], "needs": view["needs"], "sentences": reason_sentences({"because": "dropped", **view})}


async def _agents_view(
    conn: AsyncConnection, findings: Sequence[Finding], choice: Choice | None, data: Would
) -> list[Wire]:
    people = await agents.by_ids(conn, [finding.agent_id for finding in findings])
    chosen = choice.agent.id if choice is not None and data.outcome in ("given", "offered") else None
    views = []
    for view in data.findings:
        agent = people.get(view["agent"]["id"])
        named = {**view["agent"], "face": agent.face if agent else None}
        outcome = data.outcome if named["id"] == chosen else ""
        sentences = finding_sentences(view, data.wants["needs"], outcome)
        presence = agent.presence if agent else "offline"
        views.append(
            {**view, "agent": named, "presence": presence, "chosen": named["id"] == chosen, "sentences": sentences}
        )
    return views
