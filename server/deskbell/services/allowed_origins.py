"""An inbox's allowed origins, one by one: what two admins add and remove at the same time both holds."""

from __future__ import annotations

from typing import Any

from deskbell.domain.errors import not_found
from deskbell.domain.forms import Checks, check_form, invalid_field, list_of
from deskbell.domain.people import AgentActor
from deskbell.services.core import Core
from deskbell.services.events import InboxChanged
from deskbell.services.inboxes import MOST_ORIGINS, Wire, inbox_settings
from deskbell.services.origins import check_origin
from deskbell.services.sign_in import access_settings
from deskbell.storage import inboxes
from deskbell.storage.writer import Tx

_origins = list_of(check_origin, MOST_ORIGINS)
CHANGES: Checks = {"add": _origins, "remove": _origins}


async def change_allowed_origins(core: Core, actor: AgentActor, inbox_id: str, form: Any) -> Wire:
    """An admin adds and removes; what is there already or gone is no fault. Raises as `change_inbox` does."""
    access_settings(actor)
    changes = check_form(form, optional=CHANGES)

    async def work(tx: Tx) -> Wire:
        before = await inboxes.by_id(tx.conn, inbox_id)
        if before is None:
            raise not_found()
        origins = _changed(before.allowed_origins, **changes)
        after = await inboxes.change(tx.conn, inbox_id, updated_at=tx.now, allowed_origins=origins)
        tx.tell(InboxChanged(inbox_id))
        return inbox_settings(after or before)

    return await core.write(work)


def _changed(before: list[str], add: list[str] | None = None, remove: list[str] | None = None) -> list[str]:
    kept = [origin for origin in before if origin not in (remove or [])]
    after = list(dict.fromkeys([*kept, *(add or [])]))
    if len(after) > MOST_ORIGINS:
        raise invalid_field("add", "too_many", f"At most {MOST_ORIGINS} of them.")
    return after
