"""Text as the matcher compares it: one form for each letter, then overlapping pieces of a few characters.

Pieces of 1 to 3 characters where a language writes without spaces, of 3 to 5 inside words elsewhere: so "退货" is found
in a longer sentence, and "returning" shares most of itself with "return". Weighing the pieces is the matcher's work.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

LONGEST = 500
"""Characters that are read of a question: as long as a phrasing may be, so that the work has a bound."""

_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\u0e00-\u0e7f"
_RUNS = re.compile(f"[{_UNSPACED}]+|[^{_UNSPACED} ]+")
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_COURTESIES = re.compile(
    r"\b(?:hello|hi|hey|good (?:morning|afternoon|evening)|please|pls|thanks|thank you|excuse me|tell me"
    r"|(?:can|could|may) i ask|i (?:want|would like|d like) to (?:know|ask))\b"
    "|[您你](?:们)?好|早上好|下午好|晚上好|请问一下|请问|想问一下|我想问|想问|麻烦|谢谢|多谢|一下|在吗|亲"
    "|早安|午安|請問一下|請問|想問一下|我想問|想問|麻煩|謝謝|多謝|[吗嗎呢啊呀吧哦喔啦]"
)


def normalise(text: str) -> str:
    """Full-width and half-width, upper and lower case, and all punctuation made one; courtesies taken off."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST]).casefold()[: LONGEST * 2]
    spaced = " ".join("".join(char if _counts(char) else " " for char in plain).split())
    return " ".join(_COURTESIES.sub(" ", spaced).split()) or spaced


def pieces(normalised: str) -> Counter[str]:
    """How often each piece occurs."""
    counted: Counter[str] = Counter()
    for run in _RUNS.findall(normalised):
        counted.update(_of_unspaced(run) if _IS_UNSPACED.match(run) else _of_word(run))
    return counted


def _counts(char: str) -> bool:
    # Letters, digits, and marks, without which Indic and Thai words fall to pieces. Symbols too: 😊 may be asked.
    return unicodedata.category(char)[0] in "LMN" or unicodedata.category(char) == "So"


def _of_unspaced(run: str) -> Iterator[str]:
    for size in (1, 2, 3):
        yield from (run[at : at + size] for at in range(len(run) - size + 1))


def _of_word(run: str) -> Iterator[str]:
    word = f"\x02{run}\x03"
    if len(word) <= 3:
        yield word
    for size in (3, 4, 5):
        yield from (word[at : at + size] for at in range(len(word) - size + 1))
