"""Numbers in a text by what they say: 30, ３０, thirty, 三十 and 叁拾 are one; 10 is not in 100. No I/O.

Texts are folded (`domain.folding`) before they come here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_ONES = "zero one two three four five six seven eight nine ten"
_TEENS = "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ADDED = (
    {word: value for value, word in enumerate(re.findall("[a-z]+", f"{_ONES} {_TEENS}"))}
    | {word: 10 * value for value, word in enumerate(re.findall("[a-z]+", _TENS), 2)}
    | {"once": 1, "twice": 2, "double": 2, "thrice": 3, "triple": 3, "dozen": 12, "dozens": 12}
)
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9}
_WORDS = re.compile(rf"\b(?:{'|'.join(sorted((*_ADDED, *_SCALES), key=len, reverse=True))})s?\b")
_SPELT = re.compile(rf"{_WORDS.pattern}(?:[\s\-]+(?:and\s+)?{_WORDS.pattern})*")
_LONE_ONE = re.compile(
    r"one(?!\s+(?:minute|hour|day|night|week|month|year|time|percent|piece|item|dollar|euro|pound|yuan))"
)
"""Mostly no number: the one you bought, one of them."""
A_UNIT = re.compile(r"\b(?:an?|per|each|every) (?:minute|hour|day|night|week|month|year|dozen)\b")
"""Whoever says a week may be told as saying one week."""

_SIGNS = {
    sign: value
    for value, signs in enumerate(("零〇○", "一壹幺", "二贰貳两兩", "三叁參", "四肆", "五伍", "六陆陸"))
    for sign in signs
}
_SIGNS |= {"七": 7, "柒": 7, "八": 8, "捌": 8, "九": 9, "玖": 9}
_STEPS = {
    "十": 10,
    "拾": 10,
    "百": 100,
    "佰": 100,
    "千": 1_000,
    "仟": 1_000,
    "万": 10**4,
    "萬": 10**4,
    "亿": 10**8,
    "億": 10**8,
}
_SIGN = f"[{''.join((*_SIGNS, *_STEPS))}]"
_HAN = re.compile(f"{_SIGN}+")
_COUNTS = "工作日|工作天|自然日|天|日|周|星期|礼拜|年|月|小时|钟头|分钟|秒|块|元|美元|次|折|倍|成|件|公斤"
_HAN_SAID = re.compile(
    f"(?!千万(?![元块人])|万一|万千|十分(?!钟)|一一|一(?!个?(?:{_COUNTS})|{_SIGN}))"
    f"(?:{_SIGN}{{2,}}|{_SIGN}(?=个?(?:{_COUNTS}|条|人|家|岁|米|号)))"
)
"""Where such signs are a number for sure: two and more, or one that counts something."""

_CONJUNCTION = re.compile(r"once(?!\s+(?:a|an|per|each|every|only)\b)")
"""Once we have sent it: no number."""
_FIGURES = re.compile(r"(\d+(?:[.,:]\d+)*)\s?([百千万亿]?)")
_THOUSANDS = re.compile(r",(?=\d{3}(?!\d))")


def numbers_in(folded: str, *, surely: bool) -> Iterator[str]:
    """Each number, in one way of writing it. `surely`: without what may be no number, such as the first 一 of 一起."""
    for found in _FIGURES.finditer(folded):
        yield _plain(found[1], found[2])
    for found in _SPELT.finditer(folded):
        if _CONJUNCTION.match(folded, found.start()):
            continue
        if not (surely and _LONE_ONE.match(folded, found.start()) and found[0] == "one"):
            yield str(_spelt(found[0]))
    if not surely and A_UNIT.search(folded):
        yield "1"
    for found in (_HAN_SAID if surely else _HAN).finditer(folded):
        yield _han(found[0])


def with_places(folded: str) -> list[tuple[str, int, int]]:
    """Each that is a number for sure, with its beginning and end."""
    found = [(_plain(one[1], one[2]), *one.span()) for one in _FIGURES.finditer(folded)]
    for one in _SPELT.finditer(folded):
        if not (_LONE_ONE.match(folded, one.start()) and one[0] == "one") and not _CONJUNCTION.match(
            folded, one.start()
        ):
            found.append((str(_spelt(one[0])), *one.span()))
    found += [(_han(one[0]), *one.span()) for one in _HAN_SAID.finditer(folded)]
    return sorted(found, key=lambda one: one[1])


def _plain(figures: str, step: str) -> str:
    """Without what parts thousands and ends in zeros; 5万 is 50000."""
    whole, dot, part = _THOUSANDS.sub("", figures).partition(".")
    part = part.rstrip("0") if part.isdecimal() else part
    if step:
        return f"{int(whole) * _STEPS[step]}" if whole.isdecimal() and not part else f"{whole}.{part}{step}"
    return _without_zeros(whole) + (dot + part if part else "")


def _without_zeros(whole: str) -> str:
    """05 is 5; 0800 begins a number of a phone."""
    return whole.lstrip("0") or "0" if len(whole) < 3 else whole


def _spelt(words: str) -> int:
    total = part = 0
    for word in re.findall(r"[a-z]+", words):
        known = word if word in _ADDED or word in _SCALES else word.removesuffix("s")
        if known in _SCALES:
            scale = _SCALES[known]
            part = max(part, 1) * scale
            total, part = (total + part, 0) if scale > 100 else (total, part)
        else:
            part += _ADDED.get(known, 0)
    return total + part


def _han(signs: str) -> str:
    """三百二十 by its steps; 一三八 sign by sign, as a number of a phone is read."""
    if not any(sign in _STEPS for sign in signs):
        return _without_zeros("".join(str(_SIGNS[sign]) for sign in signs))
    total = part = last = 0
    for sign in signs:
        step = _STEPS.get(sign, 0)
        if not step:
            last = _SIGNS[sign]
        elif step < 10**4:
            part, last = part + max(last, 1) * step, 0
        else:
            total, part, last = (total + max(part + last, 1)) * step, 0, 0
    return str(total + part + last)
