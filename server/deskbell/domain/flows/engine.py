"""How a conversation walks through a flow: a generator that asks for what it needs and stops where somebody must answer.

It never raises for what a definition says, and it always comes to a stop: after `MOST_STEPS` nodes without a question,
`MOST_DEEP` flows inside each other, or a way that leads nowhere, a person takes over and the reason is kept.
"""

from __future__ import annotations

from collections.abc import Generator
from functools import partial
from typing import Any

from msgspec.structs import replace

from deskbell.domain.flows.answers import Fault
from deskbell.domain.flows.asking import ask_of, hear, wants_out
from deskbell.domain.flows.conditions import holds
from deskbell.domain.flows.definition import (
    WAITS,
    Article,
    Condition,
    Definition,
    End,
    HandOver,
    LookUp,
    Node,
    Question,
    SubFlow,
)
from deskbell.domain.flows.patterns import Patience
from deskbell.domain.flows.steps import (
    Ended,
    KeepRating,
    Know,
    Load,
    LookedUp,
    Looks,
    NotMine,
    Place,
    Request,
    Said,
    Say,
    ShowArticle,
    State,
    Steps,
    Stop,
    Visit,
    Waits,
)
from deskbell.domain.flows.tracing import HANDS_OVER
from deskbell.domain.flows.words import MAX_VALUE, Value, filled, in_language, shown

MOST_STEPS, MOST_DEEP = 100, 5
MOST_FOUND = 50
"""So many values of a look-up are kept."""
Step = Generator[Request, Any, Stop | None]


def begin(flow_id: str, version: int, definition: Definition, visit: Visit) -> Steps:
    """A conversation comes into a flow."""
    start = Place(flow_id, version, definition.start or "")
    return (yield from _Walk(State((start,)), definition, visit).goes())


def answered(state: State, said: Said, visit: Visit) -> Steps:
    """The visitor said something where the flow waits."""
    loaded = yield Load(state.place.flow_id, state.place.version)
    if loaded is None:
        return Ended("handed_over", state, "no_flow")
    return (yield from _Walk(state, loaded.definition, visit).hears(said))


def looked_up(state: State, result: LookedUp, visit: Visit) -> Steps:
    """The look-up for which the flow waits came to an end."""
    loaded = yield Load(state.place.flow_id, state.place.version)
    if loaded is None:
        return Ended("handed_over", state, "no_flow")
    return (yield from _Walk(state, loaded.definition, visit).takes(result))


