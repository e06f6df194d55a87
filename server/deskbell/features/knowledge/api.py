"""The HTTP API of the articles, for admins."""

from __future__ import annotations

from typing import Any

from deskbell.features.knowledge import articles
from deskbell.http.api import Call, admin, endpoint


async def _list(call: Call) -> dict[str, Any]:
    return {"articles": await articles.list_articles(call.core, call.actor, call.path("id"))}


async def _add(call: Call) -> dict[str, Any]:
    article = await articles.add_article(call.core, call.actor, call.path("id"), await call.form())
    return {"article": article}


async def _change(call: Call) -> dict[str, Any]:
    article = await articles.change_article(call.core, call.actor, call.path("id"), await call.form())
    return {"article": article}


async def _delete(call: Call) -> dict[str, Any]:
    await articles.delete_article(call.core, call.actor, call.path("id"))
    return {}


ROUTES = (
    endpoint("/api/inboxes/{id}/articles", GET=admin(_list), POST=admin(_add)),
    endpoint("/api/articles/{id}", PATCH=admin(_change), DELETE=admin(_delete)),
)
