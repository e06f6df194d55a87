"""Who names a person and wants none: 不用转人工, "please do not connect me with an agent". No I/O.

All here is said as `words` makes it: in small letters, simplified characters, without marks and with English in full.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import islice

_FILLED = (
    r"(?:(?:want|need|wish|like|have|please|just|ever|to|transfer|connect|hand|put|pass|forward|escalate|me|us|this|it|talk|talking"
    r"|speak|speaking|chat|call|ring|get|give|send|bother|you|through|over|on|with|an?|the|any|real|live|your"
    r"|another|human|customer|support) )*"
)
_NOT = re.compile(
    rf"(?<!why )(?:(?:do|would|will|did|need|am) not|dont|(?:would|id|i d) rather not) {_FILLED}$"
    rf"|\bno need (?:for|to) {_FILLED}$|(?:^|\b(?:(?:i|we) (?:want|need)|please|but|and) )no (?:more )?$"
)
_FILLED_HAN = (
    "(?:找|转接?|接|要|跟|和|与|想|再|给|帮|把|联系|联络|去|来|到|我|您|你|们"
    "|打扰|麻烦|请|真的?|人工|真人|在线|个|什么|任何| )*"
)
_NOT_HAN = re.compile(
    f"(?:(?<!要)不要|(?<!用)不用|(?<!需)不需要?|不必|(?<!想)不想|不打算|无需|无须|毋需|用不着|没想|(?<![特区类性])别){_FILLED_HAN}$"
    "|(?<![么何还能要用需们你得可])不(?:要|转接?|找|接)?(?:人工|真人| )*$"
)
_NOT_NEEDED = re.compile("(?:客服|服务)?(?:就|也|先|暂时|那就| )*(?:不用|不需要|不必|用不着|免)了?")
_NOTHING_MORE = re.compile(
    r"s?(?: ?(?:please|pls|thanks|thank you|now|right now|yet|needed|required|at all|again|today"
    r"|for this|about this|on the phone))*"
    "|(?:客服|服务|人员|座席)?(?:了|吧|啊|哦|呀|喔|谢谢[您你]?|多谢| )*"
)
_LEAST = 2
"""Characters of a word that is looked for by itself."""
_FAR, _MOST = 80, 40
"""Characters before a word that are looked at, and places of words: who declines says so beside the word, and not often."""


def declines(part: str, words: Collection[str]) -> bool | None:
    """Whether none of the words that a part of a message has is wanted; None where it has none of them."""
    looked_for = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True) if len(word) >= _LEAST)
    places = list(islice(re.finditer(looked_for, part), _MOST + 1)) if looked_for else []
    if not places:
        return None
    return len(places) <= _MOST and all(_is_declined(part, *found.span()) for found in places)


def _is_declined(part: str, begin: int, end: int) -> bool:
    """Behind the word nothing more may be said of it: "no agent answered my mail" is a complaint, 不用人工发货吗 a question."""
    before = part[max(0, begin - _FAR) : begin]
    denied = _NOT.search(before) or _NOT_HAN.search(before)
    return bool((denied and _NOTHING_MORE.fullmatch(part, end)) or _NOT_NEEDED.match(part, end))
