"""Rating a resolved conversation: once, changeable for a day from the first time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.clock import rfc3339
from deskbell.domain.errors import BadInput, Conflict
from deskbell.domain.people import VisitorActor
from deskbell.domain.records import Conversation
from deskbell.features.csat import store
from deskbell.features.csat.tables import Csat
from deskbell.realtime.command import Payload
from deskbell.realtime.payloads import Id
from deskbell.services import access, telling
from deskbell.services.core import Core
from deskbell.storage.writer import Tx

CHANGEABLE_FOR = timedelta(hours=24)
MAX_COMMENT = 2_000


class RateConversation(Payload):
    conversation_id: Id
    rating: int
    comment: str | None = None


async def rate_conversation(core: Core, actor: VisitorActor, payload: RateConversation) -> dict[str, Any]:
    """Store the rating, or change it. Raises `bad_payload`, `not_found`, `not_resolved`, `rating_closed`."""
    _check(payload)

    async def work(tx: Tx) -> Csat:
        conversation = await access.access_conversation(tx.conn, actor, payload.conversation_id)
        known = (await store.by_conversations(tx.conn, [conversation.id])).get(conversation.id)
        rated = await _stored(tx, conversation, known, payload)
        if rated != known:
            await telling.tell_conversation(core, tx, conversation.id)
        return rated

    return {"csat": csat_view(await core.write(work))}


async def keep_rating(core: Core, tx: Tx, conversation: Conversation, rating: int) -> None:
    """The hook: asked by the bot before the conversation is over. Another opinion, here or later, takes its place."""
    known = (await store.by_conversations(tx.conn, [conversation.id])).get(conversation.id)
    if known is None:
        await store.insert(tx.conn, Csat(conversation.id, rating, "", tx.now, tx.now))
    elif tx.now < _changeable_until(known):
        await store.change(tx.conn, msgspec.structs.replace(known, rating=rating, rated_at=tx.now))
    await telling.tell_conversation(core, tx, conversation.id)


async def conversation_fields(conn: AsyncConnection, conversation_ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """The `csat` of the wire's conversation, where there is one."""
    rated = await store.by_conversations(conn, conversation_ids)
    return {conversation_id: {"csat": csat_view(csat)} for conversation_id, csat in rated.items()}


def csat_view(csat: Csat) -> dict[str, Any]:
    return {
        "conversation_id": csat.conversation_id,
        "rating": csat.rating,
        "comment": csat.comment,
        "rated_at": rfc3339(csat.rated_at),
        "changeable_until": rfc3339(_changeable_until(csat)),
    }


async def _stored(tx: Tx, conversation: Conversation, known: Csat | None, payload: RateConversation) -> Csat:
    """What is stored after this payload: the same again changes nothing, so that sending twice is harmless."""
    comment = payload.comment or ""
    if known is None:
        _check_resolved(conversation)
        rated = Csat(conversation.id, payload.rating, comment, tx.now, tx.now)
        await store.insert(tx.conn, rated)
        return rated
    if (known.rating, known.comment) == (payload.rating, comment):
        return known
    _check_resolved(conversation)
    _check_changeable(known, tx.now)
    rated = msgspec.structs.replace(known, rating=payload.rating, comment=comment, rated_at=tx.now)
    await store.change(tx.conn, rated)
    return rated


def _changeable_until(csat: Csat) -> datetime:
    return csat.first_rated_at + CHANGEABLE_FOR


def _check(payload: RateConversation) -> None:
    if not 1 <= payload.rating <= 5:
        raise BadInput("bad_payload", "rating must be 1, 2, 3, 4 or 5.")
    if len(payload.comment or "") > MAX_COMMENT:
        raise BadInput("bad_payload", f"comment holds at most {MAX_COMMENT} characters.")


def _check_resolved(conversation: Conversation) -> None:
    if conversation.status != "resolved":
        raise Conflict("not_resolved", "A conversation can be rated once it is resolved.")


def _check_changeable(known: Csat, now: datetime) -> None:
    if now >= _changeable_until(known):
        raise Conflict("rating_closed", "The day for changing this rating is over. Thank you for it.")
