"""Numbers with what they count: 30 days, $9, 三十天; the first of "2 to 4 days" counts days, too. No I/O.

Texts are folded (`domain.folding`) before they come here.
"""

from __future__ import annotations

import re

from deskbell.features.assistant.numbers import with_places

_NAMES = {
    name: unit
    for unit, names in {
        "day": "天 日 自然日",
        "working day": "工作日 工作天",
        "week": "周 星期 礼拜",
        "month": "月",
        "year": "年",
        "hour": "小时 钟头",
        "minute": "分钟",
        "yuan": "元 块 rmb ¥",
        "dollar": "美元 $ usd",
        "euro": "€ eur",
        "pound": "£",
        "percent": "%",
        "kg": "公斤 千克 kilo",
    }.items()
    for name in names.split()
}
_UNIT = re.compile(
    r"\s?-?个?(?:(?:calendar|full|whole|more|consecutive|other|us)\s){0,2}"
    r"(?:((?:working |business )?day|minute|hour|night|week|month|year|percent|dollar|euro|pound|yuan"
    r"|kg|km|cm|gram|kilo|mile|met(?:er|re)|rmb|usd|eur"
    r"|[ap]m)s?\b|([%$€£¥]|工作日|工作天|自然日|天|日|周|星期|礼拜|月|年|小时|钟头|分钟|元|块|美元|公斤|千克|折|倍|件|次|成|点))"
)
_MONEY = re.compile(r"([$€£¥])\s?$")
_TO = re.compile(r"\s?(?:to|and|or|-|–|—|~|至|到|或)\s?")
_FOR, _STOP = re.compile(r"\bfor\s\Z"), re.compile(r"\s*(?:[.,;!?]|\Z)")
_HALF = re.compile(r"\bhalf\b|一半|半数")
_HALF_HAN = re.compile("(?<![个\\d])半个?(年|天|日|小时|月|钟头)")
_A_UNIT = re.compile(r"\ban? (minute|hour|day|night|week|month|year|dozen)\b")


def amounts_with_places(folded: str) -> list[tuple[str, str, int, int]]:
    """Each number and the one name of what it counts, empty where it names nothing, with its beginning and the end of both."""
    unit, following, told = "", len(folded), []
    for value, start, end in reversed(with_places(folded)):
        ranges = following < len(folded) and _TO.fullmatch(folded[end:following]) is not None
        named = _unit_of(folded, start, end)
        unit = named or (unit if ranges else "")
        behind = _UNIT.match(folded, end)
        told.append((value, unit, start, behind.end() if behind else end))
        following = start
    told = _with_last_unit(folded, sorted(told, key=lambda one: one[2]))
    told += [("1", each[1], *each.span()) for each in _A_UNIT.finditer(folded)]
    told += [("0.5", _NAMES[half[1]], *half.span()) for half in _HALF_HAN.finditer(folded)]
    told += [("0.5", "", *half.span()) for half in _HALF.finditer(folded)]
    return sorted(told, key=lambda one: one[2])


def _with_last_unit(folded: str, told: list[tuple[str, str, int, int]]) -> list[tuple[str, str, int, int]]:
    """As "parts are available for ten years, batteries for five"."""
    found: list[tuple[str, str, int, int]] = []
    for value, unit, start, end in told:
        if not unit and found and _FOR.search(folded[:start]) and _STOP.match(folded, end):
            unit = found[-1][1]
        found.append((value, unit, start, end))
    return found


def _unit_of(folded: str, start: int, end: int) -> str:
    if (behind := _UNIT.match(folded, end)) is not None:
        name = behind[1] or behind[2]
        name = name.replace("business", "working")
        return _half_of_day(folded[max(0, start - 4) : start]) if name == "点" else _NAMES.get(name, name)
    money = _MONEY.search(folded, max(0, start - 3), start)
    return _NAMES[money[1]] if money is not None else ""


def _half_of_day(before: str) -> str:
    return "am" if re.search("上午|早上|凌晨", before) else "pm" if re.search("下午|晚上|中午", before) else ""
