"""Requests to somebody else's server: in time, never more than fits, to the very address that was checked."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from typing import Any

import pytest

from deskbell.services.fetching import Fetched, FetchFailed, Outgoing, fetch
from tests.shop_server import ShopServer, shop_server

pytestmark = pytest.mark.anyio


@pytest.fixture
async def shop() -> AsyncIterator[ShopServer]:
    async with shop_server() as shop:
        yield shop


async def _asks(shop: ShopServer, kind: str, host: str = "127.0.0.1", scheme: str = "http", **more: Any) -> Fetched:
    wanted = Outgoing("GET", scheme, host, shop.port, f"/{kind}")
    return await fetch(wanted, **{"seconds": 5.0, "most": 65_536, "private": True} | more)


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("hangs", "timed_out"),
        ("drips", "timed_out"),
        ("huge", "too_large"),
        ("garbage", "bad_answer"),
        ("nothing", "bad_answer"),
        ("cut", "bad_answer"),
    ],
)
async def test_a_bad_server_costs_little(shop: ShopServer, kind: str, code: str) -> None:
    with pytest.raises(FetchFailed) as failed:
        await _asks(shop, kind, seconds=0.2 if code == "timed_out" else 5.0)
    assert failed.value.code == code


async def test_plain_http_is_no_tls_and_a_closed_port_no_server(shop: ShopServer) -> None:
    with pytest.raises(FetchFailed, match="bad_tls"):
        await _asks(shop, "orders", scheme="https")
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        shop.port = closed.getsockname()[1]
        with pytest.raises(FetchFailed, match="unreachable"):
            await _asks(shop, "orders")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001"])
async def test_no_spelling_leads_inside(shop: ShopServer, host: str) -> None:
    with pytest.raises(FetchFailed, match="refused_address"):
        await _asks(shop, "orders", host, private=False)
    assert shop.heard == []


async def test_a_name_is_asked_once_and_what_was_checked_is_connected_to(
    shop: ShopServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def answers(host: str, port: int, **_: Any) -> list[Any]:
        """As a name server of an attacker: another address every time."""
        asked.append(host)
        address = "127.0.0.1" if len(asked) == 1 else "127.0.0.2"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", answers)
    assert (await _asks(shop, "orders", "shop.example")).status == 200
    assert asked == ["shop.example"]
    assert shop.heard[0][2]["host"] == f"shop.example:{shop.port}"


async def test_one_inside_among_many_is_refused(shop: ShopServer, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 80)) for one in ("8.8.8.8", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(FetchFailed, match="refused_address"):
        await _asks(shop, "orders", "shop.example", private=False)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: (_ for _ in ()).throw(socket.gaierror()))
    with pytest.raises(FetchFailed, match="unknown_host"):
        await _asks(shop, "orders", "nowhere.example")
