"""The cards a bot prints: the words, and the `data` that lets a client print them in its own way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from deskbell.features.bot.tables import Offer
from deskbell.features.bot.texts import text
from deskbell.services.articles import Match

MOST_OF_ANSWER = 60
"""Characters that tell articles of one title apart."""


class Card(NamedTuple):
    text: str
    data: dict[str, Any]


def answer(match: Match) -> Card:
    """An article's answer, with its source and room for "did this help"."""
    data = {"card": "answer", "article_id": match.article_id, "title": match.title, "url": match.url}
    return Card(match.answer, data | {"helpful": None})


def suggestions(offers: Sequence[Offer], locale: str | None, *, searched: bool = False) -> Card:
    """Did you mean: up to three questions; choosing one is sending its text. `searched`: articles that have its words."""
    data = {"card": "suggestions", "suggestions": list(offers)}
    return (
        Card(text("searched", locale), data | {"after": "search"})
        if searched
        else Card(text("suggestions", locale), data)
    )


def instead(offers: Sequence[Offer], locale: str | None) -> Card:
    """An answer did not help: what else may be meant, or a person. Clients draw it as suggestions, or as not knowing."""
    if offers:
        return Card(
            text("instead", locale), {"card": "suggestions", "suggestions": list(offers), "after": "not_helpful"}
        )
    return Card(text("no_help", locale), {"card": "unknown", "after": "not_helpful"})


def offered(matches: Sequence[Match]) -> list[Offer]:
    """Matches as they stand on a card of suggestions; of one title, what tells them apart beside it."""
    titles = Counter(match.title for match in matches)
    return [
        {
            "article_id": match.article_id,
            "question": _told_apart(match, matches) if titles[match.title] > 1 else match.title,
        }
        for match in matches
    ]


def _told_apart(match: Match, matches: Sequence[Match]) -> str:
    """By the category where each has another one, else by how the answer begins."""
    categories = [one.category for one in matches if one.title == match.title]
    if match.category and len(set(categories)) == len(categories):
        return f"{match.title} ({match.category})"
    begins = " ".join(match.answer.split())
    return f"{match.title} ({begins[:MOST_OF_ANSWER]}{'…' if len(begins) > MOST_OF_ANSWER else ''})"


def unknown(locale: str | None) -> Card:
    return Card(text("unknown", locale), {"card": "unknown"})


def courtesy(kind: str, locale: str | None) -> Card:
    """A greeting or thanks returned: no answer, and no miss."""
    return Card(text(kind, locale), {"card": "courtesy"})


def closed(locale: str | None, opens_at: str | None) -> Card:
    """Outside business hours: the form is offered."""
    return Card(text("closed", locale), {"card": "closed", "opens_at": opens_at})


def left(locale: str | None, opens_at: str | None) -> Card:
    """Nobody can take it now; what was told is left for the desk."""
    return Card(text("left", locale), {"card": "left", "opens_at": opens_at})


def full(locale: str | None) -> Card:
    """Too many wait: the form is offered."""
    return Card(text("full", locale), {"card": "full"})
