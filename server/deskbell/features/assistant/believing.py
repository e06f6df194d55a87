"""What is believed of a language model's answer, sentence by sentence, by the articles that each cites. No I/O.

Numbers, addresses and accounts of any shape must stand in those articles, and what a sentence says in one of their sentences
(`agreeing`). That does not prove a sentence; when in doubt it is refused, and a person answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from deskbell.domain.folding import fold
from deskbell.domain.masking import MARK
from deskbell.features.assistant.agreeing import is_told, tries
from deskbell.features.assistant.contacts import contacts_in, joined, joined_in, known_contacts, plainly
from deskbell.features.assistant.numbers import numbers_in
from deskbell.features.assistant.phrases import surely, usual
from deskbell.features.assistant.sentences import SENTENCE, answer_of, sentences_of
from deskbell.features.assistant.synonyms import in_words_of
from deskbell.features.assistant.tokens import Text, text_of
from deskbell.services.articles import Match

NO_ANSWER = "NO_ANSWER"
LONGEST_ANSWER = 1_500
MOST_SENTENCES = 20
"""Before a citation; nobody writes so many."""
_CITED = re.compile(r"\[(\d{1,2})\]")
_CITATIONS = re.compile(r"\[\d{1,2}\](?:[\s,，、;；]*\[\d{1,2}\])*")


class Refused(Exception):
    """The answer is not believed; `code` says why: no_answer, uncited, made_up, bad_answer."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Source:
    """What an article, as the model was told it, lets be said."""

    def __init__(self, text: str) -> None:
        folded = fold(text)
        self.plain = plainly(folded)
        self.numbers = set(numbers_in(self.plain, surely=False)) | joined_in(self.plain)
        self.contacts = known_contacts(self.plain)
        self.usual = usual(joined(self.plain))
        self.words = text_of(self.usual).words
        self.said = sentences_of(self.usual)

    def __or__(self, other: Source) -> Source:
        both = Source.__new__(Source)
        both.plain = f"{self.plain}\n{other.plain}"
        both.numbers, both.contacts = self.numbers | other.numbers, self.contacts | other.contacts
        both.usual, both.words = f"{self.usual}\n{other.usual}", self.words | other.words
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
    before = ""
    for claim, numbers in _claims(text):
        if problem := _problem_of(claim, tuple(told[number - 1] for number in numbers), before):
            raise Refused(problem)
        before = claim
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
def _problem_of(claim: str, told: tuple[str, ...], before: str) -> str | None:
    """What refuses it: it must say something, and nothing that its sources do not hold. Kept as sources are.

    `before`: the claim before it, which an "it" may stand for.
    """
    source = source_of(told[0])
    for other in told[1:]:
        source = source | source_of(other)
    sentences = [in_words_of(source.usual, source.words, one) for one in _sentences(claim)]
    if len(sentences) > MOST_SENTENCES or not _facts_hold(plainly(fold(claim)), source):
        return "made_up"
    said, says, left = text_of(_sentences(before)[-1]), False, tries()
    for sentence in sentences:
        answer, rest = answer_of(sentence)
        earlier, said = said, text_of(rest)
        if not _answers(answer, said, source) or not is_told(said, earlier, source.said, left):
            return "made_up"
        says |= bool(said.tokens)
    return None if says else "bad_answer"


def _sentences(claim: str) -> list[str]:
    return [one for one in SENTENCE.split(usual(joined(surely(plainly(fold(claim)))))) if re.search(r"\w", one)] or [""]


def _facts_hold(plain: str, source: Source) -> bool:
    return contacts_in(plain) <= source.contacts and set(numbers_in(joined(plain), surely=True)) <= source.numbers


def _answers(answer: int, said: Text, source: Source) -> bool:
    """Whether the articles have such an answer; where they have none, a no stands before what denies."""
    given = {one.answer for one in source.said if one.answer}
    if given and answer:
        return answer in given
    return answer >= 0 or any(one.marks & {"not", "only"} for one in said.tokens)


def believed_so_far(text: str, articles: Sequence[Match], told: Sequence[str]) -> str:
    """Of an answer that is still being written: its sentences up to a citation, as far as they are believed; else empty."""
    ends = [found.end() for found in _CITED.finditer(text)]
    for end in reversed(ends):
        try:
            return believed(text[:end], articles, told)[0]
        except Refused:
            continue
    return ""
