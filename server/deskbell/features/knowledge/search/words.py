"""Text as search compares it: folded, in words and runs of Chinese, English words by their stem. No I/O.

A language without spaces has no words to look up, so a run of it is searched by its characters and pairs of them: one
character finds, and so do two. What becomes of the pieces in the index is `tokens`' work.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

from deskbell.domain.folding import fold

UNSPACED = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
PIECE = re.compile(f"(?P<run>[{UNSPACED}]+)|(?P<word>[^\\W_{UNSPACED}]+|[\u2190-\u2bff\U0001f000-\U0001faff])")
"""A run of what is written without spaces, or a word: letters and digits, or one symbol."""

HYPHENS = "-\u2010\u2011"
BEFORE_HYPHEN = ("e", "wi")
"""Beginnings that are written with a hyphen as often as without: e-mail is email, wi-fi is wifi."""

_WORD = f"[^\\W_{UNSPACED}]"
_CHAIN = re.compile(
    f"(?<!{_WORD}){_WORD}+(?:[-\u2010\u2011\uff0d_]{_WORD}+)+|(?<!\\w)\\d+(?:[-\u2010\u2011 ./]\\d+)+(?!\\w)"
)
"""USB-C, MX-200, KX_77, soft-close; and groups of digits: 0800-555-777, 030 1234567."""
_LONGEST_JOINED, FEWEST_DIGITS = 40, 7
"""Groups of fewer digits are a date's day, a size or a price."""

_APOSTROPHE = re.compile("(?<=\\w)['\u2019](?=\\w)")
_HYPHEN = re.compile("|".join(rf"(?<=\b{start})[{HYPHENS}](?=[a-z])" for start in BEFORE_HYPHEN))
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_ENGLISH = re.compile("[a-z]{3,40}")
_stemmer = snowballstemmer.stemmer("english")

STOP_WORDS = frozenset(
    re.findall(
        r"\w+",
        "a about am an and any are as at be been but by can could did do does dont for from had has have he hello hi how i "
        "if im in is it its me my no not of on or our please so that the their them then there these they this to us was "
        "we were what when where which who why will with would you your",
    )
)
"""English words that say nothing of what is looked for; they count only where a query has no others."""

SMALL_SIGNS = frozenset(
    "的了吗呢吧啊么嘛怎什哪谁您你我他她它们请问想要能会可以是有在和与及或把被给个这那就都也还不没很"
)
"""Chinese characters (folded) that hold a sentence together: a pair with one of them says less than other pairs."""


def _without_accent(code: int) -> str:
    parts = unicodedata.normalize("NFD", chr(code))
    return parts[0] if all(unicodedata.combining(mark) for mark in parts[1:]) else chr(code)


_WITHOUT_ACCENTS = {code: _without_accent(code) for code in range(0xC0, 0x530)}


class Piece(NamedTuple):
    """`text` is folded; a word's is its surface, not its stem."""

    text: str
    is_run: bool


def without_accents(folded: str) -> str:
    """Latin, Greek and Cyrillic letters without marks, each in its place: who types cafe means café."""
    return folded if folded.isascii() else folded.translate(_WITHOUT_ACCENTS)


def surface(text: str) -> str:
    """Folded, without accents, the hyphen of e-mail and the comma of 1,299."""
    return _GROUPED.sub("", _HYPHEN.sub("", without_accents(fold(text))))


def pieces(text: str) -> Iterator[Piece]:
    """The words and runs of a text, in their order."""
    for found in PIECE.finditer(_APOSTROPHE.sub("", surface(text))):
        yield Piece(found[0], found.lastgroup == "run")


def joined(text: str) -> list[str]:
    """What has hyphens in a text as it is written without them, folded: usbc, mx200, 0800555777. Each once."""
    chains = (found[0] for found in _CHAIN.finditer(text))
    plain = (without_accents(unicodedata.normalize("NFKC", chain).casefold()) for chain in chains)
    words = ("".join(char for char in chain if char.isalnum()) for chain in plain)
    return [word for word in dict.fromkeys(words) if len(word) <= _LONGEST_JOINED and _is_one(word)]


def _is_one(word: str) -> bool:
    return not word.isdigit() or len(word) >= FEWEST_DIGITS


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a folded English word; any other word is its own (stemming costs a tenth of a millisecond)."""
    return str(_stemmer.stemWord(word)) if _ENGLISH.fullmatch(word) else word


def pairs(run: str) -> list[str]:
    """The overlapping pairs of a run; of a single character, itself."""
    return [run[at : at + 2] for at in range(len(run) - 1)] or [run]


def normal(text: str) -> str:
    """Stems and runs with a space around each: ` return 退货 `. Two texts with one normal form say the same."""
    return f" {' '.join(piece.text if piece.is_run else stem(piece.text) for piece in pieces(text))} "


def searched(text: str, *more: str) -> str:
    """The normal form, and behind a tab what is joined in it, or in `more` instead: ` usb c cabl \t usbc `."""
    words = dict.fromkeys(stem(word) for one in more or (text,) for word in joined(one))
    return f"{normal(text)}\t {' '.join(words)} " if words else normal(text)
