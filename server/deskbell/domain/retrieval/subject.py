"""What a question is about, apart from the words that every question has.

In a small knowledge base "where is the station" is near "where is my order": they share all that is common. An answer is
only sure where it shares a word of the subject, or one that means nearly the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from snowballstemmer import stemmer

from deskbell.domain.retrieval.text import runs
from deskbell.domain.retrieval.vectors import at, place_of, width

_ALIKE = 0.6
"""From this cosine on two words mean nearly the same: package and parcel 0.7, order and station 0.3."""
_STEMMER = stemmer("english")
_COMMON = frozenset(
    [
        "a",
        "an",
        "the",
        "this",
        "that",
        "these",
        "those",
        "it",
        "its",
        "i",
        "me",
        "my",
        "mine",
        "we",
        "us",
        "our",
        "you",
        "your",
        "he",
        "him",
        "his",
        "she",
        "her",
        "they",
        "them",
        "their",
        "who",
        "whom",
        "whose",
        "what",
        "which",
        "when",
        "where",
        "why",
        "how",
        "is",
        "am",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "do",
        "does",
        "did",
        "doing",
        "done",
        "have",
        "has",
        "had",
        "having",
        "can",
        "could",
        "will",
        "would",
        "shall",
        "should",
        "may",
        "might",
        "must",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "with",
        "without",
        "about",
        "into",
        "onto",
        "over",
        "under",
        "up",
        "down",
        "out",
        "off",
        "and",
        "or",
        "but",
        "if",
        "then",
        "than",
        "as",
        "so",
        "not",
        "no",
        "yes",
        "any",
        "some",
        "all",
        "more",
        "most",
        "much",
        "many",
        "very",
        "too",
        "also",
        "just",
        "only",
        "here",
        "there",
        "now",
        "today",
        "still",
        "again",
        "ever",
        "never",
        "one",
        "get",
        "got",
        "go",
        "goes",
        "going",
        "come",
        "make",
        "made",
        "want",
        "need",
        "like",
        "know",
        "tell",
        "say",
        "ask",
        "question",
        "help",
        "thing",
        "something",
        "anything",
        "anybody",
        "somebody",
        "please",
        "thanks",
        "thank",
        "hello",
        "hi",
        "hey",
        "name",
        "let",
        "try",
        "use",
        "way",
        "new",
    ]
)
_COMMON_SIGNS = frozenset(
    "我你您他她它们的了是在有和与或不没吗呢吧啊呀哦么什怎样为哪里个这那些就都也还很要想能可以会请问一下到说做去来上对把给被让从用多少几时候"
)
Words = frozenset[str]


def subject_of(normalised: str) -> Words:
    """Stems and signs that say what it is about."""
    found: list[str] = []
    for run, unspaced in runs(normalised):
        if unspaced:
            found.extend(sign for sign in run if sign not in _COMMON_SIGNS)
        elif run not in _COMMON:
            found.append(run)
    return frozenset(found)


class Subjects:
    """What the phrasings of each owner are about."""

    def __init__(self, texts: Iterable[str], owners: Iterable[int], size: int) -> None:
        words: list[set[str]] = [set() for _ in range(size)]
        for text, owner in zip(texts, owners, strict=True):
            words[owner] |= subject_of(text)
        self._words = [frozenset(each) for each in words]
        self._stems = [frozenset(_stem(word) for word in each) for each in words]

    def meets(self, asked: Words, owner: int) -> bool:
        """Whether the question is about something that the owner's phrasings name, or mean."""
        if any(_stem(word) in self._stems[owner] for word in asked):
            return True
        return bool(_near(asked, self._words[owner]))


def _near(asked: Words, known: Words) -> bool:
    one, other = _directions(asked), _directions(known)
    return len(one) > 0 and len(other) > 0 and float((one @ other.T).max()) >= _ALIKE


def _directions(words: Words) -> npt.NDArray[np.float32]:
    rows = [row for word in sorted(words) if (row := _direction(word)) is not None]
    return np.array(rows, dtype=np.float32) if rows else np.zeros((0, width()), dtype=np.float32)


@lru_cache(maxsize=20_000)
def _direction(word: str) -> npt.NDArray[np.float32] | None:
    place = place_of(word)
    if place < 0:
        return None
    row = at([place])[0]
    length = float(np.linalg.norm(row))
    return row / length if length > 0 else None


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    return str(_STEMMER.stemWord(word)) if word.isascii() else word
