"""Files in and out of the knowledge base, over HTTP: for those who lead."""

from __future__ import annotations

from typing import Any

from deskbell.domain.forms import check_form, check_id, one_of
from deskbell.features.knowledge.access import access_knowledge
from deskbell.features.knowledge.importing import FORMATS, MAX_FILE, import_knowledge
from deskbell.http.api import Call, endpoint, leader

_IMPORT = {"format": one_of(*FORMATS), "replace": one_of("true", "false"), "collection_id": check_id}


async def _import(call: Call) -> dict[str, Any]:
    asked = check_form(call.query, required={"format": _IMPORT["format"]}, optional=_IMPORT)
    async with call.core.read() as conn:
        inbox = await access_knowledge(conn, call.actor, call.path("id"))
    data = await call.bytes(MAX_FILE)
    where: dict[str, Any] = {"collection_id": asked.get("collection_id"), "author_id": call.actor.id}
    replace = asked.get("replace") == "true"
    return await import_knowledge(call.core, inbox, data, asked["format"], replace=replace, **where)


ROUTES = (endpoint("/api/inboxes/{id}/knowledge/import", POST=leader(_import, query=_IMPORT)),)
