"""Files in and out of the knowledge base, and pictures of articles, over HTTP: for those who lead."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response
from starlette.routing import Route

from deskbell.domain.forms import check_form, check_id, one_of
from deskbell.features.knowledge import exporting
from deskbell.features.knowledge.access import access_knowledge
from deskbell.features.knowledge.exporting import export_knowledge
from deskbell.features.knowledge.importing import FORMATS, MAX_FILE, import_knowledge
from deskbell.features.knowledge.pictures import add_picture
from deskbell.http.api import Call, endpoint, leader
from deskbell.http.errors import NEVER_STORED
from deskbell.http.static import article_picture
from deskbell.services.pictures import ARTICLE_BYTES

_FLAG = one_of("true", "false")
_IMPORT = {"format": one_of(*FORMATS), "replace": _FLAG, "drafts": _FLAG, "collection_id": check_id}
_EXPORT = {"format": one_of(*exporting.FORMATS), "collection_id": check_id}


async def _import(call: Call) -> dict[str, Any]:
    asked = check_form(call.query, required={"format": _IMPORT["format"]}, optional=_IMPORT)
    async with call.core.read() as conn:
        inbox = await access_knowledge(conn, call.actor, call.path("id"))
    data = await call.bytes(MAX_FILE)
    how: dict[str, Any] = {name: asked.get(name) == "true" for name in ("replace", "drafts")}
    where: dict[str, Any] = {"collection_id": asked.get("collection_id"), "author_id": call.actor.id}
    return await import_knowledge(call.core, inbox, data, asked["format"], **how, **where)


async def _export(call: Call) -> Response:
    asked = check_form(call.query, required={"format": _EXPORT["format"]}, optional=_EXPORT)
    where = (call.path("id"), asked["format"], asked.get("collection_id"))
    file = await export_knowledge(call.core, call.actor, *where)
    disposition = f'attachment; filename="knowledge.{file.ending}"'
    return Response(file.data, media_type=file.media_type, headers={**NEVER_STORED, "Content-Disposition": disposition})


async def _add_picture(call: Call) -> dict[str, Any]:
    data = await call.bytes(ARTICLE_BYTES)
    return {"picture": await add_picture(call.core, call.actor, call.path("id"), data)}


ROUTES = (
    endpoint("/api/inboxes/{id}/knowledge/import", POST=leader(_import, query=_IMPORT)),
    endpoint("/api/inboxes/{id}/knowledge/export", GET=leader(_export, query=_EXPORT)),
    endpoint("/api/inboxes/{id}/article_pictures", POST=leader(_add_picture)),
    Route("/media/article/{name}", article_picture),
)
