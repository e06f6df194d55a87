"""What an admin does with flows: list, draw, publish, stop, go back to a version, delete.

Every change names the revision it was made on: of two who draw at the same time neither overwrites the other.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.clock import rfc3339, rfc3339_or_none
from deskbell.domain.errors import Conflict, not_found
from deskbell.domain.flows.checking import Problem, errors_in
from deskbell.domain.flows.definition import read_definition, to_wire
from deskbell.domain.forms import Checks, check_form, check_id, check_text, invalid_field, or_none, whole_number
from deskbell.domain.ids import new_id
from deskbell.domain.people import AgentActor
from deskbell.domain.records import Inbox
from deskbell.features.flows import store
from deskbell.features.flows.surroundings import Around, around, problems_in, published_flows, sub_flows
from deskbell.features.flows.tables import Flow, FlowVersion
from deskbell.services.core import Core
from deskbell.services.events import InboxChanged
from deskbell.services.inboxes import access_inbox_settings
from deskbell.services.sign_in import access_settings
from deskbell.storage import inboxes
from deskbell.storage.writer import Tx

MOST_FLOWS, MAX_NAME = 100, 200
Wire = dict[str, Any]
_name = partial(check_text, longest=MAX_NAME)
check_flow_id = or_none(check_id)
check_revision = whole_number(0, 2**31 - 1)
CHANGES: Checks = {"name": _name, "definition": read_definition, "expected_revision": check_revision}


async def flow_view(core: Core, conn: AsyncConnection, flow: Flow, inbox: Inbox, known: Around | None = None) -> Wire:
    """The wire's `flow`, with its draft and what is wrong with it now."""
    problems = await problems_in(core, conn, inbox, read_definition(flow.definition), flow.id, known)
    return {
        "id": flow.id,
        "inbox_id": flow.inbox_id,
        "name": flow.name,
        "status": flow.status,
        "revision": flow.revision,
        "version": flow.version,
        "changed": flow.changed,
        "definition": flow.definition,
        "problems": problem_views(problems),
        "created_at": rfc3339(flow.created_at),
        "updated_at": rfc3339(flow.updated_at),
        "published_at": rfc3339_or_none(flow.published_at),
        "running": (await store.running(conn, [flow.id])).get(flow.id, 0),
    }


def problem_views(problems: list[Problem]) -> list[Wire]:
    return [msgspec.to_builtins(problem) for problem in problems]


async def list_flows(core: Core, actor: AgentActor, inbox_id: str) -> list[Wire]:
    """An inbox's flows by name. Raises `not_allowed` or `not_found`."""
    inbox = await access_inbox_settings(core, actor, inbox_id)
    async with core.read() as conn:
        known = await around(core, conn, inbox)
        return [await flow_view(core, conn, flow, inbox, known) for flow in await store.of_inbox(conn, inbox.id)]


async def show_flow(core: Core, actor: AgentActor, flow_id: str) -> Wire:
    """Raises `not_allowed` or `not_found`."""
    access_settings(actor)
    async with core.read() as conn:
        return await flow_view(core, conn, *await access_flow(conn, flow_id))


async def add_flow(core: Core, actor: AgentActor, inbox_id: str, form: Any) -> Wire:
    """A new draft. Raises `not_allowed`, `not_found`, or `invalid_fields`."""
    inbox = await access_inbox_settings(core, actor, inbox_id)
    values = check_form(form, required={"name": _name}, optional={"definition": read_definition})
    definition = to_wire(values["definition"]) if "definition" in values else to_wire(read_definition({}))
    return await core.write(partial(insert_flow, core, inbox, values["name"], definition))


async def insert_flow(core: Core, inbox: Inbox, name: str, definition: Wire, tx: Tx) -> Wire:
    """Store a new draft. Raises `invalid_fields` when the inbox has as many as it may."""
    if await store.count(tx.conn, inbox.id) >= MOST_FLOWS:
        raise invalid_field("name", "too_many", f"An inbox holds at most {MOST_FLOWS} flows.")
    flow = Flow(
        id=new_id(),
        inbox_id=inbox.id,
        name=name,
        status="draft",
        revision=1,
        version=None,
        definition=definition,
        changed=True,
        created_at=tx.now,
        updated_at=tx.now,
        published_at=None,
        deleted_at=None,
    )
    await store.insert(tx.conn, flow)
    return await flow_view(core, tx.conn, flow, inbox)


async def change_flow(core: Core, actor: AgentActor, flow_id: str, form: Any) -> Wire:
    """Change the draft. Raises `not_allowed`, `not_found`, `invalid_fields` or `conflict`."""
    access_settings(actor)
    values = check_form(form, optional=CHANGES)
    expected = values.pop("expected_revision", None)
    if "definition" in values:
        values["definition"] = to_wire(values["definition"])

    async def work(tx: Tx) -> Wire:
        flow, inbox = await access_flow(tx.conn, flow_id)
        if expected is not None and expected != flow.revision:
            raise Conflict("conflict", "Somebody else saved this meanwhile. Look at what is there now.")
        return await _changed(core, tx, flow, inbox, values)

    return await core.write(work)


