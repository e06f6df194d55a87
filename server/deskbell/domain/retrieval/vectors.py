"""What English words mean, roughly: a small table of vectors, from which a text's vector is summed up.

`word_vectors.npz` holds the 20,000 most frequent words of GloVe 6B (50 dimensions; Pennington, Socher, Manning 2014;
public domain, PDDL 1.0), made by `tools/word_vectors.py`: what all words share is taken out (Mu, Viswanath 2018), a
frequent word weighs less (Arora, Liang, Ma 2017), one byte a number. It is part of the package, nothing is downloaded.
Other languages have no vectors and are compared by what is written.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from io import BytesIO
from typing import NamedTuple

import numpy as np
import numpy.typing as npt


class _Table(NamedTuple):
    places: dict[str, int]
    vectors: npt.NDArray[np.float32]


def place_of(word: str) -> int:
    """Where the word stands in the table, -1 for a word that is not in it."""
    return _table().places.get(word, -1)


def vectors() -> npt.NDArray[np.float32]:
    """One row a word, already weighed."""
    return _table().vectors


@cache
def _table() -> _Table:
    content = resources.files(__package__).joinpath("word_vectors.npz").read_bytes()
    with np.load(BytesIO(content), allow_pickle=False) as stored:
        words = bytes(stored["words"]).decode("ascii").split("\n")
        rows = stored["rows"].astype(np.float32) * stored["scales"].astype(np.float32)[:, None]
    return _Table({word: place for place, word in enumerate(words)}, rows)
