"""What of a thing is asked: its price, a time, a place, its size, or how to do something.

Only where the question asks for one of these and the article's phrasings name kinds, but none that goes with it. "Can I"
and "do you" go with everything: "can I swim in the evening" asks for opening hours. So does "where is my order": it asks
how far something is.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_PRICE, _TIME, _PLACE, _SIZE, _MANNER, _MAY, _STATE = (1 << place for place in range(7))


class _Kind(NamedTuple):
    bit: int
    goes_with: int
    """The kinds of articles that may answer it."""
    asks: str
    asks_han: str
    names: str
    names_han: str
    """What is a question of this kind, and what does no more than name it: regular expressions, by language."""


_ABLE = "(?:do|can|should|could|would|must|may)"
_KINDS = (
    _Kind(
        _PRICE,
        _PRICE,
        "how much (?:is|are|do|does|will|would|for|to|it)\\b(?! (?:my|our|i)\\b)|what (?:is|are) the (?:price|cost|fee)s?"
        "|what (?:do|does|would|will) .*\\bcost",
        "多少钱|什么价|价格|价钱|怎么收费|几块钱|多少费",
        "prices?|costs?|fees?|charges?|expensive|cheap|pay|(?:for|is|be|it) free|free of|free$|how much|money|euros?"
        "|dollars?|pounds?",
        "费|钱|价|贵|怎么算|怎么收|包邮|元",
    ),
    _Kind(
        _TIME,
        _TIME | _STATE,
        "how long|how many (?:days|weeks|months|hours|minutes|years)|how (?:fast|soon|quickly)"
        "|(?:^|^\\w+ )(?:when|what time|which day|what day)",
        "多久|多长时间|几天|几个?小时|几个?月|多少天|几分钟|几年|什么时候|啥时候|何时|几点|几号|哪天|几时",
        "times?|days?|weeks?|months?|hours?|minutes?|years?|until|period|fast|long|soon|quick|date|often|when"
        "|opening|open (?:on|at|today|now|until)|today|tomorrow|(?:sun|mon|tues|wednes|thurs|fri|satur)day|evening"
        "|morning|weekend|late|early|yet|arrive",
        "时间|时候|天|期|周|小时|月|年|快|点|还没|到货|今|明|晚",
    ),
    _Kind(
        _PLACE,
        _PLACE | _MANNER | _MAY | _STATE,
        f"(?:^|^\\w+ )where\\b(?! (?:is|are) my\\b| {_ABLE}\\b| to\\b)",
        "在哪|哪里|哪儿|什么地方",
        "where|address|location|city|near|nearest|find|which floor|get to",
        "地址|地点|位置|怎么走|哪",
    ),
    _Kind(
        _SIZE,
        _SIZE,
        "how (?:big|large|deep|tall|heavy|wide|high|small|thick)",
        "多大|多高|多重|多宽|多深|多厚",
        "size|dimensions?|weight|big|large",
        "尺寸|尺码|大小|重量",
    ),
    _Kind(
        _MANNER,
        _MANNER | _PLACE | _MAY | _STATE,
        f"(?:how|where) (?:to|{_ABLE} (?:i|we|one|you))\\b(?! (?:know|tell|find out|see if)\\b)",
        "怎么(?!还|没|不|这|那|又|突然|少|多|会|样|办(?!理)|回事|了|算|卖|走|收)|如何|怎样",
        # How long it has to steep and how long it can be returned belong to how it is done.
        "how long to|(?:when|how long|how often) (?:should|can|may) (?:i|we|one|you)",
        "(?:要|该|得).{1,4}(?:多久|多长时间|几分钟|几天|几次)|(?:什么时候|多久|几天).{0,2}(?:可以|[内前].?能)",
    ),
    _Kind(
        _MAY, 0, "", "", "^(?:can|could|may|do you)|possible|allowed?", "^(?:可以|能)|能不能|可不可以|可否|有没有|支持"
    ),
    _Kind(_STATE, 0, "", "", "where (?:is|are) my|status|track", "到哪|我的.*在哪|物流|进度"),
)
_QUESTION = re.compile(
    r"^(?:is|are|does|do|can|could|may|will)\b|^(?:\w+ )?(?:where|when)\b|\b(?:which|what|how|why)\b"
    "|什么|哪|怎么|如何|多少|多久|几|可以|能|有|会|是否"
)
"""Beginnings and words of questions. A complaint ("the box was open when it came") asks for no kind."""


def kinds_asked(normalised: str) -> int:
    """The kinds that an article may name to answer it, as bits; 0 where the question asks for none in particular."""
    if not any(asks.search(normalised) for asks in _ASKS if asks):
        return 0
    named, welcome = kinds_named(normalised), 0
    for kind in _KINDS:
        welcome |= kind.goes_with if named & kind.bit else 0
    return welcome


def is_question(normalised: str) -> bool:
    return _QUESTION.search(normalised) is not None


def kinds_named(normalised: str) -> int:
    """The kinds that a text asks for or names, as bits; a question that names none may be answered by what one may do."""
    named = 0
    for kind, asks, names in zip(_KINDS, _ASKS, _NAMES, strict=True):
        if (asks and asks.search(normalised)) or (names and names.search(normalised)):
            named |= kind.bit
    return named or (_MAY if is_question(normalised) else 0)


def is_another(asked: int, named: int) -> bool:
    """Whether a question asks for certain kinds, and what is named is something else."""
    return bool(asked and named and not asked & named)


def _pattern(english: str, han: str) -> re.Pattern[str] | None:
    either = "|".join(filter(None, (english and rf"\b(?:{english})\b", han)))
    return re.compile(either) if either else None


_ASKS = [_pattern(kind.asks, kind.asks_han) for kind in _KINDS]
_NAMES = [_pattern(kind.names, kind.names_han) for kind in _KINDS]
