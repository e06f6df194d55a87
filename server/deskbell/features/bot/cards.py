"""The six cards a bot prints: the words, and the `data` that lets a client print them in its own way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from deskbell.features.bot.texts import text
from deskbell.services.core import Match

SUGGESTED = 3


class Card(NamedTuple):
    text: str
    data: dict[str, Any]


def answer(match: Match) -> Card:
    """An article's answer, with its source and room for "did this help"."""
    data = {"card": "answer", "article_id": match.article_id, "title": match.title, "helpful": None}
    return Card(match.answer, data)


def suggestions(matches: Sequence[Match], locale: str | None) -> Card:
    """Did you mean: up to three questions; choosing one is sending its text."""
    return Card(text("suggestions", locale), {"card": "suggestions", "suggestions": offered(matches)})


def offered(matches: Sequence[Match]) -> list[dict[str, str]]:
    """Matches as they stand on a card of suggestions."""
    return [{"article_id": match.article_id, "question": match.title} for match in matches[:SUGGESTED]]


def unknown(locale: str | None) -> Card:
    return Card(text("unknown", locale), {"card": "unknown"})


def courtesy(kind: str, locale: str | None) -> Card:
    """A greeting or thanks returned: no answer, and no miss."""
    return Card(text(kind, locale), {"card": "courtesy"})


def closed(locale: str | None, opens_at: str | None) -> Card:
    """Outside business hours: the form is offered."""
    return Card(text("closed", locale), {"card": "closed", "opens_at": opens_at})


def full(locale: str | None) -> Card:
    """Too many wait: the form is offered."""
    return Card(text("full", locale), {"card": "full"})
