"""One export from the database to a file."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.people import AgentActor
from deskbell.features.knowledge.access import access_knowledge
from deskbell.features.knowledge.exporting.flat import as_csv, as_json
from deskbell.features.knowledge.exporting.markdown_zip import as_markdown
from deskbell.features.knowledge.exporting.told import Export, Shelf, Told, shown_in
from deskbell.features.knowledge.importing.attachments import MOST_PICTURES
from deskbell.features.knowledge.store import articles, categories, collections, variants
from deskbell.services.core import Core
from deskbell.storage import pictures

MAX_PICTURES = 48 * 1024 * 1024
"""Bytes of all pictures together: a file to import has 64 MB."""
_READ_AT_ONCE = 500
FORMATS: dict[str, Callable[[Shelf], Export]] = {"csv": as_csv, "json": as_json, "markdown": as_markdown}


async def export_knowledge(
    core: Core, actor: AgentActor, inbox_id: str, format: str, collection_id: str | None = None
) -> Export:
    """A collection of the inbox (its own unless named). Raises `not_allowed` or `not_found`."""
    told: list[Told] = []
    async with core.read() as conn:
        inbox = await access_knowledge(conn, actor, inbox_id)
        of_inbox = await collections.of_inbox(conn, inbox.id)
        wanted = {"id": collection_id} if collection_id else {"home_inbox_id": inbox.id}
        for home in [one for one in of_inbox if all(getattr(one, name) == value for name, value in wanted.items())]:
            tree = {one.id: one for one in await categories.of_collection(conn, home.id)}
            found = await articles.of_collection(conn, home.id)
            for at in range(0, len(found), _READ_AT_ONCE):
                part = found[at : at + _READ_AT_ONCE]
                held = await variants.of_articles(conn, [article.id for article in part])
                told += [Told(article, held[article.id], tree) for article in part]
        held_pictures = await _pictures_of(conn, told) if format == "markdown" else {}
    return await asyncio.to_thread(FORMATS[format], Shelf(inbox.key, told, held_pictures))


async def _pictures_of(conn: AsyncConnection, told: Sequence[Told]) -> dict[str, bytes]:
    """The pictures that the articles show, as many as an import takes."""
    found: dict[str, bytes] = {}
    left = MAX_PICTURES
    for name in await asyncio.to_thread(shown_in, told):
        kept = await pictures.get(conn, name) if len(found) < MOST_PICTURES else None
        if kept and len(kept[1]) <= left:
            found[name] = kept[1]
            left -= len(kept[1])
    return found
