"""Days as visitors write and call them. What may be two days is none: who asked says how to write it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta

from deskbell.domain.folding import fold

_DATE = re.compile(r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*[日号號]?", re.ASCII)
_DAY_FIRST = re.compile(r"([0-9]{1,2})\s*[-/.]\s*([0-9]{1,2})\s*[-/.]\s*([0-9]{4})", re.ASCII)
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH = "(?P<month>" + "|".join(f"{name[:3]}(?:{name[3:]})?" if name[3:] else name for name in _MONTHS) + "|sept)"
_ORDINAL = r"[0-9]{1,2}(?:st|nd|rd|th)"
_DAY = r"(?:the )?(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?: (?P<year>[0-9]{4}))?"
_IN_WORDS = (
    re.compile(rf"(?:on )?{_DAY}(?: of)? {_MONTH}{_YEAR}", re.ASCII),
    re.compile(rf"(?:on )?{_MONTH} {_DAY}{_YEAR}", re.ASCII),
    re.compile(r"(?P<month>[0-9]{1,2}) ?月 ?(?P<day>[0-9]{1,2}) ?[日号]?", re.ASCII),
)
_OF_MONTH = re.compile(
    rf"(?:on )?(?:the )?(?P<english>{_ORDINAL})(?: of (?P<which>this|next) month)?"
    r"|(?P<chinese_which>这个?|本|下个?)月 ?(?P<of_it>[0-9]{1,2}) ?[日号]?|(?P<chinese>[0-9]{1,2}) ?[日号]",
    re.ASCII,
)
"""A day of a month that is not named: of this or the next, where that is said."""
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_WEEKDAY_NAME = (
    "mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
)
_NAMED_DAY = (
    rf"(?:on )?(?:this |(?P<next>next ))?(?P<english>{_WEEKDAY_NAME})"
    r"|(?:(?P<this>这|本)|(?P<after>下)|(?P<before>上))?个?(?:周|星期|礼拜)(?P<chinese>[一二三四五六日天])"
)
_WEEKDAY = re.compile(_NAMED_DAY)
_WEEKDAY_LAST = re.compile(rf"(?P<other>.+?) ?(?:{_NAMED_DAY})")
_SPAN = r"(?P<{0}>[0-9]{{1,3}}) ?(?:(?P<{0}_days>days?|天|日)|个?(?:weeks?|周|星期|礼拜))"
_IN_DAYS = re.compile(
    rf"in {_SPAN.format('in')}|{_SPAN.format('from')} (?:from (?:now|today)|later)|{_SPAN.format('later')}(?:之?后|以后)"
    rf"|{_SPAN.format('ago')} ?(?:ago|之?前|以前)",
    re.ASCII,
)
_CALLED = {
    -2: ("day before yesterday", "the day before yesterday", "前天", "前日"),
    -1: ("yesterday", "昨天", "昨日"),
    0: ("today", "tonight", "今天", "今日", "今晚", "今早"),
    1: ("tomorrow", "明天", "明日", "明晚", "明早"),
    2: ("day after tomorrow", "the day after tomorrow", "后天", "后日"),
    3: ("大后天",),
}
_FROM_TODAY = {word: days for days, words in _CALLED.items() for word in words}
_DIGITS = {sign: at for at, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = re.compile("(?:([二三四五六七八九]?)十|廿)([一二三四五六七八九]?)")
_HAN_NUMBER = re.compile("[零〇一二两三四五六七八九十廿]{1,5}(?= ?(?:年|月|日|号|天|个?(?:周|星期|礼拜)))")
_NUMBER_WORDS = ("a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBER_WORD = re.compile(rf"\b(?:{'|'.join((*_NUMBER_WORDS, 'one'))})\b(?= (?:days?|weeks?)\b)")
_HOUR = "[0-9]{1,2}(?:[:.][0-9]{2})?"
_AT = rf"(?:at )?{_HOUR} ?[ap] ?m|at {_HOUR}(?: o['’]?clock)?|at noon|[0-9]{{1,2}}:[0-9]{{2}}"
_PART_OF_DAY = "(?:in the )?(?:early |late )?(?:morning|afternoon|evening)|night"
_HAN_PART_OF_DAY = "凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|夜里"
_FEW = "[零〇一二两三四五六七八九十0-9]{1,3}"
_HAN_AT = rf"{_FEW}点(?:半|整|钟|{_FEW}分?)?|[0-9]{{1,2}}:[0-9]{{2}}"
_TIME = re.compile(rf"(?: (?:{_AT}|{_PART_OF_DAY}))+$|(?: ?(?:{_HAN_PART_OF_DAY}|{_HAN_AT}))+(?:左右)?$")
"""A time of the day behind the day, which is not asked for."""
_TIME_FIRST = re.compile(rf"(?:(?:at )?{_HOUR} ?[ap] ?m|at {_HOUR}) (?:on )?(?=[a-z])")
_COURTEOUS = (
    r"please|pls|thanks?|thank you|ok(?:ay)?|yes|sure|well|hi|hello|maybe|perhaps|preferably|if possible|for|then|me|us"
)
_BEFORE_IT = re.compile(
    rf"^(?:(?:{_COURTEOUS}|(?:let['’]?s|let us)(?: say| do| take)?|make it|(?:how|what) about"
    r"|(?:i|we)(?:['’]?d| would| will|['’]?ll)?(?: (?:rather|prefer|like|love|want|need|take|say|choose|have)){0,2}(?: to have)?"
    r"|can|could|would|will|is|it|it['’]s|does|do|you|best|call|ring|phone|reach|a call) )+"
    "|^(?:(?:那|就|我们?|您|你们?|想|要|选择?|请|麻烦|希望|打算|最好|大概|还是|在|约|预约|改到|定|是|嗯|好的?|可以|能) ?)+"
)
_AFTER_IT = re.compile(
    rf"(?: (?:{_COURTEOUS}|is|would|be|will|that['’]s|looks|sounds|works?|suits?|good|great|fine|best|perfect|nice|possible"
    r"))+$"
    "|(?: ?(?:就?可以吗?|就?行吗?|我?有空|好吗|好了|怎么样|比较方便|方便吗?|谢谢您?|多谢|给我|打电话|打给我|打来|联系我?|回电"
    "|吧|呢|啊|呀|哦|啦))+$"
)
"""What is said around the one day that somebody means. "Not" is none of it, nor is a second day."""
_LONGEST = 60
"""Characters of what can be a day; more is a story."""
_MARKS = re.compile(r"[,()]|\.(?![0-9])|(?<![0-9])\.")


def date_of(text: str) -> date | None:
    """A date, the year first: `2026-11-28`, `2026/11/28`, `2026年11月28日`; with the year last, as `28/11/2026`, where no
    other day can be meant."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if found := _DATE.fullmatch(plain):
        return _day(found[1], found[2], found[3])
    if found := _DAY_FIRST.fullmatch(plain):
        meant = {_day(found[3], found[2], found[1]), _day(found[3], found[1], found[2])} - {None}
        return meant.pop() if len(meant) == 1 else None
    return None