class _Walk:
    """One walk, from where it was to where it stops. `definition` is that of the innermost flow."""

    def __init__(self, state: State, definition: Definition, visit: Visit) -> None:
        self.stack = list(state.stack)
        self.values = dict(state.values)
        self.retries = state.retries
        self.definition = definition
        self.visit = visit
        self.patience = Patience()

    @property
    def state(self) -> State:
        return State(tuple(self.stack), dict(self.values), self.retries)

    def node(self) -> Node | None:
        return self.definition.node(self.stack[-1].node_id)

    def goes(self) -> Steps:
        """From node to node until it stops."""
        for _ in range(MOST_STEPS):
            node = self.node()
            stop = self.gives_up("dead_end") if node is None else (yield from self.enters(node))
            if stop is not None:
                return stop
        return self.gives_up("too_many_steps")

    def hears(self, said: Said) -> Steps:
        """An answer at the node where it waits. While a look-up is made nothing is asked, and nothing heard."""
        node = self.node()
        if node is None or node.kind not in WAITS:
            return Waits(self.state)
        heard = hear(node, said, self.visit)
        if wants_out(node, said, heard):
            yield Say(self.stack[-1], "", None, Fault("left"))
            return Ended("ended", self.state, "left")
        if heard.fault is not None:
            return (yield from self.asks_again(node, heard.fault))
        if heard.out is None or (heard.out == "else" and self.definition.after(node.id, "else") is None):
            return NotMine()
        self.keeps(heard.kept)
        if heard.stars is not None:
            yield KeepRating(heard.stars)
        return self.leaves(node, heard.out) or (yield from self.goes())

    def takes(self, result: LookedUp) -> Steps:
        """What a look-up found is kept as `NAME.key`."""
        node = self.node()
        if node is None or not isinstance(node.data, LookUp):
            return Waits(self.state)
        found = list(result.values.items())[:MOST_FOUND] if node.data.save_as else []
        self.keeps({f"{node.data.save_as}.{key}": Value(text) for key, text in found})
        out = result.outcome if result.outcome in ("found", "not_found") else "failed"
        return self.leaves(node, out) or (yield from self.goes())

    def keeps(self, values: dict[str, Value]) -> None:
        for name, value in values.items():
            if name:
                self.values[name] = replace(value, text=value.text[:MAX_VALUE])

    def asks_again(self, node: Node, fault: Fault) -> Steps:
        """The answer was none: the question once more, until the retries are used up."""
        if not isinstance(node.data, Question) or self.retries >= node.data.retries:
            return self.leaves(node, "invalid") or (yield from self.goes())
        self.retries += 1
        yield Say(self.stack[-1], self.said(node.data.invalid_text), ask_of(node, self.visit.locale), fault)
        return Waits(self.state)

    def enters(self, node: Node) -> Step:
        """What a node does; None where the walk goes on."""
        data = node.data
        if isinstance(data, Condition):
            return (yield from self.decides(node, data))
        if isinstance(data, Article):
            yield ShowArticle(self.stack[-1], data.article_id)
            return self.leaves(node, "next")
        if isinstance(data, LookUp):
            inputs = {name: filled(text, self.values)[:MAX_VALUE] for name, text in data.inputs.items()}
            return Looks(self.state, data.look_up_id, inputs)
        if isinstance(data, SubFlow):
            return (yield from self.goes_in(data))
        return (yield from self.speaks(node))

    def speaks(self, node: Node) -> Step:
        """The nodes that have a text of their own."""
        data, text, ask = node.data, self.said(node.data.text), ask_of(node, self.visit.locale)
        if text or ask:
            yield Say(self.stack[-1], text, ask)
        if ask:
            return Waits(self.state)
        if isinstance(data, HandOver):
            return Ended("handed_over", self.state, None, data)
        if isinstance(data, End):
            return (yield from self.comes_out(resolve=data.resolve))
        return self.leaves(node, "next")

    def decides(self, node: Node, data: Condition) -> Step:
        facts = yield Know()
        out = next((case.id for case in data.cases if holds(case, self.values, facts, self.patience)), "else")
        return self.leaves(node, out)

    def goes_in(self, data: SubFlow) -> Step:
        """Into another flow, in the version that was published when the conversation came into the outermost one."""
        if len(self.stack) >= MOST_DEEP:
            return self.gives_up("too_deep")
        loaded = yield Load(data.flow_id)
        if loaded is None:
            return self.gives_up("no_flow")
        self.definition = loaded.definition
        self.stack.append(Place(data.flow_id, loaded.version, loaded.definition.start or ""))
        return None

    def comes_out(self, *, resolve: bool) -> Step:
        """The end of a flow: of all, or back to the one that it was part of."""
        if resolve or len(self.stack) == 1:
            return Ended("resolved" if resolve else "ended", self.state)
        self.stack.pop()
        outer = self.stack[-1]
        loaded = yield Load(outer.flow_id, outer.version)
        if loaded is None:
            return self.gives_up("no_flow")
        self.definition = loaded.definition
        node = self.node()
        return self.gives_up("dead_end") if node is None else self.leaves(node, "next")

    def leaves(self, node: Node, out: str) -> Stop | None:
        """On to what the way leads to; a person takes over where that is nothing."""
        self.retries = 0
        to = self.definition.after(node.id, out)
        if to is None:
            return self.gives_up(out if out in HANDS_OVER else "dead_end")
        place = self.stack[-1]
        self.stack[-1] = Place(place.flow_id, place.version, to)
        return None

    def gives_up(self, reason: str) -> Ended:
        return Ended("handed_over", self.state, reason)

    def said(self, texts: dict[str, str]) -> str:
        return filled(in_language(texts, self.visit.locale), self.values, partial(shown, locale=self.visit.locale))
