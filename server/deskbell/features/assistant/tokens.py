"""A text as the words that mean something, in their order, each with what binds it (`marks`) and the part it stands in. No I/O.

Chinese is read sign by sign. Texts are folded and plain (`contacts.plainly`), in usual words (`words.usual`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from deskbell.features.assistant import marks
from deskbell.features.assistant.amounts import amounts_with_places
from deskbell.features.assistant.words import APOSTROPHE, SMALL, SMALL_SIGNS, WEEKDAYS, is_han, stem

_NOTHING = re.compile(r"[您你]好|https?://")
_RANGE = re.compile(
    rf"\b(?:from|between)\s+({marks.NUMBER}|[a-z]+day)\s*(?:to|and|until|till|through|[-–~])\s*({marks.NUMBER}|[a-z]+day)"
)
_DAYS = re.compile(r"(?<=day)\s?[-–~]\s?(?=[a-z]+day)")
_TO_HAN = re.compile(rf"(?<=[\u4e00-\u9fff{marks.NUMBER}])\s?[-–~]\s?(?=[\u4e00-\u9fff])")
_HOLDS = re.compile(r"[^,;.!?。]{0,60}?(?:\b(?:must|needs?|only|has to|have to)\b|只|仅|(?<!不)[要须需]|必)")
"""What must be done, up to the next comma; not far, lest each "but" read the rest of a long text."""
_THEN = re.compile(
    r"\s*(?:and )?(?:(?:then|afterwards|thereafter|later(?=,| (?:we|it|they|you)\b))\b|after (?:that|this|which)\b)"
)
_PIECE = re.compile(
    rf"{marks.LOOKS}|(?P<small_>{SMALL_SIGNS.pattern})|(?P<number_>{marks.NUMBER})"
    r"|(?P<sign_>[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff])|(?P<word_>[^\W_\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+)"
)


class Token(NamedTuple):
    """A stem, a Chinese sign, or a number with its unit; empty where marks bind nothing ("rooibos has none")."""

    text: str
    marks: frozenset[str]
    part: int
    glued: bool = False
    """A Chinese sign right behind another."""

    @property
    def points(self) -> bool:
        return marks.POINTING in self.marks

    @property
    def limits(self) -> bool:
        return bool(self.marks & marks.LIMITS)

    @property
    def binding(self) -> frozenset[str]:
        return self.marks - marks.FREE

    @property
    def is_number(self) -> bool:
        return self.text[:1].isdecimal()


class Text(NamedTuple):
    """`parts` tells before each part what sets it apart (`marks.AND`, `COMMA`, `LEAD`); the first has a comma."""

    tokens: tuple[Token, ...]
    parts: tuple[str, ...]

    def between(self, first: int, last: int) -> Text:
        """Its parts from `first` to `last`, both included."""
        kept = tuple(one._replace(part=one.part - first) for one in self.tokens if first <= one.part <= last)
        return Text(kept, self.parts[first : last + 1])

    def places(self) -> dict[str, list[int]]:
        """Of each word."""
        found: dict[str, list[int]] = {}
        for at, one in enumerate(self.tokens):
            found.setdefault(one.text, []).append(at)
        return found

    def starts(self) -> dict[int, Token]:
        """Each part's first word."""
        return {one.part: one for one in reversed(self.tokens)}

    def end_of(self, part: int) -> int:
        """The last part before the next semicolon."""
        ends = (at for at in range(part, len(self.parts) - 1) if self.parts[at + 1] == marks.SEMICOLON)
        return next(ends, len(self.parts) - 1)

    @property
    def words(self) -> frozenset[str]:
        return frozenset(one.text for one in self.tokens)


NOTHING = Text((), ())


def together(one: Text, other: Text) -> Text:
    """One behind the other."""
    moved: tuple[Token, ...] = tuple(token._replace(part=token.part + len(one.parts)) for token in other.tokens)
    return Text(one.tokens + moved, one.parts + other.parts)


@lru_cache(maxsize=4_000)
def text_of(plain: str) -> Text:
    return _Reading(plain).text()


