"""Who is at the other end of a request or a socket: network address, scheme and host, past proxies we trust.

Both doors use it with their ASGI scope (a socket's is `environ["asgi.scope"]`). X-Forwarded-* are believed only from
`settings.trusted_proxies`; no other header says anything about the address.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from deskbell.services.origins import normal_origin
from deskbell.settings import Settings

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
_SECURE = {"https", "wss"}


class Peer(NamedTuple):
    address: str
    scheme: str
    """`http` or `https`, as the browser sees it."""
    host: str
    """What the browser has in its address bar, with the port."""

    @property
    def secure(self) -> bool:
        return self.scheme == "https"


def peer_of(scope: Mapping[str, Any], settings: Settings) -> Peer:
    """The peer of an HTTP or WebSocket scope."""
    client = scope.get("client")
    address = _plain(client[0]) if client else "unknown"
    headers = _joined_headers(scope)
    secure = scope.get("scheme") in _SECURE
    networks = _networks(settings.trusted_proxies)
    if _is_trusted(address, networks):
        forwarded = headers.get("x-forwarded-proto", "").rpartition(",")[2].strip().lower()
        secure = forwarded in _SECURE if forwarded else secure
        address = _first_untrusted(address, headers.get("x-forwarded-for", ""), networks)
    return Peer(address, "https" if secure else "http", headers.get("host", ""))


def own_origins(peer: Peer, settings: Settings) -> frozenset[str]:
    """The desk's own origins: the public one, and the one this request came to; never the frame's."""
    found = {normal_origin(settings.public_url), normal_origin(f"{peer.scheme}://{peer.host}")}
    return frozenset(origin for origin in found - {normal_origin(settings.frame_url)} if origin)


def is_frame_host(peer: Peer, settings: Settings) -> bool:
    """Whether this came to the frame's own host, where there is no desk to be had."""
    frame = normal_origin(settings.frame_url)
    return frame is not None and frame == normal_origin(f"{peer.scheme}://{peer.host}")


def frame_base(peer: Peer, settings: Settings) -> str:
    """What the address of the widget's frame begins with."""
    return settings.frame_url.rstrip("/") or public_base(peer, settings)


def public_base(peer: Peer, settings: Settings) -> str:
    """What addresses of ours begin with, for a tag or a link to copy."""
    return settings.public_url.rstrip("/") or f"{peer.scheme}://{peer.host}"


def _joined_headers(scope: Mapping[str, Any]) -> dict[str, str]:
    """The headers we look at, several of one name joined with commas, as HTTP says."""
    joined: dict[str, str] = {}
    for raw_name, raw_value in scope.get("headers", ()):
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        joined[name] = f"{joined[name]}, {value}" if name in joined else value
    return joined


def _first_untrusted(address: str, forwarded: str, networks: tuple[Network, ...]) -> str:
    """The last hop that is no proxy of ours: what stands further left was written by strangers."""
    for hop in reversed(forwarded.split(",")):
        plain = _plain(hop.strip())
        if plain == "unknown":
            return address
        address = plain
        if not _is_trusted(address, networks):
            return address
    return address


def _plain(text: str) -> str:
    """An address without port and brackets, or `unknown`."""
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        ip = ipaddress.ip_address(text)
    except ValueError:
        return "unknown"
    mapped = ip.ipv4_mapped if isinstance(ip, ipaddress.IPv6Address) else None
    return str(mapped or ip)


def _is_trusted(address: str, networks: tuple[Network, ...]) -> bool:
    return address != "unknown" and any(ipaddress.ip_address(address) in network for network in networks)


@lru_cache(maxsize=8)
def _networks(text: str) -> tuple[Network, ...]:
    return tuple(ipaddress.ip_network(part.strip(), strict=False) for part in text.split(",") if part.strip())
