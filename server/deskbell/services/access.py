"""Rights, checked where the object is fetched: `access_…` is the only way to get an object on somebody's behalf.

What does not exist and what is not yours look the same from outside: `not_found`.
"""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.errors import NotAllowed, not_found
from deskbell.domain.people import Actor, AgentActor, VisitorActor
from deskbell.domain.records import Conversation, Inbox, Message, Visitor
from deskbell.storage import conversations, inboxes, messages, visitors


async def access_conversation(conn: AsyncConnection, actor: Actor, conversation_id: str) -> Conversation:
    """A conversation that `actor` may see. Raises `not_found`."""
    conversation = await conversations.by_id(conn, conversation_id)
    if conversation is None or not _sees(actor, conversation.inbox_id, conversation.visitor_id):
        raise not_found()
    return conversation


async def access_message(conn: AsyncConnection, actor: Actor, conversation_id: str, message_id: str) -> Message:
    """A message in a conversation that `actor` may see; notes are for agents. Raises `not_found`."""
    conversation = await access_conversation(conn, actor, conversation_id)
    message = await messages.by_id(conn, conversation.id, message_id)
    if message is None or (message.seq is None and isinstance(actor, VisitorActor)):
        raise not_found()
    return message


async def access_visitor(conn: AsyncConnection, actor: AgentActor, visitor_id: str) -> Visitor:
    """A visitor of an inbox that the agent sees. Raises `not_found`."""
    visitor = await visitors.by_id(conn, visitor_id)
    if visitor is None or not actor.sees_inbox(visitor.inbox_id):
        raise not_found()
    return visitor


async def access_inbox(conn: AsyncConnection, actor: Actor, inbox_id: str) -> Inbox:
    """An inbox that `actor` belongs to or may see. Raises `not_found`."""
    inbox = await inboxes.by_id(conn, inbox_id)
    seen = isinstance(actor, AgentActor) and actor.sees_inbox(inbox_id)
    if inbox is None or not (seen or (isinstance(actor, VisitorActor) and actor.inbox_id == inbox_id)):
        raise not_found()
    return inbox


async def access_assigned(conn: AsyncConnection, actor: AgentActor, conversation_id: str) -> Conversation:
    """A conversation in which this agent answers the visitor. Raises `not_found` or `not_assignee`."""
    conversation = await access_conversation(conn, actor, conversation_id)
    if not is_assignee(actor, conversation):
        raise NotAllowed("not_assignee", "Only the assignee writes to the visitor. Claim it, or leave a note.")
    return conversation


async def access_steered(conn: AsyncConnection, actor: AgentActor, conversation_id: str) -> Conversation:
    """A conversation that this agent may resolve, or say the needs of: theirs, waiting, or any for those who lead."""
    conversation = await access_conversation(conn, actor, conversation_id)
    return conversation if conversation.waiting else _check_steers(actor, conversation)


async def access_handed(conn: AsyncConnection, actor: AgentActor, conversation_id: str) -> Conversation:
    """A conversation that this agent may transfer: theirs, or any for those who lead. One that waits is nobody's to give."""
    return _check_steers(actor, await access_conversation(conn, actor, conversation_id))


def _check_steers(actor: AgentActor, conversation: Conversation) -> Conversation:
    if not (actor.leads or is_assignee(actor, conversation)):
        raise NotAllowed("not_assignee", "Only the assignee, a team leader or an admin may do that.")
    return conversation


def check_leads(actor: AgentActor) -> None:
    """Raises `not_allowed` unless they lead."""
    if not actor.leads:
        raise NotAllowed("not_allowed", "Only a team leader or an admin may do that.")


async def access_led(conn: AsyncConnection, actor: AgentActor, conversation_id: str) -> Conversation:
    """A conversation in which this agent steps in as one who leads. Raises `not_allowed` or `not_found`."""
    check_leads(actor)
    return await access_conversation(conn, actor, conversation_id)


def is_assignee(actor: AgentActor, conversation: Conversation) -> bool:
    return conversation.assignee_type == "agent" and conversation.assignee_id == actor.id


def _sees(actor: Actor, inbox_id: str, visitor_id: str) -> bool:
    if isinstance(actor, VisitorActor):
        return visitor_id == actor.id
    return actor.sees_inbox(inbox_id)
