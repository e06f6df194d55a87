"""One HTTP request to somebody else's server: to the very address that was checked, in time, and never more than fits.

The name is resolved once, all its addresses are looked at, and the connection goes to one of these: a name that answers
differently the second time (DNS rebinding) is not asked a second time. No redirect is followed, since it would be a new
address; no proxy and no cookie of the environment is used.
"""

from __future__ import annotations

import asyncio
import re
import socket
import ssl
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from typing import NamedTuple

import h11
import msgspec

from deskbell.domain.addresses import is_public

CONNECT_SECONDS = 2.0
"""For one address, so that a dead one leaves time for the next."""
_CHUNK = 16_384
_RESOLVERS = ThreadPoolExecutor(4, "deskbell-names")
"""Threads of its own: a name server that hangs must not take those that hash passwords."""
_HOST = r"(?P<name>[A-Za-z0-9.\-]{1,253})|\[(?P<six>[0-9A-Fa-f:.]+)\]"
_URL = re.compile(rf"(?P<scheme>https?)://(?:{_HOST})(?::(?P<port>[0-9]{{1,5}}))?(?P<path>/[^?#]*)?(?P<query>\?[^#]*)?")
_DOTS = {".", ".."}


class Place(NamedTuple):
    """A URL in its parts; only `path` and `query` (with its `?`, or empty) may have parameters in them."""

    scheme: str
    host: str
    port: int
    path: str
    query: str


def place_of(url: str) -> Place | None:
    """None for what cannot be asked: no http(s), a user, a fragment, a parameter in the host, a path with dots to climb."""
    found = _URL.fullmatch(url)
    if found is None or not url.isascii() or not url.isprintable() or " " in url:
        return None
    scheme, path = found["scheme"], found["path"] or "/"
    port = int(found["port"] or (443 if scheme == "https" else 80))
    if not 0 < port < 65536 or climbs(path):
        return None
    return Place(scheme, (found["name"] or found["six"]).lower(), port, path, found["query"] or "")


def climbs(path: str) -> bool:
    """Whether a path has steps upwards in it, which servers read differently."""
    return not _DOTS.isdisjoint(re.split(r"[/\\]", path))


class Outgoing(msgspec.Struct, frozen=True):
    """A request: `target` is path and query, `headers` those beside Host, Connection and lengths."""

    method: str
    scheme: str
    host: str
    port: int
    target: str
    headers: dict[str, str] = {}
    body: bytes = b""


class Fetched(msgspec.Struct, frozen=True):
    status: int
    body: bytes


Heard = Callable[[int, bytes], None]
"""Told the status and each piece of the body as it comes. What it raises ends the request."""


class FetchFailed(Exception):
    """`code`: unknown_host, refused_address, unreachable, bad_tls, timed_out, too_large, bad_answer."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


async def fetch(
    wanted: Outgoing, *, seconds: float, most: int, private: bool = False, heard: Heard | None = None
) -> Fetched:
    """The answer, whatever its status, with at most `most` bytes within `seconds` in all. Raises `FetchFailed`.

    `private` lets addresses through that are not out in the world.
    """
    try:
        async with asyncio.timeout(seconds):
            return await _fetch(wanted, most, private, heard)
    except TimeoutError:
        raise FetchFailed("timed_out") from None
    except ssl.SSLError:
        raise FetchFailed("bad_tls") from None
    except (OSError, h11.RemoteProtocolError):
        raise FetchFailed("bad_answer") from None


async def _fetch(wanted: Outgoing, most: int, private: bool, heard: Heard | None) -> Fetched:
    addresses = await _resolved(wanted.host, wanted.port)
    if not private and not all(map(is_public, addresses)):
        raise FetchFailed("refused_address")
    reader, writer = await _connected(addresses, wanted)
    try:
        talk = h11.Connection(h11.CLIENT)
        writer.write(_written(talk, wanted))
        await writer.drain()
        return await _read(talk, reader, most, heard)
    finally:
        writer.transport.abort()  # nobody waits for the goodbye of a server that hangs


async def _resolved(host: str, port: int) -> list[str]:
    find = partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
    try:
        found = await asyncio.get_running_loop().run_in_executor(_RESOLVERS, find)
    except (OSError, UnicodeError):
        raise FetchFailed("unknown_host") from None
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


async def _connected(addresses: list[str], wanted: Outgoing) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """To the first address that answers. The certificate must be for the name, not for the address."""
    context, name = (await asyncio.to_thread(_tls), wanted.host) if wanted.scheme == "https" else (None, None)
    for address in addresses:
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                return await asyncio.open_connection(address, wanted.port, ssl=context, server_hostname=name)
        except ssl.SSLError:
            raise
        except OSError:  # also a timeout
            continue
    raise FetchFailed("unreachable")


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


def _written(talk: h11.Connection, wanted: Outgoing) -> bytes:
    name = f"[{wanted.host}]" if ":" in wanted.host else wanted.host
    usual = wanted.port == {"http": 80, "https": 443}[wanted.scheme]
    headers = {
        "Host": name if usual else f"{name}:{wanted.port}",
        "User-Agent": "Deskbell",
        "Accept-Encoding": "identity",
        "Connection": "close",
        **wanted.headers,
    }
    if wanted.method != "GET":
        headers["Content-Length"] = str(len(wanted.body))
    request = h11.Request(method=wanted.method, target=wanted.target, headers=list(headers.items()))
    events = (request, h11.Data(data=wanted.body), h11.EndOfMessage())
    return b"".join(talk.send(event) or b"" for event in events)


async def _read(talk: h11.Connection, reader: asyncio.StreamReader, most: int, heard: Heard | None) -> Fetched:
    status, body = 0, bytearray()
    while True:
        event = talk.next_event()
        if event is h11.NEED_DATA:
            talk.receive_data(await reader.read(_CHUNK))
        elif isinstance(event, h11.Response):
            status = event.status_code
        elif isinstance(event, h11.Data):
            body += event.data
            if len(body) > most:
                raise FetchFailed("too_large")
            if heard is not None:
                heard(status, bytes(event.data))
        elif isinstance(event, h11.EndOfMessage):
            return Fetched(status, bytes(body))
        elif not isinstance(event, h11.InformationalResponse):
            raise FetchFailed("bad_answer")
