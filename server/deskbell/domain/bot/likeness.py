"""Texts that ask about the same thing, put together. No I/O, and the same texts in the same order make the same groups.

Whether two of them wish the same thing is another matter: `wishes`.

Each text becomes a vector: its character n-grams, hashed into a fixed number of places with a sign (Weinberger et al.,
"Feature Hashing for Large Scale Multitask Learning", 2009), weighed by how rare they are and how much their word says, so
that "how do I" brings nobody together; and beside them what its words mean (`retrieval.vectors`), so that a parcel may be a
package. Groups are found greedily: a text joins the group whose middle is nearest, or begins one of its own (the leader
algorithm of Hartigan, "Clustering Algorithms", 1975, with middles). Of 30 of CLINC150's topics with six questions each,
86 % of the pairs that are put together belong together, and 37 % of those that belong together are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from deskbell.domain.retrieval.features import named_in
from deskbell.domain.retrieval.space import meanings_of
from deskbell.domain.retrieval.text import normalise
from deskbell.domain.retrieval.vectors import at as vectors_at
from deskbell.domain.retrieval.vectors import place_of, places_in

ALIKE = 0.4
"""Cosine from which a text belongs to a group."""
WRITTEN = 0.8
"""The share of what is written; the rest is what is meant."""
PLACES = 512
LONGEST = 80
"""Characters of a text that are looked at: a question is shorter, and the time goes by them."""
MOST_TOGETHER = 20
"""Texts of a group: so many can be looked through. Without an end a large group draws in more and more that is unlike."""
_FEW = 500
"""A short list does not tell what is rare: in a list of so many at least everything else is other words."""
_HAN = 0x2E80
_ONE_BY_ONE, _BLOCK = 1_000, 256
"""Of long lists, whole blocks are compared with the middles as they were before: so 10,000 take seconds, not a minute."""
Vectors = NDArray[np.float32]


class _Groups:
    """The groups so far, and the sum of the vectors of each."""

    def __init__(self, most: int, width: int) -> None:
        self.members: list[list[int]] = []
        self._sums = np.zeros((most, width), dtype=np.float32)
        self._full: list[int] = []

    def nearest(self, block: Vectors) -> list[tuple[int, float]]:
        """To each vector the group whose middle is nearest, and how near that is."""
        if not self.members:
            return [(-1, 0.0)] * len(block)
        sums = self._sums[: len(self.members)]
        likeness = block @ sums.T / np.maximum(np.linalg.norm(sums, axis=1), 1e-9)
        likeness[:, self._full] = -1
        best = np.argmax(likeness, axis=1)
        return [(int(group), float(likeness[row, group])) for row, group in enumerate(best)]

    def is_full(self, group: int) -> bool:
        return len(self.members[group]) >= MOST_TOGETHER

    def add(self, group: int, place: int, vector: Vectors) -> None:
        if group == len(self.members):
            self.members.append([])
        self.members[group].append(place)
        self._sums[group] += vector
        if self.is_full(group):
            self._full.append(group)


def grouped(folded: Sequence[str], alike: float = ALIKE) -> list[list[int]]:
    """Groups of places in `folded`, each with its leader first, in the order of their leaders.

    What comes first leads: put the texts that are asked most often first.
    """
    vectors, start = _vectors(folded), 0
    groups = _Groups(*vectors.shape)
    while start < len(folded):
        block = vectors[start : start + (1 if start < _ONE_BY_ONE else _BLOCK)]
        _join(groups, block, start, alike)
        start += len(block)
    return groups.members


def _join(groups: _Groups, block: Vectors, start: int, alike: float) -> None:
    """Put a block's texts into groups; those of the block that begin new ones count as their middles within it."""
    first, new, among = len(groups.members), list[int](), block @ block.T
    for place, (group, likeness) in enumerate(groups.nearest(block)):
        if new:
            nearest = int(np.argmax(among[place, new]))
            if among[place, new[nearest]] > likeness:
                group, likeness = first + nearest, float(among[place, new[nearest]])
        if likeness < alike or groups.is_full(group):
            group = len(groups.members)
            new.append(place)
        groups.add(group, start + place, block[place])


def _vectors(folded: Sequence[str]) -> Vectors:
    """One vector a text, of length 1 where its words are known."""
    written = _written(folded) * np.float32(np.sqrt(WRITTEN))
    return np.hstack([written, _meant(folded) * np.float32(np.sqrt(1 - WRITTEN))])


def _meant(folded: Sequence[str]) -> Vectors:
    """One unit vector a text, or 0 where none of its words is known."""
    return meanings_of(named_in([normalise(text[:LONGEST]) for text in folded]))


def _written(folded: Sequence[str]) -> Vectors:
    """One unit vector a text."""
    counts = np.zeros((len(folded), PLACES), dtype=np.float32)
    pieces = [dict(_pieces(text[:LONGEST])) for text in folded]
    spread: dict[str, int] = {}
    for mine in pieces:
        for piece in mine:
            spread[piece] = spread.get(piece, 0) + 1
    where = {piece: crc32(piece.encode()) for piece in spread}
    rare = {piece: float(np.log1p(max(len(folded), _FEW) / often)) for piece, often in spread.items()}
    for row, mine in enumerate(pieces):
        places = [where[piece] % PLACES for piece in mine]
        weights = [rare[piece] * (says if where[piece] & 0x8000_0000 else -says) for piece, says in mine.items()]
        np.add.at(counts[row], places, weights)
    lengths = np.linalg.norm(counts, axis=1, keepdims=True)
    counts /= np.where(lengths > 0, lengths, 1)
    return counts


def _pieces(text: str) -> Iterator[tuple[str, float]]:
    """Of Han one and two signs, of words three and four letters with their borders, and the whole word; each with how much
    its word says."""
    for word in "".join(sign if sign.isalnum() else " " for sign in text).split():
        if any(ord(sign) >= _HAN for sign in word):
            yield from _han_pieces(word)
        else:
            edged, says = f"<{word}>", _says(place_of(word))
            yield edged, says
            for size in (3, 4):
                yield from ((edged[at : at + size], says) for at in range(len(edged) - size + 1))


def _han_pieces(run: str) -> Iterator[tuple[str, float]]:
    says = 0.0
    for at, place in enumerate(places_in(run)):
        says = _says(place) if place >= 0 or at == 0 else says
        yield run[at], says
        yield run[at : at + 2], says


@lru_cache(maxsize=50_000)
def _says(place: int) -> float:
    """How much a word says by itself, in 0..1: hardly anything where everybody uses it, most where the table has it not."""
    return float(np.linalg.norm(vectors_at([place])[0])) if place >= 0 else 1.0
