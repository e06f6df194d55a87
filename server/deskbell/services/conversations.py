"""The life of a conversation: begun, with the bot, in line, with an agent, resolved, reopened."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TypeVar

from deskbell.domain import business_hours
from deskbell.domain.errors import BadInput, Conflict, not_found
from deskbell.domain.ids import new_id
from deskbell.domain.people import Actor, AgentActor, Author, VisitorActor
from deskbell.domain.records import Conversation, Inbox, Message
from deskbell.domain.routing.overflow import is_full, overflow_of
from deskbell.domain.routing.policy import policy_of
from deskbell.services import access, grace, messages, returning, routing, turns
from deskbell.services.authors import author_now
from deskbell.services.core import Core
from deskbell.services.events import ConversationResolved
from deskbell.services.telling import bot_lost, fresh, tell_conversation
from deskbell.services.views import author_view
from deskbell.storage import conversations as rows
from deskbell.storage import inboxes, queue
from deskbell.storage.writer import Tx

log = logging.getLogger(__name__)
T = TypeVar("T")


async def create(
    core: Core, tx: Tx, inbox: Inbox, visitor_id: str, client_id: str, kind: str, locale: str | None = None
) -> Conversation:
    """Store a new conversation. A live one begins with the bot (see `let_bot_answer`), an offline message with nobody."""
    conversation = await rows.insert(
        tx.conn,
        id=new_id(),
        inbox_id=inbox.id,
        visitor_id=visitor_id,
        client_id=client_id,
        kind=kind,
        status="open",
        locale=locale,
        assignee_type="bot" if kind == "live" else None,
        created_at=tx.now,
        updated_at=tx.now,
    )
    await tell_conversation(core, tx, conversation.id, created=True)
    return conversation


async def let_bot_answer(core: Core, tx: Tx, conversation_id: str, message: Message) -> None:
    """Hand a visitor's message to the bot: flows first, then what answers questions. One that fails is logged, and the next
    is asked; the message itself is safe."""
    for hook in core.hooks.bot_answers:
        conversation = await fresh(tx, conversation_id)
        inbox = await inbox_of(tx, conversation)
        if await or_nothing(tx, partial(hook, core, tx, inbox, conversation, message)):
            return


async def or_nothing(tx: Tx, act: Callable[[], Awaitable[T]]) -> T | None:
    """All of what the bot does, or nothing of it: what fails is logged, told to nobody, and harms nothing before it."""
    told = len(tx.events)
    savepoint = await tx.conn.begin_nested()
    try:
        result = await act()
    except Exception:
        log.exception("the bot failed")
        await savepoint.rollback()
        del tx.events[told:]
        return None
    await savepoint.commit()
    return result


async def request_human(core: Core, actor: VisitorActor, conversation_id: str) -> Conversation:
    """Put the conversation in line for a person; of what is over, where the visitor goes on. With an agent: as it is.

    Raises `not_found`, `unsupported` (an offline message), `outside_business_hours`, `line_full`.
    """

    async def work(tx: Tx) -> Conversation:
        conversation = await access.access_conversation(tx.conn, actor, conversation_id)
        if conversation.kind == "offline":
            raise BadInput("unsupported", "An offline message has no place in line. Start a conversation to talk now.")
        if conversation.status != "resolved" and conversation.assignee_type != "bot":
            return conversation
        inbox = await inbox_of(tx, conversation)
        if not _is_open(inbox, tx):
            raise Conflict("outside_business_hours", "We are closed right now. Leave a message and we answer.")
        if conversation.status == "resolved":
            conversation = await go_on(core, tx, actor, conversation)
            if conversation.assignee_type != "bot":
                return conversation
        return await enter_queue(core, tx, inbox, conversation, by="visitor")

    return await core.write(work)


async def enter_queue(
    core: Core, tx: Tx, inbox: Inbox, conversation: Conversation, by: str = "bot", because: str | None = None
) -> Conversation:
    """Give the conversation the last place in line; then it may be given to an agent at once (`routing`). `because` says
    why the bot did.

    Raises `line_full` where nobody takes it at once, more wait than the inbox allows, and no priority lets it in.
    """
    await routing.enter_line(core, tx, conversation, by, because)
    await routing.give_waiting(core, tx, inbox.id)
    conversation = await fresh(tx, conversation.id)
    rule, head_start = (
        overflow_of(inbox.routing),
        policy_of(inbox.routing).head_start_seconds.get(conversation.priority, 0),
    )
    stands = conversation.waiting and conversation.queue_order is not None and conversation.offered_to is None
    if stands and rule.limit is not None and is_full(rule, len(await queue.line(tx.conn, inbox.id)), head_start):
        raise Conflict("line_full", "Too many people wait just now. Leave a message and we come back to you.")
    return conversation


async def enter_if_room(
    core: Core, tx: Tx, inbox: Inbox, conversation: Conversation, by: str = "bot", because: str | None = None
) -> bool:
    """The same; a line that is full leaves everything as it was."""
    told = len(tx.events)
    savepoint = await tx.conn.begin_nested()
    try:
        await enter_queue(core, tx, inbox, conversation, by, because)
    except Conflict as error:
        await savepoint.rollback()
        del tx.events[told:]
        if error.code != "line_full":
            raise
        return False
    await savepoint.commit()
    return True


async def leave_queue(core: Core, actor: VisitorActor, conversation_id: str) -> Conversation:
    """The visitor steps out of the line; the bot has the conversation again. Raises `not_waiting`."""

    async def work(tx: Tx) -> Conversation:
        conversation = await access.access_conversation(tx.conn, actor, conversation_id)
        if not conversation.waiting or conversation.queue_order is None:
            raise Conflict("not_waiting", "This conversation is not in line.")
        await routing.step_out(core, tx, conversation)
        return await fresh(tx, conversation.id)

    return await core.write(work)


async def resolve(core: Core, actor: Actor, conversation_id: str) -> Conversation:
    """Either side ends the talk. Already resolved: as it is. Raises `not_found`, `not_assignee`."""

    async def work(tx: Tx) -> Conversation:
        if isinstance(actor, AgentActor):
            conversation = await access.access_steered(tx.conn, actor, conversation_id)
        else:
            conversation = await access.access_conversation(tx.conn, actor, conversation_id)
        if conversation.status == "resolved":
            return conversation
        return await resolve_by(core, tx, await author_now(tx.conn, actor), conversation)

    return await core.write(work)


async def resolve_by(
    core: Core, tx: Tx, author: Author, conversation: Conversation, reason: str | None = None
) -> Conversation:
    """End the talk in the name of `author`; a `reason` is said to both sides."""
    by = author_view(author)
    await routing.out_of_line(tx, conversation, "resolved")
    await bot_lost(core, tx, conversation)
    await rows.change(
        tx.conn,
        conversation.id,
        status="resolved",
        resolved_at=tx.now,
        resolved_by=by,
        original_order=None,
        transferred_by=None,
        overflow_team_id=None,
    )
    await grace.end(tx, [conversation])
    await queue.end_assignment(tx.conn, conversation.id, tx.now)
    await turns.is_nobodys(tx, conversation)
    said = {"activity": "resolved", "by": by} | ({"reason": reason} if reason is not None else {})
    await messages.add_activity(core, tx, conversation, "Resolved.", said)
    await tell_conversation(core, tx, conversation.id)
    tx.tell(ConversationResolved(conversation.inbox_id, conversation.visitor_id, conversation.id, by["type"]))
    await routing.load_changed(core, tx, conversation)
    return await fresh(tx, conversation.id)


async def reopen(core: Core, actor: AgentActor, conversation_id: str) -> Conversation:
    """An agent takes a resolved conversation up again; it is theirs. Raises `not_found`, `not_resolved`."""

    async def work(tx: Tx) -> Conversation:
        conversation = await access.access_conversation(tx.conn, actor, conversation_id)
        if conversation.status != "resolved":
            raise Conflict("not_resolved", "This conversation is open already.")
        await _open_again(core, tx, conversation, actor)
        await routing.assign(core, tx, conversation, actor.id, "reopened")
        return await fresh(tx, conversation.id)

    return await core.write(work)


async def go_on(core: Core, tx: Tx, actor: VisitorActor, conversation: Conversation) -> Conversation:
    """Where a visitor goes on who turns to a resolved conversation: there, else in their live one, else in a new one."""
    inbox = await inbox_of(tx, conversation)
    if returning.can_go_on(conversation, inbox, tx.now):
        return await reopen_for_visitor(core, tx, actor, conversation)
    live = await rows.live_of_visitor(tx.conn, actor.id)
    return live or await create(core, tx, inbox, actor.id, new_id(), "live", actor.locale)


async def reopen_for_visitor(core: Core, tx: Tx, actor: VisitorActor, conversation: Conversation) -> Conversation:
    """A visitor writes on: back to the bot if it had it, to the same agent if free, else to the line.

    Outside business hours nobody enters the line: it waits with the same agent, else the bot has it. So it has when the
    line is full.
    """
    await _open_again(core, tx, conversation, actor)
    inbox = await inbox_of(tx, conversation)
    is_open = _is_open(inbox, tx)
    if conversation.assignee_type == "bot":
        await tell_conversation(core, tx, conversation.id)
    elif conversation.assignee_id and await returning.goes_back(core, tx, conversation, is_open):
        await routing.assign(core, tx, conversation, conversation.assignee_id, "reopened")
    elif (is_open or conversation.kind == "offline") and await enter_if_room(core, tx, inbox, conversation, "visitor"):
        pass
    else:
        await rows.change(tx.conn, conversation.id, assignee_type="bot", assignee_id=None)
        await tell_conversation(core, tx, conversation.id)
    return await fresh(tx, conversation.id)


def _is_open(inbox: Inbox, tx: Tx) -> bool:
    return bool(business_hours.state(inbox.business_hours, tx.now)["open"])


async def _open_again(core: Core, tx: Tx, conversation: Conversation, actor: Actor) -> None:
    await rows.change(tx.conn, conversation.id, status="open", resolved_at=None, resolved_by=None, misses=0)
    data = {"activity": "reopened", "by": author_view(await author_now(tx.conn, actor))}
    await messages.add_activity(core, tx, conversation, "Reopened.", data)


async def set_misses(tx: Tx, conversation: Conversation, misses: int) -> None:
    """How many times in a row the bot had no answer."""
    await rows.change(tx.conn, conversation.id, misses=misses)


async def forget_topic(core: Core, tx: Tx, conversation: Conversation, message: Message) -> None:
    """If this message is what the conversation is named by, the visitor's next one is that instead."""
    if conversation.topic == messages.topic_of(message.text):
        await rows.change(tx.conn, conversation.id, topic=None)
        await tell_conversation(core, tx, conversation.id)


async def inbox_of(tx: Tx, conversation: Conversation) -> Inbox:
    inbox = await inboxes.by_id(tx.conn, conversation.inbox_id)
    if inbox is None:
        raise not_found()
    return inbox
