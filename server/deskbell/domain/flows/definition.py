"""A flow's definition as an admin draws it: nodes, what leads from one to the next, and what starts it.

A definition that can be read may still be unfinished: what is missing in it is said by `checking`, so that a draft can
be kept at any moment. What has another shape than this, or two things of one id, cannot be read at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, field

from deskbell.domain.flows.shapes import Bound, Id, Line, Name, NoId, Place, Scalar, Shape, Words
from deskbell.domain.flows.triggers import Trigger
from deskbell.domain.forms import Wrong
from deskbell.domain.routing.needs import LEAST_LEVEL, TOP_LEVEL

MAX_BYTES = 256 * 1024
MOST_NODES = 300
"""More can be kept, so that nothing drawn is lost, and not be published."""
MOST_KEPT_NODES, MOST_EDGES, MOST_TRIGGERS = 1_000, 4_000, 50
MOST_RETRIES = 5


class Option(Shape, frozen=True):
    """Something to choose. Its id stays when its label is reworded, and is what conditions compare."""

    id: Id
    label: Words = field(default_factory=dict)


class Test(Shape, frozen=True):
    """One comparison of a condition."""

    what: Literal["answer", "attribute", "language", "hours", "queue_length"]
    name: Annotated[str, Meta(max_length=64)] = ""
    op: Literal["is", "is_not", "contains", "more_than", "less_than", "matches", "open", "closed"] = "is"
    value: Scalar = None


class Case(Shape, frozen=True):
    """A way out of a condition: taken where all its tests hold."""

    id: Id
    all: Annotated[list[Test], Meta(max_length=20)] = field(default_factory=list)


class Field(Shape, frozen=True):
    """One line of a form."""

    name: Name = ""
    label: Words = field(default_factory=dict)
    type: Literal["text", "number", "email", "phone", "date", "long_text"] = "text"
    required: bool = False


class FlowNeed(Shape, frozen=True):
    skill_id: NoId = ""
    level: Annotated[int, Meta(ge=LEAST_LEVEL, le=TOP_LEVEL)] = LEAST_LEVEL


class Message(Shape, frozen=True):
    text: Words = field(default_factory=dict)


class Buttons(Shape, frozen=True):
    text: Words = field(default_factory=dict)
    options: Annotated[list[Option], Meta(max_length=20)] = field(default_factory=list)


class Question(Shape, frozen=True):
    """`min` and `max` are characters of a text, the value of a number, and of a date `YYYY-MM-DD` or days from today."""

    text: Words = field(default_factory=dict)
    name: Name = ""
    answer_type: Literal["text", "number", "email", "phone", "date", "choice"] = "text"
    options: Annotated[list[Option], Meta(max_length=50)] = field(default_factory=list)
    min: Bound = None
    max: Bound = None
    pattern: Line | None = None
    retries: Annotated[int, Meta(ge=0, le=MOST_RETRIES)] = 2
    invalid_text: Words = field(default_factory=dict)


class Condition(Shape, frozen=True):
    cases: Annotated[list[Case], Meta(max_length=20)] = field(default_factory=list)


class LookUp(Shape, frozen=True):
    look_up_id: NoId = ""
    inputs: dict[Annotated[str, Meta(max_length=64)], Line] = field(default_factory=dict)
    save_as: Name = ""


class Article(Shape, frozen=True):
    article_id: NoId = ""


class Form(Shape, frozen=True):
    text: Words = field(default_factory=dict)
    fields: Annotated[list[Field], Meta(max_length=20)] = field(default_factory=list)


class HandOver(Shape, frozen=True):
    text: Words = field(default_factory=dict)
    team_id: Id | None = None
    needs: Annotated[list[FlowNeed], Meta(max_length=10)] = field(default_factory=list)
    priority: Literal["vip", "complaint"] | None = None


class Rate(Shape, frozen=True):
    text: Words = field(default_factory=dict)


class End(Shape, frozen=True):
    text: Words = field(default_factory=dict)
    resolve: bool = False


class SubFlow(Shape, frozen=True):
    flow_id: NoId = ""


Data = Message | Buttons | Question | Condition | LookUp | Article | Form | HandOver | Rate | End | SubFlow
KINDS: dict[str, type[Data]] = {
    "message": Message,
    "buttons": Buttons,
    "question": Question,
    "condition": Condition,
    "look_up": LookUp,
    "article": Article,
    "form": Form,
    "hand_over": HandOver,
    "rate": Rate,
    "end": End,
    "sub_flow": SubFlow,
}
WAITS = frozenset({"buttons", "question", "form", "rate"})
"""The kinds at which the visitor is asked: a loop without one would never end."""


class Node(Shape, frozen=True):
    id: Id
    kind: Literal[
        "message", "buttons", "question", "condition", "look_up", "article", "form", "hand_over", "rate", "end",
        "sub_flow",
    ]  # fmt: skip
    data: Any
    """A `Data`, of the shape of its kind (see `_typed`)."""
    x: Place = 0
    y: Place = 0


class Edge(Shape, frozen=True):
    """Out of `source` by its way `out` on to `to`."""

    source: Id = field(name="from")
    out: Id
    to: Id


class Definition(Shape, frozen=True):
    start: Id | None = None
    triggers: Annotated[list[Trigger], Meta(max_length=MOST_TRIGGERS)] = field(default_factory=list)
    nodes: Annotated[list[Node], Meta(max_length=MOST_KEPT_NODES)] = field(default_factory=list)
    edges: Annotated[list[Edge], Meta(max_length=MOST_EDGES)] = field(default_factory=list)

    def node(self, node_id: str | None) -> Node | None:
        return next((node for node in self.nodes if node.id == node_id), None)

    def after(self, node_id: str, out: str) -> str | None:
        """The id of what a way leads to; None where it leads nowhere."""
        return next((edge.to for edge in self.edges if (edge.source, edge.out) == (node_id, out)), None)


def read_definition(value: Any) -> Definition:
    """A check for forms (see `domain.forms`): any JSON value as a definition. Raises `Wrong`, which names the place."""
    if len(msgspec.json.encode(value)) > MAX_BYTES:
        raise Wrong("too_long", f"A flow holds at most {MAX_BYTES // 1024} KB.")
    try:
        definition = msgspec.convert(_with_typed_data(value), Definition)
    except (msgspec.ValidationError, RecursionError) as error:
        raise Wrong("invalid", f"{error}.") from None
    _check_ids(definition)
    return definition


def to_wire(definition: Definition) -> dict[str, Any]:
    """The JSON of a definition, every field written out."""
    wire: dict[str, Any] = msgspec.to_builtins(definition)
    return wire


def outs_of(node: Node) -> list[str]:
    """The names of a node's ways out, in their order."""
    data = node.data
    if isinstance(data, Buttons):
        return [*(option.id for option in data.options), "else"]
    if isinstance(data, Condition):
        return [*(case.id for case in data.cases), "else"]
    if isinstance(data, Question):
        return ["next", "invalid"]
    if isinstance(data, LookUp):
        return ["found", "not_found", "failed"]
    return [] if isinstance(data, HandOver | End) else ["next"]


