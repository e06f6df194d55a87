"""An inbox as people name it on the command line."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.errors import NotFound
from deskbell.domain.records import Inbox
from deskbell.storage import inboxes


async def inbox_named(conn: AsyncConnection, wanted: str | None) -> Inbox:
    """By id, key or name; without, the only one there is. Raises `unknown_inbox`."""
    known = await inboxes.all_inboxes(conn)
    found = [inbox for inbox in known if wanted is None or _is(inbox, wanted)]
    if len(found) == 1:
        return found[0]
    if not known:
        raise NotFound("unknown_inbox", "There is no inbox yet.")
    names = ", ".join(inbox.name for inbox in known)
    raise NotFound("unknown_inbox", f"Name one of the inboxes with --inbox: {names}.")


def _is(inbox: Inbox, wanted: str) -> bool:
    return wanted in (inbox.id, inbox.key) or wanted.casefold() == inbox.name.casefold()
