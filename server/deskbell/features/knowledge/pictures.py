"""Pictures of articles: re-encoded, kept by the name of their content, served as pictures and nothing else."""

from __future__ import annotations

from typing import Any

from deskbell.domain.people import AgentActor
from deskbell.features.knowledge.access import access_knowledge
from deskbell.features.knowledge.rendering import PICTURES
from deskbell.services.core import Core
from deskbell.services.pictures import Picture, read_article_picture
from deskbell.storage import pictures
from deskbell.storage.writer import Tx


async def add_picture(core: Core, actor: AgentActor, inbox_id: str, data: bytes) -> dict[str, Any]:
    """Keep a picture for the Markdown of an article. Raises `not_allowed`, `not_found`, `bad_picture`, `body_too_large`."""
    async with core.read() as conn:
        await access_knowledge(conn, actor, inbox_id)
    picture = await read_article_picture(data)
    await keep_picture(core, picture)
    return {"url": PICTURES + picture.name, "width": picture.width, "height": picture.height}


async def keep_picture(core: Core, picture: Picture) -> None:
    async def keep(tx: Tx) -> None:
        await pictures.keep(tx.conn, picture.name, picture.content_type, picture.data)

    await core.write(keep)
