"""Which option is meant by what somebody typed instead of pressing it. No I/O.

One option only may fit: of what two labels say neither is taken. What negates is never taken for what does not: 不对 is not
对的, "the call" is not "I do not need the call".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal

from deskbell.domain.flows.definition import Option
from deskbell.domain.flows.hours import part_meant
from deskbell.domain.flows.numerals import bare_number, numbers_in
from deskbell.domain.flows.wording import is_negative, is_question, listed, plain, spelt_out
from deskbell.domain.flows.words import Value, in_language
from deskbell.domain.folding import fold

LONGEST = 200
"""Who writes more than that chooses nothing."""
MOST_WORDS, MOST_SIGNS = 4, 8
"""So much may be said beside a label, as in 下午三点. More is about something else."""
_MARK = re.compile(r"[,.!?;:/()~。、—\n]+")
_HAN = re.compile("[⺀-\U0003ffff]")
_YES = listed(
    "yes|yep|yeah|yup|yea|y|sure|ok|okay|right|correct|exactly|agreed|confirm|confirmed|fine|that is right"
    "|thats right|that is correct|thats correct|yes please|all right|alright|looks good|sounds good|of course|对|对的"
    "|对对|对啊|对呀|是|是的|是啊|是呀|好|好的|好啊|好呀|嗯|嗯嗯|恩|没错|正确|确认|可以|可以的|行|没问题|同意|无误"
    "|当然"
)
_NO = listed(
    "no|nope|nah|n|not right|that is not right|thats not right|wrong|thats wrong|that is wrong|incorrect|not correct"
    "|not ok|不|不是|不是的|不对|不对的|不行|不好|不可以|不正确|错|错了|有误|否"
)
_ASIDE = listed(
    "a|an|the|in|on|at|of|to|for|it|its|i|im|id|my|me|we|us|our|you|your|is|are|am|was|be|been|that|this|those|these"
    "|with|and|or|but|as|just|please|pls|want|would|like|need|have|has|had|do|does|did|let|lets|choose|take|thanks"
    "|thank|then|so|ok|yes"
)
"""English words by which no label is told from another."""
_SETS_APART = re.compile(r"除了|除外|[以之]外|\b(?:except|other than|than|instead of|rather)\b|\byes and no\b")
"""It names what is not meant, or both."""
_PLACES = ("first|1st|第一", "second|2nd|第二", "third|3rd|第三", "fourth|4th|第四", "fifth|5th|第五")
_PLACED = re.compile(
    "(?:the )?(?:" + "|".join(f"({words})" for words in _PLACES) + ")(?: ?(?:one|option)|[个個项項种種])?"
)
_EITHER = re.compile(r"还是|或|\bor\b")
_BEFORE = re.compile("^(?:我们|我|请|麻烦|帮我|给我|那就|那|就|想要|想|需要|要|选择|选|是)+")
_AFTER = re.compile("(?:可以吗|行吗|好吗|好了|谢谢|多谢|吧|呢|啊|呀|哦|啦)+$")


def chosen(options: Sequence[Option], said: str, locale: str | None) -> Value | None:
    """The option that is meant: by its words in any language, its id, its number in the list, or a part that no other has."""
    option = named(options, said) or _meant(options, said)
    return None if option is None else Value(in_language(option.label, locale) or option.id, option.id)


def named(options: Sequence[Option], said: str) -> Option | None:
    """The option whose id or label these very words are."""
    wanted = fold(said.strip())
    labelled = ((fold(label.strip()), option) for option in options for label in option.label.values())
    known = ((fold(option.id), option) for option in options)
    return next((option for name, option in (*labelled, *known) if name and name == wanted), None)


def _meant(options: Sequence[Option], said: str) -> Option | None:
    if len(said) > LONGEST:
        return None
    if _SETS_APART.search(fold(said)):
        return None
    if (placed := _PLACED.fullmatch(plain(said))) is not None:
        return _at(options, next(at for at, words in enumerate(placed.groups()) if words))
    digits = unicodedata.normalize("NFKC", said.strip()).rstrip(".)、")
    if (number := bare_number(digits)) is not None:
        return _counted(options, number, is_place=digits.isascii() and digits.isdigit())
    for fits in (_is_part, _agrees, _lies_within, _holds):
        found = [option for option in options if fits(option, said)]
        if found or (fits is _agrees and plain(said) in _YES | _NO):
            return found[0] if len(found) == 1 else None
    place = None if _is_asked(said) else part_meant([list(option.label.values()) for option in options], said)
    return None if place is None else options[place]


def _at(options: Sequence[Option], place: int) -> Option | None:
    return options[place] if place < len(options) else None


def _counted(options: Sequence[Option], number: Decimal, *, is_place: bool) -> Option | None:
    """The label that begins with the number and is the only one to name it; a place in the list only where no label has
    numbers of its own."""
    numbers = [[one for label in option.label.values() for one in numbers_in(label)] for option in options]
    if any(numbers):
        having = [(option, own) for option, own in zip(options, numbers, strict=True) if number in {n for _, n in own}]
        return having[0][0] if len(having) == 1 and (0, number) in having[0][1] else None
    return options[int(number) - 1] if is_place and 0 < number <= len(options) else None


def _parts(option: Option) -> Iterator[str]:
    """What its labels say between their marks."""
    return (part for label in option.label.values() for part in map(plain, _MARK.split(fold(label))) if part)


def _is_part(option: Option, said: str) -> bool:
    wanted = _squeezed(said)
    return bool(wanted) and any(_squeezed(words) == wanted for words in (*_parts(option), *option.label.values()))


def _agrees(option: Option, said: str) -> bool:
    """Whether one is a bare yes or no, and the other begins with it."""
    firsts = [next(map(plain, _MARK.split(fold(label))), "") for label in option.label.values()]
    words, openings = (_YES, {"yes", "ok", "okay"}) if plain(said) in _YES else (_NO, {"no"})
    return plain(said) in words and any(first in words or first.split(" ")[0] in openings for first in firsts)


def _lies_within(option: Option, said: str) -> bool:
    """Whether it is a part of what a label says: 退货 of 退货退款, "afternoon" of "In the afternoon"."""
    return any(_is_within(said, part) and is_negative(said) == is_negative(part) for part in _parts(option))


def _holds(option: Option, said: str) -> bool:
    """Whether it says a whole label and little else: 下午三点, "I want to return it today"."""
    if _EITHER.search(fold(said)) or _is_asked(said):
        return False
    labels = [label for label in option.label.values() if label.strip()]
    return any(
        _is_within(label, said) and _is_little(said, label) and is_negative(said) == is_negative(label)
        for label in labels
    )


def _is_asked(said: str) -> bool:
    """Whether it asks something else than that it may be so: 下午三点可以吗 does not."""
    return is_question(_AFTER.sub("", said.strip(" ?!。.？！")))


def _is_within(inner: str, outer: str) -> bool:
    if _HAN.search(inner):
        return any(len(wanted) > 1 and wanted in _squeezed(outer) for wanted in (_squeezed(inner), _bare(inner)))
    wanted_words = _telling(inner)
    return bool(wanted_words) and wanted_words <= _telling(outer)


def _is_little(said: str, label: str) -> bool:
    if _HAN.search(label):
        return len(_bare(said)) - len(_squeezed(label)) <= MOST_SIGNS
    return len(_telling(said)) - len(_telling(label)) <= MOST_WORDS


def _bare(text: str) -> str:
    """Chinese without what is put around the one thing that is meant."""
    return _AFTER.sub("", _BEFORE.sub("", _squeezed(text)))


def _telling(text: str) -> set[str]:
    return set(plain(spelt_out(fold(text))).split()) - _ASIDE


def _squeezed(text: str) -> str:
    return plain(text).replace(" ", "")
