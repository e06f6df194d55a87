"""Conversations in flows: a flow begins, hears what the visitor says, and comes to an end.

Everything happens in the transaction of the visitor's message, in the savepoint of the bot: the answer exists exactly if
its question does, and a restart finds the conversation where it stood.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain.flows import engine
from deskbell.domain.flows.choosing import named
from deskbell.domain.flows.definition import Definition, Question
from deskbell.domain.flows.steps import Ended, LookedUp, Looks, NotMine, Said, Say, State, Stop
from deskbell.domain.ids import new_id
from deskbell.domain.people import BOT
from deskbell.domain.records import Conversation, Inbox, Message
from deskbell.features.flows import library, runs
from deskbell.features.flows.leaving import hand_over, keep_email, note_collected
from deskbell.features.flows.playing import play
from deskbell.features.flows.stage import Scene, set_scene
from deskbell.features.flows.tables import Run
from deskbell.features.flows.texts import text
from deskbell.services import conversations
from deskbell.services.core import Core
from deskbell.services.telling import fresh
from deskbell.storage import timers
from deskbell.storage.writer import Tx

STALE_AFTER = timedelta(hours=24)
"""Who says nothing for so long and comes back has something else on their mind: the flow is over for them."""
LOOK_UP_LATE = "flow_look_up"
LOOK_UP_SECONDS = 60
"""A look-up that has said nothing for so long is asked once more, and then has failed."""
_TOLD = 7
"""Words, or signs of Chinese; who is only angry says less."""
_WORD = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+")


class LookUpWanted(msgspec.Struct, frozen=True):
    """A flow waits for a look-up. Told after COMMIT, since nothing may wait for another server inside the transaction."""

    run_id: str
    inbox_id: str
    look_up_id: str
    inputs: dict[str, str]
    locale: str
    """The visitor's, as near as the inbox has it."""


class Began(msgspec.Struct, frozen=True):
    """Which flow begins, and the kind of the trigger that began it."""

    flow_id: str
    version: int
    definition: Definition
    trigger: str


async def hears(core: Core, tx: Tx, inbox: Inbox, conversation: Conversation, message: Message) -> bool | None:
    """The visitor wrote to a conversation that is in a flow; None where it is in none, False where it is no answer."""
    run = await runs.under_way(tx.conn, conversation.id)
    if run is None:
        return None
    if tx.now - run.waits_since >= STALE_AFTER:
        await leaves(tx, run, "stale")
        return None
    wish = await wants_person(core, tx.conn, inbox, message.text, conversation.locale, at_once=True)
    if wish is not None and not await _is_answer(tx, run, wish, message.text):
        await leaves(tx, run, wish)
        await hand_over(core, tx, inbox, conversation, run, wish)
        return True
    return await goes_on(core, tx, inbox, conversation, run, Said(message.text))


async def wants_person(
    core: Core, conn: AsyncConnection, inbox: Inbox, text: str, locale: str | None, *, at_once: bool
) -> str | None:
    """`asked`, `anger` or None, as the bot sees it."""
    wants = core.hooks.wants_person
    return await wants(core, conn, inbox, text, locale, at_once=at_once) if wants is not None else None


async def _is_answer(tx: Tx, run: Run, wish: str, said: str) -> bool:
    """Whether it is one of the options offered: a button may say "talk to a person", and lead where the admin wants. And who
    tells in free words what happened may be angry: that is what a complaint is."""
    place = runs.state_of(run).place
    definition = await library.definition_of(tx.conn, place.flow_id, place.version)
    node = definition.node(place.node_id) if definition is not None else None
    if node is None:
        return False
    is_free = isinstance(node.data, Question) and node.data.answer_type == "text" and not node.data.pattern
    tells = is_free and len(_WORD.findall(said)) >= _TOLD
    return (wish == "anger" and tells) or named(getattr(node.data, "options", []), said) is not None


async def begins(core: Core, tx: Tx, inbox: Inbox, conversation: Conversation, began: Began) -> None:
    """The conversation comes into a flow."""
    scene = await set_scene(core, tx, inbox, conversation)
    stop = await play(engine.begin(began.flow_id, began.version, began.definition, scene.visit), scene)
    await conversations.set_misses(tx, conversation, 0)
    run = Run(
        id=new_id(),
        conversation_id=conversation.id,
        visitor_id=conversation.visitor_id,
        flow_id=began.flow_id,
        version=began.version,
        started_by=began.trigger,
        **runs.columns_of(_state(stop)),
        looks_up=None,
        started_at=tx.now,
        waits_since=tx.now,
        ended_at=None,
        outcome=None,
        reason=None,
    )
    await runs.insert(tx.conn, run)
    await _stops(scene, run, stop)


