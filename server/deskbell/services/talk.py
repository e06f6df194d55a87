"""Talking: who may say what, and what follows from it. A message is stored once per `client_id`."""

from __future__ import annotations

import logging
from typing import NamedTuple

from deskbell.domain.errors import BadInput, Conflict
from deskbell.domain.people import Actor, AgentActor, VisitorActor, author_of
from deskbell.domain.records import Conversation, Message
from deskbell.services import access, conversations, routing, turns, visitors
from deskbell.services.authors import author_now
from deskbell.services.core import Core
from deskbell.services.messages import add_message, check_client_id, check_text, store_note
from deskbell.services.telling import fresh, tell_conversation
from deskbell.storage import conversations as conversation_rows
from deskbell.storage import messages as rows
from deskbell.storage.writer import Tx

log = logging.getLogger(__name__)


class Contact(NamedTuple):
    """What a visitor says of themselves when they begin."""

    name: str | None
    email: str | None


async def start_conversation(
    core: Core,
    actor: VisitorActor,
    client_id: str,
    text: str | None,
    locale: str | None,
    contact: Contact | None = None,
) -> tuple[Conversation, Message | None]:
    """Begin a conversation, or go on with the one that is live; `text` becomes its message. Idempotent by `client_id`."""
    check_client_id(client_id)
    if text is not None:
        check_text(text)
        await _think_ahead(core, actor, None, text)

    async def work(tx: Tx) -> tuple[Conversation, Message | None]:
        conversation = await _begun_with(tx, actor, client_id)
        if conversation is None and contact is not None:
            # The contact first, so that the desk hears of a conversation whose visitor has a name already.
            await visitors.set_contact(core, tx, actor.id, contact.name, contact.email)
        conversation = conversation or await conversation_rows.live_of_visitor(tx.conn, actor.id)
        if conversation is None:
            inbox = await access.access_inbox(tx.conn, actor, actor.inbox_id)
            conversation = await conversations.create(core, tx, inbox, actor.id, client_id, "live", locale)
        message = None
        if text is not None:
            message = await _known_or_said(core, tx, actor, conversation, client_id, text)
        return await fresh(tx, conversation.id), message

    return await core.write(work)


async def _begun_with(tx: Tx, actor: VisitorActor, client_id: str) -> Conversation | None:
    """What `start_conversation` began or went on with under this `client_id` before. Raises `bad_payload`."""
    known = await conversation_rows.by_client_id(tx.conn, actor.id, client_id)
    known = known or await conversation_rows.by_own_message(tx.conn, actor.id, client_id)
    if known is not None and known.kind != "live":
        raise BadInput("bad_payload", "This client_id is taken. Use a fresh UUIDv7.")
    return known


async def send_message(core: Core, actor: Actor, conversation_id: str, client_id: str, text: str) -> Message:
    """Store what a visitor or the assignee says. The same `client_id` again returns the same message and tells nobody.

    Raises `not_found`, `not_assignee`, `already_resolved` (an agent, to a resolved conversation), `text_empty`, `text_too_long`.
    """
    check_client_id(client_id)
    check_text(text)
    if isinstance(actor, VisitorActor):
        await _think_ahead(core, actor, conversation_id, text)

    async def work(tx: Tx) -> Message:
        conversation = await access.access_conversation(tx.conn, actor, conversation_id)
        return await _known_or_said(core, tx, actor, conversation, client_id, text)

    return await core.write(work)


async def _think_ahead(core: Core, actor: VisitorActor, conversation_id: str | None, text: str) -> None:
    """What the bot will be asked is looked up before the writer is held; nobody else waits for it, nor does whoever talks
    with a person. A bot that fails at it will say so in its turn."""
    if core.hooks.before_answering is None:
        return
    if conversation_id is not None:
        async with core.read() as conn:
            conversation = await conversation_rows.by_id(conn, conversation_id)
        if conversation is None or (conversation.assignee_type != "bot" and conversation.status == "open"):
            return
    try:
        await core.hooks.before_answering(actor.inbox_id, text, actor.locale)
    except Exception:
        log.exception("the bot could not think ahead")