def texts_of(node: Node) -> Iterator[tuple[str, Words]]:
    """Every text of a node that a visitor reads, with the place it has in `data`."""
    data = node.data
    for name in ("text", "invalid_text"):
        if hasattr(data, name):
            yield name, getattr(data, name)
    for place, option in enumerate(getattr(data, "options", [])):
        yield f"options.{place}.label", option.label
    for place, line in enumerate(getattr(data, "fields", [])):
        yield f"fields.{place}.label", line.label


def _with_typed_data(value: Any) -> Any:
    """`data` is read by its node's kind, so that a wrong field is named by its place in the whole."""
    if not isinstance(value, dict) or not isinstance(value.get("nodes", []), list):
        return value
    return value | {"nodes": [_typed(place, node) for place, node in enumerate(value.get("nodes", []))]}


def _typed(place: int, node: Any) -> Any:
    shape = KINDS.get(str(node.get("kind"))) if isinstance(node, dict) else None
    if shape is None:
        return node
    try:
        return node | {"data": msgspec.convert(node.get("data", {}), shape)}
    except msgspec.ValidationError as error:
        raise Wrong("invalid", f"$.nodes[{place}].data: {error}.") from None


def _check_ids(definition: Definition) -> None:
    """Nothing has the id of another of its kind, and no way is called like one that is there always."""
    _check_once("node", [node.id for node in definition.nodes])
    _check_once("way out", [f"{edge.source} {edge.out}" for edge in definition.edges])
    for node in definition.nodes:
        outs = outs_of(node)
        _check_once(f"way out of {node.id}", outs)
        if isinstance(node.data, Question):
            _check_once(f"option of {node.id}", [option.id for option in node.data.options])


def _check_once(kind: str, ids: list[str]) -> None:
    double = next((identity for identity, times in Counter(ids).items() if times > 1), None)
    if double is not None:
        raise Wrong("double", f"There is more than one {kind} {double!r}.")