async def _changed(core: Core, tx: Tx, flow: Flow, inbox: Inbox, values: Wire) -> Wire:
    """Store what differs; a draft that is saved as it was keeps its revision."""
    new = {name: value for name, value in values.items() if getattr(flow, name) != value}
    if new:
        if "definition" in new:
            new["changed"] = not await _is_published(tx.conn, flow, new["definition"])
        flow = await store.change(tx.conn, flow.id, revision=flow.revision + 1, updated_at=tx.now, **new)
    return await flow_view(core, tx.conn, flow, inbox)


async def _is_published(conn: AsyncConnection, flow: Flow, definition: Wire) -> bool:
    if flow.version is None:
        return False
    version = await store.version_of(conn, flow.id, flow.version)
    return version is not None and version.definition == definition


async def publish(core: Core, actor: AgentActor, flow_id: str) -> Wire:
    """Conversations that come from now on walk through the draft as it is now; running ones finish on their version.

    Raises `not_allowed`, `not_found`, or `flow_has_errors`.
    """
    access_settings(actor)

    async def work(tx: Tx) -> Wire:
        flow, inbox = await access_flow(tx.conn, flow_id)
        definition = read_definition(flow.definition)
        errors = errors_in(await problems_in(core, tx.conn, inbox, definition, flow.id))
        if errors:
            things = "1 thing is" if len(errors) == 1 else f"{len(errors)} things are"
            raise Conflict("flow_has_errors", f"This flow cannot be published yet: {things} to be mended.")
        tx.tell(InboxChanged(inbox.id))
        if flow.changed:
            flow = await _new_version(tx, flow, actor.name)
        return await flow_view(core, tx.conn, await store.change(tx.conn, flow.id, status="published"), inbox)

    return await core.write(work)


async def _new_version(tx: Tx, flow: Flow, author_name: str) -> Flow:
    number = await store.next_number(tx.conn, flow.id)
    await store.add_version(tx.conn, FlowVersion(flow.id, number, flow.definition, author_name, tx.now))
    return await store.change(tx.conn, flow.id, version=number, changed=False, published_at=tx.now)


async def stop(core: Core, actor: AgentActor, flow_id: str) -> Wire:
    """Nobody comes into it any more; who is in it finishes.

    Raises `not_allowed`, `not_found`, `not_published`, or `in_use`.
    """
    access_settings(actor)

    async def work(tx: Tx) -> Wire:
        flow, inbox = await access_flow(tx.conn, flow_id)
        if flow.status == "draft":
            raise Conflict("not_published", "This flow was never published.")
        await _check_unused(tx.conn, flow)
        tx.tell(InboxChanged(inbox.id))
        return await flow_view(core, tx.conn, await store.change(tx.conn, flow.id, status="stopped"), inbox)

    return await core.write(work)


async def delete_flow(core: Core, actor: AgentActor, flow_id: str) -> None:
    """Nobody sees it any more; who is in it finishes. Raises `not_allowed`, `not_found` or `in_use`."""
    access_settings(actor)

    async def work(tx: Tx) -> None:
        flow, inbox = await access_flow(tx.conn, flow_id)
        await _check_unused(tx.conn, flow)
        await store.change(tx.conn, flow.id, status="stopped", deleted_at=tx.now)
        tx.tell(InboxChanged(inbox.id))

    await core.write(work)


async def _check_unused(conn: AsyncConnection, flow: Flow) -> None:
    """Whoever comes into a published flow shall come through its sub-flows. Raises `in_use`, naming those flows."""
    others = (await published_flows(conn, flow.inbox_id)).items()
    names = [name for other_id, (name, other) in others if other_id != flow.id and flow.id in sub_flows(other)]
    if names:
        raise Conflict("in_use", f"It is part of {', '.join(sorted(names))}. Stop that first, or take it out of there.")


async def list_versions(core: Core, actor: AgentActor, flow_id: str) -> list[Wire]:
    """What was published, the newest first. Raises `not_allowed` or `not_found`."""
    access_settings(actor)
    async with core.read() as conn:
        flow, _ = await access_flow(conn, flow_id)
        versions = await store.versions_of(conn, flow.id)
    return [
        {
            "number": version.number,
            "definition": version.definition,
            "author_name": version.author_name,
            "published_at": rfc3339(version.published_at),
        }
        for version in versions
    ]


async def restore(core: Core, actor: AgentActor, flow_id: str, form: Any) -> Wire:
    """Make an older version the draft; nothing is published by it. Raises `not_allowed`, `not_found`, `invalid_fields`."""
    access_settings(actor)
    number = check_form(form, required={"version": check_revision})["version"]

    async def work(tx: Tx) -> Wire:
        flow, inbox = await access_flow(tx.conn, flow_id)
        version = await store.version_of(tx.conn, flow.id, number)
        if version is None:
            raise not_found()
        return await _changed(core, tx, flow, inbox, {"definition": version.definition})

    return await core.write(work)


async def access_flow(conn: AsyncConnection, flow_id: str) -> tuple[Flow, Inbox]:
    """A flow and its inbox; the right to see settings was checked. Raises `not_found`."""
    flow = await store.by_id(conn, flow_id)
    inbox = await inboxes.by_id(conn, flow.inbox_id) if flow is not None else None
    if flow is None or inbox is None:
        raise not_found()
    return flow, inbox
