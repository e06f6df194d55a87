"""Whether two questions wish the same thing in nearly the same words. No I/O.

Strict, since what is taken for the same is taught together: "cancel my order" and "track my order" share all but one word,
and that is the one that counts. So all words must be the same, apart from those below, in any order.
"""

from __future__ import annotations

import re

from deskbell.domain.retrieval.text import normalise, runs

Wish = tuple[str, ...]
_POLITE = re.compile("an?|the|my|our|i|we|can|could|may|would|do|does|is|are|am|be|how")
"""Without them a question wishes the same. Who, when, where, what was, will be or must be, and "not" are no such words."""
_WANTED = re.compile(r"\b(?:want|like|how) to\b")
_POLITE_HAN = re.compile("能不能|可不可以|可否|可以|怎么|如何|怎样|我们|我想|我要|[我的能请]")
_ORDERED = re.compile("from|to|into|than|before|after|without|not|instead|by|for|with")
"""With one of these the order counts: from China to Canada is not from Canada to China. In Chinese it always counts."""


def wish_of(text: str) -> Wish:
    """Equal for two texts that wish the same in nearly the same words."""
    plain = normalise(text)
    said = _WANTED.sub(" ", _POLITE_HAN.sub("", plain))
    words = [run if unspaced else _single(run) for run, unspaced in runs(said) if not _POLITE.fullmatch(run)]
    if not words:
        return (plain,)
    return tuple(words if any(map(_ORDERED.fullmatch, words)) else sorted(words))


def _single(word: str) -> str:
    """One of a kind: tins are a tin. Other endings stay, since what was cancelled is not what to cancel."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
