"""Text from bytes of whatever a spreadsheet saves: UTF-8, UTF-16 with and without a mark, GB18030, Big5. No I/O.

GB18030 and Big5 read nearly everything, so the better reading is the one with more of its own everyday characters: both
standards keep these in a block of their own (level 1).
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

_LOOKED_AT = 64 * 1024
"""Bytes from which the encoding is told, from the first one beyond ASCII."""
_MANY = 0.2
"""From this share of empty bytes, Latin text has two bytes a character; below, Chinese may have."""
_BELIEVED = 0.3
"""Below this share of everyday characters a reading is taken for nonsense."""
_UNREAD = 3
"""So much a character that cannot be read speaks against a reading: one row of a small table may well be broken."""
_BEYOND = re.compile(rb"[\x80-\xff]")
_BROKEN = "\N{REPLACEMENT CHARACTER}"
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


class _Everyday(NamedTuple):
    """First and second bytes of level 1 and punctuation in a double-byte encoding."""

    lead: tuple[range, ...]
    trail: tuple[range, ...]


_GB = _Everyday((range(0xA1, 0xA4), range(0xB0, 0xD8)), (range(0xA1, 0xFF),))
_BIG5 = _Everyday((range(0xA1, 0xA4), range(0xA4, 0xC7)), (range(0x40, 0x7F), range(0xA1, 0xFF)))


def read_text(data: bytes) -> str:
    """The text; what cannot be read is U+FFFD, for whoever reads on to refuse. Line ends are `\\n`."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lines(data[len(mark) :].decode(encoding, "replace"))
    return _lines(data.decode(encoding_of(data), "replace"))


def is_broken(text: str) -> bool:
    """Whether something in it could not be read."""
    return _BROKEN in text


def encoding_of(data: bytes) -> str:
    """The most likely encoding of bytes without a mark; a file that is UTF-8 but for a few bytes is UTF-8."""
    head = data[:_LOOKED_AT]
    if b"\x00" in head and (head.count(0) > _MANY * len(head) or _utf8_score(head) < _BELIEVED):
        # Latin letters, commas and line ends are there in any table: their empty byte is the second or the first one.
        return "utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be"
    beyond = _BEYOND.search(data)
    head = data[beyond.start() :][:_LOOKED_AT] if beyond else b""
    scores = {
        "utf-8": _utf8_score(head),
        "gb18030": _score(head, "gb18030", _GB),
        "cp950": _score(head, "cp950", _BIG5),
    }
    best = max(scores, key=lambda encoding: scores[encoding])
    return best if scores[best] >= _BELIEVED else "utf-8"


def _utf8_score(head: bytes) -> float:
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(head)
    beyond = sum(char > "\x7f" for char in text)
    return 1.0 if beyond == 0 else 1 - _UNREAD * text.count(_BROKEN) / beyond


def _score(head: bytes, encoding: str, everyday: _Everyday) -> float:
    """The share of everyday characters among those beyond ASCII; each that cannot be read takes some away."""
    text = codecs.getincrementaldecoder(encoding)("replace").decode(head)
    known = beyond = 0
    for char in text:
        if char > "\x7f":
            beyond += 1
            coded = b"" if char == _BROKEN else char.encode(encoding, "replace")
            known += len(coded) == 2 and _is_everyday(coded, everyday)
    return 0.0 if beyond == 0 else (known - _UNREAD * text.count(_BROKEN)) / beyond


def _is_everyday(coded: bytes, everyday: _Everyday) -> bool:
    return any(coded[0] in part for part in everyday.lead) and any(coded[1] in part for part in everyday.trail)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", _BROKEN)
