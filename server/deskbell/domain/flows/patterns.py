"""Admins' regular expressions, limited in time: one that would run for ever has not matched. No I/O.

Python's own `re` cannot be stopped. The package `regex` can, and has wheels for every system that Deskbell runs on;
RE2, which needs no limit, has none for musl or for the newest Python, so that `pip install` would fail there.
"""

from __future__ import annotations

import re
from functools import lru_cache

import regex

MAX_SECONDS = 0.01
"""A pattern that means well needs a thousandth of it. The one writer waits that long at most."""
MAX_READ = 2_000
_TRIED = ("a" * 500 + "!", "1" * 500 + "!", "a1 " * 200 + "!", "你" * 500 + "！", "a@" * 200, "-" * 500 + "\n")
"""Texts of the kind on which careless patterns take for ever."""

MAX_LENGTH = 1_000
MOST_STEPS = 2_000
"""What a pattern comes to with its counts written out. `regex` writes them out while it compiles, which nothing can stop:
`(?:a{1000}){1000}` took four seconds, three such levels all memory, and so did twenty groups in each other with a `+` each."""
MOST_TOGETHER = 30_000
"""The same of all the patterns of one walk or check."""
_OTHER_SYNTAX = re.compile(r"\(\?[a-zA-Z0-9-]*(?:x|V1)")
"""Free spacing and nested sets: what is a group and what is a count would have to be read in another way."""
_WHOLE = re.compile(r"\(\?#[^)]*\)|\[\^?\]?(?:\[:\^?\w+:\]|\\.|[^\]\\])*\]|\\.", re.DOTALL)
"""What is one step whatever stands in it: a comment, a class, an escaped character."""
_COUNT = re.compile(r"\{(\d*)(?:,(\d*))?\}|\+")


class TooSlow(ValueError):
    """The pattern took longer than it may."""


def matches(pattern: str, text: str) -> bool:
    """Whether all of the text is of this pattern. Raises `TooSlow`, and `ValueError` for what is no pattern."""
    try:
        return _compiled(pattern).fullmatch(text[:MAX_READ], timeout=MAX_SECONDS) is not None
    except TimeoutError:
        raise TooSlow("This pattern takes too long.") from None


class Patience:
    """For one walk or one check: after so many patterns that were too slow no other is tried, so that not their number
    decides how long somebody waits."""

    def __init__(self, slow: int = 3) -> None:
        self._left = slow
        self._steps_left = MOST_TOGETHER
        self._measured: set[str] = set()

    def fits(self, pattern: str, text: str) -> bool:
        """Whether the text is of the pattern. Nobody is there to hear that it is bad: then nothing fits it."""
        return self._tried(pattern, text) is True

    def fault_of(self, pattern: str) -> str | None:
        """What is wrong with a pattern, in English words of its own; None if it can be used, or was not tried."""
        for text in _TRIED:
            tried = self._tried(pattern, text)
            if isinstance(tried, str):
                return tried
        return None

    def _tried(self, pattern: str, text: str) -> bool | str | None:
        if self._left <= 0:
            return None
        try:
            self._measures(pattern)
            return matches(pattern, text)
        except TooSlow as error:
            self._left -= 1
            return str(error)
        except ValueError as error:
            return str(error)

    def _measures(self, pattern: str) -> None:
        """Raises `ValueError` where the patterns come to too much together."""
        if pattern not in self._measured:
            self._measured.add(pattern)
            self._steps_left -= _steps_of(pattern)
        if self._steps_left < 0:
            raise ValueError("The patterns of this flow are too long together.")


@lru_cache(maxsize=500)
def _compiled(pattern: str) -> regex.Pattern[str]:
    _steps_of(pattern)
    try:
        return regex.compile(pattern, regex.VERSION0)
    except (regex.error, RecursionError, OverflowError, MemoryError) as error:
        raise ValueError(str(error) or "This is no pattern.") from None


@lru_cache(maxsize=500)
def _steps_of(pattern: str) -> int:
    """How many steps it has. Raises `ValueError` for what cannot be measured, or is too much to be compiled."""
    if len(pattern) > MAX_LENGTH or _OTHER_SYNTAX.search(pattern) or (steps := _steps(pattern)) > MOST_STEPS:
        raise ValueError("This pattern is too long, repeats too often, or is written in free spacing.")
    return steps


def _steps(pattern: str) -> int:
    """How many the pattern has with its counts written out, or more."""
    groups: list[list[int]] = [[]]
    at = 0
    while at < len(pattern):
        items, count = groups[-1], _COUNT.match(pattern, at)
        if count and items:
            items[-1] *= 1 + max([1, *(int(number) for number in count.groups() if number)])
            at = count.end()
        elif whole := _WHOLE.match(pattern, at):
            if not whole[0].startswith("(?#"):
                items.append(1)
            at = whole.end()
        else:
            _one_more(groups, pattern[at])
            at += 1
    return sum(map(sum, groups))


def _one_more(groups: list[list[int]], char: str) -> None:
    """A group begins, a group ends and is one item of the one around it, or an item."""
    if char == "(":
        groups.append([])
    elif char == ")" and len(groups) > 1:
        inner = groups.pop()
        groups[-1].append(1 + sum(inner))
    else:
        groups[-1].append(1)
