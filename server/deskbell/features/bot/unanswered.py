"""Questions without a good answer, grouped by likeness, for those who lead. What is made of them: `lessons`."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from itertools import islice
from typing import Any

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.bot.likeness import grouped
from deskbell.domain.bot.wishes import wish_of
from deskbell.domain.clock import rfc3339
from deskbell.domain.locales import asked_in
from deskbell.domain.people import AgentActor
from deskbell.domain.records import Inbox
from deskbell.features.bot import store
from deskbell.features.bot.names import names_of
from deskbell.features.bot.store import Unanswered
from deskbell.services.access import access_inbox, check_leads
from deskbell.services.articles import Match
from deskbell.services.core import Core

Wire = dict[str, Any]
MOST_QUESTIONS, MOST_TEXTS, MOST_GROUPS = 10_000, 2_000, 50
"""Of so many questions, the newest, so many different texts are grouped: 2,000 long ones take two seconds of a thread."""
_NEAREST = 3


class Ask(msgspec.Struct, frozen=True):
    """One question, however often it was asked."""

    id: str
    """Of the newest time."""
    text: str
    folded: str
    locale: str | None
    """It is written in this, or else its visitor's page was."""
    count: int
    last_at: datetime
    outcomes: Counter[str]
    """What the bot did, and how often: `missed`, `suggested`, `answered`."""
    conversation_id: str
    """Where it was asked last."""
    draft_id: str | None
    """A draft that was begun with it and is not published yet."""
    answered_by: frozenset[str]
    """Articles that answered it, and did not help."""


async def list_unanswered(core: Core, actor: AgentActor, inbox_id: str) -> Wire:
    """The largest groups of the newest questions. Raises `not_allowed` or `not_found`."""
    check_leads(actor)
    async with core.read() as conn:
        inbox = await access_inbox(conn, actor, inbox_id)
        rows = await _still_open(core, conn, inbox, await store.unanswered(conn, inbox.id, MOST_QUESTIONS))
    # In a thread, since sockets must not wait for it.
    groups = await asyncio.to_thread(_groups, rows)
    nearest = await _nearest(core, inbox, [group[0] for group in groups[:MOST_GROUPS]])
    views = [_group_view(group, matches) for group, matches in zip(groups[:MOST_GROUPS], nearest, strict=True)]
    return {"groups": views, "group_count": len(groups), "question_count": len(rows)}


def _groups(rows: Sequence[Unanswered]) -> list[list[Ask]]:
    """The largest first. What a draft was begun with is a group by itself: something was made of it, but of nothing else."""
    asks, begun = _asks(rows), dict[str, list[Ask]]()
    free = [ask for ask in asks if ask.draft_id is None]
    for ask in asks:
        if ask.draft_id is not None:
            begun.setdefault(ask.draft_id, []).append(ask)
    alike = [[free[place] for place in group] for group in grouped([ask.folded for ask in free])]
    return sorted([*alike, *begun.values()], key=_size, reverse=True)


async def _still_open(core: Core, conn: AsyncConnection, inbox: Inbox, rows: Sequence[Unanswered]) -> list[Unanswered]:
    """Without those whose draft is published: it answers now. A draft that was deleted is as if none had been begun."""
    if not any(row.draft_id for row in rows):
        return list(rows)
    names = await names_of(core, conn, inbox.id)
    still = (row for row in rows if not (row.draft_id and names.is_published(row.draft_id)))
    return [row if row.draft_id is None or row.draft_id in names else row._replace(draft_id=None) for row in still]


def _asks(rows: Sequence[Unanswered]) -> list[Ask]:
    """Those asked most often first, so that they lead their groups."""
    by_text: dict[str, list[Unanswered]] = {}
    for row in rows:
        by_text.setdefault(row.folded, []).append(row)
    asks = [_ask(folded, same) for folded, same in islice(by_text.items(), MOST_TEXTS)]
    return sorted(asks, key=lambda ask: (-ask.count, ask.id))


def _ask(folded: str, same: Sequence[Unanswered]) -> Ask:
    """Of how often it was asked, the newest first."""
    newest, outcomes = same[0], Counter(row.outcome for row in same)
    return Ask(
        newest.id,
        newest.text,
        folded,
        asked_in(newest.text, newest.locale),
        len(same),
        newest.created_at,
        outcomes,
        newest.conversation_id,
        next((row.draft_id for row in same if row.draft_id), None),
        frozenset(row.article_id for row in same if row.outcome == "answered" and row.article_id),
    )


def _size(group: Sequence[Ask]) -> tuple[int, datetime]:
    return sum(ask.count for ask in group), max(ask.last_at for ask in group)


async def _nearest(core: Core, inbox: Inbox, leaders: Sequence[Ask]) -> list[list[Match]]:
    if core.hooks.find_many is None:
        return [[] for _ in leaders]
    return await core.hooks.find_many(inbox.id, [(ask.text, ask.locale) for ask in leaders], _NEAREST)


def _group_view(group: Sequence[Ask], nearest: Sequence[Match]) -> Wire:
    count, last_at = _size(group)
    near = [match for match in nearest if match.confidence > 0]
    answered = frozenset[str]().union(*(ask.answered_by for ask in group))
    return {
        "id": group[0].id,
        "text": group[0].text,
        "locale": group[0].locale,
        "count": count,
        "last_at": rfc3339(last_at),
        "outcomes": dict(sum((ask.outcomes for ask in group), Counter())),
        "conversation_id": max(group, key=lambda ask: ask.last_at).conversation_id,
        "questions": _question_views(group),
        "draft_id": next((ask.draft_id for ask in group if ask.draft_id), None),
        "nearest": [_near_view(match, match.article_id in answered) for match in near],
    }


def _question_views(group: Sequence[Ask]) -> list[Wire]:
    """The leader, what wishes the same in nearly its words (`same`: it may be taught unread), and the others."""
    wish = wish_of(group[0].folded)
    views = [{"id": ask.id, "text": ask.text, "count": ask.count, "same": wish_of(ask.folded) == wish} for ask in group]
    return sorted(views, key=lambda view: not view["same"])


def _near_view(match: Match, answered: bool) -> Wire:
    return {
        "article_id": match.article_id,
        "title": match.title,
        "locale": match.locale,
        "confidence": round(match.confidence, 3),
        "answered": answered,
    }
