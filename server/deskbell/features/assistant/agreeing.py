"""Whether a clause of a language model says what a sentence of an article says. No I/O.

A sentence of the article must hold all of it that the article knows: words of two sentences put together may say what
neither does. Of all sentences that are about the same none may say the opposite.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from deskbell.features.assistant import signs
from deskbell.features.assistant.clauses import Clause
from deskbell.features.assistant.limits import ALLOWS
from deskbell.features.assistant.sentences import Sentence
from deskbell.features.assistant.words import weight_of

NEARLY = 0.75
"""Of the words that the nearest sentence shares with a clause, how much another must share to be heard, too."""
_COVERED = 0.7
"""Of a sentence so much must be in what borrows a word from the title: else the word may stand for another's."""
LEAST_SHARE = 0.34
"""Of a clause's words so many must be the sentence's."""
_ANYWHERE = frozenset(
    re.findall(
        r"\w+",
        "return send order item product parcel shop store custom buy get give take ask contact help want make use good "
        "articl request thing time possibl abl pleas "
        "订单 商品 产品 包裹 客户 顾客 购买 本店 店铺 客服 联系 申请 办理 退货 物品 进行 以及 还是 这个",
    )
)
"""Words of any shop: where they stand tells nothing."""
LONG = 5
"""Digits of a number that is none of a few things, but of a phone, an order."""
_UNGIVEN = re.compile(r"\b(?:if|when|until|within|must|after|before)\b|只|仅|内|前|后|如果|须|满")
_PREFIXES = ("un", "in", "im", "ir", "dis", "non")
"""With these, opposites are not in `signs.OPPOSITES`, or they would be turned round twice."""
_EITHER = [re.compile(f"{one.pattern}|{other.pattern}") for one, other in signs.OPPOSITES]


def is_held(one: Clause, sentences: list[Sentence], known: frozenset[str]) -> bool:
    """`known` are all words of the articles. A question that is not answered says nothing."""
    if not (one.words & known or one.amounts):
        return one.sign > 0 or not one.words
    ranked = [(_shared(one, sentence), sentence) for sentence in sentences if sentence.sign]
    best = max((shared for shared, _ in ranked), default=0)
    near = [sentence for shared, sentence in ranked if shared and shared >= NEARLY * best]
    near = [sentence for sentence in near if any(part.words == one.words for part in sentence.clauses)] or near
    if any(_contradicts(one, sentence) for sentence in near):
        return False
    return any(_supports(one, sentence, known) for sentence in near)


def _shared(one: Clause, sentence: Sentence) -> float:
    borrowed = weight_of(one.words & sentence.context - sentence.whole.words)
    share = 1 if sentence.asked else 1 / 2 if sentence.points else 1 / 8
    return weight_of(one.words & sentence.whole.words) + share * borrowed + len(one.amounts & sentence.whole.amounts)


def _nearest(one: Clause, sentence: Sentence) -> list[Clause]:
    ranked = [(_shared_with(one, part), part) for part in sentence.clauses]
    best = max((shared for shared, _ in ranked), default=0)
    return [part for shared, part in ranked if shared == best]


def _shared_with(one: Clause, part: Clause) -> float:
    own, borrowed = weight_of(one.words & part.words), weight_of(one.words & part.borrowed)
    return own + borrowed / 2 + len(one.amounts & part.amounts) / 4


def _contradicts(one: Clause, sentence: Sentence) -> bool:
    if not (one.words & sentence.whole.words or one.amounts & sentence.near):
        return False
    parts = _nearest(one, sentence)
    denied = [part for part in sentence.clauses if part.borrowed and part not in parts]
    if any(one.words & part.words - parts[0].words for part in denied):
        return True
    return any(one.sign * part.sign * _flips(one, part, sentence) < 0 for part in parts)


