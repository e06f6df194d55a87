"""How a conversation comes from a flow to a person: what it needs, and what was collected as a note that the agent sees."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from deskbell.domain.flows.days import date_of
from deskbell.domain.flows.definition import Form, HandOver, Node, Question
from deskbell.domain.flows.words import Value, in_language, written
from deskbell.domain.people import BOT
from deskbell.domain.records import Conversation, Inbox
from deskbell.domain.routing.needs import Need, write_needs
from deskbell.domain.routing.rules import strongest
from deskbell.features.flows import library, runs, store
from deskbell.features.flows.tables import Run
from deskbell.features.flows.texts import text
from deskbell.services import messages, visitors
from deskbell.services.core import Core, Left
from deskbell.services.routing.wants import added_needs, record_needs
from deskbell.services.telling import fresh
from deskbell.services.views import choose_locale
from deskbell.storage import conversations as rows
from deskbell.storage import teams
from deskbell.storage.writer import Tx

MAX_LABEL = 200
_SENTENCES = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])|\n")
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
    """To the line for a person, with what the flow says it needs. Where nobody can take it now, what was collected is left for
    the desk if it says how to answer; else the form is offered, as the bot does it."""
    if wanted is not None:
        conversation = await _needing(tx, conversation, run, wanted)
    if core.hooks.hand_off is not None:
        left = await _left(tx, inbox, conversation, run)
        await core.hooks.hand_off(core, tx, inbox, await fresh(tx, conversation.id), because, left)


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
    """What the flow collected, as a note; nothing where it collected nothing and had no reason to give up.

    Its text is in the visitor's language, as the answers in it are; a client shows the `labels` of its reader's.
    """
    locale = choose_locale(conversation.locale, inbox.locales)
    answers = [answer async for answer in _answers(tx, run, locale)]
    if not answers and reason is None:
        return
    name = await _name_of(tx, run)
    lines = [_told(name, answers, locale)]
    lines += [text(f"because_{reason}", locale)] if reason is not None else []
    data = {"collected": {"flow_id": run.flow_id, "flow": name, "answers": answers, "reason": reason}}
    await messages.add_note_by(tx, BOT, conversation, None, "\n".join(lines)[: messages.MAX_TEXT], data)


def _told(flow: str, answers: Sequence[Wire], locale: str) -> str:
    return "\n".join([text("collected", locale, flow=flow), *_lines(answers, locale)])


def _lines(answers: Sequence[Wire], locale: str) -> list[str]:
    """Each with what was asked; a day as people write it."""
    return [
        text("answered", locale, label=_asked_in(one["label"]) or one["name"], text=_as_said(one, locale))
        for one in answers
    ]


def _asked_in(label: str) -> str:
    """The question in what was asked, or all of it where none is; without the marks at its end."""
    sentences = _SENTENCES.split(label.strip())
    return next((one for one in sentences if one.endswith(("?", "？"))), label).rstrip(" ?.:!？。：！")


def _as_said(answer: Wire, locale: str) -> str:
    day = date_of(answer["text"]) if answer["type"] == "date" else None
    return written(day.isoformat(), locale) if day is not None else str(answer["text"])


async def _left(tx: Tx, inbox: Inbox, conversation: Conversation, run: Run) -> Left | None:
    """What was collected, where it says how to answer. It begins with the answers: the desk's list shows the first of it."""
    locale = choose_locale(conversation.locale, inbox.locales)
    answers = [answer async for answer in _answers(tx, run, locale)]
    email, phone = (next((one["text"] for one in answers if one["type"] == kind), "") for kind in ("email", "phone"))
    by = text("collected_by", locale, flow=await _name_of(tx, run))
    wishes_first = sorted(answers, key=lambda one: one["type"] in ("email", "phone"))
    told = "\n".join(_lines(wishes_first, locale))[: messages.MAX_TEXT - len(by) - 1]
    return Left(f"{told}\n{by}", email, phone) if email or phone else None


async def keep_email(core: Core, tx: Tx, inbox: Inbox, visitor_id: str, run: Run) -> None:
    """An e-mail address that the flow asked for is the visitor's word on how to reach them: known, and not verified."""
    given = [answer["text"] async for answer in _answers(tx, run, inbox.locales[0]) if answer["type"] == "email"]
    if given:
        await visitors.set_contact(core, tx, visitor_id, None, given[-1])


async def _answers(tx: Tx, run: Run, locale: str) -> Any:
    """`{name, label, labels, type, text}` in the order of the flow: what was asked, in this language and in each there is."""
    values = dict(runs.state_of(run).values)
    for place in {(place["flow_id"], place["version"]): None for place in [_root(run), *run.stack]}:
        definition = await library.definition_of(tx.conn, *place)
        for name, asked, kind in _asked(definition.nodes if definition else []):
            if name in values:
                yield _answer(name, asked, locale, kind, values.pop(name))
    for name, value in values.items():
        yield _answer(name, {}, locale, "text", value)


def _root(run: Run) -> Wire:
    return {"flow_id": run.flow_id, "version": run.version}


def _answer(name: str, asked: Mapping[str, str], locale: str, kind: str, value: Value) -> Wire:
    labels = {language: text[:MAX_LABEL] for language, text in asked.items() if text.strip()}
    return {
        "name": name,
        "label": in_language(labels, locale) or name[:MAX_LABEL],
        "labels": labels,
        "type": kind,
        "text": value.text,
    }


def _asked(nodes: list[Node]) -> Iterator[tuple[str, Mapping[str, str], str]]:
    """Name, what is asked, and type of all that is asked."""
    for node in nodes:
        if isinstance(node.data, Question):
            yield node.data.name, node.data.text, node.data.answer_type
        elif isinstance(node.data, Form):
            yield from ((line.name, line.label, line.type) for line in node.data.fields)


async def _name_of(tx: Tx, run: Run) -> str:
    return await store.name_of(tx.conn, run.flow_id)