def day_called(text: str, today: date) -> date | None:
    """A day as people call it on a day: `tomorrow`, `5 December`, `12月5日`, `on Friday`, 下周二, `in 3 days`; without the
    year or the month the next that is called so. A time behind it and courtesies are passed over."""
    if len(text) > _LONGEST:
        return None
    plain = " ".join(_MARKS.sub(" ", fold(text)).strip(" !?。").split())
    plain = _AFTER_IT.sub("", _BEFORE_IT.sub("", plain)).strip()
    plain = _TIME_FIRST.sub("", _TIME.sub("", _in_digits(plain, today)), count=1)
    if found := _WEEKDAY.match(plain):
        return _named(found, plain[found.end() :].strip(), today)
    if found := _WEEKDAY_LAST.fullmatch(plain):
        return _named(found, found["other"], today)
    return _numbered(plain, today)


def _in_digits(plain: str, today: date) -> str:
    """With digits for what are numbers in words, and with the year for this, next and last year."""
    for more, name in ((-1, "去年"), (0, "今年"), (1, "明年")):
        plain = plain.replace(name, f"{today.year + more}年")
    plain = _NUMBER_WORD.sub(lambda word: str((*_NUMBER_WORDS, "one").index(word[0]) % len(_NUMBER_WORDS) + 1), plain)
    return _HAN_NUMBER.sub(lambda number: _number(number[0]), plain)


