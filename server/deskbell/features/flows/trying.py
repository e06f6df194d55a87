"""A test run beside the canvas: a definition that is not stored, what a visitor would say, and what would happen.

Nothing is stored and nobody is handed over. Look-ups are made, since what they find decides the way.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from deskbell.domain import business_hours
from deskbell.domain.flows import engine
from deskbell.domain.flows.conditions import Facts
from deskbell.domain.flows.definition import Definition, read_definition
from deskbell.domain.flows.steps import (
    Ended,
    Know,
    Load,
    Loaded,
    LookedUp,
    Looks,
    NotMine,
    Request,
    Said,
    Say,
    ShowArticle,
    Stop,
    Visit,
    Waits,
)
from deskbell.domain.forms import Wrong, check_flag, check_form, check_locale, whole_number
from deskbell.domain.people import AgentActor
from deskbell.domain.records import Inbox
from deskbell.features.flows import library, store
from deskbell.features.flows.playing import play
from deskbell.features.flows.texts import fault_text
from deskbell.services.core import Core
from deskbell.services.inboxes import access_inbox_settings
from deskbell.storage import queue

MOST_SAID, MOST_LOOK_UPS = 100, 20
DRAFT = "draft"
"""The id of the flow that is tried, which has none yet."""
Wire = dict[str, Any]


async def try_flow(core: Core, actor: AgentActor, inbox_id: str, form: Any) -> Wire:
    """Raises `not_allowed`, `not_found` or `invalid_fields`."""
    inbox = await access_inbox_settings(core, actor, inbox_id)
    values = check_form(
        form,
        required={"definition": read_definition},
        optional={"locale": check_locale, "said": _check_said, "facts": _check_facts},
    )
    visit = Visit(values.get("locale") or inbox.locales[0], today_in(inbox, core.clock()))
    async with core.read() as conn:
        facts = {"is_open": is_open(inbox, core.clock()), "queue_length": await queue.length(conn, inbox.id)}
        known = Facts(visit.locale, **facts | values.get("facts", {}))
        rehearsal = Rehearsal(core, conn, inbox, values["definition"], visit, known)
        return await rehearsal.runs(values.get("said", []))


def today_in(inbox: Inbox, now: datetime) -> Any:
    """The day where the inbox is."""
    return now.astimezone(ZoneInfo(inbox.business_hours["time_zone"])).date()


def is_open(inbox: Inbox, now: datetime) -> bool:
    return bool(business_hours.state(inbox.business_hours, now)["open"])


class Rehearsal:
    """One test run."""

    def __init__(
        self, core: Core, conn: AsyncConnection, inbox: Inbox, definition: Definition, visit: Visit, facts: Facts
    ) -> None:
        self.core, self.conn, self.inbox = core, conn, inbox
        self.definition, self.visit, self.facts = definition, visit, facts
        self.steps: list[Wire] = []
        self.look_ups = 0

    async def runs(self, said: Sequence[Said]) -> Wire:
        stop = await self.goes_on(await play(engine.begin(DRAFT, 0, self.definition, self.visit), self))
        for answer in said:
            if not isinstance(stop, Waits):
                break
            self.steps.append(_said_step(stop, answer))
            heard = await play(engine.answered(stop.state, answer, self.visit), self)
            if isinstance(heard, NotMine):
                self.steps[-1]["not_taken"] = True
            else:
                stop = await self.goes_on(heard)
        return self.result(stop)

    async def goes_on(self, stop: Stop) -> Stop:
        """Makes the look-ups it waits for."""
        while isinstance(stop, Looks):
            self.look_ups += 1
            look_up = self.core.hooks.look_up if self.look_ups <= MOST_LOOK_UPS else None
            if look_up is None:
                result = LookedUp("failed")
            else:
                found = await look_up(self.inbox.id, stop.look_up_id, stop.inputs, self.visit.locale)
                result = LookedUp(found.outcome, found.values)
            stop = await play(engine.looked_up(stop.state, result, self.visit), self)
        return stop

    async def does(self, request: Request) -> Any:
        if isinstance(request, Say):
            text = request.text or (fault_text(request.fault, self.visit.locale) if request.fault else "")
            data = {"card": "flow", "ask": request.ask}
            self.steps.append(_step(request.place, card={"text": text, "data": data}))
        elif isinstance(request, ShowArticle):
            show = self.core.hooks.article_card
            found = await show(self.conn, self.inbox.id, request.article_id, self.visit.locale) if show else None
            if found is not None:
                data = {"card": "answer", "article_id": found.article_id, "title": found.title, "url": found.url}
                self.steps.append(_step(request.place, card={"text": found.answer, "data": data}))
        elif isinstance(request, Know):
            return self.facts
        elif isinstance(request, Load):
            return await self.loaded(request)
        return None

    async def loaded(self, request: Load) -> Loaded | None:
        if request.flow_id == DRAFT:
            return Loaded(0, self.definition)
        version = request.version or await store.published_version(self.conn, self.inbox.id, request.flow_id)
        definition = await library.definition_of(self.conn, request.flow_id, version) if version else None
        return None if version is None or definition is None else Loaded(version, definition)

    def result(self, stop: Stop) -> Wire:
        ended = stop if isinstance(stop, Ended) else None
        state = None if isinstance(stop, NotMine) else stop.state
        return {
            "steps": self.steps,
            "waiting_at": stop.state.place.node_id if isinstance(stop, Waits) else None,
            "values": {name: value.text for name, value in state.values.items()} if state else {},
            "ended": ended is not None,
            "outcome": ended.outcome if ended else None,
            "reason": ended.reason if ended else None,
            "hand_over": msgspec.to_builtins(ended.hand_over) if ended and ended.hand_over else None,
        }


def _step(place: Any, **more: Any) -> Wire:
    return {"node_id": place.node_id, "flow_id": None if place.flow_id == DRAFT else place.flow_id, **more}


def _said_step(stop: Waits, said: Said) -> Wire:
    return _step(stop.state.place, said=said.text if said.fields is None else {"fields": dict(said.fields)})


def _check_said(value: Any) -> list[Said]:
    if not isinstance(value, list) or len(value) > MOST_SAID:
        raise Wrong("wrong_type", f"A list of at most {MOST_SAID} answers is expected here.")
    return [_check_answer(item) for item in value]


def _check_answer(value: Any) -> Said:
    if isinstance(value, str):
        return Said(value)
    fields = value.get("fields") if isinstance(value, dict) and len(value) == 1 else None
    if not isinstance(fields, dict) or not all(isinstance(text, str) for text in fields.values()):
        raise Wrong("wrong_type", "An answer is a text, or {fields: {name: text}}.")
    return Said(fields=fields)


_check_facts = partial(
    check_form,
    optional={
        "is_open": check_flag,
        "queue_length": whole_number(0, 10_000),
        "attributes": lambda value: value if isinstance(value, dict) else {},
    },
)
