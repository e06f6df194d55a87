"""The floor as a team leader sees it: who waits since when and for what, who is here with how much, what was decided.

`tiles` are the figures of the day, `line` who waits, `people` who answers, `rings` the arrivals an hour. All is read at
one moment: clients fetch it anew when they hear `floor_changed`.
"""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.clock import rfc3339
from deskbell.domain.people import AgentActor
from deskbell.domain.records import Inbox
from deskbell.services import access
from deskbell.services.core import Core
from deskbell.services.decisions import decision_view
from deskbell.services.floor_view.line import line_view
from deskbell.services.floor_view.people import patience_seconds, people_view
from deskbell.services.floor_view.rings import Day, rings_view
from deskbell.services.floor_view.tiles import tiles_view
from deskbell.storage import floor_view, inboxes, visitors

Wire = dict[str, Any]
DECISIONS_SHOWN = 12


async def get_floor(core: Core, actor: AgentActor, inbox_id: str | None) -> Wire:
    """One inbox's floor, or that of all inboxes the leader sees. Raises `not_allowed`, `not_found`."""
    access.check_leads(actor)
    async with core.read() as conn:
        looked_at = await _looked_at(conn, actor, inbox_id)
        ids = [inbox.id for inbox in looked_at]
        day = Day(core.clock(), _zone(looked_at))
        return {
            "inbox_id": inbox_id,
            "at": rfc3339(day.now),
            "time_zone": str(day.zone),
            "patience_seconds": _patience(looked_at),
            "tiles": await tiles_view(conn, ids, day),
            "line": await line_view(core, conn, looked_at),
            "agents": await people_view(core, conn, ids),
            "decisions": await _decisions(conn, ids),
            "rings": await rings_view(conn, ids, day),
        }


async def _looked_at(conn: AsyncConnection, actor: AgentActor, inbox_id: str | None) -> list[Inbox]:
    if inbox_id is not None:
        return [await access.access_inbox(conn, actor, inbox_id)]
    return [inbox for inbox in await inboxes.all_inboxes(conn) if actor.sees_inbox(inbox.id)]


def _patience(looked_at: list[Inbox]) -> int | None:
    """The shortest of theirs."""
    known = [patience for patience in map(patience_seconds, looked_at) if patience is not None]
    return min(known, default=None)


def _zone(looked_at: list[Inbox]) -> ZoneInfo:
    """Where the day is counted: the inbox's place, of several the first one's."""
    return ZoneInfo(looked_at[0].business_hours["time_zone"] if looked_at else "UTC")


async def _decisions(conn: AsyncConnection, inbox_ids: list[str]) -> list[Wire]:
    """The latest, each with whom it was about."""
    found = await floor_view.latest_decisions(conn, inbox_ids, DECISIONS_SHOWN)
    whose = await floor_view.visitors_of(conn, {d.conversation_id for d in found if d.conversation_id})
    people = await visitors.by_ids(conn, set(whose.values()))
    labels = {conversation: people[visitor].label for conversation, visitor in whose.items() if visitor in people}
    return [decision_view(d) | {"visitor": labels.get(d.conversation_id or "")} for d in found]
