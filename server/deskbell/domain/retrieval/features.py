"""What a text is compared by, as hashed counts: words with pairs of words, pieces of words, and stems. Batches only.

Hashes are CRC-32 and arithmetic on it, so that every process and every start sees the same.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from snowballstemmer import stemmer

from deskbell.domain.retrieval.text import runs
from deskbell.domain.retrieval.vectors import place_of, places_in

BUCKETS = 1 << 18
"""Features are told apart as far as this; 15,000 phrasings have about 100,000 of a kind."""

_WINDOW = 4
"""Two words count as a pair, in either order, when they are at most so many words apart."""

_AT_ONCE = 1_000
"""Texts that are taken apart together: what is in between takes ten times what is kept."""

_STEMMER = stemmer("english")
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]


class Counts(NamedTuple):
    """A sparse table: in row `rows[i]` feature `features[i]` has `values[i]`. Sorted by row."""

    rows: Ints
    features: Ints
    values: Floats
    height: int


class Pieces(NamedTuple):
    words: Counts
    """Words, their stems, and pairs of stems: following each other, and near each other in either order."""
    characters: Counts
    """3 to 5 characters of a word with its ends; 1 to 3 of a stretch without spaces."""
    stems: Counts
    vectors: Counts
    """How often each place of the table of word vectors is named."""


class _Word(NamedTuple):
    word: int
    stem: int
    characters: Ints
    vector: int


def pieces_of(normalised: Sequence[str]) -> Pieces:
    """The features of each text, one row a text."""
    starts = range(0, len(normalised), _AT_ONCE) or [0]
    parts = [_pieces_of(normalised[start : start + _AT_ONCE]) for start in starts]
    return parts[0] if len(parts) == 1 else Pieces(*(_joined(kind) for kind in zip(*parts, strict=True)))


def named_in(normalised: Sequence[str]) -> Counts:
    """`pieces_of(...).vectors` alone, in a fraction of the time."""
    named = [[place for place in _places(text) if place >= 0] for text in normalised]
    rows = np.repeat(np.arange(len(named)), np.array([len(row) for row in named], dtype=np.int64))
    return _counted(rows, np.array([place for row in named for place in row], dtype=np.int64), len(named))


def _places(normalised: str) -> Iterator[int]:
    for run, unspaced in runs(normalised):
        yield from places_in(run) if unspaced else (place_of(run),)


def _joined(parts: Sequence[Counts]) -> Counts:
    """One below the other."""
    above = np.cumsum([0, *(part.height for part in parts)])
    return Counts(
        np.concatenate([part.rows + start for part, start in zip(parts, above[:-1], strict=True)]),
        np.concatenate([part.features for part in parts]),
        np.concatenate([part.values for part in parts]),
        int(above[-1]),
    )


def _pieces_of(normalised: Sequence[str]) -> Pieces:
    words = [_words_of(text) for text in normalised]
    lengths = np.array([len(row) for row in words], dtype=np.int64)
    flat = [word for row in words for word in row]
    rows = np.repeat(np.arange(len(words)), lengths)
    plain = np.array([word.word for word in flat], dtype=np.int64)
    stems = np.array([word.stem for word in flat], dtype=np.int64)
    vectors = np.array([word.vector for word in flat], dtype=np.int64)
    known, height = vectors >= 0, len(words)
    return Pieces(
        _counted(*_with_pairs(rows, plain, stems, lengths), height),
        _counted(*_spread(rows, [word.characters for word in flat]), height),
        _counted(rows, stems % BUCKETS, height),
        _counted(rows[known], vectors[known], height),
    )


def _words_of(normalised: str) -> list[_Word]:
    found: list[_Word] = []
    for run, unspaced in runs(normalised):
        if unspaced:
            found.extend(_han_at(run[at : at + 3], vector) for at, vector in enumerate(places_in(run)))
        else:
            found.append(_word(run))
    return found


@lru_cache(maxsize=50_000)
def _word(word: str) -> _Word:
    stem = _STEMMER.stemWord(word) if word.isascii() else word
    ends = f"\x02{word}\x03"
    grams = {ends[at : at + size] for size in (3, 4, 5) for at in range(len(ends) - size + 1)} or {ends}
    hashed = np.array([_hash(gram) % BUCKETS for gram in sorted(grams)], dtype=np.int64)
    return _Word(_hash("w" + word), _hash("s" + stem), hashed, place_of(word))


@lru_cache(maxsize=50_000)
def _han_at(following: str, vector: int) -> _Word:
    grams = [following[:size] for size in range(1, len(following) + 1)]
    hashed = np.array([_hash(gram) % BUCKETS for gram in grams], dtype=np.int64)
    return _Word(_hash("w" + following[0]), _hash("s" + following[0]), hashed, vector)


def _hash(text: str) -> int:
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))


def _with_pairs(rows: Ints, plain: Ints, stems: Ints, lengths: Ints) -> tuple[Ints, Ints]:
    """Each word and stem, each stem with its follower and each two within the window, and both ends of the text."""
    filled = lengths > 0
    last = np.cumsum(lengths)[filled] - 1
    first, named = last - lengths[filled] + 1, np.nonzero(filled)[0]
    row_parts, parts = [rows, rows, named, named], [plain, stems, _pair(11, stems[first], 7), _pair(12, stems[last], 7)]
    for apart in range(1, _WINDOW + 1):
        same = rows[apart:] == rows[:-apart]
        left, right, row = stems[:-apart][same], stems[apart:][same], rows[apart:][same]
        if apart == 1:
            row_parts.append(row)
            parts.append(_pair(13, left, right))
        row_parts.append(row)
        parts.append(_pair(14, np.minimum(left, right), np.maximum(left, right)))
    return np.concatenate(row_parts), np.concatenate(parts) % BUCKETS


def _pair(kind: int, left: Ints, right: Ints | int) -> Ints:
    """A hash of two hashes, below 2**32; the multipliers are Knuth's and a prime, the rest wraps at 64 bits."""
    mixed = left.astype(np.uint64) * np.uint64(2654435761) + np.asarray(right, dtype=np.uint64) * np.uint64(2246822519)
    mixed = (mixed + np.uint64(kind * 374761393)) * np.uint64(0x9E3779B97F4A7C15)
    return (mixed >> np.uint64(32)).astype(np.int64)


def _spread(rows: Ints, features: Sequence[Ints]) -> tuple[Ints, Ints]:
    """One row a feature, of the rows of what has them."""
    lengths = np.array([len(each) for each in features], dtype=np.int64)
    return np.repeat(rows, lengths), np.concatenate([*features, np.zeros(0, dtype=np.int64)])


def _counted(rows: Ints, features: Ints, height: int) -> Counts:
    """Repeats made one, with a value that grows like the logarithm of how often it stands there."""
    keys, often = np.unique(rows * BUCKETS + features, return_counts=True)
    return Counts(keys // BUCKETS, keys % BUCKETS, (1 + np.log(often)).astype(np.float32), height)
