"""What a question is about, apart from the words that every question has, and how much of that a phrasing is about too.

In a small knowledge base "how do I track my order" is near "how do I cancel my order": what is common teaches a model as
much as what is not. So it counts how many words of the subject both share, or have nearly the same meaning.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from snowballstemmer import stemmer

from deskbell.domain.retrieval.features import Floats, Ints
from deskbell.domain.retrieval.text import runs
from deskbell.domain.retrieval.vectors import at, place_of, width

_APART, _ALIKE = 0.2, 0.6
"""The cosines up to which two words have nothing in common, and from which they mean nearly the same: package and parcel
0.7, order and station 0.3, order and track 0.2."""
_UNKNOWN = 0.35
"""What a word counts for that none can be compared with."""
_STEMMER = stemmer("english")
_COMMON_WORDS = (
    "a an the this that these those it its i me my mine we us our you your he him his she her they them their who "
    "whom whose what which when where why how is am are was were be been being do does did doing done have has had "
    "having can could will would shall should may might must of to in on at by for from with without about into onto "
    "over under up down out off and or but if then than as so not no yes any some all more most much many very too "
    "also just only here there now today still again ever never one get got go goes going come make made want need "
    "like know tell say ask question help thing something anything anybody somebody please thanks thank hello hi hey "
    "name let try use way new"
)
_COMMON = frozenset(_COMMON_WORDS.split())
_COMMON_SIGNS = frozenset(
    "我你您他她它们的了是在有和与或不没吗呢吧啊呀哦么什怎样为哪里个这那些就都也还很要想能可以会请问一下到说做去来上对把给被让从用多少几时候"
)
Words = Sequence[str]


def subject_of(normalised: str) -> Words:
    """Words and signs that say what it is about, each once."""
    found: list[str] = []
    for run, unspaced in runs(normalised):
        if unspaced:
            found.extend(sign for sign in run if sign not in _COMMON_SIGNS)
        elif run not in _COMMON:
            found.append(run)
    return list(dict.fromkeys(found))


class Subjects:
    """What each phrasing is about; `owners` are sorted."""

    def __init__(self, subjects: Sequence[Words], owners: Ints) -> None:
        self._filled = np.nonzero([len(subject) for subject in subjects])[0]
        self._owners = owners[self._filled]
        self._starts = np.cumsum([0, *(len(subject) for subject in subjects if subject)])
        self._words = [word for subject in subjects for word in subject]

    def shared(self, asked: Words, owner: int, hidden: Ints | None = None) -> float:
        """How much of the subject the question and the owner's nearest phrasing have in common, 0..1: the harmonic mean of
        the share of its words that the other has, both ways (the coefficient of Dice 1945, with words alike in part)."""
        first, last = np.searchsorted(self._owners, [owner, owner + 1])
        said = self._words[self._starts[first] : self._starts[last]]
        if not asked or not said:
            return 0.0
        alike, starts = _alike(asked, said), self._starts[first:last] - self._starts[first]
        of_asked = _known(np.maximum.reduceat(alike, starts, axis=1)).mean(axis=0)
        of_said = np.add.reduceat(_known(alike.max(axis=0)), starts) / np.diff(self._starts[first : last + 1])
        both = 2 * of_asked * of_said / np.maximum(of_asked + of_said, 1e-9)
        if hidden is not None:
            both[np.isin(self._filled[first:last], hidden)] = 0
        return float(both.max())


def _alike(asked: Words, said: Words) -> Floats:
    """Of each pair of words 0..1, or -1 where one has no vector and their stems differ."""
    one, other = _directions(asked), _directions(said)
    alike = np.clip((one @ other.T - _APART) / (_ALIKE - _APART), 0, 1)
    alike[~np.any(one, axis=1)] = -1
    alike[:, ~np.any(other, axis=1)] = -1
    stems = np.array([stem_of(word) for word in said])
    for row, word in enumerate(asked):
        alike[row, stems == stem_of(word)] = 1
    return np.asarray(alike, dtype=np.float32)


def _known(alike: Floats) -> Floats:
    return np.where(alike < 0, np.float32(_UNKNOWN), alike)


def _directions(words: Words) -> Floats:
    return np.array([_direction(word) for word in words], dtype=np.float32)


@lru_cache(maxsize=20_000)
def _direction(word: str) -> npt.NDArray[np.float32]:
    """Its vector of length 1, or 0 where it has none."""
    place = place_of(word)
    row = at([place])[0] if place >= 0 else np.zeros(width(), dtype=np.float32)
    return row / max(float(np.linalg.norm(row)), 1e-9)


@lru_cache(maxsize=20_000)
def stem_of(word: str) -> str:
    """Of an English word; others are their own."""
    return str(_STEMMER.stemWord(word)) if word.isascii() else word
