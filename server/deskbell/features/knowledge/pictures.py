"""Pictures of articles: re-encoded, kept by the name of their content, served as pictures and nothing else.

One goes when the last version that shows it is gone. Whether there is another is looked up beside the writer: to read
all bodies takes a while, and chats must not wait for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement

from deskbell.domain.people import AgentActor
from deskbell.features.knowledge.access import access_knowledge
from deskbell.features.knowledge.rendering import PICTURES
from deskbell.features.knowledge.store import picture_uses
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


class VersionsGone(msgspec.Struct, frozen=True):
    """Versions that showed these pictures were deleted."""

    pictures: frozenset[str]


async def let_go(tx: Tx, *where: ColumnElement[bool]) -> None:
    """Before these versions are deleted: what they show may not be needed any more."""
    if names := await picture_uses.shown_in(tx.conn, *where):
        tx.tell(VersionsGone(frozenset(names)))


async def versions_gone(core: Core, events: Sequence[Any]) -> None:
    """The subscriber."""
    names = frozenset[str]().union(*(event.pictures for event in events if isinstance(event, VersionsGone)))
    if names:
        core.begin(_drop_unused(core, names), "deskbell-article-pictures")


async def _drop_unused(core: Core, names: frozenset[str]) -> None:
    began = core.clock()
    async with core.read() as conn:
        left = await picture_uses.unused(conn, names)

    async def work(tx: Tx) -> None:
        # What was saved since may show one of them again.
        await picture_uses.drop(tx.conn, await picture_uses.unused(tx.conn, left, began))

    if left:
        await core.write(work)
