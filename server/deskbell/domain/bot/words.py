"""Words that end the bot's turn: a wish for a person, anger. Compared folded, so 轉人工 is found by 转人工. No I/O.

A word or phrase counts wherever it stands as words of its own (see `routing.rules.says`). One that begins with `=`
counts only where nothing else is said, courtesies apart: `=人工` is "请转人工吧" and not "人工智能".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from deskbell.domain.folding import fold
from deskbell.domain.routing.rules import says

ONLY = "="
_LONGEST_BARE = 60
_BEFORE = re.compile(
    r"(?:(?:an?|the|i|we|just|want|need|give|get|me|my|please|pls|hello|hi|hey|ok|okay|no|can|have|could) "
    r"|(?:请问|请|麻烦|帮忙|帮|给|我|你好|您好|想|要|找|转接|转|接|换|叫|来|个|一个|有没有|有) ?)+"
)
_AFTER = re.compile(r"(?: (?:please|pls|now|thanks|thank you|here)| ?(?:服务|谢谢|吧|呢|啊|呀|了|吗|嘛|一下|在吗))+$")


@lru_cache(maxsize=256)
def fold_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """A list as an admin wrote it, ready for `says_any`. Kept: folding hundreds of words costs more than a look-up."""
    return tuple(dict.fromkeys(folded for word in words if (folded := fold(word).strip())))


def says_any(text: str, words: Iterable[str]) -> bool:
    """Whether one of the folded `words` is said in `text`."""
    folded = fold(text)
    bare = _bare(folded)
    return any(word[1:] == bare if word.startswith(ONLY) else says(folded, word) for word in words)


def _bare(folded: str) -> str | None:
    """What is left without punctuation and courtesies; None for what is too long to be one word."""
    if len(folded) > _LONGEST_BARE:
        return None
    plain = " ".join("".join(sign if sign.isalnum() else " " for sign in folded).split())
    begun = _BEFORE.match(plain)
    return _AFTER.sub("", plain[begun.end() :] if begun else plain)
