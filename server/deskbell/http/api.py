"""What every JSON endpoint goes through: method, Origin, session, role, body, and errors as JSON.

    Route list:  endpoint("/api/agents/{id}", GET=admin(show), PATCH=admin(change))
    Handler:     async def show(call: Call) -> dict, or a Response

A handler gets a `Call` and returns what the answer carries. The core is the app's: `app.state.core`.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Container
from typing import Any, NamedTuple, TypeVar

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from deskbell.domain.errors import BadInput, NotAllowed, TooLarge, UnsupportedMedia, not_found
from deskbell.domain.people import AgentActor
from deskbell.domain.text import without_nul
from deskbell.http.cookies import session_secret
from deskbell.http.errors import error_answer, json_answer
from deskbell.services.access import check_leads
from deskbell.services.core import Core
from deskbell.services.limits import network_of
from deskbell.services.origins import normal_origin
from deskbell.services.peer import Peer, is_frame_host, own_origins, peer_of
from deskbell.services.sign_in import access_settings, actor_of, agent_by_session, not_signed_in

MAX_BODY = 256 * 1024
MAX_DRAINED = 16 * 1024 * 1024
"""A browser may finish sending so much of what was refused, so that it gets to read why; a longer body is cut off."""
log = logging.getLogger(__name__)
READS = ("GET", "HEAD")
T = TypeVar("T")


class Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The base of bodies with a fixed shape: unknown fields are refused."""


class Call:
    """One request at an endpoint, with what handlers need of it."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.core: Core = request.app.state.core
        self.peer: Peer = peer_of(request.scope, self.core.settings)
        if is_frame_host(self.peer, self.core.settings):
            raise not_found()
        self._actor: AgentActor | None = None

    @property
    def actor(self) -> AgentActor:
        """The signed-in agent. Raises `not_signed_in` at an endpoint for anybody."""
        if self._actor is None:
            raise not_signed_in()
        return self._actor

    @property
    def media_type(self) -> str:
        """What the body claims to be, without parameters."""
        return self.request.headers.get("content-type", "").partition(";")[0].strip().lower()

    def path(self, name: str) -> str:
        """A part of the address, such as an id."""
        return str(without_nul(self.request.path_params[name]))

    @property
    def query(self) -> dict[str, str]:
        """What stands behind the address's `?`: only names that the endpoint knows, each once."""
        return {str(name): str(without_nul(value)) for name, value in self.request.query_params.items()}

    async def json(self, limit: int = MAX_BODY) -> Any:
        """The body, any JSON value, with U+0000 replaced. Raises `unsupported_media`, `body_too_large`, `bad_json`."""
        if self.media_type != "application/json":
            raise UnsupportedMedia("unsupported_media", "Send JSON with Content-Type: application/json.")
        return read_json(await self.bytes(limit))

    @property
    def has_body(self) -> bool:
        return self.request.headers.get("content-length", "0") != "0"

    async def nothing(self) -> None:
        """The body of a request that has none: empty, or an empty object. Raises `bad_payload`."""
        if self.has_body and await self.json() != {}:
            raise BadInput("bad_payload", "Nothing is expected in the body.")

    async def body(self, shape: type[T]) -> T:
        """The body in a fixed shape. Raises what `json` raises, and `bad_payload`."""
        try:
            return msgspec.convert(await self.json(), shape)
        except msgspec.ValidationError as error:
            raise BadInput("bad_payload", f"{error}.") from None

    async def body_or_nothing(self, shape: type[T]) -> T:
        """The body in a shape of which every field may be missing; so may the body."""
        return await self.body(shape) if self.has_body else shape()

    async def form(self, limit: int = MAX_BODY) -> dict[str, Any]:
        """The body of a form, an object whose fields a rule will check one by one."""
        value = await self.json(limit)
        if not isinstance(value, dict):
            raise BadInput("bad_payload", "An object is expected here.")
        return value

    async def bytes(self, limit: int) -> bytes:
        """The raw body, refused as soon as it is known to be too large."""
        if (_announced(self.request) or 0) > limit:
            raise _too_large(limit)
        data = bytearray()
        async for chunk in self.request.stream():
            data += chunk
            if len(data) > limit:
                raise _too_large(limit)
        return bytes(data)

    async def sign_in(self) -> None:
        """Find the agent of the session cookie. Raises `not_signed_in`."""
        secret = session_secret(self.request, self.peer)
        if not secret:
            raise not_signed_in()
        async with self.core.read() as conn:
            found = await agent_by_session(conn, secret, self.core.clock())
            if found is None:
                raise not_signed_in()
            agent, session = found
            self._actor = await actor_of(conn, agent, session.id)


