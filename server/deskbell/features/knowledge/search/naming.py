"""What a question names: its words without those that only ask, and the Chinese characters that say something. No I/O.

The title and phrasings of an article may say nothing of it while the body does. So much is looked for there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from deskbell.domain.retrieval import normalise
from deskbell.features.knowledge.search.query import Ask
from deskbell.features.knowledge.search.tokens import sign, whole
from deskbell.features.knowledge.search.words import SMALL_SIGNS, STOP_WORDS, pairs, pieces, stem

MANY = 60
"""Rows that are looked at."""
LEAST = 2.0
"""Words, of which two Chinese characters are one: a single word says too little of what is asked."""
MOST = 16
"""Words and characters; who says more tells a story, and no article has all of its words."""
_MOSTLY = 0.75
"""The share of a question's characters that must stand beside their neighbours: 玻璃壶 and not 玻 … 璃 … 壶."""
_ASKING = STOP_WORDS | frozenset(
    re.findall(
        r"\w+",
        "long much many often soon far big kind sort get got need want like tell know find still also just any some else "
        "ever really thing something anything give take make happen possible may must shall ok okay thanks one two "
        "offer sell provide use accept allow put add remove bring keep go come out never always sure able let try",
    )
)
_ASKING_HAN = re.compile(
    "多久|多少|多长时间|多长|多大|什么时候|时候|几时|几[天点个年月周日号种次]|哪里|哪儿|哪些|哪个|为什么|为何|如何|怎样|怎么样|怎么办|怎么|是否|需要|必须"
    "|可不可以|能不能|可否|应该|知道|告诉|帮忙|一下|还是|或者|一个|有没有|是不是|要不要|谁"
)


class Named(NamedTuple):
    """`words` are folded; `stretches` are runs of Chinese that say something."""

    words: tuple[str, ...]
    stretches: tuple[str, ...]

    @property
    def signs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys("".join(self.stretches)))

    @property
    def says_enough(self) -> bool:
        return len(self.words) + len(self.signs) / 2 >= LEAST and len(self.words) + len(self.signs) <= MOST

    def asks(self) -> list[Ask]:
        """For the rows that have all of it, wherever it stands."""
        words = [("c" + whole(word),) for word in self.words]
        return [Ask((*words, *(("c" + sign(one),) for one in self.signs)), MANY)]

    def reads_in(self, normal_form: str) -> bool:
        """Whether the Chinese of it is read in a text, and does not only share its characters."""
        total = sum(map(len, self.stretches))
        return not total or sum(_covered(one, normal_form) for one in self.stretches) >= _MOSTLY * total

    def share_in(self, normal_form: str) -> float:
        """How much of it a text has, 0..1."""
        found = sum(f" {stem(word)} " in normal_form for word in self.words)
        signs = sum(_covered(one, normal_form) for one in self.stretches) / 2
        return (found + signs) / max(1.0, len(self.words) + sum(map(len, self.stretches)) / 2)


def named_in(text: str) -> Named:
    words, stretches = list[str](), list[str]()
    for piece in pieces(_ASKING_HAN.sub(" ", normalise(text))):
        if piece.is_run:
            stretches += _stretches(piece.text)
        elif piece.text not in _ASKING:
            words.append(piece.text)
    return Named(tuple(dict.fromkeys(words)), tuple(dict.fromkeys(stretches)))


def _stretches(run: str) -> Iterator[str]:
    yield from "".join(" " if char in SMALL_SIGNS else char for char in run).split()


def _covered(stretch: str, text: str) -> int:
    """Its characters that are part of a pair which stands in the text."""
    places = {at + more for at, pair in enumerate(pairs(stretch)) if pair in text for more in range(len(pair))}
    return len(places)
