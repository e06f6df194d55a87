"""A visitor reads an article beside the conversation, and says whether it helped."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.errors import not_found
from deskbell.domain.people import VisitorActor
from deskbell.features.knowledge.help_centre.votes import vote
from deskbell.features.knowledge.rendered import html_of
from deskbell.features.knowledge.store import served
from deskbell.features.knowledge.store.served import Served
from deskbell.realtime.command import Payload
from deskbell.services.core import Core
from deskbell.storage import inboxes
from deskbell.storage.writer import Tx

Wire = dict[str, Any]
_Id = Annotated[str, Meta(max_length=64)]
_Locale = Annotated[str, Meta(max_length=35)]


class ReadArticle(Payload):
    article_id: _Id
    locale: _Locale


class RateArticle(Payload):
    article_id: _Id
    locale: _Locale
    helpful: bool


async def read_article(core: Core, actor: VisitorActor, payload: ReadArticle) -> Wire:
    """What its page in the help centre shows, as safe HTML. Raises `not_found` where visitors may not read it (any more)."""
    async with core.read() as conn:
        one = await _access(conn, actor, payload.article_id, payload.locale)
    html = await html_of(one.body or one.answer)
    return {"article": {"article_id": one.article_id, "locale": one.locale, "title": one.title, "html": html}}


async def rate_article(core: Core, actor: VisitorActor, payload: RateArticle) -> Wire:
    """Counted once a visitor and day, changeable. Raises `not_found`."""

    async def work(tx: Tx) -> Wire:
        one = await _access(tx.conn, actor, payload.article_id, payload.locale)
        inbox = await inboxes.by_id(tx.conn, actor.inbox_id)
        assert inbox is not None  # it has the article
        await vote(tx, inbox, one.article_id, one.locale, f"visitor {actor.id}", helpful=payload.helpful)
        return {}

    return await core.write(work)


async def _access(conn: AsyncConnection, actor: VisitorActor, article_id: str, locale: str) -> Served:
    found = await served.variants(conn, actor.inbox_id, [article_id])
    one = found.get((article_id, locale))
    if one is None:
        raise not_found()
    return one
