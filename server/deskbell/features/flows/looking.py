"""Look-ups that flows wait for: made after COMMIT, outside of any transaction, so that nobody waits for another server."""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

import msgspec

from deskbell.domain.errors import Unavailable
from deskbell.domain.flows.steps import LookedUp
from deskbell.features.flows import runs
from deskbell.features.flows.running import LookUpWanted, asks_look_up, takes
from deskbell.features.flows.stage import set_scene
from deskbell.services import conversations
from deskbell.services.core import Core
from deskbell.services.telling import fresh
from deskbell.storage.writer import Tx

MOST_TRIES = 2
log = logging.getLogger(__name__)


async def look_up_wanted(core: Core, events: list[Any]) -> None:
    """The subscriber: begins every look-up that is wanted and waits for none."""
    for event in events:
        if isinstance(event, LookUpWanted):
            core.begin(_look(core, event), "deskbell-look-up")


async def _look(core: Core, wanted: LookUpWanted) -> None:
    found, card = LookedUp("failed"), None
    try:
        if core.hooks.look_up is not None:
            answer = await core.hooks.look_up(wanted.inbox_id, wanted.look_up_id, wanted.inputs, wanted.locale)
            found, card = LookedUp(answer.outcome, answer.values), answer.card
    except Exception:
        log.exception("the look-up %s failed", wanted.look_up_id)
    try:
        await core.write(partial(_taken, core, wanted.run_id, found, card))
    except Unavailable:  # the server stops, or cannot save: the timer asks again
        log.warning("what the look-up %s found could not be kept", wanted.look_up_id)


async def _taken(core: Core, run_id: str, found: LookedUp, card: dict[str, Any] | None, tx: Tx) -> None:
    run = await runs.by_id(tx.conn, run_id)
    if run is not None and run.ended_at is None and run.looks_up is not None:
        await takes(core, tx, run, found, card)


async def look_up_is_late(core: Core, tx: Tx, run_id: str) -> None:
    """The timer's rule: a restart lost it, or it says nothing. Once more, then it has failed."""
    run = await runs.by_id(tx.conn, run_id)
    if run is None or run.ended_at is not None or run.looks_up is None:
        return
    if run.looks_up["tries"] >= MOST_TRIES:
        await takes(core, tx, run, LookedUp("failed"))
        return
    looks_up = run.looks_up | {"tries": run.looks_up["tries"] + 1}
    await runs.change(tx.conn, run.id, looks_up=looks_up)
    conversation = await fresh(tx, run.conversation_id)
    scene = await set_scene(core, tx, await conversations.inbox_of(tx, conversation), conversation, run.started_at)
    await asks_look_up(scene, msgspec.structs.replace(run, looks_up=looks_up))
