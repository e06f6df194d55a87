"""Words of a claim put into those of the article, where both are used for the same thing. No I/O.

Two words of a group stand for one only where the article has exactly one of them and the claim another: where it has both it may
tell them apart ("a spare lid costs 9 euros, a replacement under warranty nothing"). No group has words that are opposites, or of
which one is a kind of the other.
"""

from __future__ import annotations

import re

from deskbell.features.assistant.words import is_han, stem

_GROUPS = [
    group.split()
    for group in (
        "spare replacement",
        "contain hold include",
        "kerb curb kerbside curbside",
        "begin start commence",
        "end finish",
        "photo picture photograph",
        "show present",
        "receipt proof",
        "quick fast",
        "repair fix mend",
        "buy order purchase",
        "phone call ring",
        "extra surcharge supplement",
        "provide supply offer",
        "require need",
        "immediately instantly",
        "mail email",
        "leave depart",
        "arrive come",
        "open unlock",
        "forbid prohibit",
        "pause suspend",
        "monthly month",
        "buyer customer",
        "返回 退回 退还 返还",
        "送 赠送 得 领",
        "携带 带",
        "完好 完整 完好无损",
        "送达 到达 送到",
        "通知 告知",
        "填写 填",
        "包含 包括 含",
        "修改 更改 改",
        "购买 买",
        "使用 用",
        "提供 出示 出具",
        "预约 预定 预订",
        "取货 取件 提货",
        "打电话 致电 去电",
    )
]
_HAN = [group for group in _GROUPS if is_han(group[0])]
_OF_STEM = {stem(word): group for group in _GROUPS if not is_han(group[0]) for word in group}
_WORD = re.compile(r"[a-z]+")


def in_words_of(article: str, words: frozenset[str], claim: str) -> str:
    """The claim, in usual words. `words`: the stems of the article, whose text in usual words is `article`."""
    for group in _HAN:
        claim = _with_signs(article, group, claim)
    return _WORD.sub(lambda found: _english(found[0], words), claim)


def _with_signs(article: str, group: list[str], claim: str) -> str:
    held, said = _longest_in(article, group), _longest_in(claim, group)
    if len(held) != 1 or len(said) != 1 or held == said:
        return claim
    return claim.replace(said[0], held[0])


def _longest_in(text: str, group: list[str]) -> list[str]:
    """Those of the group that stand in it, not as a part of another of it."""
    found = []
    for word in sorted(group, key=len, reverse=True):
        if word in text:
            found.append(word)
            text = text.replace(word, " ")
    return found


def _english(word: str, words: frozenset[str]) -> str:
    known = stem(word)
    group = _OF_STEM.get(known, [])
    held = [one for one in group if stem(one) in words]
    return held[0] if len(held) == 1 and known not in words else word
