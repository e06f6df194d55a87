"""Leaving a message when nobody is there: a conversation of its own, that waits at the desk without a place in line."""

from __future__ import annotations

from typing import Any

from deskbell.domain.errors import BadInput
from deskbell.domain.people import VisitorActor, author_of
from deskbell.domain.records import Conversation
from deskbell.features.offline_messages.form import LeaveOfflineMessage, check_form
from deskbell.services import access, conversations, messages, telling, visitors
from deskbell.services.core import Core
from deskbell.services.events import QueueTouched
from deskbell.services.routing.standing import leave_line
from deskbell.storage import conversations as rows
from deskbell.storage.writer import Tx


async def leave_offline_message(core: Core, actor: VisitorActor, payload: LeaveOfflineMessage) -> dict[str, Any]:
    """Store the message once, however often it is sent. Whoever stood in line has left it then.

    Raises `bad_payload`, `text_empty`, `text_too_long`.
    """
    form = check_form(payload)

    async def work(tx: Tx) -> Conversation:
        known = await rows.by_client_id(tx.conn, actor.id, form.client_id)
        if known is not None and known.kind != "offline":
            raise BadInput("bad_payload", "This client_id is taken. Use a fresh UUIDv7.")
        return known or await _left(core, tx, actor, form)

    conversation = await core.write(work)
    return {"conversation": await telling.view_for(core, actor, conversation)}


async def _left(core: Core, tx: Tx, actor: VisitorActor, form: LeaveOfflineMessage) -> Conversation:
    await leave_line(core, tx, actor.inbox_id, actor.id, outcome="form")
    # The contact first, so that the desk hears of a conversation whose visitor has a name already.
    visitor = await visitors.set_contact(core, tx, actor.id, form.name, form.email)
    inbox = await access.access_inbox(tx.conn, actor, actor.inbox_id)
    locale = visitor.locale if visitor else None
    conversation = await conversations.create(core, tx, inbox, actor.id, form.client_id, "offline", locale)
    said_by = VisitorActor(actor.id, actor.inbox_id, form.name)
    contact = {"name": form.name, "email": form.email} | ({"phone": form.phone} if form.phone else {})
    await messages.add_message(
        core, tx, conversation, author_of(said_by), "form", form.text, contact, client_id=form.client_id
    )
    await telling.tell_conversation(core, tx, conversation.id)
    tx.tell(QueueTouched(inbox.id))  # it has no place in line, but the desk counts it beside the line
    return conversation
