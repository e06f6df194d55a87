"""What is believed of a language model's answer, sentence by sentence, by the articles that each cites. No I/O.

All that a sentence could harm with must stand in those articles: numbers, what they count, addresses and accounts of any
shape. Of its other words so many must that it is about what the articles say, and one of their sentences must say the same
(`agreeing`). That does not prove a sentence; when in doubt it is refused, and a person answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from deskbell.domain.folding import fold
from deskbell.domain.masking import MARK
from deskbell.features.assistant.agreeing import is_held
from deskbell.features.assistant.clauses import answer_of, bare_of, clauses_of
from deskbell.features.assistant.contacts import contacts_in, joined, joined_in, known_contacts, plainly
from deskbell.features.assistant.numbers import numbers_in, without_numbers
from deskbell.features.assistant.sentences import SENTENCE, sentences_of
from deskbell.features.assistant.signs import ONLY
from deskbell.features.assistant.words import is_han, pairs, pieces_of, stem, usual, words_of
from deskbell.services.core import Match

NO_ANSWER = "NO_ANSWER"
LONGEST_ANSWER = 1_500
LEAST_SHARE = 0.5
"""Of the words of a sentence that mean something, by weight; of 0 a model says anything, of 1 it may only copy."""
MOST_IN_A_ROW = 5
"""The weight of such words in a row that the articles need not have: a third word, or a sixth Chinese character, is too many."""
MOST_PARTS = 20
"""Sentences before a citation, and clauses of a sentence; nobody writes so many."""
_WORD_WEIGHT, _SIGN_WEIGHT = 2, 1
_CITED = re.compile(r"\[(\d{1,2})\]")
_CITATIONS = re.compile(r"\[\d{1,2}\](?:[\s,，、;；]*\[\d{1,2}\])*")
_UNITS = re.compile(
    r"\b(?:minute|hour|day|night|week|month|year|percent|dollar|euro|pound|yuan|kg|km|cm|gram|kilo|mile|meter|metre)s?\b|[%$€£¥]"
)
_COUNTED = re.compile(
    r"[\d零一二三四五六七八九十百千万两半]\s?个?(天|日|周|星期|月|年|小时|分钟|元|块|美元|折|倍|公斤|件|次)"
)
_SYMBOLS = {"%": "percent", "$": "dollar", "€": "euro", "£": "pound", "¥": "yuan"}
_SAME = {"天": "日", "日": "天", "元": "块", "块": "元", "周": "星期", "星期": "周"}


class Refused(Exception):
    """The answer is not believed; `code` says why: no_answer, uncited, made_up, bad_answer."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


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
        self.units = {stem(_SYMBOLS.get(unit, unit)) for unit in _UNITS.findall(self.plain)}
        self.said = sentences_of(usual(self.plain))
        self.words: frozenset[str] = frozenset(words_of(usual(self.plain)))

    def __or__(self, other: Source) -> Source:
        both = Source.__new__(Source)
        both.plain = f"{self.plain}\n{other.plain}"
        both.numbers, both.contacts = self.numbers | other.numbers, self.contacts | other.contacts
        both.words, both.units = self.words | other.words, self.units | other.units
        both.said = self.said + other.said
        return both


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
        if problem := _problem_of(claim, tuple(told[number - 1] for number in numbers)):
            raise Refused(problem)
    return _CITED.sub(lambda found: f"[{cited.index(int(found[1])) + 1}]", text), [articles[one - 1] for one in cited]


def _claims(text: str) -> Iterator[tuple[str, list[int]]]:
    """What stands before each citation, or several in a row. Raises `Refused` for what no citation follows."""
    at = 0
    for found in _CITATIONS.finditer(text):
        yield text[at : found.start()], [int(number) for number in _CITED.findall(found[0])]
        at = found.end()
    if re.search(r"\w", text[at:]):
        raise Refused("uncited")


@lru_cache(maxsize=256)
def _problem_of(claim: str, told: tuple[str, ...]) -> str | None:
    """What refuses it: it must say something, and nothing that its sources do not hold. Kept as sources are."""
    source, says = source_of(told[0]), False
    for other in told[1:]:
        source = source | source_of(other)
    plain = plainly(fold(claim))
    sentences = SENTENCE.split(usual(plain))
    if len(sentences) > MOST_PARTS or not _facts_hold(plain, source):
        return "made_up"
    for sentence in sentences:
        weighed = [*_weighed(sentence, source)]
        says |= any(one.known and not one.is_number for one in weighed)
        if not _enough(weighed) or not _is_held(sentence, source):
            return "made_up"
    return None if says else "bad_answer"


def _facts_hold(plain: str, source: Source) -> bool:
    return (
        contacts_in(plain) <= source.contacts
        and set(numbers_in(joined(plain), surely=True)) <= source.numbers
        and all(stem(_SYMBOLS.get(unit, unit)) in source.units for unit in _UNITS.findall(plain))
        and all(unit in source.plain or _SAME.get(unit, unit) in source.plain for unit in _COUNTED.findall(plain))
    )


def _is_held(sentence: str, source: Source) -> bool:
    answer, rest = answer_of(joined(sentence))
    if answer and not _answers(answer, rest, source):
        return False
    clauses = clauses_of(rest)
    return len(clauses) <= MOST_PARTS and all(is_held(one, source.said, source.words) for one in clauses)


def _answers(answer: int, rest: str, source: Source) -> bool:
    """Whether the articles have such an answer; where they have none, a no stands before what denies."""
    given = {one.sign for one in source.said if one.asks and one.sign}
    if given:
        return answer in given
    return answer > 0 or any(one.sign < 0 for one in clauses_of(rest)) or ONLY.search(rest) is not None


def _enough(weighed: list[Weighed]) -> bool:
    row = known = 0
    for one in weighed:
        row, known = (0, known + one.weight) if one.known else (row + one.weight, known)
        if row > MOST_IN_A_ROW:
            return False
    return known >= LEAST_SHARE * sum(one.weight for one in weighed)


def _weighed(sentence: str, source: Source) -> Iterator[Weighed]:
    """In their order. Its numbers are known: they were looked at before."""
    for piece in pieces_of(without_numbers(bare_of(sentence))):
        if piece.isdecimal():
            yield Weighed(_WORD_WEIGHT, True, is_number=True)
        elif is_han(piece):
            held = {place for at, pair in enumerate(pairs(piece)) if pair in source.words for place in (at, at + 1)}
            yield from (Weighed(_SIGN_WEIGHT, place in held) for place in range(len(piece)))
        else:
            yield Weighed(_WORD_WEIGHT, piece in source.words)


def believed_so_far(text: str, articles: Sequence[Match], told: Sequence[str]) -> str:
    """Of an answer that is still being written: its sentences up to a citation, as far as they are believed; else empty."""
    ends = [found.end() for found in _CITED.finditer(text)]
    for end in reversed(ends):
        try:
            return believed(text[:end], articles, told)[0]
        except Refused:
            continue
    return ""