class _Reading:
    """One pass over a text."""

    def __init__(self, plain: str) -> None:
        self._numbers, bare = _without_numbers(_NOTHING.sub(" ", APOSTROPHE.sub("", plain)))
        self._plain = _TO_HAN.sub("到", _DAYS.sub(" to ", _RANGE.sub(r"\1 to \2", bare)))
        self._tokens: list[Token] = []
        self._parts = [marks.COMMA]
        self._pending: set[str] = set()
        self._end = -1

    def text(self) -> Text:
        for found in _PIECE.finditer(self._plain):
            kind, _, name = str(found.lastgroup).partition("_")
            self._take(kind, name, found)
        self._close()
        return Text(tuple(self._tokens), tuple(self._parts[: self._tokens[-1].part + 1] if self._tokens else ()))

    def _take(self, kind: str, name: str, found: re.Match[str]) -> None:
        if kind == "next":
            self._pending -= marks.PERSONS if name in marks.PERSONS else set()
            self._pending.add(name)
        elif kind == "last":
            self._bind_last(name.removesuffix("_by"))
        elif kind == "part":
            self._begin_part(name, carries=name == marks.AND and not found[0].isascii())
            self._pending |= {marks.OR} if found[0] in ("or", "或", "或者") else set()
            self._pending |= self._against(found)
        elif kind == "number":
            self._add(next(self._numbers))
        elif kind == "sign":
            self._add(found[0], glued=self._end == found.start())
            self._end = found.end()
        elif kind == "word" and found[0] not in SMALL:
            self._add(stem(found[0]))

    def _against(self, found: re.Match[str]) -> set[str]:
        """What the part that begins is to the one before it."""
        then = {marks.THEN} if _THEN.match(self._plain, found.end()) else set()
        if found[0] not in marks.BUTS:
            return then
        holds = {marks.HELD_TO} if _HOLDS.match(self._plain, found.end()) else set()
        return then | holds | {marks.BUT}

    def _add(self, text: str, *, glued: bool = False) -> None:
        self._pending |= self._carried()
        self._tokens.append(Token(text, frozenset(self._pending), len(self._parts) - 1, glued))
        self._pending.clear()

    def _carried(self) -> set[str]:
        """One "not" is for both in "cannot be changed or returned", one "without" in "without milk and sugar"."""
        last = self._tokens[-1] if self._tokens else None
        if last is None or last.part != len(self._parts) - 2 or self._parts[-1] != marks.AND:
            return set()
        carried = {"not"} if marks.OR in self._pending else set()
        return set(last.marks & (carried if self._pending & marks.MOVING else carried | {"without"}))

    def _begun(self) -> bool:
        return bool(self._tokens) and self._tokens[-1].part == len(self._parts) - 1

    def _close(self) -> None:
        """Marks that bind nothing are a word of their own, if they say something."""
        if "only" in self._pending and self._begun():
            self._bind_last("only")
        elif self._pending & {"not", "except"}:
            self._add("")
        elif "may" in self._pending:
            self._bind_last("may")
        for person in self._pending & marks.PERSONS:
            self._bind_last(f"{person}_last")
        self._pending.clear()

    def _bind_last(self, name: str) -> None:
        if self._begun():
            self._tokens[-1] = self._tokens[-1]._replace(marks=self._tokens[-1].marks | {name})
        elif name == "after":
            self._pending.add(marks.THEN)

    def _begin_part(self, name: str, *, carries: bool) -> None:
        """In Chinese, a mark before 和 binds what follows (不要和 …)."""
        if not self._begun() and "not" in self._pending and self._pending & marks.PERSONS:
            self._add("")
        if self._begun():
            if not carries:
                self._close()
            self._parts.append(name)
        elif name in (marks.AND, marks.LEAD):
            self._parts[-1] = name


def _without_numbers(plain: str) -> tuple[Iterator[str], str]:
    kept, at, numbers = [], 0, []
    for value, unit, start, end in amounts_with_places(plain):
        kept.append(plain[at : max(at, start)])
        numbers.append(f"{value} {unit}".strip())
        at = max(at, end)
    return iter(numbers), marks.NUMBER.join((*kept, plain[at:]))


def is_sign(token: Token) -> bool:
    return bool(token.text) and is_han(token.text)


def kind_of(token: Token) -> str:
    """What it is compared by: numbers by what they count, days of the week as such."""
    if token.text in WEEKDAYS:
        return "weekday"
    return f"#{token.text.partition(' ')[2]}" if token.is_number else token.text
