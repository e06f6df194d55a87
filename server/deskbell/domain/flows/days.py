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
_DAY = r"(?:the )?(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?:,? (?P<year>[0-9]{4}))?"
_IN_WORDS = (
    re.compile(rf"(?:on )?{_DAY}(?: of)? {_MONTH}{_YEAR}", re.ASCII),
    re.compile(rf"(?:on )?{_MONTH} {_DAY}{_YEAR}", re.ASCII),
    re.compile(r"(?P<month>[0-9]{1,2}) ?月 ?(?P<day>[0-9]{1,2}) ?[日号]?", re.ASCII),
)
_OF_MONTH = re.compile(r"([0-9]{1,2}) ?[日号]", re.ASCII)
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_WEEKDAY = re.compile(
    rf"(?:on )?(?:this |(?P<next>next ))?(?P<english>{'|'.join(_WEEKDAYS)})"
    r"|(?:(?P<this>这|本)|(?P<after>下))?个?(?:周|星期|礼拜)(?P<chinese>[一二三四五六日天])"
)
_IN_DAYS = re.compile(
    r"in ([0-9]{1,3}) days?|([0-9]{1,3}) days? from (?:now|today)|([0-9]{1,3}) ?天(?:之?后|以后)", re.ASCII
)
_CALLED = {
    -1: ("yesterday", "昨天", "昨日"),
    0: ("today", "今天", "今日"),
    1: ("tomorrow", "明天", "明日"),
    2: ("day after tomorrow", "the day after tomorrow", "后天"),
    3: ("大后天",),
}
_FROM_TODAY = {word: days for days, words in _CALLED.items() for word in words}


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
    year or the month the next that is called so."""
    plain = " ".join(fold(text).replace(".", " ").strip(" !。！").split())
    if plain in _FROM_TODAY:
        return today + timedelta(days=_FROM_TODAY[plain])
    if found := _IN_DAYS.fullmatch(plain):
        return today + timedelta(days=int(found[1] or found[2] or found[3]))
    if found := _WEEKDAY.fullmatch(plain):
        return _weekday(found, today)
    if found := next((found for one in _IN_WORDS if (found := one.fullmatch(plain))), None):
        return _in_words(found.groupdict(), today)
    if found := _OF_MONTH.fullmatch(plain):
        return _next_of(today, (_day(str(one.year), str(one.month), found[1]) for one in _months_from(today)))
    return None


def _in_words(said: dict[str, str | None], today: date) -> date | None:
    month, day, year = said["month"] or "", said["day"] or "", said.get("year")
    if not month.isdigit():
        month = str(next(at for at, name in enumerate(_MONTHS, start=1) if name.startswith(month[:3])))
    if year:
        return _day(year, month, day)
    return _next_of(today, (_day(str(today.year + more), month, day) for more in range(5)))


def _weekday(said: re.Match[str], today: date) -> date:
    """The next one, today's in a week; of this week or the next, from Monday on, where that is said."""
    wanted = (
        _WEEKDAYS.index(said["english"])
        if said["english"]
        else "一二三四五六日".index(said["chinese"].replace("天", "日"))
    )
    if said["next"] or said["after"] or said["this"]:
        return today + timedelta(days=wanted - today.weekday() + (0 if said["this"] else 7))
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
