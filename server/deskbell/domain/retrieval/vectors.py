"""What words mean, roughly: a small table of vectors, from which a text's vector is summed up.

`word_vectors.npz` holds 20,000 English and 21,000 Chinese words, simplified, as Google's multilingual Universal Sentence
Encoder sees each alone (Apache 2.0), made by `tools/word_vectors.py`: 96 dimensions, what all words share is taken out (Mu,
Viswanath 2018), a frequent word weighs less (Arora, Liang, Ma 2017), one byte a number. It is part of the package,
nothing is downloaded. Other languages have no vectors and are compared by what is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources
from io import BytesIO
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

_LONGEST = 4
"""Characters of a Chinese word in the table."""


class _Table(NamedTuple):
    places: dict[str, int]
    rows: npt.NDArray[np.int8]
    scales: npt.NDArray[np.float32]


def place_of(word: str) -> int:
    """Where the word stands in the table, -1 for a word that is not in it."""
    return _table().places.get(word, -1)


def places_in(run: str) -> list[int]:
    """The words of a stretch without spaces, always the longest that the table has: its place where one begins, else -1."""
    places, found, at = _table().places, [-1] * len(run), 0
    while at < len(run):
        size = next((size for size in range(_LONGEST, 0, -1) if run[at : at + size] in places), 1)
        found[at] = places.get(run[at : at + size], -1)
        at += size
    return found


def at(places: npt.NDArray[np.int64] | Sequence[int]) -> npt.NDArray[np.float32]:
    """The vectors of the words at these places, one row a word, already weighed."""
    table = _table()
    return np.asarray(table.rows[places] * table.scales[places][:, None])


def width() -> int:
    """Numbers in a vector."""
    return int(_table().rows.shape[1])


@cache
def _table() -> _Table:
    content = resources.files(__package__).joinpath("word_vectors.npz").read_bytes()
    with np.load(BytesIO(content), allow_pickle=False) as stored:
        words = bytes(stored["words"]).decode().split("\n")
        return _Table(
            {word: place for place, word in enumerate(words)}, stored["rows"], stored["scales"].astype(np.float32)
        )
