"""`deskbell demo`: the desk and the demo shop in one process, each on its own port, with addresses and passwords."""

from __future__ import annotations

import argparse
import dataclasses
import socket
import sys

import msgspec

from deskbell.app import running
from deskbell.demo.accounts import Kept, keep, new_kept, read_kept
from deskbell.demo.fill import allow_origin, fill, is_filled
from deskbell.demo.shop import Tags, make_shop
from deskbell.services import setup
from deskbell.services.core import Core
from deskbell.serving import Server, bound
from deskbell.settings import Settings, SettingsError


@dataclasses.dataclass(frozen=True)
class Addresses:
    desk: str
    shop: str


async def demo(settings: Settings, options: argparse.Namespace) -> int:
    """Run the demo until it is told to stop. Raises `SettingsError` when the data folder holds another desk."""
    with (
        bound(settings.host, settings.port, "--port") as desk_socket,
        bound(settings.host, options.shop_port, "--shop-port") as shop_socket,
    ):
        where = _addresses(settings, desk_socket, shop_socket)
        async with running(settings) as deskbell:
            kept = await demo_data(deskbell.core, where.shop)
            shop = make_shop(Tags(where.desk, kept.inbox, kept.studio))
            words = _as_json(where, kept) if options.json else _as_text(where, kept)
            desk_server = Server(deskbell.app, on_draining=deskbell.drain)
            await _serve(desk_server, desk_socket, Server(shop, takes_signals=False), shop_socket, words)
    return 0


async def _serve(
    desk: Server, desk_socket: socket.socket, shop: Server, shop_socket: socket.socket, words: str
) -> None:
    """Both servers until the desk's is told to stop; the words come once both answer."""
    serving_desk, serving_shop = await desk.begin(desk_socket), await shop.begin(shop_socket)
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()
    await serving_desk
    shop.should_exit = True
    await serving_shop


async def demo_data(core: Core, shop_origin: str) -> Kept:
    """What an earlier start kept, or the demo anew on an empty database.

    It is kept before the database has it, and the database has all of it or nothing: a start that was killed anywhere
    leaves an empty database, or a whole demo whose passwords are known.
    """
    kept = read_kept(core.settings.data)
    if await setup.is_needed(core):
        kept = new_kept()
        keep(core.settings.data, kept)
        await fill(core, kept, shop_origin)
    if kept is None or not await is_filled(core, kept):
        raise SettingsError(f"{core.settings.data} holds a desk that is not the demo's. Choose another with --data.")
    await allow_origin(core, shop_origin)
    return kept


def _addresses(settings: Settings, desk: socket.socket, shop: socket.socket) -> Addresses:
    host = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else settings.host  # noqa: S104 (shown, not bound)
    host = f"[{host}]" if ":" in host else host
    ours = settings.public_url or f"http://{host}:{desk.getsockname()[1]}"
    return Addresses(ours.rstrip("/"), f"http://{host}:{shop.getsockname()[1]}")


def _as_json(where: Addresses, kept: Kept) -> str:
    accounts = msgspec.to_builtins(kept.accounts)
    told = {"url": where.desk, "shop_url": where.shop, "inbox": kept.inbox, "accounts": accounts}
    return msgspec.json.encode(told).decode()


def _as_text(where: Addresses, kept: Kept) -> str:
    places = [
        ("Shop", where.shop, "a website with the tag in it; /zh and /tw speak Chinese"),
        ("Studio", f"{where.shop}/studio", "its second inbox, with business hours"),
        ("Desk", where.desk, "sign in below"),
        ("Settings", f"{where.desk}/settings", "for the admin"),
    ]
    lines = ["", "Deskbell has a living shop for you:", ""]
    lines += [f"  {name:<9} {address:<34} {what}" for name, address, what in places]
    lines += ["", "Accounts:", ""]
    lines += [f"  {a.name:<5} {a.role:<12} {a.email:<22} {a.password}" for a in kept.accounts]
    return "\n".join([*lines, "", "Ctrl+C stops it; what happened is kept.", ""])
