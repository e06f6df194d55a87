"""Which addresses are out in the world, and which lead to this machine, its network, or nobody. No I/O.

What somebody else names (a look-up's URL) is fetched by this server, which stands inside: without this, whoever may name
an address could reach what only the inside may reach (server-side request forgery).
"""

from __future__ import annotations

import ipaddress

_UNICAST = ipaddress.IPv6Network("2000::/3")
"""What IANA has given out (RFC 4291); everything else of IPv6 is local, multicast or reserved."""
_CARRIES_IPV4 = (ipaddress.IPv6Network("2001::/32"), ipaddress.IPv6Network("2002::/16"))
"""Teredo and 6to4: tunnels to an IPv4 address that is written inside, nobody's honest server today."""
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
"""How a network without IPv4 reaches it (RFC 6052): as good as the address inside."""


def is_public(address: str) -> bool:
    """Whether a numeric address is somebody's out in the world: not loopback, private, link-local, multicast or reserved,
    nor one of these inside an IPv6 address. What is no address is not."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv4Address):
        return ip.is_global and not ip.is_multicast and not ip.is_reserved
    if ip.scope_id is None and ip in _NAT64:
        return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
    tunnelled = any(ip in network for network in _CARRIES_IPV4)
    return ip.scope_id is None and ip in _UNICAST and ip.is_global and not tunnelled
