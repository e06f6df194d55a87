"""The Socket.IO server with its edges closed: nothing that arrives on the wire raises, and every packet gets its answer.

python-socketio hands packets on as they come; here they are measured and decoded first. Too large a frame and broken
JSON get an acknowledgement with a code, binary packets (which Deskbell has none of) are dropped before anything is kept
for them, and `on_connected` runs once a client really is connected, so that the first event cannot overtake CONNECT.

What a client sends as an event goes to `on_event` and nowhere else, whatever its name: python-socketio would look for a
handler of that name, and its own `connect` and `disconnect` are handlers too.

What leads to no command costs too: a handshake, and every packet that is none. Who goes on far beyond that is cut off.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Awaitable, Callable, MutableMapping
from functools import partial
from typing import Any
from urllib.parse import parse_qs

import msgspec
import socketio
from socketio import packet
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from deskbell.domain.errors import BadInput, DeskbellError, RateLimited, TooLarge
from deskbell.realtime.frames import Frames

MAX_FRAME = 64 * 1024
MAX_WIRE = 256 * 1024
PATIENCE = 300
"""So many packets that are no commands are left unanswered beyond the budget before the connection is cut."""
_HEADER = re.compile(r"2(?:(/[^,]{0,64}),)?(\d{1,9})?")
_CONTROL = {packet.CONNECT: "0", packet.DISCONNECT: "1", packet.EVENT: "2", packet.ACK: "3"}
OnConnected = Callable[[str, str], Awaitable[None]]
OnUnread = Callable[[str, str | None, dict[str, Any]], None]
OnHandshake = Callable[[MutableMapping[str, Any]], None]
OnEvent = Callable[[str, str, str, list[Any]], Awaitable[dict[str, Any]]]


class Json:
    """msgspec in the shape python-socketio expects of a `json` module. NaN, deep nesting and lone surrogates are errors."""

    @staticmethod
    def dumps(value: Any, **_: Any) -> str:
        return msgspec.json.encode(value).decode()

    @staticmethod
    def loads(text: str | bytes, **_: Any) -> Any:
        try:
            return msgspec.json.decode(text)
        except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
            raise ValueError("not JSON") from error


class Door(socketio.AsyncServer):  # type: ignore[misc]
    """An AsyncServer that answers bad packets instead of raising on them."""

    on_connected: OnConnected | None = None
    """(namespace, sid), after CONNECT was sent."""
    on_event: OnEvent | None = None
    """(namespace, sid, name, arguments) → the acknowledgement."""
    on_unread: OnUnread | None = None
    """(namespace, sid, environ) of a packet that is no command. Raises `rate_limited`."""
    on_handshake: OnHandshake | None = None
    """(ASGI scope) of a request that belongs to no session. Raises `rate_limited`."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._overdrawn: Counter[str] = Counter()
        self.eio._async = {**self.eio._async, "websocket": partial(Frames, self._spend)}

    async def handle_request(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Every request of Engine.IO, the handshake among them."""
        try:
            if self.on_handshake is not None and not self._is_of_a_session(scope):
                self.on_handshake(scope)
        except RateLimited as error:
            if scope["type"] == "websocket":
                await send(
                    {"type": "websocket.close"}
                )  # no script is shown more of it, and uvicorn logs more as an error
            else:
                await _busy(error)(scope, receive, send)
        else:
            await super().handle_request(scope, receive, send)

    def _is_of_a_session(self, scope: Scope) -> bool:
        [sid, *_] = parse_qs(scope.get("query_string", b"")).get(b"sid", [b""])
        return sid.decode("latin-1") in self.eio.sockets

    async def _handle_eio_message(self, eio_sid: str, data: Any) -> None:
        if eio_sid not in self.environ:
            return  # it was sent home, and this was on its way
        if not isinstance(data, str) or data[:1] not in _CONTROL.values():
            await self._spend(eio_sid)
            return
        if len(data) > MAX_FRAME or len(data.encode("utf-8", "replace")) > MAX_FRAME:
            await self._refuse(eio_sid, data, TooLarge("frame_too_large", "A frame holds at most 64 KB."))
            return
        try:
            decoded = self.packet_class(encoded_packet=data)
        except (ValueError, RecursionError, IndexError):
            await self._refuse(eio_sid, data, BadInput("bad_json", "This is not a packet with valid JSON."))
            return
        if decoded.packet_type == packet.EVENT and not _is_event(decoded.data):
            problem = BadInput("bad_payload", "An event is a list that begins with its name.")
            await self._refuse(eio_sid, data, problem)
            return
        if self._leads_on(eio_sid, decoded) or await self._spend(eio_sid) is None:
            await super()._handle_eio_message(eio_sid, data)

    def _leads_on(self, eio_sid: str, decoded: packet.Packet) -> bool:
        """Whether a budget of its own pays for this packet: a command, or a first CONNECT to a namespace of ours."""
        namespace = decoded.namespace or "/"
        sid = self.manager.sid_from_eio_sid(eio_sid, namespace)
        if decoded.packet_type == packet.EVENT:
            return bool(self.manager.is_connected(sid, namespace))
        return decoded.packet_type == packet.CONNECT and sid is None and namespace in self.handlers

    async def _handle_eio_disconnect(self, eio_sid: str, reason: str) -> None:
        self._overdrawn.pop(eio_sid, None)
        await super()._handle_eio_disconnect(eio_sid, reason)

    async def _handle_connect(self, eio_sid: str, namespace: str | None, data: Any) -> None:
        namespace = namespace or "/"
        if self.manager.sid_from_eio_sid(eio_sid, namespace) is not None:
            return
        await super()._handle_connect(eio_sid, namespace, data)
        sid = self.manager.sid_from_eio_sid(eio_sid, namespace)
        if sid is None:
            return
        if eio_sid not in self.environ:
            # It left while it was being let in; python-socketio did not yet count it as connected and kept it.
            await self._handle_disconnect(eio_sid, namespace)
        elif self.on_connected is not None:
            await self.on_connected(namespace, sid)

    async def _handle_event(self, eio_sid: str, namespace: str | None, packet_id: int | None, data: Any) -> None:
        namespace = namespace or "/"
        sid = self.manager.sid_from_eio_sid(eio_sid, namespace)
        if self.on_event is None or not self.manager.is_connected(sid, namespace):
            return
        answer = await self.on_event(namespace, sid, data[0], data[1:])
        if packet_id is not None:
            await self._acknowledge(eio_sid, namespace, packet_id, answer)

    async def _refuse(self, eio_sid: str, data: str, problem: DeskbellError) -> None:
        """Acknowledge a packet that was not read, if it asked for an acknowledgement."""
        found = _HEADER.match(data)
        namespace = (found and found[1]) or "/"
        problem = await self._spend(eio_sid, namespace) or problem
        if found is not None and found[2] is not None:
            refusal = {"ok": False, "error": problem.as_dict()}
            await self._acknowledge(eio_sid, namespace, int(found[2]), refusal)

    async def _spend(self, eio_sid: str, namespace: str = "") -> DeskbellError | None:
        """Take what a packet costs that is no command: of the client in that namespace, else of its address."""
        environ = self.environ.get(eio_sid)
        if self.on_unread is None or environ is None:
            return None
        try:
            self.on_unread(namespace, self.manager.sid_from_eio_sid(eio_sid, namespace), environ)
        except DeskbellError as error:
            self._overdrawn[eio_sid] += 1
            if self._overdrawn[eio_sid] > PATIENCE:
                await self.cut(eio_sid)
            return error
        return None

    async def cut(self, eio_sid: str) -> None:
        """End a connection at once. engine.io's own `disconnect` waits until the client has fetched all it was sent."""
        socket = self.eio.sockets.pop(eio_sid, None)
        if socket is not None:
            await socket.close(wait=False)
            await socket.queue.put(None)

    async def _acknowledge(self, eio_sid: str, namespace: str, packet_id: int, answer: dict[str, Any]) -> None:
        ack = self.packet_class(packet.ACK, namespace=namespace, id=packet_id, data=[answer])
        await self._send_packet(eio_sid, ack)

    def outside(self) -> list[str]:
        """The engine.io sessions that are in no namespace and not about to be."""
        inside = {
            eio_sid
            for namespace in list(self.manager.get_namespaces())
            for _, eio_sid in self.manager.get_participants(namespace, None)
        }
        return [eio_sid for eio_sid in self.eio.sockets if eio_sid not in inside]

    def unknown(self, namespace: str, known: Callable[[str], object]) -> list[str]:
        """The connected sockets of a namespace that `known` knows nothing of."""
        here = [sid for sid, _ in self.manager.get_participants(namespace, None)]
        return [sid for sid in here if self.manager.is_connected(sid, namespace) and not known(sid)]


def _is_event(data: Any) -> bool:
    return isinstance(data, list) and bool(data) and isinstance(data[0], str)


def _busy(error: RateLimited) -> Response:
    body = msgspec.json.encode({"ok": False, "error": error.as_dict()})
    headers = {"Cache-Control": "no-store", "Retry-After": str(math.ceil(error.retry_after or 1))}
    return Response(body, error.status, headers, media_type="application/json")


def make_door(origin_is_allowed: Callable[[str | None, dict[str, Any]], bool]) -> Door:
    """A door that lets in browsers from allowed origins (never the bare list: an empty one would mean everybody)."""
    return Door(
        async_mode="asgi",
        json=Json,
        async_handlers=False,
        cors_allowed_origins=origin_is_allowed,
        cors_credentials=False,
        max_http_buffer_size=MAX_WIRE,
        ping_interval=20,
        ping_timeout=15,
        http_compression=False,
        logger=False,
        engineio_logger=False,
    )
