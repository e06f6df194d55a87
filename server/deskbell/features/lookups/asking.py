"""What is sent: the URL with its parameters filled in, and the signature by which the business knows who asks. No I/O."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from urllib.parse import quote

import msgspec

from deskbell.features.lookups.tables import LookUp
from deskbell.services.fetching import Outgoing, climbs, place_of

SIGNATURE = "Deskbell-Signature"
NAME = r"[A-Za-z_][A-Za-z0-9_\-]{0,39}"
PARAMETER = re.compile(rf"\{{({NAME})\}}")


def request_of(look_up: LookUp, inputs: Mapping[str, str], now: float) -> Outgoing | None:
    """The signed request; None where a parameter is empty or would lead to another path: there is no such thing to find.

    `now` is in seconds since 1970.
    """
    place = place_of(look_up.url)
    given = {one["name"]: inputs.get(one["name"], "").strip() for one in look_up.parameters}
    if place is None or not all(given.values()) or climbs(PARAMETER.sub(lambda name: given[name[1]], place.path)):
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
