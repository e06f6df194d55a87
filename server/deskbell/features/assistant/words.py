"""Words: which mean something, and one for several. No I/O.

Texts are folded (`domain.folding`) before they come here.
"""

from __future__ import annotations

import re
from functools import lru_cache

import snowballstemmer

APOSTROPHE = re.compile(r"(?<=[a-z])['’](?=[a-z])")
SMALL = frozenset(
    re.findall(
        r"\w+",
        "a s an and any are as at be been but by can could did do does done dont for from get gets getting got had has "
        "have having he her here hers him his how i if in into is it its lasts let like may me might my need needs no not "
        "of off on or our ours please receive receives receiving shall she should simply so still take takes than that "
        "the their them then there these they this those to too also already unfortunately up us was we were what when "
        "where which while who why will with within would want wants yes you your yours just only allowed able possible",
    )
)
"""English words that hold a sentence together; `SMALL_SIGNS` are the Chinese ones, folded."""
SMALL_SIGNS = re.compile(
    "您|你们?|我们?|可以|可|请|的|了|是|也|会(?!员)|需要|需|都|就|将|能|应该?|要|有|为|把|被|吗|呢|吧|啊|则|得|由|还|即|它|其|此|该|这|那"
)
LEAVABLE = frozenset(
    re.findall(
        r"\w+", "all each any place free usual normal general simpl direct both too 免费 一般 通常 全部 所有 直接"
    )
)
"""Who leaves them away says less, never more; of Chinese words, two signs."""
WEEKDAYS = frozenset(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
PARTICLES = frozenset(("out", "back", "away", "down", "over", "off"))
"""Of a verb: pay out, send back."""
ADDABLE = frozenset(re.findall(r"\w+", "order item product articl thing cost 订单 商品 产品 物品 进行"))
"""Of anything in a shop: they may be left away, and added where nothing else is."""
TOLD_APART = {"ship": "deliv", "deliv": "ship"}
"""What a title calls by the one, those who answer may call by the other, where the sentence has neither."""
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
        "cost": "price fee",
        "each": "everi",
        "addit": "extra",
        "choos": "pick select chosen",
        "child": "kid children",
        "peopl": "person anyon anybodi",
    }.items()
    for word in words.split()
}
"""Stems that people use for the same."""
_stemmer = snowballstemmer.stemmer("english")


def is_han(piece: str) -> bool:
    return piece[0] >= "\u3040"


@lru_cache(maxsize=10_000)
def stem(word: str) -> str:
    """Of words that people use for the same, one."""
    if not (word.isascii() and word.isalpha()):
        return word
    found = str(_stemmer.stemWord(word))
    return _SAME.get(found, found)