def _number(han: str) -> str:
    """十二 is 12, 二十 is 20, 二〇二六 is 2026."""
    found = _TENS.fullmatch(han)
    if found is None:
        return "".join(str(_DIGITS[sign]) for sign in han) if "十" not in han and "廿" not in han else han
    tens = "二" if found[1] is None else found[1] or "一"
    return str(_DIGITS[tens] * 10 + _DIGITS[found[2] or "零"])


def _named(said: re.Match[str], other: str, today: date) -> date | None:
    """The weekday; with a date beside it that date, if it is on such a day."""
    named = _weekday(said, today)
    if not other:
        return named
    day = _numbered(other, today)
    is_exact = any(said[name] for name in ("this", "next", "after", "before"))
    return day if day is not None and (day == named if is_exact else day.weekday() == named.weekday()) else None


def _numbered(plain: str, today: date) -> date | None:
    if plain in _FROM_TODAY:
        return today + timedelta(days=_FROM_TODAY[plain])
    if found := _IN_DAYS.fullmatch(plain):
        return today + timedelta(days=_span(found))
    if found := next((found for one in _IN_WORDS if (found := one.fullmatch(plain))), None):
        return _in_words(found.groupdict(), today)
    if found := _OF_MONTH.fullmatch(plain):
        return _of_month(found, today)
    return date_of(plain)


def _span(said: re.Match[str]) -> int:
    """Days from today."""
    way = next(name for name in ("in", "from", "later", "ago") if said[name])
    days = int(said[way]) * (1 if said[f"{way}_days"] else 7)
    return -days if way == "ago" else days


def _of_month(said: re.Match[str], today: date) -> date | None:
    day = re.sub("[a-z]", "", said["english"] or said["of_it"] or said["chinese"])
    days = [_day(str(one.year), str(one.month), day) for one in _months_from(today)]
    which = said["which"] or said["chinese_which"]
    if which:
        return days[1 if which in ("next", "下", "下个") else 0]
    return _next_of(today, iter(days))


def _in_words(said: dict[str, str | None], today: date) -> date | None:
    month, day, year = said["month"] or "", said["day"] or "", said.get("year")
    if not month.isdigit():
        month = str(next(at for at, name in enumerate(_MONTHS, start=1) if name.startswith(month[:3])))
    if year:
        return _day(year, month, day)
    return _next_of(today, (_day(str(today.year + more), month, day) for more in range(5)))


def _weekday(said: re.Match[str], today: date) -> date:
    """The next one, today's in a week; of this week, the next or the last, from Monday on, where that is said."""
    wanted = (
        next(at for at, name in enumerate(_WEEKDAYS) if name.startswith(said["english"][:3]))
        if said["english"]
        else "一二三四五六日".index(said["chinese"].replace("天", "日"))
    )
    weeks = {"next": 7, "after": 7, "this": 0, "before": -7}
    if week := next((name for name in weeks if said[name]), None):
        return today + timedelta(days=wanted - today.weekday() + weeks[week])
    return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


def _months_from(today: date) -> Iterator[date]:
    for more in range(12):
        yield date(today.year + (today.month + more - 1) // 12, (today.month + more - 1) % 12 + 1, 1)


def _next_of(today: date, days: Iterator[date | None]) -> date | None:
    return next((day for day in days if day is not None and day >= today), None)


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
