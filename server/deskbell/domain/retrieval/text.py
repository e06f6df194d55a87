"""Text as retrieval compares it: folded, without punctuation and courtesies, then words; a Han character is a word."""

from __future__ import annotations

import re
import unicodedata

from deskbell.domain.folding import fold
from deskbell.domain.retrieval.vectors import place_of

LONGEST = 500
"""Characters that are read of a question: as long as a phrasing may be, so that the work has a bound."""

_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\u0e00-\u0e7f"
_RUNS = re.compile(f"[{_UNSPACED}]+|[^{_UNSPACED} ]+")
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_APOSTROPHES = re.compile("(?<=[a-z])['’‘`](?=[a-z])")
_TORN = re.compile(r"(?<![a-z\d])(?:(e)[-‐ ](mail(?:s|ed|ing)?)|(wi)[-‐ ](fi))(?![a-z\d])")
_HYPHENED = re.compile(r"(?<![a-z\d-])([a-z]+)[-‐]([a-z]+)(?![a-z\d-])")
_GROWN = re.compile(
    r"(?<![a-z\d])(?:(check|sign|log|pick|drop|set|back|opt|top|follow|roll|trade|walk)((?:in|out|up|off|on|over)s?)"
    r"|(e)((?:bike|book|card|gift|invoice|reader|scooter|sim|ticket|voucher)s?)|(t)((?:shirt)s?|mobile)|(x)(rays?))(?![a-z\d])"
)
"""Written with a hyphen, in two words or in one, as it happens: e-mail, check-in, T-shirt. What a table of vectors knows as one
word is one, all else two: its parts say what it is about."""
_COURTESIES = re.compile(
    r"\b(?:hello|hi|hey|good (?:morning|afternoon|evening)|please|pls|thanks|thank you|excuse me|tell me"
    r"|(?:can|could|may) i ask|(?:i want|i would like|id like) to (?:know|ask))\b"
    "|[您你](?:们)?好|早上好|下午好|晚上好|早安|午安|请问一下|请问|想问一下|我想问|想问|麻烦|谢谢|多谢|一下|在吗|亲"
    "|[吗呢啊呀吧哦喔啦]"
)
_NOT = "do does did is are was were have has had could should would"
_SPELT_OUT = {f"{word}nt": f"{word} not" for word in _NOT.split()} | {
    "cant": "can not",
    "cannot": "can not",
    "wont": "will not",
    "im": "i am",
    "ive": "i have",
    "youre": "you are",
    "theyre": "they are",
    "whats": "what is",
    "wheres": "where is",
    "whos": "who is",
    "hows": "how is",
    "thats": "that is",
    "theres": "there is",
}
"""Short forms with their apostrophe taken out, as many people type them."""


def normalise(text: str) -> str:
    """Folded, short forms spelt out, all punctuation and courtesies taken off; equal for what says the same words, also
    where one has a hyphen and the other none."""
    plain = _as_one(_APOSTROPHES.sub("", fold(text[:LONGEST])[: LONGEST * 2]))
    counting = "".join(char if _counts(char) else " " for char in plain).split()
    spaced = " ".join(_SPELT_OUT.get(word, word) for word in counting)
    return " ".join(_COURTESIES.sub(" ", spaced).split()) or spaced


def _as_one(plain: str) -> str:
    """With one spelling of what people write in one word, in two, and with a hyphen."""
    mended = _HYPHENED.sub(_known_as_one, _TORN.sub(_joined, plain))
    return _GROWN.sub(lambda found: " ".join(part for part in found.groups() if part), mended)


def _joined(found: re.Match[str]) -> str:
    return "".join(part for part in found.groups() if part)


def _known_as_one(found: re.Match[str]) -> str:
    joined = _joined(found)
    return joined if place_of(joined) >= 0 else found[0]


def as_embedded(text: str) -> str:
    """What an embedder is given: folded, but with all words and marks. Sentence encoders know courtesies and short forms
    themselves, and are a third of a point better with them (validation part of CLINC150)."""
    return " ".join(fold(text[:LONGEST])[: LONGEST * 2].split())


def is_unspaced(text: str) -> bool:
    """Whether some of it is in a language that writes without spaces."""
    return _IS_UNSPACED.search(text) is not None


def runs(normalised: str) -> list[tuple[str, bool]]:
    """Stretches of one way of writing, and whether it is one without spaces between words."""
    return [(run, _IS_UNSPACED.match(run) is not None) for run in _RUNS.findall(normalised)]


def _counts(char: str) -> bool:
    # Letters, digits, and marks, without which Indic and Thai words fall to pieces. Symbols too: 😊 may be asked.
    return char.isalnum() or unicodedata.category(char)[0] in "LMN" or unicodedata.category(char) == "So"
