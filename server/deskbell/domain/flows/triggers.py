"""What starts a flow, and whether it does. No I/O."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Annotated

from msgspec import Meta, field

from deskbell.domain.bot.words import ONLY, fold_words, is_only, says_any
from deskbell.domain.flows.shapes import Line, Shape, Words
from deskbell.domain.flows.wishing import asks_about, negates
from deskbell.domain.folding import fold
from deskbell.domain.routing.rules import places_of

MOST_HEARD = 4_000
"""Characters of a message in which words are listened for."""
MOST_PLACES = 10
"""So often a word is looked at within one message."""


class Keyword(Shape, tag_field="kind", tag="keyword", frozen=True):
    words: Annotated[list[Annotated[str, Meta(max_length=100)]], Meta(max_length=50)] = field(default_factory=list)


class Button(Shape, tag_field="kind", tag="button", frozen=True):
    label: Words = field(default_factory=dict)


class Page(Shape, tag_field="kind", tag="page", frozen=True):
    url: Line = ""


class Event(Shape, tag_field="kind", tag="event", frozen=True):
    name: Annotated[str, Meta(max_length=100)] = ""


class TimeOnPage(Shape, tag_field="kind", tag="time_on_page", frozen=True):
    url: Line = ""
    seconds: Annotated[int, Meta(ge=1, le=3_600)] = 30


class ConversationStart(Shape, tag_field="kind", tag="conversation_start", frozen=True):
    pass


Trigger = Keyword | Button | Page | Event | TimeOnPage | ConversationStart


@lru_cache(maxsize=5_000)
def _folded(word: str) -> str:
    """Of labels and words, which are the same for every message."""
    return fold(word.strip())


def heard(said: str) -> str:
    """A message as triggers listen to it, folded once for all of them."""
    return fold(said[:MOST_HEARD].strip())


def is_pressed(button: Button, text: str) -> bool:
    """Whether what was `heard` is what a button says, in any of its languages: pressing it sends its words."""
    return any(text == _folded(label.strip()) for label in button.label.values() if label.strip())


def is_heard(keyword: Keyword, text: str) -> bool:
    """Whether one of the words was `heard` and is not what somebody wants nothing of: inside other Chinese, or as a word of its
    own elsewhere; one with `=` before it where nothing else is said, courtesies apart."""
    return any(True for _ in _hearings(keyword, text))


def is_asked_about(triggers: Iterable[Trigger], text: str) -> bool:
    """Whether what was `heard` asks about the words that start it, and wishes for none of them (see `wishing`)."""
    keywords = [trigger for trigger in triggers if isinstance(trigger, Keyword)]
    return all(asks_about(text, word, at) for keyword in keywords for word, at in _hearings(keyword, text))


def is_keyword(triggers: Iterable[Trigger], text: str) -> bool:
    """Whether what was `heard` is one of the words that start it, and nothing else but a courtesy."""
    return is_only(text, fold_words(tuple(keywords_of(triggers))))


def _hearings(keyword: Keyword, text: str) -> Iterator[tuple[str, int]]:
    """Its words and their places, without those that are negated."""
    for word in map(_folded, keyword.words):
        bare = word.removeprefix(ONLY)
        if bare not in text or (bare != word and not says_any(text, fold_words((word,)))):
            continue
        places = islice(places_of(text, bare), MOST_PLACES)
        yield from ((bare, at) for at in places if not negates(text, bare, at))


def keywords_of(triggers: Iterable[Trigger]) -> list[str]:
    """All words that start it, folded."""
    return [fold(word) for trigger in triggers if isinstance(trigger, Keyword) for word in trigger.words]
