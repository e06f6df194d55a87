"""The demo's accounts with their generated passwords, kept in the data folder so that a second start knows them."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

import msgspec

from deskbell.demo import content
from deskbell.domain.ids import new_key

FILE = "demo.json"
PASSWORD_BYTES = 9


class Account(msgspec.Struct, frozen=True):
    role: str
    name: str
    email: str
    password: str


class Kept(msgspec.Struct, frozen=True):
    """What stands in `demo.json`: the keys of the two inboxes and the accounts."""

    inbox: str
    studio: str
    accounts: list[Account]


def new_kept() -> Kept:
    """Fresh keys, and the demo's people, each with a fresh password."""
    people: list[dict[str, Any]] = content.read("inboxes")["agents"]
    accounts = [Account(p["role"], p["name"], p["email"], secrets.token_urlsafe(PASSWORD_BYTES)) for p in people]
    return Kept(new_key(), new_key(), accounts)


def read_kept(folder: Path) -> Kept | None:
    """What an earlier start kept, if there was one."""
    path = folder / FILE
    return msgspec.json.decode(path.read_bytes(), type=Kept) if path.is_file() else None


def keep(folder: Path, kept: Kept) -> None:
    """Written whole or not at all, and for the owner's eyes only: it holds passwords."""
    path, draft = folder / FILE, folder / f"{FILE}.new"
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(kept), indent=2))
    draft.replace(path)
