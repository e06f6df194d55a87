"""The words of a text that mean something: by their stems, Chinese by pairs of characters, one for several. No I/O.

Texts are folded (`domain.folding`) before they come here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import snowballstemmer

APOSTROPHE = re.compile(r"(?<=[a-z])['’](?=[a-z])")
_PIECE = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+|[^\\W_\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+")
_SMALL = frozenset(
    re.findall(
        r"\w+",
        "a an and any are as at be been but by can could did do does dont for from had has have he her here hers him his i if "
        "in into is it its me may might must my no not of off on or our ours please shall she should so than that the their "
        "them then there these they this those to too up us was we were what when where which while who will with within would "
        "yes you your yours also just only one ones",
    )
)
"""English words that hold a sentence together; `_SMALL_SIGNS` are the Chinese ones, folded."""
_SMALL_SIGNS = re.compile(
    "您|你|我们?|可以|可|请|的|了|是|在|和|与|或|也|会|需要|需|如果|若|都|就|将|能|应|要|有|为|对|把|被|吗|呢|吧|啊|后|内|及|并|则"
)
_SAME = {
    word: meant
    for meant, words in {
        "deliv": "deliveri deliver",
        "ship": "shipment dispatch",
        "cancel": "cancellation",
        "pay": "payment paid",
        "send": "sent",
        "buy": "bought purchas",
        "keep": "kept",
        "take": "took",
        "give": "given gave",
        "get": "got",
        "parcel": "packag",
        "refund": "refundabl",
        "return": "returnabl",
        "cost": "price",
    }.items()
    for word in words.split()
}
"""Stems that people use for the same."""
_SEND_BACK = re.compile(r"\bsen(?:d|ds|ding|t)\b(.{0,40}?)\bback\b")
_OPENED = re.compile(
    r"\b(?:once|after)\s+(?:(?:it|they|you|is|are|being|have)\s+)*open(?:ed|ing)\b"
    r"|(?:打开|拆封|开封|拆开|开启|已拆|拆(?=[了过掉后]))(?:[之以]?后|的|了|过|掉)?"
)
_UNOPENED = re.compile("(?:未|没有?|尚未)(?:经|被)?(?:拆[封开]?|开封|打开|启封)(?:的|过)?|原封不动")
_NOT_YET = re.compile("未([\u4e00-\u9fff]{1,4}?)[之以]?前")
_GOODS = re.compile("(退|换)货(?!款)")
_stemmer = snowballstemmer.stemmer("english")


def usual(plain: str) -> str:
    """With one way of saying what is said in several."""
    plain = _GOODS.sub(r"\1", _NOT_YET.sub(r"\1前", _UNOPENED.sub("封存的", _SEND_BACK.sub(r"return \1", plain))))
    return _OPENED.sub(lambda found: "opened" if found[0].isascii() else "拆开的", plain)


def words_of(plain: str) -> Iterator[str]:
    """Its words by their stems, Chinese by pairs of characters, without those that only hold a sentence together."""
    for piece in pieces_of(plain):
        if is_han(piece):
            yield from pairs(piece)
        elif not piece.isdecimal():
            yield piece


def weight_of(words: frozenset[str] | set[str]) -> int:
    """A word weighs as much as two pairs of Chinese characters."""
    return sum(1 if is_han(word) else 2 for word in words)


def pieces_of(plain: str) -> Iterator[str]:
    """Words by their stems, runs of Chinese without the characters that only hold a sentence together."""
    for piece in _PIECE.findall(_SMALL_SIGNS.sub(" ", APOSTROPHE.sub("", plain))):
        if is_han(piece):
            yield piece
        elif piece not in _SMALL and (len(piece) > 1 or piece.isdecimal()):
            yield stem(piece)


def is_han(piece: str) -> bool:
    return piece[0] >= "\u3040"


def pairs(run: str) -> list[str]:
    """A single character by itself."""
    return [run[at : at + 2] for at in range(len(run) - 1)] or [run]


@lru_cache(maxsize=10_000)
def stem(word: str) -> str:
    """Of words that people use for the same, one."""
    if not (word.isascii() and word.isalpha()):
        return word
    found = str(_stemmer.stemWord(word))
    return _SAME.get(found, found)


def first_word(text: str) -> str:
    """Its first that means something, Chinese by two characters, or an empty one."""
    for piece in _PIECE.findall(text):
        if is_han(piece):
            return str(piece[:2])
        if piece not in _SMALL:
            return stem(piece)
    return ""
