"""Who reads along: team leaders who joined a conversation silently. In memory by socket, and over when the socket ends.

The visitor is told nothing; everybody at the desk sees it.
"""

from __future__ import annotations

from typing import Any

from deskbell.domain.people import AgentActor
from deskbell.services import access
from deskbell.services.connections import Reader
from deskbell.services.core import Core
from deskbell.services.events import JoinedChanged
from deskbell.services.routing.deciding import who

Wire = dict[str, Any]


async def join(core: Core, actor: AgentActor, sid: str, conversation_id: str) -> list[Wire]:
    """Read along from this socket; returns who does. Joined already is fine. Raises `not_allowed`, `not_found`."""
    async with core.read() as conn:
        conversation = await access.access_led(conn, actor, conversation_id)
    if not core.connections.agent_has_socket(actor.id, sid):
        return core.joined.of(conversation.id)  # it ended during the read, and nothing would end this again
    reader = Reader(conversation.inbox_id, who(actor))
    if core.joined.join(conversation.id, sid, reader):
        core.bus.publish([JoinedChanged(conversation.inbox_id, conversation.id)])
    return core.joined.of(conversation.id)


async def leave(core: Core, actor: AgentActor, sid: str, conversation_id: str) -> None:
    """Read along no more. Not having joined is fine. Raises `not_allowed`, `not_found`."""
    async with core.read() as conn:
        conversation = await access.access_led(conn, actor, conversation_id)
    if core.joined.leave(conversation.id, sid) is not None:
        core.bus.publish([JoinedChanged(conversation.inbox_id, conversation.id)])
