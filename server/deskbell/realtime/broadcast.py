"""Who hears what: every event that was told after COMMIT, to the rooms of those entitled to it, in order.

The places in line are worked out anew after each batch that touched a line, from what is stored by then; this runs in
the same task as the other events, so that an older place can never overtake a newer state.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from functools import singledispatchmethod
from typing import Any

from deskbell.domain.clock import rfc3339
from deskbell.domain.people import AgentActor
from deskbell.realtime.connecting import ClientArrived, Connecting
from deskbell.realtime.door import Door
from deskbell.realtime.outlooks import OutlookDue, Outlooks
from deskbell.realtime.sockets import Socket, Sockets, inbox_room, visitor_room
from deskbell.services import events as e
from deskbell.services import lists, sign_in
from deskbell.services.agent_views import seen_by
from deskbell.services.core import Core
from deskbell.services.decisions import confided_to, decision_view
from deskbell.services.inboxes import inbox_for_agent
from deskbell.services.queue import tell_line
from deskbell.services.views import conversation_views
from deskbell.storage import conversations, inboxes

Wire = dict[str, Any]
log = logging.getLogger(__name__)


class Broadcast:
    """Subscribes to the bus; `tell` gets the events of one or more COMMITs, in order."""

    def __init__(
        self,
        core: Core,
        door: Door,
        sockets: Sockets,
        connecting: Connecting,
        refresh_origins: Callable[[], Awaitable[None]],
    ) -> None:
        self._core = core
        self._door = door
        self._sockets = sockets
        self._connecting = connecting
        self._refresh_origins = refresh_origins
        self._places: dict[str, Wire] = {}
        self._outlooks = Outlooks(core, door, sockets)

    async def tell(self, batch: list[Any]) -> None:
        touched: dict[str, None] = {}
        for event in batch:
            await self._try(self._tell, event)
            if isinstance(event, e.QueueTouched):
                touched[event.inbox_id] = None
        for inbox_id in touched:
            await self._try(self._tell_line, inbox_id)
            self._outlooks.changed(inbox_id)

    async def _try(self, tell: Callable[[Any], Awaitable[None]], told: Any) -> None:
        """One event that cannot be told takes nothing of its neighbours with it."""
        try:
            await tell(told)
        except Exception:
            log.exception("%s could not be told", type(told).__name__)

    async def stop(self) -> None:
        await self._outlooks.stop()

    @singledispatchmethod
    async def _tell(self, event: Any) -> None:
        """Features' own events are told by the features."""

    @_tell.register
    async def _(self, event: ClientArrived) -> None:
        await self._connecting.greet(event.sid)

    @_tell.register
    async def _(self, event: OutlookDue) -> None:
        await self._outlooks.tell(event.inbox_id)

    @_tell.register
    async def _(self, event: e.MessageCreated) -> None:
        await self._to_visitor(event.visitor_id, "message_created", {"message": event.message})
        await self._to_inbox(event.inbox_id, "message_created", {"message": event.message})

    @_tell.register
    async def _(self, event: e.MessageUpdated) -> None:
        await self._to_visitor(event.visitor_id, "message_updated", {"message": event.message})
        await self._to_inbox(event.inbox_id, "message_updated", {"message": event.message})

    @_tell.register
    async def _(self, event: e.NoteCreated) -> None:
        await self._to_inbox(event.inbox_id, "note_created", {"message": event.message})

    @_tell.register
    async def _(self, event: e.ConversationChanged) -> None:
        name = "conversation_created" if event.created else "conversation_updated"
        await self._to_visitor(event.visitor_id, name, {"conversation": event.for_visitor})
        if event.reason is None:
            await self._to_inbox(event.inbox_id, name, {"conversation": event.for_agents})
            return
        assigned = {
            "conversation": event.for_agents,
            "assignee": event.for_agents["assignee"],
            "reason": event.reason,
        }
        await self._to_inbox(event.inbox_id, "conversation_assigned", assigned)

    @_tell.register
    async def _(self, event: e.ConversationResolved) -> None:
        async with self._core.read() as conn:
            conversation = await conversations.by_id(conn, event.conversation_id)
            views = await conversation_views(self._core, conn, [conversation] if conversation else [], for_agents=False)
        for view in views:
            until = (view.get("csat") or {}).get("changeable_until")
            if until is None or until > rfc3339(self._core.clock()):
                asked = {"conversation_id": event.conversation_id, "changeable_until": until}
                await self._to_visitor(event.visitor_id, "csat_requested", asked)

    @_tell.register
    async def _(self, event: e.ConversationOffered) -> None:
        await self._to_agent(event.agent_id, "conversation_offered", {"conversation": event.conversation})

    @_tell.register
    async def _(self, event: e.OfferEnded) -> None:
        ended = {"conversation_id": event.conversation_id, "reason": event.reason}
        await self._to_agent(event.agent_id, "offer_ended", ended)

    @_tell.register
    async def _(self, event: e.DecisionMade) -> None:
        made, confidant = {"decision": decision_view(event.decision)}, confided_to(event.decision)
        if confidant is None:
            await self._to_inbox(event.decision.inbox_id, "decision_made", made)
            return
        for socket, actor in self._sockets.agents():
            may_know = actor.id == confidant or (actor.leads and actor.sees_inbox(event.decision.inbox_id))
            if socket.greeted and may_know:
                await self._door.emit("decision_made", made, to=socket.sid, namespace="/agent")

    @_tell.register
    async def _(self, event: e.JoinedChanged) -> None:
        joined = {"conversation_id": event.conversation_id, "agents": self._core.joined.of(event.conversation_id)}
        await self._to_inbox(event.inbox_id, "joined_changed", joined)

    @_tell.register
    async def _(self, event: e.AgentSilent) -> None:
        silent = {"conversation": event.conversation, "told": event.told}
        for socket, actor in self._sockets.agents():
            leads = actor.leads and actor.sees_inbox(event.inbox_id)
            if socket.greeted and (actor.id == event.agent_id if event.told == "agent" else leads):
                await self._door.emit("agent_silent", silent, to=socket.sid, namespace="/agent")

    @_tell.register
    async def _(self, event: e.ReadMarkMoved) -> None:
        await self._to_visitor(event.visitor_id, "read_mark_moved", event.mark)
        await self._to_inbox(event.inbox_id, "read_mark_moved", event.mark)

    @_tell.register
    async def _(self, event: e.TypingChanged) -> None:
        if event.by == "visitor":
            await self._to_inbox(event.inbox_id, "typing_changed", event.typing)
        else:
            await self._to_visitor(event.visitor_id, "typing_changed", event.typing)

    @_tell.register
    async def _(self, event: e.AnswerDrafted) -> None:
        await self._to_visitor(event.visitor_id, "answer_drafted", event.draft)

    @_tell.register
    async def _(self, event: e.VisitorChanged) -> None:
        await self._to_inbox(event.inbox_id, "visitor_updated", {"visitor": event.visitor})

    @_tell.register
    async def _(self, event: e.VisitorRevoked) -> None:
        for socket in self._sockets.of_visitor(event.visitor_id):
            await self._door.disconnect(socket.sid, namespace="/visitor")

    @_tell.register
    async def _(self, event: e.AgentChanged) -> None:
        for inbox_id in event.inbox_ids:
            self._outlooks.changed(inbox_id)
        await self._tell_agent(event.agent)
        theirs = [(socket, actor) for socket, actor in self._sockets.agents() if actor.id == event.agent["id"]]
        known = frozenset(event.inbox_ids), None
        await self.check_agents([(socket, actor) for socket, actor in theirs if actor.inbox_ids not in known])

    @_tell.register
    async def _(self, event: e.InboxChanged) -> None:
        await self._refresh_origins()
        async with self._core.read() as conn:
            inbox = await inboxes.by_id(conn, event.inbox_id)
        if inbox is None:
            return
        for socket, actor in self._sockets.agents():
            if socket.greeted and actor.sees_inbox(inbox.id):
                await self._connecting.enter_agent_rooms(socket.sid)
        await self._to_inbox(inbox.id, "inbox_updated", {"inbox": inbox_for_agent(inbox)})
        self._outlooks.changed(inbox.id)

    @_tell.register
    async def _(self, event: e.SessionsEnded) -> None:
        for socket, actor in self._sockets.agents():
            if actor.id == event.agent_id and event.session_id in (None, actor.session_id):
                await self.end_session(socket, event.reason)

    async def check_agents(self, held: list[tuple[Socket, AgentActor]]) -> None:
        """Close the sockets of ended sessions, and follow a changed role or inbox."""
        if not held:
            return
        async with self._core.read() as conn:
            live = await sign_in.live_sessions(conn, [actor.session_id for _, actor in held])
        for socket, actor in held:
            now = live.get(actor.session_id)
            if now is None:
                await self.end_session(socket, "expired")
            elif now.role != actor.role:
                await self.end_session(socket, "role_changed")
            elif now != actor:
                await self._connecting.follow_agent(socket, now)

    async def end_session(self, socket: Socket, reason: str) -> None:
        """Say why, then close."""
        await self._door.emit("session_ended", {"reason": reason}, to=socket.sid, namespace="/agent")
        await self._door.disconnect(socket.sid, namespace="/agent")

    async def _tell_line(self, inbox_id: str) -> None:
        async with self._core.read() as conn:
            line = await tell_line(self._core, conn, inbox_id, self._core.clock())
        for place, view in line:
            if _differs(self._places.get(place.conversation_id), view):
                moved = {"conversation_id": place.conversation_id, "queue": view}
                await self._to_visitor(place.visitor_id, "queue_moved", moved)
        standing = {place.conversation_id: {**view, "inbox_id": inbox_id} for place, view in line}
        self._places = {k: v for k, v in self._places.items() if v["inbox_id"] != inbox_id} | standing
        waiting = [{"conversation_id": place.conversation_id, "queue": view} for place, view in line]
        for socket, actor in self._sockets.agents():
            if socket.greeted and actor.sees_inbox(inbox_id):
                counts = await lists.counts_for(self._core, actor)
                changed = {"inbox_id": inbox_id, "waiting": waiting, "counts": counts}
                await self._door.emit("queue_changed", changed, to=socket.sid, namespace="/agent")

    async def _tell_agent(self, agent: Wire) -> None:
        """To all agents at once, but for why somebody is away, which not everybody sees."""
        if agent["away_reason"] is None:
            await self._door.emit("presence_changed", {"agent": agent}, namespace="/agent")
            return
        for socket, actor in self._sockets.agents():
            if socket.greeted:
                seen = {"agent": seen_by(actor, agent)}
                await self._door.emit("presence_changed", seen, to=socket.sid, namespace="/agent")

    async def _to_visitor(self, visitor_id: str, name: str, payload: Wire) -> None:
        await self._door.emit(name, payload, room=visitor_room(visitor_id), namespace="/visitor")

    async def _to_agent(self, agent_id: str, name: str, payload: Wire) -> None:
        for socket, actor in self._sockets.agents():
            if socket.greeted and actor.id == agent_id:
                await self._door.emit(name, payload, to=socket.sid, namespace="/agent")

    async def _to_inbox(self, inbox_id: str, name: str, payload: Wire) -> None:
        await self._door.emit(name, payload, room=inbox_room(inbox_id), namespace="/agent")


def _differs(told: Wire | None, view: Wire) -> bool:
    """Whether a place is news; the moment of the calculation alone is not."""
    if told is None:
        return True
    return any(told[name] != value for name, value in view.items() if name != "calculated_at")
