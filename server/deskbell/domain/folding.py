"""One form for text that people would call the same: width, case, and traditional or simplified Chinese. No I/O.

Search and retrieval compare folded text, so that 退貨 finds 退货 and ＡＢＣ finds abc. What is shown is never folded.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from opencc import OpenCC

_SIMPLIFIED = OpenCC("t2s")


def fold(text: str) -> str:
    """NFKC, without case, in simplified characters. May be longer or shorter than `text` (㈱, ﬁ, ß)."""
    return _simplified(unicodedata.normalize("NFKC", text).casefold())


def fold_with_places(text: str) -> tuple[str, list[int]]:
    """Folded character by character, and for each folded character the place in `text` that it came from.

    For marking what was found in the text as it was written. Differs from `fold` only where folding looks at neighbours
    (乾坤 keeps its 乾, 乾淨 does not), which a mark may miss and a search must not.
    """
    pieces = [_fold_one(char) for char in text]
    places = [place for place, piece in enumerate(pieces) for _ in piece]
    return "".join(pieces), places


def _simplified(text: str) -> str:
    if text.isascii():
        return text
    whole = text.encode("utf-8", "replace").decode()  # half a surrogate is no text, and the converter would refuse it
    return str(_SIMPLIFIED.convert(whole))


@lru_cache(maxsize=20_000)
def _fold_one(char: str) -> str:
    return fold(char)