def _flips(one: Clause, part: Clause, sentence: Sentence) -> int:
    """-1 where opposites stand against each other an odd number of times."""
    sign = 1
    for mine, theirs, whole in zip(one.sides, part.sides, sentence.whole.sides, strict=True):
        sign *= -1 if mine * (theirs or whole) < 0 else 1
    for key, limit in one.limits.items():
        sign *= -1 if limit * part.limits.get(key, sentence.limits.get(key, limit)) < 0 else 1
    turned = sum(_has_opposite(word, part.words - one.words) for word in one.words - part.words)
    return -sign if turned % 2 else sign


def _has_opposite(word: str, others: frozenset[str]) -> bool:
    """As "valid" has in "invalid"."""
    return any(f"{prefix}{word}" in others or word.removeprefix(prefix) in others - {word} for prefix in _PREFIXES)


def _supports(one: Clause, sentence: Sentence, known: frozenset[str]) -> bool:
    parts = _nearest(one, sentence)
    return (
        _words_hold(one, sentence, parts, known)
        and _amounts_hold(one, sentence)
        and _limits_hold(one, sentence)
        and _sides_hold(one, [sentence.asked, *(part.text for part in parts)])
        and _manner_holds(one, sentence, parts)
    )


def _words_hold(one: Clause, sentence: Sentence, parts: list[Clause], known: frozenset[str]) -> bool:
    telling = one.words - _ANYWHERE
    if weight_of(telling & (sentence.whole.words | sentence.context)) < LEAST_SHARE * weight_of(telling) >= 2:
        return False
    rest = (one.words & known) - sentence.whole.words - _ANYWHERE
    if rest - sentence.context:
        return False
    if not rest or sentence.asks or sentence.asked:
        return True
    return any(weight_of(part.words & one.words) >= _COVERED * weight_of(part.words) for part in parts)


def _amounts_hold(one: Clause, sentence: Sentence) -> bool:
    """In the clauses of the sentence that are about the same, where these have any. Long numbers were looked at before."""
    about = [part.amounts for part in sentence.clauses if one.words & part.words or not part.words]
    held = frozenset().union(*about) if any(about) and not sentence.asks else sentence.near
    values, units = {value for value, _ in held}, {unit for _, unit in held}
    return all(
        (value, unit) in held or (value in values and (not unit or (unit not in units and (value, "") in held)))
        for value, unit in one.amounts
        if unit or len(value) < LONG
    )


def _limits_hold(one: Clause, sentence: Sentence) -> bool:
    """None is made up but that a number is a most, and no "after" and "more than" is left away."""
    numbers = {value for value, _ in one.amounts}
    allowed = numbers if ALLOWS.search(one.text) else set()
    made_up = any(key not in sentence.limits and (limit < 0 or key not in allowed) for key, limit in one.limits.items())
    left = any(key not in one.limits and (key in numbers or key in one.words) for key in sentence.whole.later)
    return not (made_up or left)


def _sides_hold(one: Clause, texts: list[str]) -> bool:
    """That something is paid for is told in many words."""
    wanted = [
        number for number, mine in enumerate(one.sides[: signs.GROUNDED]) if mine and not (number == 0 and mine < 0)
    ]
    return all(_EITHER[number].search(" ".join(texts)) for number in wanted)


def _manner_holds(one: Clause, sentence: Sentence, parts: list[Clause]) -> bool:
    text = sentence.whole.text
    if (
        signs.MUST.search(one.text)
        and not signs.MUST.search(text)
        and any(signs.MAY.search(part.text) for part in parts)
    ):
        return False
    if signs.ONLY.search(one.text) and not (signs.ONLY.search(text) or _UNGIVEN.search(text) or sentence.near):
        return False
    if signs.ALWAYS.search(one.text) and not signs.ALWAYS.search(text):
        return False
    return not _another_pays(one, parts)


def _another_pays(one: Clause, parts: Iterable[Clause]) -> bool:
    payer = signs.payer(one.text)
    return bool(payer) and any(other and other != payer for other in (signs.payer(part.text) for part in parts))
