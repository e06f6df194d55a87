"""Texts that ask the same thing, put together. No I/O, and the same texts in the same order make the same groups.

Each text becomes a vector of its character n-grams, hashed into a fixed number of places with a sign (Weinberger et al.,
"Feature Hashing for Large Scale Multitask Learning", 2009) and weighed by how rare they are, so that "how do I" brings
nobody together. Groups are found greedily: a text joins the likest leader before it, or leads a group of its own (Hartigan,
"Clustering Algorithms", 1975, the leader algorithm). Ten thousand questions take less than two seconds of CPU.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

ALIKE = 0.5
"""Cosine from which two texts are alike."""
PLACES = 512
LONGEST = 200
"""Characters of a text that are looked at."""
_BLOCK = 256
_HAN = 0x2E80
Vectors = NDArray[np.float32]


def grouped(folded: Sequence[str], alike: float = ALIKE) -> list[list[int]]:
    """Groups of places in `folded`, each with its leader first, in the order of their leaders.

    What comes first leads: put the texts that are asked most often first.
    """
    vectors = _vectors(folded)
    leaders = np.empty((0, PLACES), dtype=np.float32)
    groups: list[list[int]] = []
    for start in range(0, len(folded), _BLOCK):
        block = vectors[start : start + _BLOCK]
        before = _likest(block @ leaders.T) if len(leaders) else [(-1, 0.0)] * len(block)
        new = _join(block, before, start, groups, alike)
        leaders = np.concatenate([leaders, block[new]])
    return groups


def _join(
    block: Vectors, before: list[tuple[int, float]], start: int, groups: list[list[int]], alike: float
) -> list[int]:
    """Put a block's texts into groups; returns those that lead new ones, by their place in the block."""
    first, new = len(groups), list[int]()
    among = block @ block.T
    for place, (leader, likeness) in enumerate(before):
        if new:
            nearest = int(np.argmax(among[place, new]))
            if among[place, new[nearest]] > likeness:
                leader, likeness = first + nearest, float(among[place, new[nearest]])
        if likeness >= alike:
            groups[leader].append(start + place)
        else:
            new.append(place)
            groups.append([start + place])
    return new


def _likest(likeness: Vectors) -> list[tuple[int, float]]:
    best = np.argmax(likeness, axis=1)
    return [(int(leader), float(likeness[row, leader])) for row, leader in enumerate(best)]


def _vectors(folded: Sequence[str]) -> Vectors:
    """One unit vector a text."""
    counts = np.zeros((len(folded), PLACES), dtype=np.float32)
    pieces = [sorted(set(_pieces(text[:LONGEST]))) for text in folded]
    spread: dict[str, int] = {}
    for mine in pieces:
        for piece in mine:
            spread[piece] = spread.get(piece, 0) + 1
    where = {piece: crc32(piece.encode()) for piece in spread}
    rare = {piece: float(np.log1p(len(folded) / often)) for piece, often in spread.items()}
    for row, mine in enumerate(pieces):
        places = [where[piece] % PLACES for piece in mine]
        weights = [rare[piece] if where[piece] & 0x8000_0000 else -rare[piece] for piece in mine]
        np.add.at(counts[row], places, weights)
    lengths = np.linalg.norm(counts, axis=1, keepdims=True)
    counts /= np.where(lengths > 0, lengths, 1)
    return counts


def _pieces(text: str) -> Iterator[str]:
    """Of Han one and two signs, of words three and four letters with their borders, and the whole word."""
    for word in "".join(sign if sign.isalnum() else " " for sign in text).split():
        if any(ord(sign) >= _HAN for sign in word):
            yield from word
            yield from (word[at : at + 2] for at in range(len(word) - 1))
        else:
            edged = f"<{word}>"
            yield edged
            for size in (3, 4):
                yield from (edged[at : at + size] for at in range(len(edged) - size + 1))
