"""The decision: which of those who wait goes next, and to whom.

A decision carries its inputs: what was found of every agent that was looked at. So it can be read later as a sentence,
and checked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime

import msgspec

from deskbell.domain.routing.floor import FULL_SHARE, Post, Waiting
from deskbell.domain.routing.needs import missing
from deskbell.domain.routing.policy import Policy

_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


class Finding(msgspec.Struct, frozen=True):
    """What was found of one agent: `not_here`, `other_team`, `lacks_skill`, `full`, `full_here`, `asked` about another,
    `let_it_pass`, or free."""

    agent_id: str
    name: str
    why_not: str | None
    load: int
    capacity: int
    skill_id: str | None = None
    """The skill that is lacking."""
    share: int = FULL_SHARE


class Choice(msgspec.Struct, frozen=True):
    """Who goes next and to whom. `because` is `served_before`, `least_loaded`, `longest_idle` or `only_one`."""

    waiting: Waiting
    agent: Post
    because: str
    findings: tuple[Finding, ...]


def look_at(post: Post, waiting: Waiting, now: datetime) -> Finding:
    """Whether this agent may take that conversation, and if not, the first reason."""
    why_not, skill_id = _why_not(post, waiting, now)
    return Finding(post.id, post.name, why_not, post.load, post.capacity, skill_id, post.share(waiting))


def _why_not(post: Post, waiting: Waiting, now: datetime) -> tuple[str | None, str | None]:
    if not post.in_team_of(waiting):
        return "other_team", None
    lacking = missing(waiting.needs, post.skills) if waiting.needs else None
    if lacking is not None:
        return "lacks_skill", lacking
    if not post.here:
        return "not_here", None
    if post.load >= post.capacity:
        return "full", None
    if post.inbox_capacity is not None and post.inbox_load >= post.inbox_capacity:
        return "full_here", None
    if post.asked:
        return "asked", None
    if any(one.agent_id == post.id and now < one.until for one in waiting.passes):
        return "let_it_pass", None
    return None, None


def could_take(post: Post, waiting: Waiting) -> bool:
    """Whether this agent has what it takes, busy or not: team and skills."""
    return post.in_team_of(waiting) and (not waiting.needs or missing(waiting.needs, post.skills) is None)


def next_choice(line: Iterable[Waiting], posts: Sequence[Post], policy: Policy, now: datetime) -> Choice | None:
    """The first in line for whom somebody is free, and who gets it; None when nobody is.

    `line` is in order. Who cannot be served by those who are free holds up nobody behind them with other needs; of equal
    needs only the first is looked at, so the cost does not grow with the line.
    """
    free = [post for post in posts if post.here and post.load < post.capacity]
    if not free:
        return None
    hopeless: set[tuple[object, ...]] = set()
    for waiting in line:
        kind = waiting.kind
        if kind in hopeless:
            continue
        able = [post for post in free if _why_not(post, waiting, now)[0] is None]
        if able:
            return choose(waiting, posts, able, policy, now)
        hopeless.add(kind)
    return None


def choose(waiting: Waiting, posts: Sequence[Post], able: Sequence[Post], policy: Policy, now: datetime) -> Choice:
    """Who of those able gets it. Raises ValueError when nobody is able."""
    able = _not_asked_before(able, waiting)
    served = None if waiting.last_agent_id in _passed(waiting) else waiting.last_agent_id
    known = [post for post in able if post.id == served and post.serves_again]
    if policy.prefer_last_agent and known:
        chosen, because = known[0], "served_before"
    else:
        pick = _longest_idle if policy.assignment == "longest_idle" else _least_loaded
        chosen = pick(able, waiting, now)
        because = "only_one" if len(able) == 1 else policy.assignment
    return Choice(waiting, chosen, because, _findings(waiting, posts, now, {post.id for post in able}))


def _not_asked_before(able: Sequence[Post], waiting: Waiting) -> Sequence[Post]:
    """Who has not let it pass yet; where all have, whoever did not do so last: nobody is asked twice in a row."""
    passed = _passed(waiting)
    fresh = [post for post in able if post.id not in passed]
    return fresh or [post for post in able if post.id != passed[-1]] or able


def _passed(waiting: Waiting) -> list[str]:
    return [one.agent_id for one in waiting.passes]


def _findings(waiting: Waiting, posts: Sequence[Post], now: datetime, asked: Collection[str]) -> tuple[Finding, ...]:
    """Who let it pass and is not among those `asked` now stood back for them, however long ago it was."""
    found = (look_at(post, waiting, now) for post in posts)
    let_it_pass = {"why_not": "let_it_pass"}
    return tuple(
        msgspec.structs.replace(one, **let_it_pass) if one.why_not is None and one.agent_id not in asked else one
        for one in found
    )


def _least_loaded(able: Sequence[Post], waiting: Waiting, now: datetime) -> Post:
    """Open conversations against capacity and share; among equals whoever was given one longest ago.

    Whoever has a smaller share than others counts with one more until it is their turn. Else where nobody is busy, and so
    everybody equal, a tenth of a share would get as much as a whole one.
    """
    shares = [post.share(waiting) for post in able]
    whole = max(shares)
    if min(shares) == whole:
        return min(able, key=lambda post: _load_rank(post, whole, 0, now))
    fellows = (post for post, share in zip(able, shares, strict=True) if share == whole)
    rival = min(fellows, key=lambda post: _load_rank(post, whole, 0, now))
    turn = _turn(rival, whole, now)

    def rank(one: tuple[Post, int]) -> tuple[float, float, str]:
        post, share = one
        return _load_rank(post, share, 0 if share == whole or _turn(post, share, now) > turn else 1, now)

    return min(zip(able, shares, strict=True), key=rank)[0]


def _load_rank(post: Post, share: int, more: int, now: datetime) -> tuple[float, float, str]:
    return (post.load + more) * 100 / (post.capacity * share), -_turn(post, share, now), post.id


def _turn(post: Post, share: int, now: datetime) -> float:
    """The time since the last one was given, weighed by the share: whose is largest is next."""
    return (now - (post.last_given_at or _LONG_AGO)).total_seconds() * share


def _longest_idle(able: Sequence[Post], waiting: Waiting, now: datetime) -> Post:
    """Whose turn it is; among equals the least loaded."""
    return min(able, key=lambda post: (-_turn(post, post.share(waiting), now), post.load / post.capacity, post.id))
