"""Tags on conversations and on people. `vip` and `complaint` are priorities, and rules of routing may ask for any tag: so
a tag that comes or goes is looked at by routing in the same step."""

from __future__ import annotations

from typing import Any

import msgspec

from deskbell.domain.people import AgentActor
from deskbell.domain.records import Conversation, Visitor
from deskbell.domain.tags import tidy
from deskbell.services import access, routing
from deskbell.services.core import Core
from deskbell.services.events import VisitorChanged
from deskbell.services.routing.wants import facts_of
from deskbell.services.telling import fresh, tell_conversation
from deskbell.services.views import visitor_for_agents
from deskbell.storage import conversations as rows
from deskbell.storage import visitors
from deskbell.storage.writer import Tx

Wire = dict[str, Any]


async def set_tags(core: Core, actor: AgentActor, conversation_id: str, tags: list[str]) -> Conversation:
    """The tags of a conversation, by anybody who sees it. Raises `not_found`, `bad_payload`."""
    wanted = tidy(tags)

    async def work(tx: Tx) -> Conversation:
        conversation = await access.access_conversation(tx.conn, actor, conversation_id)
        if conversation.tags == wanted:
            return conversation
        before = await facts_of(tx.conn, conversation)
        changed = await rows.change(tx.conn, conversation_id, tags=wanted)
        await tell_conversation(core, tx, conversation_id)
        await routing.reconsider(core, tx, changed, before, await facts_of(tx.conn, changed), actor)
        return await fresh(tx, conversation_id)

    return await core.write(work)


async def set_visitor_tags(core: Core, actor: AgentActor, visitor_id: str, tags: list[str]) -> Wire:
    """The tags of a person: of the visitor, and of their other browsers where a signed identity says that it is them.

    Raises `not_found`, `bad_payload`. Returns the wire's visitor.
    """
    wanted = tidy(tags)

    async def work(tx: Tx) -> Wire:
        visitor = await access.access_visitor(tx.conn, actor, visitor_id)
        for other in await visitors.same_person(tx.conn, visitor):
            await _tag(core, tx, actor, other, wanted)
        return visitor_for_agents(core, await visitors.by_id(tx.conn, visitor_id) or visitor)

    return await core.write(work)


async def _tag(core: Core, tx: Tx, actor: AgentActor, visitor: Visitor, tags: list[str]) -> None:
    if visitor.tags == tags:
        return
    changed = await visitors.change(tx.conn, visitor.id, tags=tags)
    tx.tell(VisitorChanged(visitor.inbox_id, visitor_for_agents(core, changed)))
    await person_changed(core, tx, visitor, changed, actor)


async def person_changed(core: Core, tx: Tx, before: Visitor, after: Visitor, by: AgentActor | None) -> None:
    """Other tags or attributes count for what the visitor has open."""
    for conversation in await rows.open_of_visitor(tx.conn, after.id):
        now = await facts_of(tx.conn, conversation, after)
        was = msgspec.structs.replace(now, tags=(*before.tags, *conversation.tags), attributes=before.attributes)
        await routing.reconsider(core, tx, conversation, was, now, by)
