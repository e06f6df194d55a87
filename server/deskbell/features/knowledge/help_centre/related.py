"""Which of the articles that a search brings are near enough to be called related. No I/O.

A search answers whatever is typed, with few of the words where nothing has more; under an article that would be a stranger.
"""

from __future__ import annotations

from deskbell.features.knowledge.search.query import read
from deskbell.features.knowledge.search.words import normal

LEAST = 1 / 3
"""The share of an article's telling words that another one's title has."""


def is_near(told: str, title: str) -> bool:
    """`told` is an article's title and keywords, `title` another one's."""
    terms = read(f"{told} ").strong  # behind a space no word is still being typed
    text = normal(title)
    shared = sum((term.text if term.is_run else f" {term.text} ") in text for term in terms)
    return shared > 0 and shared >= LEAST * len(terms)
