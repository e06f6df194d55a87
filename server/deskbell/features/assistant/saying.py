"""What a language model says to the visitor, of all that it writes: without its thoughts, and with nothing unseen in it. No I/O.

People's text may turn the direction of writing; a machine's needs none of it, and could make a number read as another.
"""

from __future__ import annotations

import re

_BEGINS, _ENDS = ("<think>", "<thinking>"), ("</think>", "</thinking>")
_TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROLS = re.compile("[\x01-\x08\x0b-\x1f\x7f-\x9f]")


def said_in(written: str) -> str:
    """Of what may still grow, too: a thought that goes on, and a tag that is not whole yet, say nothing."""
    text = _without_thoughts(written).replace("\r\n", "\n").replace("\0", "\ufffd")
    return _CONTROLS.sub("", _TURNS.sub("", text)).strip()


def _without_thoughts(text: str) -> str:
    """Some models' first tag is a part of what they are asked, so that only the last is written."""
    end, tag = max((text.rfind(one), one) for one in _ENDS)
    text = text[end + len(tag) :] if end >= 0 else text
    begun = [at for one in _BEGINS if (at := text.find(one)) >= 0]
    return text[: min(begun)] if begun else text[: len(text) - _cut_tag(text)]


def _cut_tag(text: str) -> int:
    """How many characters at the end may be the beginning of a tag."""
    tag = text[text.rfind("<") :] if "<" in text else ""
    return len(tag) if tag and any(one.startswith(tag) for one in _BEGINS + _ENDS) else 0
