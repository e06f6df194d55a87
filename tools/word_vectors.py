"""Makes server/deskbell/domain/retrieval/word_vectors.npz from GloVe's text format: one word a line, then its numbers.

    .venv/bin/python -m tools.word_vectors glove.6B.50d.txt

The file is that of https://nlp.stanford.edu/projects/glove/ (public domain, PDDL 1.0). Needed only to make it anew.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

TABLE = Path(__file__).parent.parent / "server/deskbell/domain/retrieval/word_vectors.npz"
WORDS = 20_000
_COMMON = 1e-3
"""Arora, Liang, Ma (2017): a word of frequency p weighs a / (a + p)."""
_SHARED = 2
"""Directions that all words have in common (Mu, Viswanath 2018), besides the mean."""


def make(lines: Iterable[str], table: Path) -> None:
    """Reads the most frequent words, which come first, and writes the table."""
    words, ranks, vectors = _read(lines)
    vectors = _without_shared(vectors)
    frequency = 0.06 / (ranks + 2.7)  # Zipf's law with Mandelbrot's shift, fitted to English text
    vectors *= (_COMMON / (_COMMON + frequency))[:, None]
    scales = np.abs(vectors).max(axis=1) / 127
    rows = np.round(vectors / scales[:, None]).astype(np.int8)
    named = np.frombuffer("\n".join(words).encode(), dtype=np.uint8)
    np.savez_compressed(table, words=named, rows=rows, scales=scales.astype(np.float16))


def _read(lines: Iterable[str]) -> tuple[list[str], npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    taken = list(_words(lines))
    return (
        [word for _, word, _ in taken],
        np.array([rank for rank, _, _ in taken], dtype=np.float64),
        np.array([vector for _, _, vector in taken], dtype=np.float64),
    )


def _words(lines: Iterable[str]) -> Iterator[tuple[int, str, list[float]]]:
    left = WORDS
    for rank, line in enumerate(lines, start=1):
        word, *numbers = line.rstrip("\n").split(" ")
        if word.isascii() and word.isalnum() and not word.isdigit():
            yield rank, word, [float(number) for number in numbers]
            left -= 1
        if not left:
            return


def _without_shared(vectors: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    centred = vectors - vectors.mean(axis=0)
    _, _, directions = np.linalg.svd(centred, full_matrices=False)
    shared = directions[:_SHARED]
    return np.asarray(centred - centred @ shared.T @ shared)


if __name__ == "__main__":
    with Path(sys.argv[1]).open(encoding="utf-8") as source:
        make(source, TABLE)
