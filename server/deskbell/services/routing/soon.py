"""What is due in a moment: timer rows, so that a long piece of work holds up nobody and a restart forgets nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from deskbell.services.core import Core
from deskbell.services.telling import tell_conversation
from deskbell.storage import conversations as rows
from deskbell.storage import timers
from deskbell.storage.writer import Tx

GIVE_SOON = "give_soon"
TELL_SOON = "tell_soon"
AT_A_TIME = 20
"""As many in one step, and in a second: they hold up the writer."""


async def give_soon(tx: Tx, inbox_id: str) -> None:
    await timers.put(tx.conn, GIVE_SOON, inbox_id, tx.now)


async def tell_soon(core: Core, tx: Tx, conversation_ids: Sequence[str]) -> None:
    """Tell these conversations as they are: the first ones now, the others as they are then."""
    for conversation_id in await first_ones(tx, TELL_SOON, conversation_ids):
        await tell_conversation(core, tx, conversation_id)


async def first_ones(tx: Tx, kind: str, subject_ids: Sequence[str]) -> Sequence[str]:
    """Those whose turn is now. The others have theirs by a timer each, in this order, a few every second."""
    await in_turn(tx, kind, subject_ids[AT_A_TIME:], after=timedelta(seconds=1))
    return subject_ids[:AT_A_TIME]


async def in_turn(tx: Tx, kind: str, subject_ids: Sequence[str], after: timedelta = timedelta()) -> None:
    """A timer each, in this order: a few every second from then on."""
    spans = ((subject_id, after + timedelta(seconds=i // AT_A_TIME)) for i, subject_id in enumerate(subject_ids))
    await timers.put_all(tx.conn, kind, {subject_id: tx.now + span for subject_id, span in spans})


async def tell_now(core: Core, tx: Tx, conversation_id: str) -> None:
    """The timer's rule."""
    if await rows.by_id(tx.conn, conversation_id) is not None:
        await tell_conversation(core, tx, conversation_id)
