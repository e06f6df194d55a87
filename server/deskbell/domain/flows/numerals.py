"""Numbers as people write them, in digits or in words: only what can mean one number. No I/O."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Any

from deskbell.domain.folding import fold

_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,10})?", re.ASCII)
_THOUSANDS = re.compile(r"(?<=[0-9])[,\u00a0\u2009' ](?=[0-9]{3}(?:[^0-9]|$))", re.ASCII)
_POINTS_FIRST = re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]{1,10}", re.ASCII)
"""1.000,50: with both signs there is no doubt which of them comes before the cents."""
_ENGLISH = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
_DIGIT = "[一二两三四五六七八九]"
_HAN_NUMBER = (
    rf"(?P<thousand>{_DIGIT})千|(?P<hundred>{_DIGIT})百(?:零(?P<unit>{_DIGIT})|(?P<tens>{_DIGIT})十(?P<more>{_DIGIT})?)?"
    rf"|(?P<ten>{_DIGIT})?(?P<is_ten>十)(?P<over>{_DIGIT})?|(?P<single>[零〇]|{_DIGIT})"
)
"""Below ten thousand. 三百二 is no number here: 320 to many, 302 to some."""
_HAN = re.compile(_HAN_NUMBER)
_WORTH = {"thousand": 1000, "hundred": 100, "tens": 10, "ten": 10, "unit": 1, "more": 1, "over": 1, "single": 1}
_MEASURES = "个人|个|件|只|条|双|套|瓶|包|盒|箱|本|张|台|部|位|名|份|杯|枚|罐|晚|人|岁"
_COUNTED = (
    "pieces?|pcs?|items?|units?|people|persons?|guests?|nights?|years old|euros?|dollars?|pounds|yuan|usd|eur|rmb|twd"
)
_UNIT = re.compile(rf" ?(?:{_MEASURES}|元|圆|块钱?)$|(?<=[0-9]) ?(?:{_COUNTED})$|(?<=[a-z]) (?:{_COUNTED})$")
"""What is counted or paid with. Not what comes in several sizes: 30 minutes are no number of hours."""
_AROUND = re.compile(
    r"^(?:(?:about|around|roughly|approximately|i|we|would like|['’]d like|want|need|take|just|only|it['’]s|it is) )+(?=\S)"
    r"| (?:please|pls|thanks)$|^(?:我们?|想?要|需要|买|一共|总共|大概|大约|约|差不多|就)+(?=\S)|(?:左右|吧|谢谢)+$"
)
_TEN_THOUSANDS = re.compile(r"(?P<many>[0-9]+\.[0-9]+(?=万$)|[0-9]+|[^万0-9.]{1,5})万(?P<rest>[^万]{0,9}千[^万]{0,9})?")
"""一万二 is no number here: 12,000 to all who say it, and 10,002 to who types it."""
_MONEY = re.compile(r"^(?:[$€£¥]|nt\$|us\$|hk\$) ?|(?<=[0-9]) ?[$€£¥]$")
_IN_TEXT = re.compile(
    rf"\d+(?:[.,]\d+)*|\b(?:{'|'.join(_ENGLISH)})\b|(?:{_HAN_NUMBER})(?= ?(?:{_MEASURES}|天|周|日|月|年|星|小时|元))"
)


def number_of(text: Any) -> Decimal | None:
    """A number in digits: full-width ones too, thousands set apart, a comma before the cents."""
    plain = unicodedata.normalize("NFKC", str(text)).strip()
    if _POINTS_FIRST.fullmatch(plain):
        plain = plain.replace(".", "")
    plain = _THOUSANDS.sub("", plain).replace("−", "-")
    if plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    return Decimal(plain) if _NUMBER.fullmatch(plain) else None


def told_number(text: str) -> Decimal | None:
    """The same as people say it: also 五十, twelve, 我要两个, "about 5 pieces", 12 元, 1.5万."""
    said = _AROUND.sub("", fold(text).strip().rstrip("。!").strip())
    said = _MONEY.sub("", _UNIT.sub("", said))
    if found := _TEN_THOUSANDS.fullmatch(said):
        many, rest = bare_number(found["many"]), bare_number(found["rest"] or "0")
        return None if many is None or rest is None else Decimal(int(many * 10_000 + rest))
    return bare_number(said)


def bare_number(text: str) -> Decimal | None:
    """A number in digits or in words, and nothing else."""
    found = number_of(text)
    return _in_words(fold(text).strip()) if found is None else found


def numbers_in(text: str) -> list[tuple[int, Decimal]]:
    """The numbers that a label names, with their places in the folded text; 一 in 一般 is none."""
    found = ((match.start(), match[0]) for match in _IN_TEXT.finditer(fold(text)))
    numbers = ((place, number_of(said) if said[0].isdigit() else _in_words(said)) for place, said in found)
    return [(place, number) for place, number in numbers if number is not None]


def _in_words(said: str) -> Decimal | None:
    if said in _ENGLISH:
        return Decimal(_ENGLISH.index(said))
    parts = _HAN.fullmatch(said)
    if parts is None:
        return None
    total = sum(worth * _value(parts[name]) for name, worth in _WORTH.items() if parts[name])
    return Decimal(total + (10 if parts["is_ten"] and not parts["ten"] else 0))


def _value(sign: str) -> int:
    return {"两": 2, "〇": 0}.get(sign, "零一二三四五六七八九".find(sign))
