"""What was told of each line, as it is stored: so that a restart makes no place and no wait worse without its reason."""

from __future__ import annotations

import logging
from datetime import timedelta
from functools import partial

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.errors import Unavailable
from deskbell.domain.routing import promise as rules
from deskbell.domain.routing.waits import Wait
from deskbell.services.core import Core
from deskbell.services.told import Line, Stood, kind_of, read, stored
from deskbell.storage import history, inboxes, queue, told_lines
from deskbell.storage.writer import Tx

log = logging.getLogger(__name__)


async def told_before(conn: AsyncConnection, inbox_id: str) -> Line:
    """After a restart: what was told last; to whoever came after that, what they were told when they came."""
    line = await told_lines.get(conn, inbox_id)
    kept = Line() if line is None else read(line)
    promises = {}
    for stay in await history.first_told(conn, inbox_id):
        low, high = stay.told_low or 0, stay.told_high or 0
        promises[stay.conversation_id] = rules.first(
            stay.entered_at, stay.entered_at, Wait((low + high) / 2, low, high)
        )
    return msgspec.structs.replace(kept, promises=promises | kept.promises)


async def note_lines(core: Core) -> None:
    """At start, before anybody is let in: lines of which nothing is stored (an older version told them) are noted as they
    stand, so that whoever goes ahead after this is the reason."""

    async def work(tx: Tx) -> None:
        known = await told_lines.every(tx.conn)
        for inbox in await inboxes.all_inboxes(tx.conn):
            places = await queue.line(tx.conn, inbox.id) if inbox.id not in known else []
            if places:
                stood = {p.conversation_id: Stood(p.queue_order, kind_of(p), at) for at, p in enumerate(places, 1)}
                told = await told_before(tx.conn, inbox.id)
                line = Line(told_at=tx.now, stood=stood, promises=told.promises)
                await told_lines.put(tx.conn, inbox.id, stored(line))

    await core.write(work)


async def remember(core: Core, inbox_id: str, line: Line, late: dict[str, rules.Range]) -> None:
    """Stored before it is told, so that no restart makes a place worse without a word. Whatever cannot be stored is told."""
    before = core.told.line(inbox_id)
    core.told.keep(inbox_id, line)
    if not line.stood and before is not None and not before.stood:
        return
    try:
        await core.write(partial(_store, inbox_id, stored(line), late))
    except Unavailable:
        log.warning("what the line of inbox %s is told could not be stored", inbox_id)


async def _store(inbox_id: str, line: bytes, late: dict[str, rules.Range], tx: Tx) -> None:
    """`late`: who could be told nothing when they came is told a first wait now, kept as one told then would have been."""
    await told_lines.put(tx.conn, inbox_id, line)
    for conversation_id, (low, high) in late.items():
        await history.tell_stay(tx.conn, conversation_id, round(low), round(high))


async def move_remembered(tx: Tx, by: timedelta) -> None:
    """The clock was put back or forward (see `told.Line.move`)."""
    for inbox_id, kept in (await told_lines.every(tx.conn)).items():
        line = read(kept)
        line.move(by)
        await told_lines.put(tx.conn, inbox_id, stored(line))
