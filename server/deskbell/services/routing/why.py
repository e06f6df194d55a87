"""Why those who wait still wait, by the rules as they are at this moment.

What is found depends on the kind of a conversation (teams, needs, who let it pass), so it is looked at once a kind; only the
number of those who go first is counted for each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.clock import rfc3339_or_none
from deskbell.domain.records import Inbox
from deskbell.domain.routing.choice import could_take, look_at
from deskbell.domain.routing.floor import Post, Waiting
from deskbell.domain.routing.needs import read_needs
from deskbell.domain.routing.policy import policy_of
from deskbell.services.core import Core
from deskbell.services.routing.deciding import finding_view
from deskbell.services.routing.floor import posts_of, wants_view
from deskbell.services.routing.giving import gives_now
from deskbell.services.sentences import still_waiting_sentences
from deskbell.storage import floor, inboxes
from deskbell.storage.floor import Standing

Wire = dict[str, Any]
AGENTS_KEPT = 12
_NEAREST = (None, "asked", "let_it_pass", "full_here", "full", "not_here")


async def still_waiting(
    core: Core, conn: AsyncConnection, inbox_id: str, only: Container[str] | None = None
) -> dict[str, Wire]:
    """For everybody in an inbox's line, or `only` for some, by conversation: `{sentences, data}` (`services.sentences.still`)."""
    inbox, line = await inboxes.by_id(conn, inbox_id), await floor.standing(conn, inbox_id)
    if inbox is None or not line:
        return {}
    posts = await posts_of(core, conn, inbox_id)
    found = {kind: await _found(conn, kind, posts, core.clock()) for kind in {_kind(place) for place in line}}
    ahead = _ahead(line, {kind: {view["agent"]["id"] for view in data["agents"]} for kind, data in found.items()})
    told = {}
    for place in line:
        if only is not None and place.id not in only:
            continue
        data = found[_kind(place)] | {"ahead": ahead[place.id], "priority": place.priority}
        data |= _because(inbox, place, data, posts, core.clock())
        data["agents"] = data["agents"][:AGENTS_KEPT]
        told[place.id] = {"sentences": still_waiting_sentences(data), "data": data}
    return told


class _Kind(NamedTuple):
    team_id: str | None
    overflow_team_id: str | None
    needs: str
    passed_by: str | None
    passed_until: datetime | None


def _kind(place: Standing) -> _Kind:
    return _Kind(*(getattr(place, name) for name in _Kind._fields))


async def _found(conn: AsyncConnection, kind: _Kind, posts: Sequence[Post], now: datetime) -> Wire:
    """What it needs, who has that, and what keeps them from it."""
    waiting = Waiting(
        "",
        0,
        "",
        team_id=kind.team_id,
        overflow_team_id=kind.overflow_team_id,
        needs=read_needs(kind.needs),
        passes=floor.read_passes(kind.passed_by, kind.passed_until),
    )
    findings = [look_at(post, waiting, now) for post in posts if could_take(post, waiting)]
    findings.sort(key=lambda finding: (_NEAREST.index(finding.why_not), finding.load))
    wants = await wants_view(conn, waiting)
    return {
        "team": wants["team"],
        "overflow_team": wants["overflow_team"],
        "needs": wants["needs"],
        "able": len(findings),
        "states": dict(Counter(finding.why_not or "free" for finding in findings)),
        "agents": [finding_view(finding) for finding in findings],
        "members": sum(post.in_team_of(waiting) for post in posts),
    }


def _ahead(line: Sequence[Standing], able: dict[_Kind, set[str]]) -> dict[str, int]:
    """How many who stand before somebody, and are offered to nobody, could go to one of the same agents."""
    rivals = {kind: [other for other in able if able[kind] & able[other]] for kind in able}
    before: Counter[_Kind] = Counter()
    ahead = {}
    for place in line:
        ahead[place.id] = sum(before[kind] for kind in rivals[_kind(place)])
        before[_kind(place)] += place.offered_to is None
    return ahead


def _because(inbox: Inbox, place: Standing, data: Wire, posts: Sequence[Post], now: datetime) -> Wire:
    if place.offered_to is not None:
        return _offered(place, posts, now)
    if not gives_now(inbox, now):
        return {"because": "closed"}
    if not policy_of(inbox.routing).gives:
        return {"because": "manual"}
    if data["members"] == 0:
        return {"because": "team_empty"} if place.team_id else {"because": "nobody_here"}
    if data["able"] == 0:
        return {"because": "nobody_has"}
    return {"because": "nobody_here" if set(data["states"]) == {"not_here"} else "in_line"}


def _offered(place: Standing, posts: Sequence[Post], now: datetime) -> Wire:
    until = place.offered_until or now
    name = next((post.name for post in posts if post.id == place.offered_to), "")
    return {
        "because": "offered",
        "agent": {"id": place.offered_to, "name": name},
        "seconds": max(0, round((until - now).total_seconds())),
        "until": rfc3339_or_none(place.offered_until),
    }
