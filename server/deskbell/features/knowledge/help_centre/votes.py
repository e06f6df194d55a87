"""Was this helpful? One count a network, a day and a page; another answer on the same day takes the first one's place."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.records import Inbox
from deskbell.features.knowledge.help_centre.tables import article_helpfulness, article_votes
from deskbell.storage.writer import Tx

_H, _V = article_helpfulness.c, article_votes.c


class Counts(NamedTuple):
    helpful: int = 0
    unhelpful: int = 0


async def vote(tx: Tx, inbox: Inbox, article_id: str, locale: str, network: str, *, helpful: bool) -> None:
    """Count what somebody in this network said of a variant that is there."""
    await tx.conn.execute(delete(article_votes).where(_V.day < tx.now.date()))
    mine = (_V.article_id == article_id, _V.locale == locale, _V.voter == _voter(tx, inbox, network))
    before = await tx.conn.scalar(select(_V.helpful).where(*mine))
    if before == helpful:
        return
    if before is None:
        row = {"article_id": article_id, "locale": locale, "voter": _voter(tx, inbox, network)}
        await tx.conn.execute(article_votes.insert().values(**row, day=tx.now.date(), helpful=helpful))
    else:
        await tx.conn.execute(update(article_votes).where(*mine).values(helpful=helpful))
        await _count(tx.conn, article_id, locale, "helpful" if before else "unhelpful", -1)
    await _count(tx.conn, article_id, locale, "helpful" if helpful else "unhelpful", 1)


async def counts(conn: AsyncConnection, article_ids: Collection[str]) -> dict[tuple[str, str], Counts]:
    """By article and locale; a variant that nobody judged is not there."""
    rows = await conn.execute(select(article_helpfulness).where(_H.article_id.in_(article_ids)))
    return {(row.article_id, row.locale): Counts(row.helpful, row.unhelpful) for row in rows}


async def _count(conn: AsyncConnection, article_id: str, locale: str, which: str, change: int) -> None:
    this = (_H.article_id == article_id, _H.locale == locale)
    done = await conn.execute(update(article_helpfulness).where(*this).values({which: _H[which] + change}))
    if done.rowcount == 0:
        fresh = {"article_id": article_id, "locale": locale, "helpful": 0, "unhelpful": 0, which: change}
        await conn.execute(article_helpfulness.insert().values(**fresh))


def _voter(tx: Tx, inbox: Inbox, network: str) -> str:
    """Nobody can tell an address from it, nor who came on two days."""
    text = f"{network} {tx.now.date()}".encode()
    return hashlib.blake2b(text, key=inbox.identity_secret.encode()[:64], digest_size=16).hexdigest()
