"""What is believed of a language model's answer, sentence by sentence, by the articles that each cites. No I/O.

All that a sentence could harm with must stand in those articles: numbers, what they count, addresses and accounts of any
shape. Of its other words so many must that it is about what the articles say. That does not prove a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

from deskbell.domain.folding import fold
from deskbell.domain.masking import MARK
from deskbell.features.assistant.contacts import contacts_in, joined, joined_in, known_contacts, plainly
from deskbell.features.assistant.numbers import numbers_in, without_numbers
from deskbell.services.core import Match

NO_ANSWER = "NO_ANSWER"
LONGEST_ANSWER = 1_500
LEAST_SHARE = 0.5
"""Of the words of a sentence that mean something, by weight; of 0 a model says anything, of 1 it may only copy."""
MOST_IN_A_ROW = 5
"""The weight of such words in a row that the articles need not have: a third word, or a sixth Chinese character, is too many."""
_WORD_WEIGHT, _SIGN_WEIGHT = 2, 1
_CITED = re.compile(r"\[(\d{1,2})\]")
_CITATIONS = re.compile(r"\[\d{1,2}\](?:[\s,，、;；]*\[\d{1,2}\])*")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？])|\n+")
_PIECE = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+|[^\\W_\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+")
_APOSTROPHE = re.compile(r"(?<=[a-z])['’](?=[a-z])")
_UNITS = re.compile(
    r"\b(?:minute|hour|day|night|week|month|year|percent|dollar|euro|pound|yuan|kg|km|cm|gram|kilo|mile|meter|metre)s?\b|[%$€£¥]"
)
_COUNTED = re.compile(
    r"[\d零一二三四五六七八九十百千万两半]\s?个?(天|日|周|星期|月|年|小时|分钟|元|块|美元|折|倍|公斤|件|次)"
)
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|neither|nor|cannot|without|unable|except|(?:do|does|did|is|are|was|were|wo|ca|could|should|would|must|have|has|had|need)nt)\b"
    "|不(?![仅但同过错久断管论只])|没(?!问题)|无(?![论线])|未(?!来)|勿|除了?外|禁止|拒绝"
)
_SYMBOLS = {"%": "percent", "$": "dollar", "€": "euro", "£": "pound", "¥": "yuan"}
_SAME = {"天": "日", "日": "天", "元": "块", "块": "元", "周": "星期", "星期": "周"}
_SMALL = frozenset(
    re.findall(
        r"\w+",
        "a an and any are as at be been but by can could did do does dont for from had has have he her here hers him his i if "
        "in into is it its me may might must my no not of off on or our ours please shall she should so than that the their "
        "them then there these they this those to too up us was we were what when where which while who will with within would "
        "yes you your yours also just only",
    )
)
"""English words that hold a sentence together; `_SMALL_SIGNS` are the Chinese ones, folded."""
_SMALL_SIGNS = re.compile(
    "您|你|我们?|可以|可|请|的|了|是|在|和|与|或|也|会|需要|需|如果|若|都|就|将|能|应|要|有|为|对|把|被|吗|呢|吧|啊|后|内|及|并|则"
)
_stemmer = snowballstemmer.stemmer("english")


class Refused(Exception):
    """The answer is not believed; `code` says why: no_answer, uncited, made_up, bad_answer."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Said(NamedTuple):
    """A sentence of an article: its words, and whether it denies something."""

    words: frozenset[str]
    denies: bool


class Weighed(NamedTuple):
    """A word, number or Chinese character that means something."""

    weight: int
    known: bool
    is_number: bool = False


class Source:
    """What an article, as the model was told it, lets be said."""

    def __init__(self, text: str) -> None:
        folded = fold(text)
        self.plain = plainly(folded)
        self.numbers = set(numbers_in(self.plain, surely=False)) | joined_in(self.plain)
        self.contacts = known_contacts(self.plain)
        self.units = {_stem(_SYMBOLS.get(unit, unit)) for unit in _UNITS.findall(self.plain)}
        self.said = [said_of(sentence) for sentence in _SENTENCE.split(self.plain)]
        self.words: set[str] = set().union(*(one.words for one in self.said))

    def __or__(self, other: Source) -> Source:
        both = Source.__new__(Source)
        both.plain = f"{self.plain}\n{other.plain}"
        both.numbers, both.contacts = self.numbers | other.numbers, self.contacts | other.contacts
        both.words, both.units = self.words | other.words, self.units | other.units
        both.said = self.said + other.said
        return both


def said_of(sentence: str) -> Said:
    """Its pieces, Chinese by pairs of characters."""
    words = (word for piece in pieces_of(sentence) for word in (_pairs(piece) if _is_han(piece) else [piece]))
    return Said(frozenset(words), _NEGATION.search(_APOSTROPHE.sub("", sentence)) is not None)


@lru_cache(maxsize=64)
def source_of(text: str) -> Source:
    """Kept: an answer that grows is looked at again with each of its sentences."""
    return Source(text)


