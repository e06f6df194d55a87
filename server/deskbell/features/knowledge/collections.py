"""What those who lead do with collections: make, rename, share, delete."""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.clock import rfc3339
from deskbell.domain.errors import Conflict
from deskbell.domain.forms import check_form, check_id, invalid_field, list_of
from deskbell.domain.people import AgentActor
from deskbell.features.knowledge.access import access_collection, access_knowledge
from deskbell.features.knowledge.checks import MOST_COLLECTIONS, check_name
from deskbell.features.knowledge.store import collections as rows
from deskbell.features.knowledge.tables import Collection
from deskbell.features.knowledge.views import Wire
from deskbell.features.knowledge.writing import changed
from deskbell.services.access import access_inbox
from deskbell.services.core import Core
from deskbell.storage import inboxes
from deskbell.storage.writer import Tx

_MORE = {"inbox_ids": list_of(check_id, 200)}


async def list_collections(core: Core, actor: AgentActor, inbox_id: str) -> list[Wire]:
    """The collections an inbox has. Raises `not_found`."""
    async with core.read() as conn:
        inbox = await access_inbox(conn, actor, inbox_id)
        return await _views(conn, await rows.of_inbox(conn, inbox.id))


async def add_collection(core: Core, actor: AgentActor, inbox_id: str, form: Any) -> Wire:
    """A collection that this inbox has, and the inboxes named. Raises `not_allowed`, `not_found`, `invalid_fields`."""

    async def work(tx: Tx) -> Wire:
        inbox = await access_knowledge(tx.conn, actor, inbox_id)
        values = check_form(form, required={"name": check_name}, optional=_MORE)
        await _check_room(tx.conn, [inbox.id], "name")
        shared = await _check_inboxes(tx.conn, values.get("inbox_ids", []))
        await _check_room(tx.conn, shared, "inbox_ids")
        made = await rows.insert(tx.conn, values["name"], [inbox.id, *shared], tx.now)
        return (await _views(tx.conn, [made]))[0]

    return await core.write(work)


async def change_collection(core: Core, actor: AgentActor, collection_id: str, form: Any) -> Wire:
    """Rename it, or say which inboxes have it; an inbox keeps its own. Raises as adding does, and `in_use`."""

    async def work(tx: Tx) -> Wire:
        collection = await access_collection(tx.conn, actor, collection_id)
        values = check_form(form, optional={"name": check_name, **_MORE})
        if "inbox_ids" in values:
            await _share(tx, collection, values["inbox_ids"])
        if "name" in values:
            await rows.change(tx.conn, collection.id, name=values["name"])
        await changed(tx.conn, collection.id, [])
        fresh = await rows.by_id(tx.conn, collection.id)
        return (await _views(tx.conn, [fresh or collection]))[0]

    return await core.write(work)


async def _share(tx: Tx, collection: Collection, inbox_ids: list[str]) -> None:
    if collection.home_inbox_id and collection.home_inbox_id not in inbox_ids:
        raise _in_use("An inbox always has the collection of its own.")
    had = (await rows.inboxes_of(tx.conn, [collection.id]))[collection.id]
    await _check_inboxes(tx.conn, inbox_ids)
    await _check_room(tx.conn, [one for one in inbox_ids if one not in had], "inbox_ids")
    await rows.set_inboxes(tx.conn, collection.id, inbox_ids)


async def delete_collection(core: Core, actor: AgentActor, collection_id: str) -> None:
    """Only an empty one, and no inbox's own. Raises `not_allowed`, `not_found` or `in_use`."""

    async def work(tx: Tx) -> None:
        collection = await access_collection(tx.conn, actor, collection_id)
        if collection.home_inbox_id:
            raise _in_use("An inbox always has the collection of its own.")
        if (await rows.counts(tx.conn, [collection.id]))[collection.id]:
            raise _in_use("There are articles in this collection.")
        await rows.remove(tx.conn, collection.id)

    await core.write(work)


async def _check_inboxes(conn: AsyncConnection, inbox_ids: list[str]) -> list[str]:
    known = {inbox.id for inbox in await inboxes.all_inboxes(conn)}
    if not known.issuperset(inbox_ids):
        raise invalid_field("inbox_ids", "invalid", "There is no such inbox.")
    return inbox_ids


async def _check_room(conn: AsyncConnection, inbox_ids: list[str], field: str) -> None:
    """Each search looks at all collections of an inbox, so that there cannot be any number of them."""
    for inbox_id in inbox_ids:
        if len(await rows.of_inbox(conn, inbox_id)) >= MOST_COLLECTIONS:
            raise invalid_field(field, "too_many", f"An inbox has at most {MOST_COLLECTIONS} collections.")


async def _views(conn: AsyncConnection, found: list[Collection]) -> list[Wire]:
    ids = [collection.id for collection in found]
    shared, counts = await rows.inboxes_of(conn, ids), await rows.counts(conn, ids)
    return [
        {
            "id": collection.id,
            "name": collection.name,
            "home_inbox_id": collection.home_inbox_id,
            "inbox_ids": shared[collection.id],
            "articles": counts[collection.id],
            "created_at": rfc3339(collection.created_at),
        }
        for collection in found
    ]


def _in_use(message: str) -> Conflict:
    return Conflict("in_use", message)
