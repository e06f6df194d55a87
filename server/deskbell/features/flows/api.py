"""The HTTP API of flows, for admins."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from deskbell.domain.flows.definition import read_definition
from deskbell.domain.forms import check_form
from deskbell.features.flows import editing, templates, transfer, trying
from deskbell.features.flows.surroundings import problems_in
from deskbell.http.api import Call, admin, endpoint
from deskbell.services.inboxes import access_inbox_settings

Answer = dict[str, Any]


async def _list(call: Call) -> Answer:
    return {"flows": await editing.list_flows(call.core, call.actor, call.path("id"))}


async def _add(call: Call) -> Answer:
    return {"flow": await editing.add_flow(call.core, call.actor, call.path("id"), await call.form())}


async def _show(call: Call) -> Answer:
    return {"flow": await editing.show_flow(call.core, call.actor, call.path("id"))}


async def _change(call: Call) -> Answer:
    return {"flow": await editing.change_flow(call.core, call.actor, call.path("id"), await call.form())}


async def _delete(call: Call) -> Answer:
    await call.nothing()
    await editing.delete_flow(call.core, call.actor, call.path("id"))
    return {}


async def _publish(call: Call) -> Answer:
    await call.nothing()
    return {"flow": await editing.publish(call.core, call.actor, call.path("id"))}


async def _stop(call: Call) -> Answer:
    await call.nothing()
    return {"flow": await editing.stop(call.core, call.actor, call.path("id"))}


async def _versions(call: Call) -> Answer:
    return {"versions": await editing.list_versions(call.core, call.actor, call.path("id"))}


async def _restore(call: Call) -> Answer:
    return {"flow": await editing.restore(call.core, call.actor, call.path("id"), await call.form())}


async def _check(call: Call) -> Answer:
    """Nothing is stored. `flow_id` is the flow that is being drawn, if it was stored before."""
    inbox = await access_inbox_settings(call.core, call.actor, call.path("id"))
    optional = {"flow_id": editing.check_flow_id}
    form = check_form(await call.form(), required={"definition": read_definition}, optional=optional)
    async with call.core.read() as conn:
        problems = await problems_in(call.core, conn, inbox, form["definition"], form.get("flow_id"))
    return {"problems": editing.problem_views(problems)}


async def _try(call: Call) -> Answer:
    return await trying.try_flow(call.core, call.actor, call.path("id"), await call.form())


async def _export(call: Call) -> Response:
    return await transfer.export_flow(call.core, call.actor, call.path("id"))


async def _import(call: Call) -> Answer:
    return await transfer.import_flow(call.core, call.actor, call.path("id"), await call.form())


async def _templates(call: Call) -> Answer:
    await access_inbox_settings(call.core, call.actor, call.path("id"))
    return {"templates": templates.all_templates()}


ROUTES = (
    endpoint("/api/inboxes/{id}/flows", GET=admin(_list), POST=admin(_add)),
    endpoint("/api/inboxes/{id}/flows/check", POST=admin(_check)),
    endpoint("/api/inboxes/{id}/flows/try", POST=admin(_try)),
    endpoint("/api/inboxes/{id}/flows/import", POST=admin(_import)),
    endpoint("/api/inboxes/{id}/flow_templates", GET=admin(_templates)),
    endpoint("/api/flows/{id}", GET=admin(_show), PATCH=admin(_change), DELETE=admin(_delete)),
    endpoint("/api/flows/{id}/publish", POST=admin(_publish)),
    endpoint("/api/flows/{id}/stop", POST=admin(_stop)),
    endpoint("/api/flows/{id}/versions", GET=admin(_versions)),
    endpoint("/api/flows/{id}/restore", POST=admin(_restore)),
    endpoint("/api/flows/{id}/export", GET=admin(_export)),
)
