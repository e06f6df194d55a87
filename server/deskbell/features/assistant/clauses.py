"""A sentence in clauses, each with what can be compared: words, amounts, limits, denials, opposites. No I/O.

Texts are folded and plain (`contacts.plainly`), in usual words (`words.usual`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from deskbell.features.assistant import signs
from deskbell.features.assistant.amounts import amounts_in, without_amounts
from deskbell.features.assistant.limits import ends_with_limit, limited
from deskbell.features.assistant.words import APOSTROPHE, weight_of, words_of

_STARTS = (
    "i|we|you|it|they|he|she|is|are|was|were|has|have|had|can|could|may|might|must|will|would|should|do|does|did|not|no|never"
    "|cannot|cant|wont|on|in|at|after|before|your|our|there|without|if|then"
)
_CLAUSE = re.compile(
    r",(?!\d)\s*|[;()。]\s*|:(?![\d/])\s*|\s+[-–—]+\s+|——|\s+(?=but\b|except\b|although\b|though\b|however\b|because\b)"
    rf"|\s+(?=(?:and|or|so|while|whereas)\s+(?:{_STARTS})\b)|(?=但|不过|然而)"
)
_LEADS = re.compile(
    r"(?:if|when|unless|once|after|before|until|as long as|within|for|on|in|at|如果|若|当|除非|只要|因为|由于)(?![a-z])"
)
"""A clause that begins so, or has less than two words that mean something (`_SHORT`), belongs to the next; not if it has many
characters (`_LONG`)."""
_SHORT, _LONG = 4, 80
_TRAILS = re.compile(r"(?:unless\b|除非)")
_ELLIPTICAL = re.compile(r"\W*(?:(?:but|and|or)\s+)?(?:not|nor|never|except|excluding)\b|\W*但?(?:不包括|不含|除)")
"""What denies with the words of the clause before it: by card, but not by cheque."""
_YES = re.compile(
    r"\W*(?:yes|yep|sure|of course|certainly|可以|可以的|能|能的|会|会的|是|是的|有|有的|行|当然|支持)(?=\W|$)\W*"
)
_NOT_SO = "不|不可以|不能|不行|不会|不是|没有|不支持|暂不支持|不用|不需要|抱歉"
_NO = re.compile(rf"\W*(?:no|nope|unfortunately not|sorry|{_NOT_SO})(?:[,.!。;:]\s*|\W*$)")


class Clause(NamedTuple):
    """`sign` is -1 where it denies. `limits`, `later`: see `limits.limited`. `sides`: of each pair of `signs.OPPOSITES` +1 for
    the one, -1 for the other, else 0. `borrowed`: words of the clause before it that it denies with."""

    text: str
    words: frozenset[str]
    amounts: frozenset[tuple[str, str]]
    limits: Mapping[str, int]
    later: frozenset[str]
    sides: tuple[int, ...]
    sign: int
    borrowed: frozenset[str] = frozenset()


def clause_of(text: str) -> Clause:
    bare, limits, later = limited(APOSTROPHE.sub("", text))
    stated = without_amounts(text)
    return Clause(
        text=text,
        words=frozenset(words_of(signs.DENIAL.sub(" ", without_amounts(bare)))),
        amounts=frozenset(amounts_in(text)),
        limits=limits,
        later=later,
        sides=tuple(bool(one.search(stated)) - bool(other.search(stated)) for one, other in signs.OPPOSITES),
        sign=-1 if signs.denials(bare) % 2 else 1,
    )


def bare_of(text: str) -> str:
    """Without its limits and denials."""
    return signs.DENIAL.sub(" ", limited(APOSTROPHE.sub("", text))[0])


def clauses_of(sentence: str) -> list[Clause]:
    """Without a yes or no at its beginning."""
    parts: list[str] = []
    for piece in _CLAUSE.split(answer_of(sentence)[1]):
        if not piece or not re.search(r"\w", piece):
            continue
        if parts and (_leads(parts[-1]) or _is_short(parts[-1]) or _TRAILS.match(piece)):
            parts[-1] = f"{parts[-1]}, {piece}"
        else:
            parts.append(piece)
    if len(parts) > 1 and _is_short(parts[-1]):
        parts[-2:] = [f"{parts[-2]}, {parts[-1]}"]
    return _with_borrowed(parts)


def _with_borrowed(parts: list[str]) -> list[Clause]:
    told = [clause_of(part) for part in parts]
    for at, part in enumerate(parts[1:], 1):
        if _ELLIPTICAL.match(part):
            told[at] = told[at]._replace(borrowed=told[at - 1].words - told[at].words)
    return told


def _leads(part: str) -> bool:
    return _LEADS.match(part.strip()) is not None or ends_with_limit(part.strip())


def _is_short(part: str) -> bool:
    if len(part) > _LONG:
        return False
    one = clause_of(part)
    return weight_of(one.words) < _SHORT and one.sign > 0 and not one.amounts and not any(one.sides)


def answer_of(sentence: str) -> tuple[int, str]:
    """1 for a yes at its beginning, -1 for a no, 0 for neither; and what follows."""
    if (found := _NO.match(sentence)) is not None:
        return -1, sentence[found.end() :]
    if (found := _YES.match(sentence)) is not None:
        return 1, sentence[found.end() :]
    return 0, sentence
