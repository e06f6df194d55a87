"""What the engine asks of whoever runs it, and how a walk through a flow comes to a stop. No I/O."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from datetime import date
from typing import Any

import msgspec

from deskbell.domain.flows.answers import Fault
from deskbell.domain.flows.definition import Definition, HandOver
from deskbell.domain.flows.words import Value

Ask = dict[str, Any]
"""What the visitor is asked, as the card carries it (see PROTOCOL.md)."""


class Place(msgspec.Struct, frozen=True):
    """A node of one version of a flow."""

    flow_id: str
    version: int
    node_id: str


class State(msgspec.Struct, frozen=True):
    """Where a conversation stands: all that has to be kept of it.

    `stack` ends with the place where it waits; before it are the sub-flow nodes to come back to.
    """

    stack: tuple[Place, ...]
    values: dict[str, Value] = {}
    retries: int = 0
    """Wrong answers to the question at which it waits."""

    @property
    def place(self) -> Place:
        return self.stack[-1]


class Visit(msgspec.Struct, frozen=True):
    """Whose walk it is: their language, and the day where the inbox is."""

    locale: str | None
    today: date


class Said(msgspec.Struct, frozen=True):
    """What the visitor answered: words, or the fields of a form."""

    text: str = ""
    fields: Mapping[str, str] | None = None


class LookedUp(msgspec.Struct, frozen=True):
    """What a look-up came to: `found`, `not_found` or `failed`, with what it found."""

    outcome: str
    values: Mapping[str, str] = {}


# --- What the engine asks for while it walks; the answer is sent into the generator. ---


class Say(msgspec.Struct, frozen=True):
    """Print a card. With a `fault` the answer before was none; where the text is empty, whoever runs it words the fault."""

    place: Place
    text: str
    ask: Ask | None = None
    fault: Fault | None = None


class ShowArticle(msgspec.Struct, frozen=True):
    """Print an article's answer. One that is gone is passed over."""

    place: Place
    article_id: str


class KeepRating(msgspec.Struct, frozen=True):
    """The visitor gave 1 to 5 stars."""

    stars: int


class Know(msgspec.Struct, frozen=True):
    """Answered with `Facts`."""


class Load(msgspec.Struct, frozen=True):
    """Answered with a `Loaded`, or None where there is no such flow. Without a version: the one that was published
    when the walk began."""

    flow_id: str
    version: int | None = None


class Loaded(msgspec.Struct, frozen=True):
    version: int
    definition: Definition


Request = Say | ShowArticle | KeepRating | Know | Load


# --- How a walk comes to a stop. ---


class Waits(msgspec.Struct, frozen=True):
    """For the visitor's answer."""

    state: State


class Looks(msgspec.Struct, frozen=True):
    """For a look-up, which is made outside of any transaction."""

    state: State
    look_up_id: str
    inputs: dict[str, str]


class Ended(msgspec.Struct, frozen=True):
    """Over: `ended`, `resolved` (the conversation, too) or `handed_over` to a person.

    `reason` says why where the flow did not mean it: `invalid`, `not_found`, `failed`, `dead_end`, `too_many_steps`,
    `too_deep`, `no_flow`; or `left`, where the visitor did not want to go on.
    """

    outcome: str
    state: State
    reason: str | None = None
    hand_over: HandOver | None = None


class NotMine(msgspec.Struct, frozen=True):
    """What was said is no answer to the card: somebody else may take it, the flow waits on."""


Stop = Waits | Looks | Ended | NotMine
Steps = Generator[Request, Any, Stop]
