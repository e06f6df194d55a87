"""Admins' regular expressions, limited in time: one that would run for ever has not matched. No I/O.

Python's own `re` cannot be stopped. The package `regex` can, and has wheels for every system that Deskbell runs on;
RE2, which needs no limit, has none for musl or for the newest Python, so that `pip install` would fail there.
"""

from __future__ import annotations

from functools import lru_cache

import regex

MAX_SECONDS = 0.01
"""A pattern that means well needs a thousandth of it. The one writer waits that long at most."""
MAX_READ = 2_000
_TRIED = ("a" * 500 + "!", "1" * 500 + "!", "a1 " * 200 + "!", "你" * 500 + "！", "a@" * 200, "-" * 500 + "\n")
"""Texts of the kind on which careless patterns take for ever."""


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
            return matches(pattern, text)
        except TooSlow as error:
            self._left -= 1
            return str(error)
        except ValueError as error:
            return str(error)


@lru_cache(maxsize=500)
def _compiled(pattern: str) -> regex.Pattern[str]:
    try:
        return regex.compile(pattern, regex.VERSION0)
    except (regex.error, RecursionError, OverflowError, MemoryError) as error:
        raise ValueError(str(error) or "This is no pattern.") from None
