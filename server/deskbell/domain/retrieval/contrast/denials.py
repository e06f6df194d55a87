"""A wish that is denied: "please do not delete my account", 不要给我发货, where the article is about doing it.

Only a denied wish, and only where the article has the very verb: "my order has not arrived" is a complaint, and "I do not
want to get the newsletter" belongs to the article about ending it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from deskbell.domain.retrieval.contrast.opposites import is_ending, sides_of
from deskbell.domain.retrieval.subject import stem_of

Denied = tuple[str, ...]
"""Verbs with what stands behind them: "close my", 发提醒."""
_ENGLISH = re.compile(
    "^(?:no )?(?:but )?(?:do not|never|i do not (?:want|wish|need)(?: you)? to|i would not (?:want|like|wish)(?: you)? to"
    "|i (?:want|would like) you not to|i (?:would|had) rather not|i no longer want to) (?:ever |yet |just )?"
    "(([a-z]+)(?: [a-z]+)?)"
)
_NO_WISH_WORDS = (
    "find receive get got know understand see saw work have had like remember hear want be need feel think let come came "
    "arrive was you i we they it forget"
)
_NO_WISH = frozenset(_NO_WISH_WORDS.split())
"""Verbs of what happens to somebody, and words that make "do not" a question."""
_HAN = re.compile(
    "(?:(?<!要)不要(?!.{0,3}(?:钱|(?<![续付])费))|(?<!想)不想|(?<![特区级类性分个差识鉴辨])别(?![人处名墅])"
    "|(?:^|我|你们?)不(?:用|需要|必|打算)|(?<![用要])不(?:用|需要|必)(?=给我|帮我|替我|再))"
    "(?:给我|帮我|替我|让我|自动|再|要|去)*(?![的了])(.{2,3})"
)
"""要不要 asks, 级别 is a noun, 不要运费 is about a price."""
_HELPS = "发开送寄打办做"
"""Verbs before what they do: 发提醒, 开发票."""
_UNABLE = re.compile(r"\b(?:(?:can|could) not|unable|fail(?:s|ed)?)\b|不能|不了|无法|没法|失败")


class Said(NamedTuple):
    """All phrasings of an article."""

    stems: frozenset[str]
    texts: Sequence[str]
    ends: bool
    """It is about ending something: who does not want to go on is right there."""
    denies: bool
    """It denies a wish itself, or mostly complains that something cannot be done."""

    @classmethod
    def of(cls, texts: Sequence[str]) -> Said:
        stems = frozenset(stem_of(word) for text in texts for word in text.split())
        ends = any(is_ending(sides_of(text)) for text in texts)
        unable = sum(_UNABLE.search(text) is not None for text in texts)
        return cls(stems, texts, ends, 2 * unable >= len(texts) or any(map(denied_in, texts)))


def denied_in(normalised: str) -> Denied:
    """What the text wishes not to be done."""
    english = _ENGLISH.match(normalised)
    verbs = [english[1]] if english and english[2] not in _NO_WISH and not english[2].endswith("ed") else []
    return (*verbs, *(found[1] for found in _HAN.finditer(normalised)))


def is_denied(denied: Denied, said: Said) -> bool:
    """Whether one of these is what the article is about, which denies nothing itself."""
    if said.denies:
        return False
    return any(_has(said, verb) and (not said.ends or is_ending(sides_of(verb))) for verb in denied)


def _has(said: Said, verb: str) -> bool:
    if verb.isascii():
        return stem_of(verb.split()[0]) in said.stems
    words = [verb[:2], *([verb[1:]] if len(verb) > 2 and verb[0] in _HELPS else [])]
    return any(word in text for text in said.texts for word in words)
