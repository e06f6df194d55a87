"""Fires due timers, each exactly once: the row is taken away in the same transaction that carries out its rule.

Also watches the clock for business hours, which begin and end without anybody doing anything.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial

from deskbell.domain import business_hours
from deskbell.services.clock_jumps import follow_clock, note_clock, since_boot
from deskbell.services.closing import TELL_CLOSED, has_closed, tell_closed
from deskbell.services.core import Core
from deskbell.services.departures import grace_is_over
from deskbell.services.events import InboxChanged, QueueTouched
from deskbell.services.grace import AGENT_GRACE
from deskbell.services.idle import visitor_is_idle
from deskbell.services.presence import AGENT_GONE, agent_gone
from deskbell.services.routing.deadlines import CLOSES, OVERFLOW
from deskbell.services.routing.giving import give_due
from deskbell.services.routing.needing import waive
from deskbell.services.routing.offers import offer_again, time_out
from deskbell.services.routing.overflowing import waited_too_long
from deskbell.services.routing.soon import GIVE_SOON, TELL_SOON, tell_now
from deskbell.services.routing.standing import OFFER_AGAIN, OFFER_TIMEOUT
from deskbell.services.routing.wants import WAIVE_NEEDS
from deskbell.services.silence import agent_is_silent
from deskbell.services.turns import AGENT_SILENT, VISITOR_IDLE
from deskbell.storage import inboxes, timers
from deskbell.storage.writer import Tx

EVERY_SECONDS = 1.0
RETRY_AFTER = timedelta(seconds=30)
log = logging.getLogger(__name__)
Rule = Callable[[Core, Tx, str], Awaitable[None]]

RULES: dict[str, Rule] = {
    AGENT_GONE: agent_gone,
    AGENT_GRACE: grace_is_over,
    OFFER_TIMEOUT: time_out,
    OFFER_AGAIN: offer_again,
    GIVE_SOON: give_due,
    TELL_SOON: tell_now,
    VISITOR_IDLE: visitor_is_idle,
    AGENT_SILENT: agent_is_silent,
    WAIVE_NEEDS: waive,
    OVERFLOW: waited_too_long,
    CLOSES: has_closed,
    TELL_CLOSED: tell_closed,
}


async def run_timers(core: Core) -> None:
    """Look for due timers for ever. Ends when cancelled."""
    opened: dict[str, bool] = {}
    last, up = core.clock(), since_boot()
    noted: datetime | None = None
    while True:
        try:
            up, was_up = since_boot(), up
            last = await follow_clock(core, last, up - was_up if up is not None and was_up is not None else None)
            noted = await note_clock(core, noted)
            await fire_due(core)
            await watch_hours(core, opened)
            tell_broken(core)
        except Exception:
            log.exception("looking after the timers failed")
        await asyncio.sleep(EVERY_SECONDS)


def tell_broken(core: Core) -> None:
    """Where a promised wait is over and somebody waits still, the line is told anew."""
    core.bus.publish([QueueTouched(inbox_id) for inbox_id in core.told.broken(core.clock())])


async def fire_due(core: Core) -> int:
    """Fire what is due now; returns how many."""
    async with core.read() as conn:
        due = await timers.due(conn, core.clock())
    for kind, subject_id in due:
        try:
            await core.write(partial(_fire, core, kind, subject_id))
        except Exception:  # one that fails stops none of those behind it
            log.exception("the timer %s of %s failed", kind, subject_id)
            await core.write(partial(_put_off, kind, subject_id))
    return len(due)


async def _put_off(kind: str, subject_id: str, tx: Tx) -> None:
    await timers.put(tx.conn, kind, subject_id, tx.now + RETRY_AFTER)


async def _fire(core: Core, kind: str, subject_id: str, tx: Tx) -> None:
    rule = RULES.get(kind) or core.hooks.timers.get(kind)
    if await timers.drop(tx.conn, kind, subject_id) and rule is not None:
        await rule(core, tx, subject_id)


async def watch_hours(core: Core, opened: dict[str, bool]) -> None:
    """Tell visitors when an inbox opens or closes, and the line its waits. `opened` is what they were told."""
    async with core.read() as conn:
        all_inboxes = await inboxes.all_inboxes(conn)
    for inbox in all_inboxes:
        is_open = bool(business_hours.state(inbox.business_hours, core.clock())["open"])
        if opened.setdefault(inbox.id, is_open) != is_open:
            opened[inbox.id] = is_open
            core.bus.publish([InboxChanged(inbox.id), QueueTouched(inbox.id)])
