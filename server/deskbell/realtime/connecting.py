"""Connecting and leaving: who is let in, which rooms they stand in, what they are told first."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import msgspec
from socketio.exceptions import ConnectionRefusedError

from deskbell.domain.errors import BadInput, DeskbellError
from deskbell.domain.people import AgentActor, VisitorActor
from deskbell.realtime import payloads
from deskbell.realtime.door import Door
from deskbell.realtime.gateway import refusal, without_nul
from deskbell.realtime.sockets import Socket, Sockets, agent_room, inbox_room, visitor_room
from deskbell.services import lists, presence, sign_in, visitors
from deskbell.services.agent_views import agent_views, seen_by
from deskbell.services.core import Core
from deskbell.services.events import JoinedChanged
from deskbell.services.inboxes import inbox_for_agent
from deskbell.services.limits import network_of
from deskbell.services.origins import normal_origin
from deskbell.services.peer import own_origins, peer_of
from deskbell.services.views import business_hours_view, greeting, inbox_for_visitors, visitor_for_visitor
from deskbell.storage import inboxes
from deskbell.storage import visitors as visitor_rows

Environ = Mapping[str, Any]
log = logging.getLogger(__name__)


class ClientArrived(msgspec.Struct, frozen=True):
    """A client is in, or may see other inboxes than before: it is to be told its session."""

    sid: str


class Connecting:
    """The connect and disconnect handlers of both namespaces."""

    def __init__(self, core: Core, door: Door, sockets: Sockets) -> None:
        self._core = core
        self._door = door
        self._sockets = sockets
        self._untold: list[Socket] = []

    async def visitor(self, sid: str, environ: Environ, auth: Any) -> None:
        """Raises socketio's ConnectionRefusedError with `{code, message}`."""
        try:
            network = self.network(environ)
            self._core.limits.take(("address_connect", network))
            browser = self._browser(environ, _auth(auth, payloads.VisitorAuth))
            visit = await visitors.connect(self._core, browser)
        except Exception as error:
            raise _refused(error) from None
        socket = Socket(
            sid,
            "/visitor",
            visit.actor,
            network,
            locale=visit.visitor.locale,
            name=visit.visitor.name,
            returning=visit.returning,
            token=visit.token,
            epoch=visit.visitor.epoch,
            identity_error=None if visit.identity_error is None else visit.identity_error.as_dict(),
        )
        self._sockets.add(socket)

    async def agent(self, sid: str, environ: Environ, auth: Any) -> None:
        try:
            network = self.network(environ)
            self._core.limits.take(("address_connect", network))
            actor = await sign_in.use_ticket(self._core, _auth(auth, payloads.AgentAuth).ticket)
        except Exception as error:
            raise _refused(error) from None
        self._sockets.add(Socket(sid, "/agent", actor, network, session_id=actor.session_id))

    async def enter_agent_rooms(self, sid: str) -> None:
        """Stand the agent in the rooms of the inboxes they hear, and in no other."""
        async with self._core.read() as conn:
            known = await inboxes.all_inboxes(conn)
        socket = self._sockets.get(sid)
        if socket is None or not isinstance(socket.actor, AgentActor):
            return
        actor = socket.actor  # as it is now: their inboxes may have changed during the read
        wanted = {agent_room(actor.id), *(inbox_room(inbox.id) for inbox in known if actor.sees_inbox(inbox.id))}
        for room in set(self._door.rooms(sid, "/agent")) - wanted - {sid}:
            await self._door.leave_room(sid, room, "/agent")
        for room in wanted:
            await self._door.enter_room(sid, room, "/agent")

    async def connected(self, namespace: str, sid: str) -> None:
        """The client is in: if its right still stands, count it; it is greeted in its turn among the events.

        Whoever ends a right tells the sockets that are known and connected; what ended before that is seen here.
        """
        socket = self._sockets.get(sid)
        if socket is None:
            return
        if await self._tried(self._welcome, socket):
            self._core.bus.publish([ClientArrived(sid)])
        else:
            await self._door.disconnect(sid, namespace=namespace)

    async def greet(self, sid: str) -> None:
        """Give a client its rooms and send `session_started`.

        Runs where events are told and nowhere else: what was told before is in the session, what happened since comes
        after it, and no event comes between reading the session and sending it.
        """
        socket = self._sockets.get(sid)
        if socket is not None and not await self._tried(self._greet, socket):
            await self._door.disconnect(sid, namespace=socket.namespace)

    async def _tried(self, step: Callable[[Socket], Awaitable[bool]], socket: Socket) -> bool:
        try:
            return await step(socket)
        except Exception:
            log.exception("a client could not be told its session and is to come back")
            return False

    async def _welcome(self, socket: Socket) -> bool:
        if not await self._has_standing(socket):
            return False
        if self._sockets.get(socket.sid) is None:
            return True
        if isinstance(socket.actor, AgentActor):
            if self._core.connections.agent_came(socket.actor.id, socket.sid):
                await presence.agent_arrived(self._core, socket.actor.id)
        elif self._core.connections.visitor_came(socket.actor.id, socket.sid):
            await visitors.tell_presence(self._core, socket.actor.id)
        return True

    async def _greet(self, socket: Socket) -> bool:
        if isinstance(socket.actor, AgentActor):
            await self.enter_agent_rooms(socket.sid)
            started = await self._agent_session(socket.actor)
        else:
            await self._door.enter_room(socket.sid, visitor_room(socket.actor.id), "/visitor")
            started = await self._visitor_session(socket, socket.actor)
        await self._door.emit("session_started", started, to=socket.sid, namespace=socket.namespace)
        socket.greeted = True
        return True

    async def _has_standing(self, socket: Socket) -> bool:
        async with self._core.read() as conn:
            if isinstance(socket.actor, AgentActor):
                standing = bool(await sign_in.live_sessions(conn, [socket.session_id]))
            else:
                standing = await visitors.has_standing(conn, socket.actor.id, socket.epoch)
        return standing

    async def follow_agent(self, socket: Socket, now: AgentActor) -> None:
        """What an agent may see changed: other rooms, and the session anew, since no event tells a whole inbox."""
        before, socket.actor = socket.actor, now
        await self.enter_agent_rooms(socket.sid)
        if isinstance(before, AgentActor) and before.inbox_ids != now.inbox_ids:
            self._core.bus.publish([ClientArrived(socket.sid)])

    async def disconnected(self, sid: str, _reason: Any = None) -> None:
        """Never raises: python-socketio would leave the client in its rooms."""
        socket = self._sockets.remove(sid)
        if socket is None:
            return
        self._tell_left_along(sid)
        went = self._core.connections
        if isinstance(socket.actor, AgentActor):
            if went.agent_went(socket.actor.id, sid):
                await self._tell_left(socket)
        elif went.visitor_went(socket.actor.id, sid):
            await self._tell_left(socket)

    def _tell_left_along(self, sid: str) -> None:
        """Whoever read along from this socket does so no more."""
        left = self._core.joined.socket_went(sid)
        self._core.bus.publish([JoinedChanged(*where) for where in left])

    async def tell_untold(self) -> None:
        """Departures that could not be stored when they happened, of those who have not come back."""
        untold, self._untold = self._untold, []
        for socket in untold:
            if not self._core.connections.agent_is_connected(socket.actor.id):
                await self._tell_left(socket)

    async def _tell_left(self, socket: Socket) -> None:
        try:
            if isinstance(socket.actor, AgentActor):
                await presence.agent_left(self._core, socket.actor.id, socket.session_id)
            else:
                await visitors.tell_presence(self._core, socket.actor.id)
        except Exception:
            log.exception("a departure could not be stored")
            if isinstance(socket.actor, AgentActor):
                self._untold.append(socket)

    async def _visitor_session(self, socket: Socket, actor: VisitorActor) -> dict[str, Any]:
        conversation = await lists.current_of_visitor(self._core, actor)
        async with self._core.read() as conn:
            inbox = await inboxes.by_id(conn, actor.inbox_id)
            visitor = await visitor_rows.by_id(conn, actor.id)
            assert inbox is not None and visitor is not None
            wrote = bool(await visitor_rows.count_conversations(conn, actor.id))
            returning = socket.returning = socket.returning and wrote
            view = await inbox_for_visitors(self._core, conn, inbox, socket.locale)
        return {
            "visitor": visitor_for_visitor(visitor, returning=returning),
            "token": socket.token,
            "identity_error": socket.identity_error,
            "inbox": view | {"greeting": greeting(inbox, view["locale"], visitor.name, returning=returning)},
            "conversation": conversation,
            "business_hours": business_hours_view(self._core, inbox),
        }

    async def _agent_session(self, actor: AgentActor) -> dict[str, Any]:
        async with self._core.read() as conn:
            heard = [inbox for inbox in await inboxes.all_inboxes(conn) if actor.sees_inbox(inbox.id)]
            agents = [seen_by(actor, view) for view in await agent_views(conn)]
        me = next((view for view in agents if view["id"] == actor.id), None)
        return {
            "agent": me,
            "inboxes": [inbox_for_agent(inbox) for inbox in heard],
            "agents": agents,
            "counts": await lists.counts_for(self._core, actor),
        }

    def network(self, environ: Environ) -> str:
        """Whose budget a connection spends."""
        return network_of(self._address(environ))

    def _address(self, environ: Environ) -> str:
        return peer_of(environ["asgi.scope"], self._core.settings).address

    def _browser(self, environ: Environ, given: payloads.VisitorAuth) -> visitors.Browser:
        identity = given.identity or payloads.Identity()
        return visitors.Browser(
            inbox_key=given.inbox,
            token=given.token,
            locale=given.locale,
            page=_page(given.page),
            name=identity.name,
            email=identity.email,
            identity_token=identity.token,
            user_agent=environ.get("HTTP_USER_AGENT", ""),
            address=self._address(environ),
            origin=environ.get("HTTP_ORIGIN"),
            own_origins=self.own_origins(environ),
        )

    def own_origins(self, environ: Environ) -> frozenset[str]:
        """The origins under which this server itself is reached, the widget's frame among them."""
        settings = self._core.settings
        own = own_origins(peer_of(environ["asgi.scope"], settings), settings)
        frame = normal_origin(settings.frame_url)
        return own | {frame} if frame else own


def _page(page: payloads.Page | None) -> dict[str, str] | None:
    if page is None:
        return None
    parts = {"url": page.url, "title": page.title, "referrer": page.referrer}
    return {name: text[: visitors.MAX_PAGE] for name, text in parts.items() if text} or None


def _auth(auth: Any, kind: type[Any]) -> Any:
    try:
        return msgspec.convert(without_nul(auth), kind)
    except msgspec.ValidationError as error:
        raise BadInput("bad_payload", f"auth: {error}") from None


def _refused(error: Exception) -> ConnectionRefusedError:
    problem = refusal(error)["error"]
    if isinstance(error, DeskbellError):
        return ConnectionRefusedError(problem["message"], problem)
    return ConnectionRefusedError("server_error", problem)
