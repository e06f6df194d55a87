"""Messages and internal notes as they are stored and told: numbered without gaps, once per `client_id`.

The rules of who may say what are in `talk`.
"""

from __future__ import annotations

from typing import Any

from deskbell.domain.clock import rfc3339
from deskbell.domain.errors import BadInput
from deskbell.domain.ids import is_client_id, new_id
from deskbell.domain.people import BOT, SYSTEM, AgentActor, Author, author_of
from deskbell.domain.records import Conversation, Message
from deskbell.domain.visible import shows_anything
from deskbell.services.core import Core
from deskbell.services.events import MessageCreated, MessageUpdated, NoteCreated
from deskbell.services.views import author_view, message_view
from deskbell.storage import conversations as conversation_rows
from deskbell.storage import messages as rows
from deskbell.storage.tables import conversations as columns
from deskbell.storage.writer import Tx

MAX_TEXT = 8_000
PREVIEW = 200


def check_text(text: str) -> str:
    """Raises `text_empty` or `text_too_long` (over 8,000 code points)."""
    if len(text) > MAX_TEXT:
        raise BadInput("text_too_long", f"A message holds at most {MAX_TEXT} characters; this one has {len(text)}.")
    if not shows_anything(text):
        raise BadInput("text_empty", "There is nothing to send yet.")
    return text


def check_client_id(client_id: str) -> str:
    if not is_client_id(client_id):
        raise BadInput("bad_payload", "client_id must be 8 to 64 letters, digits, - or _, such as a UUIDv7.")
    return client_id


def topic_of(text: str) -> str:
    """A conversation's `topic` when this is the text it is named by."""
    return text.strip()[:PREVIEW]


async def add_message(
    core: Core,
    tx: Tx,
    conversation: Conversation,
    author: Author,
    kind: str,
    text: str,
    data: dict[str, Any] | None = None,
    client_id: str | None = None,
) -> Message:
    """Store a message under the next `seq` and tell it. The rules have been checked by the caller."""
    by_visitor = author.type == "visitor"
    values: dict[str, Any] = {
        "last_seq": columns.c.last_seq + 1,
        "updated_at": tx.now,
        "unread": columns.c.unread + (1 if by_visitor else 0),
    }
    if kind != "activity":
        said = {"kind": kind, "author": author_view(author), "text": text[:PREVIEW], "created_at": rfc3339(tx.now)}
        values["last_message"] = said
    if by_visitor and conversation.topic is None:
        values["topic"] = topic_of(text)
    changed = await conversation_rows.change(tx.conn, conversation.id, **values)
    message = _new(tx, conversation, author, kind, text, data, client_id, seq=changed.last_seq)
    await rows.insert(tx.conn, message)
    tx.tell(MessageCreated(conversation.inbox_id, conversation.visitor_id, message_view(message)))
    return message


async def add_activity(core: Core, tx: Tx, conversation: Conversation, text: str, data: dict[str, Any]) -> Message:
    """A line such as "Ann took your conversation": `data` says it so that clients can say it in their language."""
    return await add_message(core, tx, conversation, SYSTEM, "activity", text, data)


async def add_bot_message(core: Core, tx: Tx, conversation: Conversation, text: str, data: dict[str, Any]) -> Message:
    """A card printed by the bot."""
    return await add_message(core, tx, conversation, BOT, "card", text, data)


async def update_data(
    core: Core, tx: Tx, conversation: Conversation, message: Message, data: dict[str, Any]
) -> dict[str, Any]:
    """Change what a card carries; returns the wire's message as it is now."""
    await rows.set_data(tx.conn, message.id, data)
    view = message_view(message) | {"data": data}
    tx.tell(MessageUpdated(conversation.inbox_id, conversation.visitor_id, view))
    return view


async def store_note(
    tx: Tx,
    actor: AgentActor,
    conversation: Conversation,
    client_id: str | None,
    text: str,
    data: dict[str, Any] | None = None,
) -> Message:
    return await add_note_by(tx, author_of(actor), conversation, client_id, text, data)


async def add_note_by(
    tx: Tx,
    author: Author,
    conversation: Conversation,
    client_id: str | None,
    text: str,
    data: dict[str, Any] | None = None,
) -> Message:
    """The same by any author: the bot notes what it collected."""
    changed = await conversation_rows.change(tx.conn, conversation.id, last_note_seq=columns.c.last_note_seq + 1)
    note = _new(tx, conversation, author, "note", text, data, client_id, note_seq=changed.last_note_seq)
    note = _placed(note, changed.last_seq)
    await rows.insert(tx.conn, note)
    tx.tell(NoteCreated(conversation.inbox_id, message_view(note)))
    return note


def _new(
    tx: Tx,
    conversation: Conversation,
    author: Author,
    kind: str,
    text: str,
    data: dict[str, Any] | None,
    client_id: str | None,
    *,
    seq: int | None = None,
    note_seq: int | None = None,
) -> Message:
    identity = new_id()
    return Message(
        id=identity,
        conversation_id=conversation.id,
        seq=seq,
        note_seq=note_seq,
        after_seq=None,
        client_id=client_id or identity,
        kind=kind,
        author_type=author.type,
        author_id=author.id,
        author_name=author.name,
        author_face=author.face,
        text=text,
        data=data or {},
        created_at=tx.now,
    )


def _placed(note: Message, after_seq: int) -> Message:
    values = {name: getattr(note, name) for name in note.__struct_fields__}
    return Message(**{**values, "after_seq": after_seq})
