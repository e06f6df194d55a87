"""What people do with canned replies: agents use those of their inboxes, who leads writes them.

`{{visitor}}` and `{{agent}}` in a text are filled in by the desk when it is put into the composer.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.clock import rfc3339
from deskbell.domain.errors import not_found
from deskbell.domain.folding import fold
from deskbell.domain.forms import Checks, Wrong, check_form, check_id, check_text, invalid_field, or_none
from deskbell.domain.people import AgentActor
from deskbell.features.canned_replies import store
from deskbell.features.canned_replies.tables import CannedReply
from deskbell.services.access import access_inbox, check_leads
from deskbell.services.core import Core
from deskbell.services.messages import MAX_TEXT
from deskbell.storage.writer import Tx

MAX_SHORTCUT, MOST = 40, 1_000
Wire = dict[str, Any]


def _check_shortcut(value: Any) -> str:
    text = check_text(value, longest=MAX_SHORTCUT).lstrip("/")
    if not text or any(char.isspace() for char in text):
        raise Wrong("has_spaces", "One word, without spaces: it is typed after a slash.")
    return text


CHANGES: Checks = {"shortcut": _check_shortcut, "text": partial(check_text, longest=MAX_TEXT)}
OPTIONAL: Checks = {"inbox_id": or_none(check_id)}


def reply_view(reply: CannedReply) -> Wire:
    """The wire's `canned_reply`."""
    values = {name: getattr(reply, name) for name in reply.__struct_fields__}
    return values | {"updated_at": rfc3339(reply.updated_at)}


async def list_replies(core: Core, actor: AgentActor) -> list[Wire]:
    """Those that the agent may use, by name."""
    async with core.read() as conn:
        mine = actor.inbox_ids
        found = await (store.everywhere(conn) if mine is None else store.of_inboxes(conn, mine))
        return [reply_view(reply) for reply in found]


async def add_reply(core: Core, actor: AgentActor, form: Any) -> Wire:
    """Raises `not_allowed`, `not_found` (the inbox), or `invalid_fields`, with `taken` for a name in use there."""
    check_leads(actor)
    values = {"inbox_id": None, **check_form(form, required=CHANGES, optional=OPTIONAL)}

    async def work(tx: Tx) -> Wire:
        others = await store.everywhere(tx.conn)
        if len(others) >= MOST:
            raise invalid_field("shortcut", "too_many", f"At most {MOST:,} canned replies.")
        await _check_place(tx.conn, actor, values["inbox_id"])
        _check_free(values["shortcut"], values["inbox_id"], others)
        return reply_view(await store.insert(tx.conn, updated_at=tx.now, **values))

    return await core.write(work)


async def change_reply(core: Core, actor: AgentActor, reply_id: str, form: Any) -> Wire:
    """What is not named stays. Raises as `add_reply`, and `not_found`."""
    check_leads(actor)
    values = check_form(form, optional={**CHANGES, **OPTIONAL})

    async def work(tx: Tx) -> Wire:
        reply = await _access_reply(tx.conn, reply_id)
        if not values:
            return reply_view(reply)
        shortcut, inbox_id = values.get("shortcut", reply.shortcut), values.get("inbox_id", reply.inbox_id)
        await _check_place(tx.conn, actor, inbox_id)
        _check_free(shortcut, inbox_id, [one for one in await store.everywhere(tx.conn) if one.id != reply.id])
        return reply_view(await store.change(tx.conn, reply.id, updated_at=tx.now, **values))

    return await core.write(work)


async def delete_reply(core: Core, actor: AgentActor, reply_id: str) -> None:
    """Raises `not_allowed` or `not_found`."""
    check_leads(actor)

    async def work(tx: Tx) -> None:
        await store.remove(tx.conn, (await _access_reply(tx.conn, reply_id)).id)

    await core.write(work)


async def _access_reply(conn: AsyncConnection, reply_id: str) -> CannedReply:
    reply = await store.by_id(conn, reply_id)
    if reply is None:
        raise not_found()
    return reply


async def _check_place(conn: AsyncConnection, actor: AgentActor, inbox_id: str | None) -> None:
    if inbox_id is not None:
        await access_inbox(conn, actor, inbox_id)


def _check_free(shortcut: str, inbox_id: str | None, others: Sequence[CannedReply]) -> None:
    """Two of one name that can both be used in an inbox would leave it to chance which is meant."""
    for other in others:
        meets = inbox_id is None or other.inbox_id in (None, inbox_id)
        if meets and fold(other.shortcut) == fold(shortcut):
            raise invalid_field("shortcut", "taken", "There is one of this name already.")
