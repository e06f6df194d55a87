"""The HTTP API of the knowledge base: agents read it, those who lead write it."""

from __future__ import annotations

from typing import Any

from deskbell.domain.errors import not_found
from deskbell.features.knowledge import articles, categories, collections, previewing, saving, suggesting
from deskbell.features.knowledge.search import asking
from deskbell.http.api import Call, agent, endpoint, leader
from deskbell.services.peer import public_base

MAX_SAVED = 8 * 1024 * 1024
"""Bytes of what is saved at once: 10,000 phrasings, and room to say that a body of 5 MB is too large."""
_VARIANT = "/api/articles/{id}/variants/{locale}"


async def _list(call: Call) -> dict[str, Any]:
    return await articles.list_articles(call.core, call.actor, call.path("id"), call.query)


async def _add(call: Call) -> dict[str, Any]:
    form = await call.form(MAX_SAVED)
    return {"article": await articles.add_article(call.core, call.actor, call.path("id"), form)}


async def _show(call: Call) -> dict[str, Any]:
    return {"article": await articles.show_article(call.core, call.actor, call.path("id"))}


async def _change(call: Call) -> dict[str, Any]:
    return {"article": await articles.change_article(call.core, call.actor, call.path("id"), await call.form())}


async def _delete(call: Call) -> dict[str, Any]:
    await articles.delete_article(call.core, call.actor, call.path("id"))
    return {}


async def _save(call: Call) -> dict[str, Any]:
    form = await call.form(MAX_SAVED)
    return {"article": await saving.save_variant(call.core, call.actor, call.path("id"), call.path("locale"), form)}


async def _delete_variant(call: Call) -> dict[str, Any]:
    await saving.delete_variant(call.core, call.actor, call.path("id"), call.path("locale"))
    return {}


async def _publish(call: Call) -> dict[str, Any]:
    form = await call.form()
    return {"article": await saving.publish(call.core, call.actor, call.path("id"), call.path("locale"), form)}


async def _archive(call: Call) -> dict[str, Any]:
    form = await call.form()
    return {"article": await saving.archive(call.core, call.actor, call.path("id"), call.path("locale"), form)}


async def _restore(call: Call) -> dict[str, Any]:
    form = await call.form()
    return {"article": await saving.restore(call.core, call.actor, call.path("id"), call.path("locale"), form)}


async def _list_versions(call: Call) -> dict[str, Any]:
    found = await saving.list_versions(call.core, call.actor, call.path("id"), call.path("locale"))
    return {"versions": found}


async def _show_version(call: Call) -> dict[str, Any]:
    number = call.path("number")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        raise not_found()
    where = (call.path("id"), call.path("locale"), int(number))
    return {"version": await saving.show_version(call.core, call.actor, *where)}


def _base(call: Call) -> str:
    """A page's address is sent on to visitors, who read it on another website: it must be whole."""
    return public_base(call.peer, call.core.settings)


async def _search(call: Call) -> dict[str, Any]:
    return await asking.search_for_agent(call.core, call.actor, call.query, _base(call))


async def _suggest(call: Call) -> dict[str, Any]:
    return {"articles": await suggesting.suggest(call.core, call.actor, call.query, _base(call))}


async def _preview(call: Call) -> dict[str, Any]:
    return await previewing.preview(await call.form(MAX_SAVED))


async def _list_collections(call: Call) -> dict[str, Any]:
    return {"collections": await collections.list_collections(call.core, call.actor, call.path("id"))}


async def _add_collection(call: Call) -> dict[str, Any]:
    form = await call.form()
    return {"collection": await collections.add_collection(call.core, call.actor, call.path("id"), form)}


async def _change_collection(call: Call) -> dict[str, Any]:
    form = await call.form()
    return {"collection": await collections.change_collection(call.core, call.actor, call.path("id"), form)}


async def _delete_collection(call: Call) -> dict[str, Any]:
    await collections.delete_collection(call.core, call.actor, call.path("id"))
    return {}


async def _list_categories(call: Call) -> dict[str, Any]:
    return {"categories": await categories.list_categories(call.core, call.actor, call.path("id"))}


async def _add_category(call: Call) -> dict[str, Any]:
    form = await call.form()
    return {"category": await categories.add_category(call.core, call.actor, call.path("id"), form)}


async def _change_category(call: Call) -> dict[str, Any]:
    form = await call.form()
    return {"category": await categories.change_category(call.core, call.actor, call.path("id"), form)}


async def _delete_category(call: Call) -> dict[str, Any]:
    await categories.delete_category(call.core, call.actor, call.path("id"))
    return {}


ROUTES = (
    endpoint("/api/knowledge/search", GET=agent(_search, query={**asking.REQUIRED, **asking.OPTIONAL})),
    endpoint("/api/knowledge/suggest", GET=agent(_suggest, query={**suggesting.REQUIRED, **suggesting.OPTIONAL})),
    endpoint("/api/knowledge/preview", POST=leader(_preview)),
    endpoint("/api/inboxes/{id}/articles", GET=agent(_list, query=articles.FILTERS), POST=leader(_add)),
    endpoint("/api/articles/{id}", GET=agent(_show), PATCH=leader(_change), DELETE=leader(_delete)),
    endpoint(_VARIANT, PUT=leader(_save), DELETE=leader(_delete_variant)),
    endpoint(f"{_VARIANT}/publish", POST=leader(_publish)),
    endpoint(f"{_VARIANT}/archive", POST=leader(_archive)),
    endpoint(f"{_VARIANT}/restore", POST=leader(_restore)),
    endpoint(f"{_VARIANT}/versions", GET=leader(_list_versions)),
    endpoint(f"{_VARIANT}/versions/{{number}}", GET=leader(_show_version)),
    endpoint("/api/inboxes/{id}/collections", GET=agent(_list_collections), POST=leader(_add_collection)),
    endpoint("/api/collections/{id}", PATCH=leader(_change_collection), DELETE=leader(_delete_collection)),
    endpoint("/api/inboxes/{id}/categories", GET=agent(_list_categories), POST=leader(_add_category)),
    endpoint("/api/categories/{id}", PATCH=leader(_change_category), DELETE=leader(_delete_category)),
)
