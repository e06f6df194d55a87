"""Who is named as the author: an agent as signed in, a visitor as they call themselves at that moment."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.people import Actor, Author, VisitorActor, author_of
from deskbell.storage import visitors


async def author_now(conn: AsyncConnection, actor: Actor) -> Author:
    """The author of what `actor` does. A visitor may have said their name since they connected."""
    known = await visitors.by_id(conn, actor.id) if isinstance(actor, VisitorActor) else None
    if known is None:
        return author_of(actor)
    return Author("visitor", known.id, known.label)
