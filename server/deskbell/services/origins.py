"""Origins of websites: how they are written, and which of them an inbox's rules cover."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from deskbell.domain.forms import Wrong, check_text

MAX_ORIGIN = 300
_PORTS = {"http": 80, "https": 443}
_LABEL = r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?"
_HOST = re.compile(rf"{_LABEL}(\.{_LABEL})*", re.ASCII)


def normal_origin(text: str) -> str | None:
    """The origin of an address in its one written form, as browsers send it; None when it has none."""
    try:
        parts = urlsplit(text.strip())
        host, port = _normal_host(parts.hostname or ""), parts.port
    except ValueError:
        return None
    if parts.scheme not in _PORTS or not host or parts.username is not None:
        return None
    return f"{parts.scheme}://{host}" + ("" if port in (None, _PORTS[parts.scheme]) else f":{port}")


def _normal_host(host: str) -> str:
    if ":" in host:
        return f"[{ipaddress.IPv6Address(host).compressed}]"
    try:
        plain = host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""
    return plain if len(plain) <= 253 and _HOST.fullmatch(plain) else ""


def check_origin(value: Any) -> str:
    """A rule of an inbox: an origin, or `https://*.shop.example` for all subdomains of any depth."""
    text = check_text(value, MAX_ORIGIN)
    if "://" not in text:
        raise Wrong("no_scheme", f"Write it with https:// before it: {text[:100]}")
    scheme, _, rest = text.partition("://")
    if scheme.lower() not in _PORTS:
        raise Wrong("bad_scheme", "An origin begins with https:// or http://.")
    wild = rest.startswith("*.")
    origin = normal_origin(f"{scheme}://{rest[2:] if wild else rest}")
    if origin is None:
        raise Wrong("bad_wildcard" if "*" in rest else "unreadable", f"This is not a website's origin: {text[:100]}")
    if re.search(r"[/?#\\]", rest.rstrip("/")):
        raise Wrong("has_path", f"Only the origin is meant, without a path: {origin}")
    return _with_star(origin) if wild else origin


def _with_star(origin: str) -> str:
    scheme, _, host = origin.partition("://")
    if "." not in host:
        raise Wrong("bad_wildcard", "A star stands for subdomains of one domain, such as https://*.shop.example.")
    return f"{scheme}://*.{host}"


def covers(rule: str, origin: str) -> bool:
    """`https://*.shop.example` covers any depth of subdomain, and not the bare domain."""
    before, star, after = rule.partition("*.")
    if not star:
        return rule == origin
    return origin.startswith(before) and origin.endswith(f".{after}") and len(origin) > len(rule) - 1


def origin_is_allowed(origin: str | None, rules: Sequence[str], own: frozenset[str]) -> bool:
    """Whether a page may use an inbox: ours may, and those its rules cover; without a rule no others.

    No Origin header (None) means a browser's own-origin request or a program, which could write any.
    """
    return origin is None or origin in own or any(covers(rule, origin) for rule in rules)
