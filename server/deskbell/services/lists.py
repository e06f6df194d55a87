"""Lists of conversations, a page at a time, and catching up on one conversation."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from typing import Any

from deskbell.domain.errors import BadInput
from deskbell.domain.ids import is_id
from deskbell.domain.people import Actor, AgentActor, VisitorActor
from deskbell.services import access
from deskbell.services.core import Core
from deskbell.services.views import conversation_views, message_view
from deskbell.storage import conversations as rows
from deskbell.storage import messages

Wire = dict[str, Any]
AFTER_THE_LINE = 2**53


async def list_conversations(
    core: Core, actor: AgentActor, view: str, inbox_id: str | None, before: str | None, limit: int
) -> Wire:
    """One of the desk's views, with the counts of all. Raises `not_found` for an inbox that is not theirs."""
    async with core.read() as conn:
        if inbox_id is not None:
            await access.access_inbox(conn, actor, inbox_id)
        inbox_ids = [inbox_id] if inbox_id is not None else actor.inbox_ids
        if view == "waiting":
            found = await rows.waiting(conn, inbox_ids, _read_order(before), limit + 1)
            cursors = [_write(AFTER_THE_LINE if c.queue_order is None else c.queue_order, c.id) for c in found]
        else:
            found = await rows.listed(conn, view, actor.id, inbox_ids, _read_moment(before), limit + 1)
            cursors = [_write(c.updated_at.timestamp(), c.id) for c in found]
        views = await conversation_views(core, conn, found[:limit], for_agents=True)
        counts = await rows.counts(conn, actor.id, inbox_ids)
    return {"conversations": views, "counts": counts, "next": cursors[limit - 1] if len(found) > limit else None}


async def list_of_visitor(core: Core, actor: Actor, visitor_id: str, before: str | None, limit: int) -> Wire:
    """A visitor's conversations, for themselves or for an agent who sees their inbox."""
    async with core.read() as conn:
        if isinstance(actor, AgentActor):
            await access.access_visitor(conn, actor, visitor_id)
        found = await rows.of_visitor(conn, visitor_id, _read_moment(before), limit + 1)
        views = await conversation_views(core, conn, found[:limit], for_agents=isinstance(actor, AgentActor))
    last = found[limit - 1] if len(found) > limit else None
    return {"conversations": views, "next": _write(last.updated_at.timestamp(), last.id) if last else None}


async def sync(
    core: Core, actor: Actor, conversation_id: str, after_seq: int, limit: int, after_note_seq: int = 0
) -> Wire:
    """What came after `after_seq`, in order, with the conversation as it is; `complete` when nothing is left to fetch."""
    async with core.read() as conn:
        conversation = await access.access_conversation(conn, actor, conversation_id)
        found = await messages.after(conn, conversation.id, after_seq, limit)
        for_agents = isinstance(actor, AgentActor)
        notes = await messages.notes_after(conn, conversation.id, after_note_seq, limit) if for_agents else []
        [view] = await conversation_views(core, conn, [conversation], for_agents=for_agents)
    reached = found[-1].seq if found else after_seq
    reached_note = notes[-1].note_seq if notes else after_note_seq
    complete = (reached or 0) >= conversation.last_seq
    if for_agents:
        complete = complete and (reached_note or 0) >= conversation.last_note_seq
    answer: Wire = {"conversation": view, "messages": [message_view(m) for m in found], "complete": complete}
    if for_agents:
        answer["notes"] = [message_view(note) for note in notes]
        answer["joined"] = core.joined.of(conversation.id)
    return answer


async def current_of_visitor(core: Core, actor: VisitorActor) -> Wire | None:
    """The conversation a visitor's window shows first: the live one, else the latest resolved; no offline message."""
    async with core.read() as conn:
        conversation = await rows.latest_of_visitor(conn, actor.id)
        if conversation is None:
            return None
        [view] = await conversation_views(core, conn, [conversation], for_agents=False)
    return view


async def counts_for(core: Core, actor: AgentActor) -> dict[str, int]:
    async with core.read() as conn:
        return await rows.counts(conn, actor.id, actor.inbox_ids)


def _write(value: float, identity: str) -> str:
    return base64.urlsafe_b64encode(f"{value!r} {identity}".encode()).decode()


def _read(cursor: str) -> tuple[float, str]:
    try:
        value, _, identity = base64.urlsafe_b64decode(cursor.encode()).decode().partition(" ")
        number = float(value)
        if not (-AFTER_THE_LINE <= number <= AFTER_THE_LINE and is_id(identity)):
            raise ValueError("no place in a list")
        return number, identity
    except (ValueError, UnicodeError):
        raise BadInput("bad_payload", "before must be the `next` of an earlier answer.") from None


def _read_order(cursor: str | None) -> tuple[int, str] | None:
    if cursor is None:
        return None
    order, identity = _read(cursor)
    return int(order), identity


def _read_moment(cursor: str | None) -> tuple[datetime, str] | None:
    if cursor is None:
        return None
    seconds, identity = _read(cursor)
    try:
        return datetime.fromtimestamp(seconds, UTC), identity
    except (ValueError, OverflowError, OSError):
        raise BadInput("bad_payload", "before must be the `next` of an earlier answer.") from None