def believed(text: str, articles: Sequence[Match], told: Sequence[str]) -> tuple[str, list[Match]]:
    """The answer and the articles it cites, in the order in which it does, numbered so. Raises `Refused`.

    `told` is each article's text as the model has it, before masking; with a mark that is left a visitor could do nothing.
    """
    text = text.strip()
    if not text or len(text) > LONGEST_ANSWER or MARK.search(text):
        raise Refused("bad_answer")
    if NO_ANSWER in text:
        raise Refused("no_answer")
    cited = list(dict.fromkeys(int(number) for number in _CITED.findall(text)))
    if not cited or not set(cited) <= set(range(1, len(articles) + 1)):
        raise Refused("uncited")
    for claim, numbers in _claims(text):
        _check_claim(claim, [source_of(told[number - 1]) for number in numbers])
    return _CITED.sub(lambda found: f"[{cited.index(int(found[1])) + 1}]", text), [articles[one - 1] for one in cited]


def _claims(text: str) -> Iterator[tuple[str, list[int]]]:
    """What stands before each citation, or several in a row. Raises `Refused` for what no citation follows."""
    at = 0
    for found in _CITATIONS.finditer(text):
        yield text[at : found.start()], [int(number) for number in _CITED.findall(found[0])]
        at = found.end()
    if re.search(r"\w", text[at:]):
        raise Refused("uncited")


def _check_claim(claim: str, sources: list[Source]) -> None:
    """Raises `Refused` unless it says something, and nothing that its sources do not hold."""
    source, says = sources[0], False
    for other in sources[1:]:
        source = source | other
    plain = plainly(fold(claim))
    if not _facts_hold(plain, source):
        raise Refused("made_up")
    for sentence in _SENTENCE.split(plain):
        weighed = [*_weighed(sentence, source)]
        says |= any(one.known and not one.is_number for one in weighed)
        if not _enough(weighed) or _turns_round(said_of(sentence), source):
            raise Refused("made_up")
    if not says:
        raise Refused("bad_answer")


def _facts_hold(plain: str, source: Source) -> bool:
    return (
        contacts_in(plain) <= source.contacts
        and set(numbers_in(joined(plain), surely=True)) <= source.numbers
        and all(_stem(_SYMBOLS.get(unit, unit)) in source.units for unit in _UNITS.findall(plain))
        and all(unit in source.plain or _SAME.get(unit, unit) in source.plain for unit in _COUNTED.findall(plain))
    )


def _turns_round(one: Said, source: Source) -> bool:
    """Whether it denies what the articles say, or says what they deny: the sentences nearest to it all do the opposite."""
    near = max((len(one.words & other.words) for other in source.said), default=0)
    return near > 0 and all(other.denies != one.denies for other in source.said if len(one.words & other.words) == near)


def _enough(weighed: list[Weighed]) -> bool:
    row = known = 0
    for one in weighed:
        row, known = (0, known + one.weight) if one.known else (row + one.weight, known)
        if row > MOST_IN_A_ROW:
            return False
    return known >= LEAST_SHARE * sum(one.weight for one in weighed)


def _weighed(sentence: str, source: Source) -> Iterator[Weighed]:
    """In their order. Its numbers are known: they were looked at before."""
    for piece in pieces_of(without_numbers(sentence)):
        if piece.isdecimal():
            yield Weighed(_WORD_WEIGHT, True, is_number=True)
        elif _is_han(piece):
            held = {place for at, pair in enumerate(_pairs(piece)) if pair in source.words for place in (at, at + 1)}
            yield from (Weighed(_SIGN_WEIGHT, place in held) for place in range(len(piece)))
        else:
            yield Weighed(_WORD_WEIGHT, piece in source.words)


def pieces_of(plain: str) -> Iterator[str]:
    """Words by their stems, runs of Chinese without the characters that only hold a sentence together."""
    for piece in _PIECE.findall(_SMALL_SIGNS.sub(" ", _APOSTROPHE.sub("", plain))):
        if _is_han(piece):
            yield piece
        elif piece not in _SMALL and (len(piece) > 1 or piece.isdecimal()):
            yield _stem(piece)


def _is_han(piece: str) -> bool:
    return piece[0] >= "\u3040"


def _pairs(run: str) -> list[str]:
    """A single character by itself."""
    return [run[at : at + 2] for at in range(len(run) - 1)] or [run]


@lru_cache(maxsize=10_000)
def _stem(word: str) -> str:
    return str(_stemmer.stemWord(word)) if word.isascii() and word.isalpha() else word


def believed_so_far(text: str, articles: Sequence[Match], told: Sequence[str]) -> str:
    """Of an answer that is still being written: its sentences up to a citation, as far as they are believed; else empty."""
    ends = [found.end() for found in _CITED.finditer(text)]
    for end in reversed(ends):
        try:
            return believed(text[:end], articles, told)[0]
        except Refused:
            continue
    return ""