async def goes_on(core: Core, tx: Tx, inbox: Inbox, conversation: Conversation, run: Run, said: Said) -> bool:
    """The flow hears an answer; False where it is none."""
    scene = await set_scene(core, tx, inbox, conversation, run.started_at)
    if run.looks_up is not None:
        await _still_looks(scene, run, run.looks_up)
        return True
    stop = await play(engine.answered(runs.state_of(run), said, scene.visit), scene)
    if isinstance(stop, NotMine):
        return False
    await conversations.set_misses(tx, conversation, 0)
    await _stops(scene, run, stop)
    return True


async def _still_looks(scene: Scene, run: Run, looks_up: dict[str, Any]) -> None:
    """Nothing is asked while a look-up is made, and so nothing is heard: who writes is told, once a look-up."""
    if not looks_up.get("told"):
        await scene.does(Say(runs.state_of(run).place, text("still_looks", scene.locale), None))
        await runs.change(scene.tx.conn, run.id, looks_up=looks_up | {"told": True})


async def takes(core: Core, tx: Tx, run: Run, found: LookedUp, card: dict[str, Any] | None = None) -> None:
    """The look-up that a flow waits for came to an end; nothing if the conversation left the flow meanwhile."""
    await timers.drop(tx.conn, LOOK_UP_LATE, run.id)
    conversation = await fresh(tx, run.conversation_id)
    scene = await set_scene(core, tx, await conversations.inbox_of(tx, conversation), conversation, run.started_at)
    if card is not None:
        await scene.prints(str(card.get("text", "")), {name: value for name, value in card.items() if name != "text"})
    stop = await play(engine.looked_up(runs.state_of(run), found, scene.visit), scene)
    await _stops(scene, msgspec.structs.replace(run, looks_up=None), stop)


async def _stops(scene: Scene, run: Run, stop: Stop) -> None:
    """Keep where the walk came to a stop, and do what follows."""
    tx = scene.tx
    looks_up = {"look_up_id": stop.look_up_id, "inputs": stop.inputs, "tries": 1} if isinstance(stop, Looks) else None
    changes = {**runs.columns_of(_state(stop)), "looks_up": looks_up, "waits_since": tx.now}
    await runs.change(tx.conn, run.id, **changes)
    run = msgspec.structs.replace(run, **changes)
    if scene.visitor.email is None and run.values:
        await keep_email(scene.core, tx, scene.inbox, scene.visitor.id, run)
    if isinstance(stop, Looks):
        await asks_look_up(scene, run)
    elif isinstance(stop, Ended):
        await _ends(scene, run, stop)


async def _ends(scene: Scene, run: Run, end: Ended) -> None:
    core, tx = scene.core, scene.tx
    await runs.change(tx.conn, run.id, ended_at=tx.now, outcome=end.outcome, reason=end.reason)
    conversation = await fresh(tx, run.conversation_id)
    if end.outcome == "handed_over":
        await note_collected(tx, scene.inbox, conversation, run, end.reason)
        await hand_over(core, tx, scene.inbox, conversation, run, "flow", end.hand_over)
    elif end.outcome == "resolved":
        await conversations.resolve_by(core, tx, BOT, conversation)


async def asks_look_up(scene: Scene, run: Run) -> None:
    """Have the look-up made after COMMIT, and see to it that the flow does not wait for ever."""
    tx, wanted = scene.tx, run.looks_up or {}
    tx.tell(LookUpWanted(run.id, scene.inbox.id, wanted["look_up_id"], wanted["inputs"], scene.locale))
    await timers.put(tx.conn, LOOK_UP_LATE, run.id, tx.now + timedelta(seconds=LOOK_UP_SECONDS))


async def leaves(tx: Tx, run: Run, reason: str | None = None) -> None:
    """Somebody else has the conversation now; what was collected goes with it."""
    await runs.change(tx.conn, run.id, ended_at=tx.now, outcome="left", reason=reason, looks_up=None)
    await timers.drop(tx.conn, LOOK_UP_LATE, run.id)
    conversation = await fresh(tx, run.conversation_id)
    await note_collected(tx, await conversations.inbox_of(tx, conversation), conversation, run, None)


async def bot_lost(tx: Tx, conversation_id: str) -> None:
    """The hook: in line, with an agent, or resolved. "Talk to a person" always leaves a flow."""
    run = await runs.under_way(tx.conn, conversation_id)
    if run is not None:
        await leaves(tx, run)


def _state(stop: Stop) -> State:
    assert not isinstance(stop, NotMine)  # a walk that begins or goes on has a place
    return stop.state


def first_that(began: Sequence[Began], *kinds: str) -> Began | None:
    """Of those that would begin the one whose kind comes first."""
    return next((one for kind in kinds for one in began if one.trigger == kind), None)
