"""A title or body in parts, those that were searched for marked: `[{text, hit}]`, never HTML. No I/O.

Texts are searched as they are written, with patterns that know every way to write what was typed: folding a long body
for each search would cost more than finding it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from deskbell.domain.folding import fold
from deskbell.features.knowledge.search.query import Query, Term
from deskbell.features.knowledge.search.words import FEWEST_DIGITS, HYPHENS, UNSPACED, stem, surface, without_accents

Parts = list[dict[str, Any]]
LONGEST_SNIPPET, BEFORE = 160, 40
LONGEST_TITLE = 500
READ = 8_000
"""Characters of a body in which the best place is looked for."""

_MOST_PLACES = 200
_PARTS = re.compile(f"[{HYPHENS}_ ./]")
_SPACES = re.compile(r"\s+")
_LINE_ENDS = re.compile(r"(?<=[^\s.!?…:;,。！？：；，、])\n+")
"""Of what is no sentence: headings, items and cells, which would run into each other."""


class Marker:
    """Marks a query's terms; made once for all that a search shows."""

    def __init__(self, query: Query) -> None:
        self._terms = tuple(dict.fromkeys([*query.terms, *(term for reading in query.readings for term in reading)]))
        self._pattern = re.compile(f"(?=({'|'.join(f'({_pattern(term)})' for term in self._terms)}))")

    def title(self, title: str) -> Parts:
        return self._parts(title[:LONGEST_TITLE])

    def snippet(self, body: str) -> Parts:
        """The piece of a body with most of what was searched for; without a hit, the body's beginning."""
        flat = _SPACES.sub(" ", _LINE_ENDS.sub(" · ", body[:READ])).strip()
        begin = self._best_place(flat)
        end = min(len(flat), begin + LONGEST_SNIPPET)
        begin, end = _to_words(flat, begin, end)
        return self._parts(f"{'…' if begin else ''}{flat[begin:end].strip(' ·')}{'…' if end < len(flat) else ''}")

    def _best_place(self, flat: str) -> int:
        places = [(begin, term) for begin, _, term in self._hits(flat)][:_MOST_PLACES]
        best, most = 0, 0.0
        for at, (begin, _) in enumerate(places):
            near = {term for place, term in places[at : at + 40] if place < begin + LONGEST_SNIPPET - BEFORE}
            weight = sum(term.weight for term in near)
            if weight > most:
                best, most = begin, weight
        return max(0, best - BEFORE) if best > BEFORE else 0

    def _hits(self, text: str) -> Iterator[tuple[int, int, Term]]:
        """Where terms begin and end in a text."""
        for found in self._pattern.finditer(text):
            which = next(at for at, group in enumerate(found.groups()[1:]) if group is not None)
            term, begin = self._terms[which], found.start()
            size = len(found[1]) if term.is_run else _hit_of_word(found[1], term)
            if size:
                yield begin, begin + size, term

    def _parts(self, text: str) -> Parts:
        parts: Parts = []
        done = 0
        for begin, end in _joined((begin, end) for begin, end, _ in self._hits(text)):
            parts += [{"text": text[done:begin], "hit": False}] if begin > done else []
            parts.append({"text": text[begin:end], "hit": True})
            done = end
        return [*parts, {"text": text[done:], "hit": False}] if done < len(text) else parts


def _pattern(term: Term) -> str:
    """Every way to write a term, a pair also around one character (退换货 for 退货).

    A word is matched to its end by how it begins, and looked at again with its stem.
    """
    if term.is_run:
        return f"[{UNSPACED}]{{0,1}}?".join(map(_any_way, term.text))
    rough = term.text[:-1] if len(term.text) > 3 and term.text.endswith(("i", "e")) else term.text
    begins = dict.fromkeys(text for text in (rough, term.begins) if text)
    # Chinese beside a word is no part of it: 用iPhone打开.
    return rf"(?<![^\W{UNSPACED}])(?:{'|'.join(map(_spelled, begins))})[^\W{UNSPACED}]*"


def _spelled(word: str) -> str:
    """A pattern for a folded word, also with the hyphens of e-mail, USB-C and MX-200, the comma of 1,299, and the gaps
    between the groups of a long number."""
    parted = (
        f"[{HYPHENS}_]?" if not word.isdigit() else "[,，]?" if len(word) < FEWEST_DIGITS else f"[{HYPHENS},， ./]?"
    )
    return parted.join(map(_any_way, word))


def _any_way(char: str) -> str:
    """A pattern for a folded character in any width, case, script and with any accent."""
    others = _written().get(char, "")
    return f"[{re.escape(char + others)}]" if others else re.escape(char)


@cache
def _written() -> dict[str, str]:
    """For each folded character the others that fold to it. All are folded in one go: 30 ms, once."""
    chars = [chr(code) for code in range(0x21, 0x10000) if chr(code).isalnum()]
    found: dict[str, str] = {}
    for char, folded in zip(chars, without_accents(fold("\n".join(chars))).split("\n"), strict=True):
        if len(folded) == 1 and folded != char:
            found[folded] = found.get(folded, "") + char
    return found


def _hit_of_word(word: str, term: Term) -> int:
    """How much of a word is hit: all of it by its stem, else what was typed of it."""
    folded = _PARTS.sub("", surface(word))
    if stem(folded) == term.text:
        return len(word)
    signs = len(word) - len(folded)
    return min(len(word), len(term.begins) + signs) if term.begins and folded.startswith(term.begins) else 0


def _to_words(flat: str, begin: int, end: int) -> tuple[int, int]:
    """Not from the middle of an English word, nor to it."""
    if begin and (space := flat.find(" ", begin, begin + BEFORE // 2)) > 0:
        begin = space + 1
    if end < len(flat) and (space := flat.rfind(" ", end - BEFORE // 2, end)) > 0:
        end = space
    return begin, end


def _joined(hits: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Hits that touch or overlap as one; they come in the order in which they begin."""
    last: tuple[int, int] | None = None
    for begin, end in hits:
        if last and begin <= last[1]:
            last = (last[0], max(last[1], end))
            continue
        if last:
            yield last
        last = (begin, end)
    if last:
        yield last
