"""Drawing small flows in tests, and walking through them without a conversation."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from deskbell.domain.flows import engine
from deskbell.domain.flows.conditions import Facts
from deskbell.domain.flows.definition import Definition, read_definition
from deskbell.domain.flows.steps import (
    KeepRating,
    Know,
    Load,
    Loaded,
    LookedUp,
    Looks,
    Said,
    Say,
    ShowArticle,
    Steps,
    Stop,
    Visit,
    Waits,
)

TODAY = date(2026, 11, 28)
MAIN = "main"


def node(node_id: str, kind: str, **data: Any) -> dict[str, Any]:
    return {"id": node_id, "kind": kind, "x": 0, "y": 0, "data": data}


def drawn(*parts: dict[str, Any], ways: str = "", start: str | None = None, triggers: Any = ()) -> dict[str, Any]:
    """A definition: its nodes, and `a.next>b a.else>c` for what leads where. It begins with the first node."""
    edges = []
    for way in ways.split():
        source, to = way.split(">")
        node_id, out = source.split(".")
        edges.append({"from": node_id, "out": out, "to": to})
    first = parts[0]["id"] if parts else None
    return {"start": start or first, "triggers": list(triggers), "nodes": list(parts), "edges": edges}


def en(text: str) -> dict[str, str]:
    return {"en": text}


def option(option_id: str, label: str) -> dict[str, Any]:
    return {"id": option_id, "label": en(label)}


@dataclass
class Walker:
    """One visitor, and what they read. `flows` are the published ones by id."""

    flows: dict[str, Definition]
    facts: Facts = field(default_factory=Facts)
    locale: str | None = "en"
    read: list[str] = field(default_factory=list)
    stars: int | None = None
    articles: list[str] = field(default_factory=list)
    last: Say | None = None
    stop: Stop | None = None

    @property
    def visit(self) -> Visit:
        return Visit(self.locale, TODAY)

    def begins(self) -> Stop:
        return self._plays(engine.begin(MAIN, 1, self.flows[MAIN], self.visit))

    def says(self, text: str = "", **fields: str) -> Stop:
        assert isinstance(self.stop, Waits), self.stop
        said = Said(text, fields or None)
        return self._plays(engine.answered(self.stop.state, said, self.visit))

    def finds(self, outcome: str, **values: str) -> Stop:
        assert isinstance(self.stop, Looks), self.stop
        return self._plays(engine.looked_up(self.stop.state, LookedUp(outcome, values), self.visit))

    def _plays(self, steps: Steps) -> Stop:
        answer: Any = None
        while True:
            try:
                answer = self._does(steps.send(answer))
            except StopIteration as end:
                self.stop = end.value
                return self.stop

    def _does(self, request: Any) -> Any:
        if isinstance(request, Say):
            self.read.append(request.text or (request.fault.code if request.fault else ""))
            self.last = request
        elif isinstance(request, ShowArticle):
            self.articles.append(request.article_id)
        elif isinstance(request, KeepRating):
            self.stars = request.stars
        elif isinstance(request, Know):
            return self.facts
        elif isinstance(request, Load):
            found = self.flows.get(request.flow_id)
            return None if found is None else Loaded(1, found)
        return None


def walker(definition: dict[str, Any], **others: dict[str, Any]) -> Walker:
    return Walker({MAIN: read_definition(definition), **{name: read_definition(d) for name, d in others.items()}})