async def _known_or_said(
    core: Core, tx: Tx, actor: Actor, conversation: Conversation, client_id: str, text: str
) -> Message:
    """The message that is stored under this `client_id`, or a new one."""
    known = await _known(tx, conversation, client_id, actor)
    if known is not None:
        return known
    if isinstance(actor, VisitorActor):
        return await _visitor_says(core, tx, actor, conversation, client_id, text)
    return await _agent_says(core, tx, actor, conversation, client_id, text)


async def _visitor_says(
    core: Core, tx: Tx, actor: VisitorActor, conversation: Conversation, client_id: str, text: str
) -> Message:
    """A visitor's message: goes on with what was resolved, and lets the bot answer where it has the conversation."""
    if conversation.status == "resolved":
        conversation = await conversations.go_on(core, tx, actor, conversation)
    author = await author_now(tx.conn, actor)
    message = await add_message(core, tx, conversation, author, "text", text, client_id=client_id)
    await turns.visitor_wrote(tx, conversation)
    if conversation.topic is None:
        await tell_conversation(core, tx, conversation.id)
    if conversation.assignee_type == "bot":
        await conversations.let_bot_answer(core, tx, conversation.id, message)
    elif conversation.waiting and conversation.queue_order is not None:
        await routing.more_said(core, tx, conversation.id)
    return message


async def _agent_says(
    core: Core, tx: Tx, actor: AgentActor, conversation: Conversation, client_id: str, text: str
) -> Message:
    await access.access_assigned(tx.conn, actor, conversation.id)
    if conversation.status == "resolved":
        raise Conflict("already_resolved", "This conversation is resolved. Reopen it to write.")
    message = await add_message(core, tx, conversation, author_of(actor), "text", text, client_id=client_id)
    await turns.agent_wrote(tx, conversation)
    if conversation.first_reply_at is None:
        await conversation_rows.change(tx.conn, conversation.id, first_reply_at=tx.now)
        await tell_conversation(core, tx, conversation.id)
    return message


async def add_note(core: Core, actor: AgentActor, conversation_id: str, client_id: str, text: str) -> Message:
    """Store an internal note, numbered apart from what the visitor sees. Idempotent like a message."""
    check_client_id(client_id)
    check_text(text)

    async def work(tx: Tx) -> Message:
        conversation = await access.access_conversation(tx.conn, actor, conversation_id)
        known = await _known(tx, conversation, client_id, actor)
        return known or await store_note(tx, actor, conversation, client_id, text)

    return await core.write(work)


async def whisper(core: Core, actor: AgentActor, conversation_id: str, client_id: str, text: str) -> Message:
    """A team leader's word to the assignee: a note that names whom it is for. Idempotent like a message.

    Raises `not_allowed`, `not_found`, `not_assigned` (no agent has it, or the leader has it themselves), `text_empty`,
    `text_too_long`.
    """
    check_client_id(client_id)
    check_text(text)

    async def work(tx: Tx) -> Message:
        conversation = await access.access_led(tx.conn, actor, conversation_id)
        known = await _known(tx, conversation, client_id, actor)
        if known is not None:
            return known
        if conversation.assignee_type != "agent" or conversation.assignee_id == actor.id:
            raise Conflict("not_assigned", "There is nobody to whisper to. Leave a note instead.")
        data = {"whisper_to": conversation.assignee_id}
        return await store_note(tx, actor, conversation, client_id, text, data)

    return await core.write(work)


async def _known(tx: Tx, conversation: Conversation, client_id: str, actor: Actor) -> Message | None:
    """What was stored under this `client_id` before, if only in the conversation that followed on this one.

    Another author's is refused without being shown.
    """
    known = await rows.by_client_id(tx.conn, conversation, client_id)
    if known is not None and known.conversation_id != conversation.id and isinstance(actor, AgentActor):
        return None
    if known is not None and (known.author_type, known.author_id) != (author_of(actor).type, actor.id):
        raise BadInput("bad_payload", "This client_id is taken in this conversation. Use a fresh UUIDv7.")
    return known