Handle = Callable[[Call], Awaitable[dict[str, Any] | Response]]


class Door(NamedTuple):
    """A handler and who may come in: `anybody`, an `agent`, a `leader` (admins are), or an `admin`.

    `query` are the names it takes behind the `?`; what they may hold is for the handler to check.
    """

    handle: Handle
    who: str
    query: Container[str] = ()

    async def open(self, call: Call) -> None:
        if self.who == "anybody":
            return
        await call.sign_in()
        if self.who == "admin":
            _access_settings(call)
        elif self.who == "leader":
            check_leads(call.actor)


def _access_settings(call: Call) -> None:
    try:
        access_settings(call.actor)
    except NotAllowed:
        log.warning("refused: %s %s for agent %s", call.request.method, call.request.url.path, call.actor.id)
        raise


def anybody(handle: Handle, query: Container[str] = ()) -> Door:
    return Door(handle, "anybody", query)


def agent(handle: Handle, query: Container[str] = ()) -> Door:
    return Door(handle, "agent", query)


def leader(handle: Handle, query: Container[str] = ()) -> Door:
    return Door(handle, "leader", query)


def admin(handle: Handle, query: Container[str] = ()) -> Door:
    return Door(handle, "admin", query)


def endpoint(path: str, **doors: Door) -> Route:
    """A route with one handler a method."""

    async def serve(request: Request) -> Response:
        try:
            return await _serve(Call(request), doors[request.method if request.method != "HEAD" else "GET"])
        except Exception as error:
            answer = error_answer(error)
            if isinstance(error, TooLarge) and _announced(request) not in range(MAX_DRAINED):
                answer.headers["Connection"] = "close"
            return answer

    return Route(path, serve, methods=list(doors))


async def _serve(call: Call, door: Door) -> Response:
    call.core.limits.take(("address_request", network_of(call.peer.address)))
    if call.request.method not in READS:
        check_origin(call)
    await door.open(call)
    check_query(call, door.query)
    if call.request.method not in READS and door.who != "anybody":
        call.core.limits.take(("admin_write", call.actor.id))
    answer = await door.handle(call)
    return answer if isinstance(answer, Response) else json_answer({"ok": True, **answer})


def check_origin(call: Call) -> None:
    """A write must come from a page of ours. Raises `origin_not_allowed`.

    Without Origin it may be a program, which has no cookies of anybody; browsers say so in Sec-Fetch-Site.
    """
    headers = call.request.headers
    origin = headers.get("origin")
    if origin is None:
        allowed = headers.get("sec-fetch-site", "same-origin") == "same-origin"
    else:
        allowed = normal_origin(origin) in own_origins(call.peer, call.core.settings)
    if not allowed:
        raise NotAllowed("origin_not_allowed", "This can only be done from the desk's own pages.")


def check_query(call: Call, known: Container[str]) -> None:
    """Names that the endpoint does not know, or that come twice, are refused. Raises `bad_payload`."""
    names = [name for name, _ in call.request.query_params.multi_items()]
    wrong = {name for name in names if name not in known or names.count(name) > 1}
    if wrong or (call.request.url.query and not names):
        listed = str(without_nul(", ".join(sorted(wrong)) or call.request.url.query))
        raise BadInput("bad_payload", f"This address takes no such query: {listed[:64]}.")


def read_json(data: bytes) -> Any:
    """Any JSON value. Raises `bad_json`, also for what is nested without end."""
    try:
        return without_nul(msgspec.json.decode(data))
    except (msgspec.DecodeError, RecursionError):
        raise BadInput("bad_json", "This is not JSON that can be read.") from None


def _announced(request: Request) -> int | None:
    length = request.headers.get("content-length", "")
    return int(length[:20]) if length.isascii() and length.isdigit() else None


def _too_large(limit: int) -> TooLarge:
    return TooLarge("body_too_large", f"At most {limit // 1024} KB.")
