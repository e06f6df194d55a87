"""Leaving a message when nobody is there: a conversation of its own, that waits at the desk without a place in line."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from deskbell.domain.errors import BadInput
from deskbell.domain.ids import new_id
from deskbell.domain.people import BOT, VisitorActor, author_of
from deskbell.domain.records import Conversation
from deskbell.features.offline_messages.form import LeaveOfflineMessage, check_form
from deskbell.services import access, conversations, messages, telling, visitors
from deskbell.services.core import Core, Left
from deskbell.services.events import QueueTouched
from deskbell.services.routing.standing import leave_line
from deskbell.storage import conversations as rows
from deskbell.storage import messages as message_rows
from deskbell.storage import visitors as visitor_rows
from deskbell.storage.writer import Tx

_NOTES, _SAME_VISIT = 200, timedelta(hours=12)


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
    await _says(core, tx, conversation, VisitorActor(actor.id, actor.inbox_id, form.name), form)
    await _takes_along(tx, conversation)
    return conversation


async def _takes_along(tx: Tx, left: Conversation) -> None:
    """What a flow had collected in the conversation that the visitor turned from: nobody would look for it there."""
    live = await rows.live_of_visitor(tx.conn, left.visitor_id)
    notes = await message_rows.notes_after(tx.conn, live.id, 0, _NOTES) if live and live.assignee_type == "bot" else []
    collected = [note for note in notes if "collected" in (note.data or {}) and tx.now - note.created_at <= _SAME_VISIT]
    for note in collected[-1:]:
        await messages.add_note_by(tx, BOT, left, None, note.text, note.data)


async def leave_told(core: Core, tx: Tx, told_in: Conversation, left: Left) -> None:
    """An offline message by what was told in a conversation (see `services.core.Hooks.leave_message`)."""
    inbox = await conversations.inbox_of(tx, told_in)
    visitor = await visitor_rows.by_id(tx.conn, told_in.visitor_id)
    name = (visitor.name if visitor else None) or ""
    form = LeaveOfflineMessage(new_id(), name, left.email, left.text, left.phone or None)
    visitor_id, locale = told_in.visitor_id, told_in.locale
    conversation = await conversations.create(core, tx, inbox, visitor_id, form.client_id, "offline", locale)
    await _says(core, tx, conversation, VisitorActor(visitor_id, inbox.id, name or None), form)


async def _says(
    core: Core, tx: Tx, conversation: Conversation, said_by: VisitorActor, form: LeaveOfflineMessage
) -> None:
    contact = {"name": form.name, "email": form.email} | ({"phone": form.phone} if form.phone else {})
    await messages.add_message(
        core, tx, conversation, author_of(said_by), "form", form.text, contact, client_id=form.client_id
    )
    await telling.tell_conversation(core, tx, conversation.id)
    tx.tell(QueueTouched(conversation.inbox_id))  # it has no place in line, but the desk counts it beside the line
