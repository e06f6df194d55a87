"""Which pictures the bodies of articles show, in every version that is kept. SQL only."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.features.knowledge.rendering import PICTURES
from deskbell.features.knowledge.tables import article_variants, article_versions
from deskbell.storage.tables import inboxes, pictures

_V, _N = article_variants.c, article_versions.c
SHOWN = re.compile(re.escape(PICTURES) + r"([0-9a-f]{32}\.[a-z]{3,4})")


async def shown_in(conn: AsyncConnection, *where: ColumnElement[bool]) -> set[str]:
    """The names of the pictures that these versions show."""
    bodies = select(_N.body).where(*where, _N.body.contains(PICTURES, autoescape=True))
    return {name for body in (await conn.execute(bodies)).scalars() for name in SHOWN.findall(body)}


async def unused(conn: AsyncConnection, names: Iterable[str], since: datetime | None = None) -> set[str]:
    """Those that no body shows and no inbox has as its logo; with `since` only versions from then on are looked at."""
    left = set[str]()
    for name in names:
        shows = select(_N.article_id).where(_N.body.contains(name, autoescape=True))
        served = select(_V.article_id).where(_V.body.contains(name, autoescape=True))
        if since is not None:
            shows, served = shows.where(_N.created_at >= since), served.where(_V.updated_at >= since)
        logo = select(inboxes.c.id).where(inboxes.c.logo == name)
        if (await conn.execute(union_all(shows, served, logo).limit(1))).first() is None:
            left.add(name)
    return left


async def drop(conn: AsyncConnection, names: Iterable[str]) -> None:
    await conn.execute(delete(pictures).where(pictures.c.name.in_(set(names))))
