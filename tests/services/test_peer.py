"""Who is at the other end: proxies we trust say so, everybody else is themselves."""

from __future__ import annotations

from typing import Any

import pytest

from deskbell.services.peer import own_origins, peer_of, public_base
from deskbell.settings import Settings

TRUSTING = Settings(trusted_proxies="127.0.0.1, 10.0.0.0/8, fd00::/8")


def _scope(client: str | None, *headers: tuple[str, str], scheme: str = "http") -> dict[str, Any]:
    raw = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers]
    return {"client": (client, 5000) if client else None, "headers": raw, "scheme": scheme}


@pytest.mark.parametrize(
    ("client", "forwarded", "address"),
    [
        ("127.0.0.1", "203.0.113.7", "203.0.113.7"),
        ("203.0.113.1", "198.51.100.1", "203.0.113.1"),
        ("127.0.0.1", "198.51.100.1, 203.0.113.7", "203.0.113.7"),
        ("127.0.0.1", "198.51.100.1, 203.0.113.7, 10.1.2.3", "203.0.113.7"),
        ("127.0.0.1", "10.1.2.3", "10.1.2.3"),
        ("127.0.0.1", "<script>alert(1)</script>", "127.0.0.1"),
        ("127.0.0.1", "203.0.113.7, garbage", "127.0.0.1"),
        ("127.0.0.1", "203.0.113.7:4711", "203.0.113.7"),
        ("127.0.0.1", "[2001:db8::1]:4711", "2001:db8::1"),
        ("127.0.0.1", "::ffff:203.0.113.7", "203.0.113.7"),
        ("fd00::1", "203.0.113.7", "203.0.113.7"),
        ("::ffff:127.0.0.1", "203.0.113.7", "203.0.113.7"),
        ("127.0.0.1", "", "127.0.0.1"),
        (None, "203.0.113.7", "unknown"),
        ("testclient", "203.0.113.7", "unknown"),
    ],
)
def test_the_address(client: str | None, forwarded: str, address: str) -> None:
    assert peer_of(_scope(client, ("X-Forwarded-For", forwarded)), TRUSTING).address == address


def test_two_forwarding_headers_are_one_list() -> None:
    scope = _scope("127.0.0.1", ("X-Forwarded-For", "198.51.100.1"), ("X-Forwarded-For", "203.0.113.7"))
    assert peer_of(scope, TRUSTING).address == "203.0.113.7"


@pytest.mark.parametrize(("client", "scheme"), [("127.0.0.1", "https"), ("203.0.113.1", "http")])
def test_the_scheme_is_believed_from_proxies_only(client: str, scheme: str) -> None:
    assert peer_of(_scope(client, ("X-Forwarded-Proto", "https")), TRUSTING).scheme == scheme


def test_a_socket_has_the_scheme_of_its_page() -> None:
    assert peer_of(_scope("203.0.113.1", scheme="wss"), TRUSTING).scheme == "https"


def test_other_headers_say_nothing() -> None:
    names = ("X-Real-IP", "CF-Connecting-IP", "True-Client-IP", "X-Client-IP", "Forwarded", "X-Forwarded-Host")
    scope = _scope("127.0.0.1", ("Host", "desk.example"), *[(name, "203.0.113.7") for name in names])
    assert peer_of(scope, TRUSTING) == ("127.0.0.1", "http", "desk.example")


def test_own_origins() -> None:
    settings = Settings(public_url="https://desk.example/", frame_url="https://frame.example")
    here = peer_of(_scope("203.0.113.1", ("Host", "frame.example"), scheme="https"), settings)
    assert own_origins(here, settings) == {"https://desk.example"}
    assert public_base(here, settings) == "https://desk.example"
    assert own_origins(here._replace(host='evil"><script>'), Settings()) == frozenset()
