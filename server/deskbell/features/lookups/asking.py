"""What is sent: the URL with its parameters filled in, and the signature by which the business knows who asks. No I/O."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import quote

import msgspec

from deskbell.features.lookups.tables import LookUp
from deskbell.services.fetching import Outgoing

SIGNATURE = "Deskbell-Signature"
NAME = r"[A-Za-z_][A-Za-z0-9_\-]{0,39}"
PARAMETER = re.compile(rf"\{{({NAME})\}}")
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
    if not 0 < port < 65536 or _climbs(path):
        return None
    return Place(scheme, (found["name"] or found["six"]).lower(), port, path, found["query"] or "")


def _climbs(path: str) -> bool:
    return not _DOTS.isdisjoint(re.split(r"[/\\]", path))


def request_of(look_up: LookUp, inputs: Mapping[str, str], now: float) -> Outgoing | None:
    """The signed request; None where a parameter is empty or would lead to another path: there is no such thing to find.

    `now` is in seconds since 1970.
    """
    place = place_of(look_up.url)
    given = {one["name"]: inputs.get(one["name"], "").strip() for one in look_up.parameters}
    if place is None or not all(given.values()) or _climbs(PARAMETER.sub(lambda name: given[name[1]], place.path)):
        return None
    target = PARAMETER.sub(lambda name: quote(given[name[1]], safe=""), place.path + place.query)
    body = msgspec.json.encode(given) if look_up.method == "POST" else b""
    signature = signature_of(look_up.secret, look_up.method, target, body, int(now))
    headers = {"Accept": "application/json", SIGNATURE: signature}
    if body:
        headers["Content-Type"] = "application/json"
    return Outgoing(look_up.method, place.scheme, place.host, place.port, target, headers, body)


def signature_of(secret: str, method: str, target: str, body: bytes, now: int) -> str:
    """`t=UNIX,v1=HEX`, the HMAC-SHA256 of `t.method.path?query.body`: nobody else can ask, nor ask again later."""
    signed = f"{now}.{method}.{target}.".encode() + body
    return f"t={now},v1={hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()}"
