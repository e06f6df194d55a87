"""Read and delivered marks: each side's only moves forward, and never past what exists."""

from __future__ import annotations

from typing import Any

from deskbell.domain.people import Actor, AgentActor
from deskbell.services import access, idle
from deskbell.services.authors import author_now
from deskbell.services.core import Core
from deskbell.services.events import ReadMarkMoved, TypingChanged
from deskbell.services.views import author_view
from deskbell.storage import conversations as rows
from deskbell.storage import messages
from deskbell.storage.writer import Tx


async def move_mark(core: Core, actor: Actor, conversation_id: str, seq: int, *, read: bool) -> None:
    """The visitor, or the assignee, has received (or read) up to `seq`. What others of the team see moves nothing."""

    async def work(tx: Tx) -> None:
        conversation = await access.access_conversation(tx.conn, actor, conversation_id)
        if isinstance(actor, AgentActor) and not access.is_assignee(actor, conversation):
            return
        side = "agent" if isinstance(actor, AgentActor) else "visitor"
        reached = min(seq, conversation.last_seq)
        delivered = max(getattr(conversation, f"{side}_delivered_seq"), reached)
        seen = max(getattr(conversation, f"{side}_read_seq"), reached if read else 0)
        values: dict[str, Any] = {f"{side}_delivered_seq": delivered, f"{side}_read_seq": seen}
        if all(getattr(conversation, name) == value for name, value in values.items()):
            return
        if side == "agent" and read:
            values["unread"] = await messages.count_of_visitor_after(tx.conn, conversation.id, seen)
        await rows.change(tx.conn, conversation.id, **values)
        mark = {"conversation_id": conversation.id, "by": side, "delivered_seq": delivered, "read_seq": seen}
        tx.tell(ReadMarkMoved(conversation.inbox_id, conversation.visitor_id, mark))

    await core.write(work)


async def set_typing(core: Core, actor: Actor, conversation_id: str, typing: bool) -> None:
    """Somebody writes. Not stored; only the visitor's and the assignee's typing is told."""
    async with core.read() as conn:
        conversation = await access.access_conversation(conn, actor, conversation_id)
        author = author_view(await author_now(conn, actor))
    if isinstance(actor, AgentActor) and not access.is_assignee(actor, conversation):
        return
    if typing and not isinstance(actor, AgentActor):
        await idle.visitor_types(core, conversation)
    told = {"conversation_id": conversation.id, "author": author, "typing": typing}
    core.bus.publish([TypingChanged(conversation.inbox_id, conversation.visitor_id, author["type"], told)])
