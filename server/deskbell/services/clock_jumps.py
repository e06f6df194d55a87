"""A clock that is put back or forward takes what is still to come with it: nobody waits for an offer of 20 seconds for an
hour, nor misses it at once. It takes the waits under way and what was told of them, too: whoever has waited a minute has
waited a minute.

That it was put forward, and no machine slept, is told by the clock that counts on through sleep and that nobody sets
(CLOCK_BOOTTIME, Linux). Where there is none, and for a server that was down meanwhile, it is time that passed: what is due
then fires at once. Neither changes an order: messages have their `seq`, places in line a clock of their own, which runs on,
decisions a number.
"""

from __future__ import annotations

import logging
import time
from datetime import datetime, timedelta
from functools import partial

from deskbell.services.core import Core
from deskbell.services.remembered import move_remembered
from deskbell.services.routing.soon import TELL_SOON, in_turn
from deskbell.storage import agents, counters, history, installation, queue, timers
from deskbell.storage import conversations as rows
from deskbell.storage.writer import Tx

PUT_BACK = timedelta(seconds=2)
"""Less is how clocks are kept right."""
PUT_FORWARD = timedelta(seconds=10)
"""Less may be a busy machine, between a look at the one clock and at the other."""
NOTE_EVERY = timedelta(seconds=5)
"""So old at most is the reading that a start compares the clock with."""
_RECENT = timedelta(days=1)
"""Who had somebody since then had them as long ago as before: of two who served a person the later one stays the later."""
_READING = "clock"
log = logging.getLogger(__name__)


async def follow_since_stop(core: Core) -> None:
    """At start, before anything is set by the clock: it may have been put back while the server was down."""
    async with core.read() as conn:
        reading = await installation.get(conn, _READING)
    if reading is not None:
        await follow_clock(core, datetime.fromisoformat(reading))


async def note_clock(core: Core, noted: datetime | None) -> datetime:
    """Store what the clock says, every now and then; `noted` is what was stored last. Returns what is stored now."""
    now = core.clock()
    if noted is not None and abs(now - noted) < NOTE_EVERY:
        return noted
    await core.write(partial(_note, now))
    return now


async def _note(now: datetime, tx: Tx) -> None:
    await installation.put(tx.conn, _READING, now.isoformat())


def since_boot() -> timedelta | None:
    """How long the machine has been up, asleep or not; None where it does not say."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return None if boot is None else timedelta(seconds=time.clock_gettime(boot))


async def follow_clock(core: Core, last: datetime, passed: timedelta | None = None) -> datetime:
    """Look at the clock again, which said `last` a moment ago, `passed` if that is known; returns what it says now."""
    now = core.clock()
    by = now - last - (passed or timedelta())
    if last - now >= PUT_BACK or (passed is not None and by >= PUT_FORWARD):
        log.warning("the clock was put %s by %s: the timers follow", "back" if by < timedelta() else "forward", abs(by))
        await core.write(partial(_move, now, by))
        core.told.move(by)
    return now


async def _move(now: datetime, by: timedelta, tx: Tx) -> None:
    await _note(now, tx)  # else a start soon after would follow the same jump again
    await timers.move_all(tx.conn, by)
    await history.move_stays(tx.conn, by)
    await queue.move_assignments(tx.conn, by, since=now - _RECENT)
    await agents.move_given(tx.conn, by)
    await move_remembered(tx, by)
    behind = round(-by.total_seconds() * 1000)
    await counters.next_value(tx.conn, counters.LINE_IS_AHEAD, lambda ahead: ahead + behind)
    await in_turn(tx, TELL_SOON, await rows.move_moments(tx.conn, by))  # what was told has moved by then, too
