"""What an admin does with look-ups: list, write, try, a new secret, delete. Who leads may read them, without the secret."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.clock import rfc3339
from deskbell.domain.errors import not_found
from deskbell.domain.forms import Wrong, check_form, check_locale, invalid_field
from deskbell.domain.people import AgentActor
from deskbell.features.lookups import store
from deskbell.features.lookups.checks import CHANGES, check_whole
from deskbell.features.lookups.making import Maker
from deskbell.features.lookups.tables import LookUp
from deskbell.services.access import access_inbox, check_leads
from deskbell.services.core import Core
from deskbell.services.inboxes import access_inbox_settings
from deskbell.services.sign_in import access_settings
from deskbell.services.tokens import new_secret
from deskbell.storage.writer import Tx

MOST, MAX_INPUT = 50, 2_000
DEFAULTS: dict[str, Any] = {
    "method": "GET",
    "parameters": [],
    "seconds": 5,
    "found_when": "",
    "title": {},
    "fields": [],
}
Wire = dict[str, Any]


def look_up_view(look_up: LookUp) -> Wire:
    """The wire's `look_up`; the secret is in none."""
    values = {name: getattr(look_up, name) for name in look_up.__struct_fields__ if name != "secret"}
    return values | {"created_at": rfc3339(look_up.created_at), "updated_at": rfc3339(look_up.updated_at)}


async def list_look_ups(core: Core, actor: AgentActor, inbox_id: str) -> list[Wire]:
    """An inbox's look-ups by name. Raises `not_allowed` or `not_found`."""
    check_leads(actor)
    async with core.read() as conn:
        inbox = await access_inbox(conn, actor, inbox_id)
        return [look_up_view(one) for one in await store.of_inbox(conn, inbox.id)]


async def add_look_up(core: Core, actor: AgentActor, inbox_id: str, form: Any) -> Wire:
    """`{look_up, secret}`: the one time it is shown. Raises `not_allowed`, `not_found`, or `invalid_fields`."""
    inbox = await access_inbox_settings(core, actor, inbox_id)
    required = {name: CHANGES[name] for name in ("name", "url")}
    values = DEFAULTS | check_form(form, required=required, optional=CHANGES)
    check_whole(values, http=core.settings.allow_private_addresses)

    async def work(tx: Tx) -> Wire:
        if len(await store.names_of_inbox(tx.conn, inbox.id)) >= MOST:
            raise invalid_field("name", "too_many", f"An inbox holds at most {MOST} look-ups.")
        made = {"inbox_id": inbox.id, "secret": new_secret(), "created_at": tx.now, "updated_at": tx.now}
        look_up = await store.insert(tx.conn, **values, **made)
        return {"look_up": look_up_view(look_up), "secret": look_up.secret}

    return await core.write(work)


async def change_look_up(core: Core, actor: AgentActor, look_up_id: str, form: Any) -> Wire:
    """What is not named stays. Raises as `add_look_up`."""
    access_settings(actor)
    values = check_form(form, optional=CHANGES)

    async def work(tx: Tx) -> Wire:
        before = await _access(tx.conn, look_up_id)
        check_whole(msgspec.structs.asdict(before) | values, http=core.settings.allow_private_addresses)
        return look_up_view(await store.change(tx.conn, before.id, updated_at=tx.now, **values))

    return await core.write(work)


async def renew_secret(core: Core, actor: AgentActor, look_up_id: str) -> str:
    """A new secret, shown this once; the one until now signs nothing more. Raises `not_allowed` or `not_found`."""
    access_settings(actor)

    async def work(tx: Tx) -> str:
        before = await _access(tx.conn, look_up_id)
        return (await store.change(tx.conn, before.id, updated_at=tx.now, secret=new_secret())).secret

    return await core.write(work)


async def delete_look_up(core: Core, actor: AgentActor, look_up_id: str) -> None:
    """In flows that use it, it has failed from now on. Raises `not_allowed` or `not_found`."""
    access_settings(actor)

    async def work(tx: Tx) -> None:
        await store.remove(tx.conn, (await _access(tx.conn, look_up_id)).id)

    await core.write(work)


async def try_look_up(core: Core, actor: AgentActor, look_up_id: str, form: Any) -> Wire:
    """Really asked. Raises `not_allowed`, `not_found`, or `invalid_fields`."""
    access_settings(actor)
    values = check_form(form, required={"inputs": _check_inputs}, optional={"locale": check_locale})
    async with core.read() as conn:
        look_up = await _access(conn, look_up_id)
    made = await Maker(core).make(look_up, values["inputs"], values.get("locale"))
    return {**msgspec.to_builtins(made.found), "problem": made.problem, "status": made.status}


def _check_inputs(value: Any) -> dict[str, str]:
    if not isinstance(value, dict) or not all(
        isinstance(text, str) and len(text) <= MAX_INPUT for text in value.values()
    ):
        raise Wrong("wrong_type", f"Texts by the names of parameters, at most {MAX_INPUT} characters each.")
    return value


async def _access(conn: AsyncConnection, look_up_id: str) -> LookUp:
    look_up = await store.by_id(conn, look_up_id)
    if look_up is None:
        raise not_found()
    return look_up
