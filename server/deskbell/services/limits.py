"""Rate limits: token buckets in memory, per visitor and per network address, shared by all doors.

An IPv6 address counts as its /64, since one customer is given that many.
"""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Callable
from typing import NamedTuple

from deskbell.domain.errors import RateLimited

_KEEP = 20_000


class Rule(NamedTuple):
    """A bucket of `burst` that fills again with `per_second`."""

    burst: float
    per_second: float


RULES = {
    "visitor_message": Rule(30, 5),
    "visitor_command": Rule(120, 20),
    "address_message": Rule(600, 100),
    "address_command": Rule(3000, 600),
    "address_handshake": Rule(600, 40),
    "address_connect": Rule(300, 20),
    "visitor_search": Rule(40, 4),
    "address_search": Rule(200, 20),
    "address_vote": Rule(20, 0.2),
    "address_request": Rule(1200, 100),
    "address_new_visitor": Rule(150, 5),
    "look_up": Rule(100, 20),
    "language_model": Rule(20, 1),
    "agent_command": Rule(400, 100),
    "sign_in_address": Rule(20, 0.2),
    "sign_in_email": Rule(10, 1 / 30),
    "setup": Rule(10, 0.1),
    "admin_write": Rule(120, 5),
}


class Limits:
    """`take` spends one token of every named bucket or raises `RateLimited` with the seconds to wait."""

    def __init__(self, scale: float = 1.0, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._scale = scale
        self._monotonic = monotonic
        self._buckets: dict[tuple[str, str], tuple[float, float]] = {}

    def take(self, *keys: tuple[str, str]) -> None:
        """`keys` are (rule, whose). All of them must have a token; then one is taken of each."""
        if self._scale <= 0:
            return
        now = self._monotonic()
        levels = [(key, *self._level(key, now)) for key in keys]
        waits = [(1 - level) / rate for _, level, rate in levels if level < 1]
        if waits:
            raise RateLimited(max(waits))
        for key, level, _ in levels:
            self._buckets[key] = (level - 1, now)
        if len(self._buckets) > _KEEP:
            self._forget_full(now)

    def _level(self, key: tuple[str, str], now: float) -> tuple[float, float]:
        rule = RULES[key[0]]
        burst, rate = rule.burst * self._scale, rule.per_second * self._scale
        level, since = self._buckets.get(key, (burst, now))
        return min(burst, level + (now - since) * rate), rate

    def _forget_full(self, now: float) -> None:
        full = [key for key in self._buckets if self._level(key, now)[0] >= RULES[key[0]].burst * self._scale]
        for key in full:
            del self._buckets[key]


def network_of(address: str) -> str:
    """The network that shares one budget: the IPv4 address, or the IPv6 /64."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(ip, ipaddress.IPv6Address):
        mapped = ip.ipv4_mapped
        return str(mapped) if mapped else str(ipaddress.ip_network((ip, 64), strict=False))
    return str(ip)


def anonymous(address: str) -> str | None:
    """What may be stored of an address: the IPv4 /24 or the IPv6 /48."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return None
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    return str(ipaddress.ip_network((ip, 24 if ip.version == 4 else 48), strict=False).network_address)
