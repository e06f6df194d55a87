"""How a conversation comes from a flow to a person: what it needs, and what was collected as a note that the agent sees."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from deskbell.domain.flows.definition import Form, HandOver, Node, Question
from deskbell.domain.flows.words import Value, in_language
from deskbell.domain.people import BOT
from deskbell.domain.records import Conversation, Inbox
from deskbell.domain.routing.needs import Need, write_needs
from deskbell.domain.routing.rules import strongest
from deskbell.features.flows import library, runs, store
from deskbell.features.flows.tables import Run
from deskbell.features.flows.texts import text
from deskbell.services import messages, visitors
from deskbell.services.core import Core
from deskbell.services.routing.wants import added_needs, record_needs
from deskbell.services.telling import fresh
from deskbell.storage import conversations as rows
from deskbell.storage import teams
from deskbell.storage.writer import Tx

MAX_LABEL = 200
Wire = dict[str, Any]


async def hand_over(
    core: Core,
    tx: Tx,
    inbox: Inbox,
    conversation: Conversation,
    run: Run,
    because: str,
    wanted: HandOver | None = None,
) -> None:
    """To the line for a person, with what the flow says it needs; outside hours the form is offered, as the bot does it."""
    if wanted is not None:
        conversation = await _needing(tx, conversation, run, wanted)
    if core.hooks.hand_off is not None:
        await core.hooks.hand_off(core, tx, inbox, await fresh(tx, conversation.id), because)


async def _needing(tx: Tx, conversation: Conversation, run: Run, wanted: HandOver) -> Conversation:
    """Team, skills and priority are added to what is there; a team or skill that is gone asks for nothing."""
    known = {skill.id for skill in await teams.all_skills(tx.conn)}
    needs = [Need(need.skill_id, need.level) for need in wanted.needs if need.skill_id in known]
    team = await teams.team_by_id(tx.conn, wanted.team_id) if wanted.team_id else None
    changes = {
        "team_id": team.id if team is not None else conversation.team_id,
        "needs": write_needs(added_needs(conversation, needs)),
        "priority": strongest((conversation.priority, wanted.priority or "normal")),
    }
    if all(getattr(conversation, name) == value for name, value in changes.items()):
        return conversation
    conversation = await rows.change(tx.conn, conversation.id, **changes)
    await record_needs(tx, conversation, None, [{"because": "flow", "flow": await _name_of(tx, run)}])
    return conversation


async def note_collected(tx: Tx, inbox: Inbox, conversation: Conversation, run: Run, reason: str | None) -> None:
    """What the flow collected, as a note; nothing where it collected nothing and had no reason to give up."""
    answers = [answer async for answer in _answers(tx, inbox, run)]
    if not answers and reason is None:
        return
    locale, name = inbox.locales[0], await _name_of(tx, run)
    lines = [text("collected", locale, flow=name)]
    lines += [f"{answer['label']}: {answer['text']}" for answer in answers]
    lines += [text(f"because_{reason}", locale)] if reason is not None else []
    data = {"collected": {"flow_id": run.flow_id, "flow": name, "answers": answers, "reason": reason}}
    await messages.add_note_by(tx, BOT, conversation, None, "\n".join(lines)[: messages.MAX_TEXT], data)


async def keep_email(core: Core, tx: Tx, inbox: Inbox, visitor_id: str, run: Run) -> None:
    """An e-mail address that the flow asked for is the visitor's word on how to reach them: known, and not verified."""
    given = [answer["text"] async for answer in _answers(tx, inbox, run) if answer["type"] == "email"]
    if given:
        await visitors.set_contact(core, tx, visitor_id, None, given[-1])


async def _answers(tx: Tx, inbox: Inbox, run: Run) -> Any:
    """`{name, label, type, text}` in the order of the flow; the label is what was asked, in the inbox's first language."""
    values = dict(runs.state_of(run).values)
    for place in {(place["flow_id"], place["version"]): None for place in [_root(run), *run.stack]}:
        definition = await library.definition_of(tx.conn, *place)
        for name, label, kind in _asked(definition.nodes if definition else [], inbox.locales[0]):
            if name in values:
                yield _answer(name, label, kind, values.pop(name))
    for name, value in values.items():
        yield _answer(name, name, "text", value)


def _root(run: Run) -> Wire:
    return {"flow_id": run.flow_id, "version": run.version}


def _answer(name: str, label: str, kind: str, value: Value) -> Wire:
    return {"name": name, "label": (label or name)[:MAX_LABEL], "type": kind, "text": value.text}


def _asked(nodes: list[Node], locale: str) -> Iterator[tuple[str, str, str]]:
    """Name, label and type of all that is asked."""
    for node in nodes:
        if isinstance(node.data, Question):
            yield node.data.name, in_language(node.data.text, locale), node.data.answer_type
        elif isinstance(node.data, Form):
            yield from ((line.name, in_language(line.label, locale), line.type) for line in node.data.fields)


async def _name_of(tx: Tx, run: Run) -> str:
    return await store.name_of(tx.conn, run.flow_id)
