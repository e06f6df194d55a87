"""What teams and skills have in common: names that nobody else has, and inboxes whose rules name them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.errors import Conflict
from deskbell.domain.forms import invalid_field
from deskbell.domain.records import Skill, Team
from deskbell.services.routing_settings import names_of_uses
from deskbell.storage import inboxes

Wire = dict[str, Any]


def check_free_name(name: str, others: Iterable[Team | Skill], but: str = "") -> None:
    """Whatever the case, a name is one thing's only. Raises `invalid_fields` with `taken`."""
    if any(other.name.casefold() == name.casefold() for other in others if other.id != but):
        raise invalid_field("name", "taken", "There is one of this name already.")


async def uses_of(conn: AsyncConnection) -> Callable[[str], list[Wire]]:
    """Where inboxes name a team or skill: `[{inbox_id, inbox, rule | null}]`; without a rule it is the overflow."""
    found = await inboxes.all_inboxes(conn)

    def uses(identity: str) -> list[Wire]:
        return [
            {"inbox_id": inbox.id, "inbox": inbox.name, "rule": rule}
            for inbox in found
            for rule in names_of_uses(inbox.routing, identity)
        ]

    return uses


async def check_not_used(conn: AsyncConnection, identity: str) -> None:
    """A rule is not changed behind the admin's back: it is to be changed first. Raises `in_use`."""
    places = [
        f"the rule “{use['rule']}” of {use['inbox']}" if use["rule"] is not None else f"the overflow of {use['inbox']}"
        for use in (await uses_of(conn))(identity)
    ]
    if places:
        raise Conflict("in_use", f"It is named in {', '.join(places)}. Change that first.")
