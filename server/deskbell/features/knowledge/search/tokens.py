"""What of an article goes into the index: a set of tokens in ASCII letters and digits, the same for both databases.

The index knows only "this token is in these rows", so all that narrows a search is part of a token:

    space   four characters for a collection and whom its articles are for: nobody's articles slow down another's search
    field   `a` title and phrasings, `b` these and keywords, `c` all of it
    piece   `w` a word's stem, `e` how a word begins, `h` one or two characters of a run, `x` anything else, in hex

A word with hyphens is its parts, and one word as well: USB-C is `wusb`, `wc` and `wusbc`.

Beside these `q` is a whole title or phrasing and `l` the language. Nothing a person types is ever the index's syntax.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from deskbell.features.knowledge.search.words import Piece, joined, normal, pairs, pieces, searched, stem

FORM = 5
"""The number of the rules here: with another one, what is in the index is made anew at the start."""

LONGEST_BODY = 50_000
"""Characters of a body that are searched: so much is read in a thread within half a second."""

LONGEST_HEADS, LONGEST_START = 4_000, 1_500
"""Characters of titles with phrasings, and of a body's beginning, that ranking reads."""

MOST_TOKENS = 40_000
"""A PostgreSQL tsvector holds 1 MB."""

LONGEST_WORD = 40
LONGEST_BEGINNING = 6
"""Longer beginnings are looked up by their first six letters, and told apart when ranked."""

SHORTEST_IN_BODY = 3


class Entry(NamedTuple):
    """A published language variant as search takes it; `body` is plain text."""

    article_id: str
    locale: str
    collection_id: str
    for_everybody: bool
    title: str
    phrasings: list[str]
    keywords: list[str]
    body: str


class Prepared(NamedTuple):
    """An entry with what is stored of it. Making one is the costly part, needs no database and belongs into a thread."""

    entry: Entry
    tokens: str
    heads: str
    words: str
    start: str


def prepare(entry: Entry) -> Prepared:
    heads = [normal(text) for text in (entry.title, *entry.phrasings)]
    body = entry.body[:LONGEST_BODY]
    return Prepared(
        entry=entry,
        tokens=" ".join(_tokens(entry, heads, body)),
        heads="\n".join(searched(text) for text in (entry.title, *entry.phrasings))[:LONGEST_HEADS],
        words="\n".join(searched(text) for text in entry.keywords)[:LONGEST_HEADS],
        start=searched(body[:LONGEST_START], body)[: 4 * LONGEST_START],
    )


def space_of(collection_id: str, *, for_everybody: bool) -> str:
    """Two collections may share one by chance (one in 65,536 does), so rows are checked besides."""
    return _digest(f"{collection_id} {for_everybody}", 2)


def exact_token(normal_form: str) -> str:
    return "q" + _digest(normal_form, 6)


def locale_token(locale: str) -> str:
    return "l" + "".join(char for char in locale.lower() if char.isascii() and char.isalnum())


def whole(word: str) -> str:
    """The token of a folded word, by its stem."""
    found = stem(word)[:LONGEST_WORD]
    return "w" + found if found.isascii() else "x" + found.encode("utf-8", "replace").hex()


def beginning(word: str) -> str:
    """The token of how a word begins."""
    begins = word[:LONGEST_BEGINNING]
    return "e" + begins if begins.isascii() else "xe" + begins.encode("utf-8", "replace").hex()


def sign(text: str) -> str:
    """The token of one or two characters of a run."""
    if max(text) <= "\uffff":
        return "h" + "".join(f"{ord(char):04x}" for char in text)
    return "xh" + text.encode("utf-8", "replace").hex()


def _tokens(entry: Entry, heads: list[str], body: str) -> list[str]:
    space = space_of(entry.collection_id, for_everybody=entry.for_everybody)
    top = _of_all((entry.title, *entry.phrasings), shortest=1)
    keys = top | _of_all(entry.keywords, shortest=1)
    exact = dict.fromkeys([locale_token(entry.locale), *map(exact_token, heads)])
    everything = keys | _of_all([body], shortest=SHORTEST_IN_BODY)
    fields = [*exact, *("a" + t for t in top), *("b" + t for t in keys), *("c" + t for t in everything)]
    return [space + token for token in fields[:MOST_TOKENS]]


def _of_all(texts: Iterable[str], *, shortest: int) -> dict[str, None]:
    """The tokens of texts, each once, in the order in which they come first."""
    found = dict.fromkeys(piece for text in texts for piece in (*pieces(text), *_whole(text)))
    return dict.fromkeys(token for piece in found for token in _of_piece(piece, shortest))


def _whole(text: str) -> Iterator[Piece]:
    return (Piece(word, False) for word in joined(text))


def _of_piece(piece: Piece, shortest: int) -> Iterator[str]:
    if piece.is_run:
        yield from (sign(char) for char in piece.text)
        yield from (sign(pair) for pair in pairs(piece.text))
        return
    yield whole(piece.text)
    for length in range(shortest, min(len(piece.text), LONGEST_BEGINNING) + 1):
        yield beginning(piece.text[:length])


def _digest(text: str, size: int) -> str:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=size).hexdigest()
