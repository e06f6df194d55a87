"""Files and inboxes as the command line names them. What cannot be is one sentence."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from deskbell.domain.errors import BadInput
from deskbell.domain.records import Inbox
from deskbell.services.core import Core
from deskbell.services.inbox_names import inbox_named

_SHOWN = 5


def read_file(path: Path) -> bytes:
    """Raises `bad_file`."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInput("bad_file", f"{path} cannot be read: {error.strerror}.") from None


async def inbox_of(core: Core, wanted: str | None) -> Inbox:
    """By key, name or id; the only one without. Raises `unknown_inbox`."""
    async with core.read() as conn:
        return await inbox_named(conn, wanted)


def in_rows(path: Path, wrong: Iterable[tuple[int, str]]) -> BadInput:
    """Which rows of a file are wrong, the first few in words."""
    found = list(wrong)
    more = f" And {len(found) - _SHOWN} more." if len(found) > _SHOWN else ""
    return BadInput("bad_file", f"{path}: " + " ".join(f"Row {row}: {why}" for row, why in found[:_SHOWN]) + more)


def as_json(value: Any) -> str:
    """Indented, as people read it and programs do not mind."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
