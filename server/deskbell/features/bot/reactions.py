"""What somebody types below a card of the bot's instead of pressing its buttons: yes, no, the second one. No I/O."""

from __future__ import annotations

import re

from deskbell.domain.folding import fold

LONGEST = 60
_YES = re.compile(
    r"(?:yes|yep|yeah|yup)(?: (?:it|that|this) (?:did|does|do|helps|helped|worked|works))?(?: a lot| very much)?"
    r"|(?:it|that|this) (?:did|does|helps|helped)(?: a lot| me)?|(?:very |really )?helpful"
    "|有|有的|(?:很|非常)?有用|(?:很|非常)?有帮助的?|帮到了|是|是的|嗯|对|对的"
)
_NO = re.compile(
    r"(?:no|nope|nah|not really)(?: (?:it|that|this) (?:did|does)(?: not|nt)(?: help| work)?)?"
    r"|(?:it|that|this) (?:did|does)(?: not|nt)(?: help| work)?(?: me)?|not helpful|useless"
    "|没有|没|没用|没帮助|没有帮助|没什么用|没有用|不是|不对|没帮到"
)
_AGREED = re.compile(
    r"ok(?:ay)?|sure|please|yes please|go ahead|好|好的|好啊|行|可以|可以的|要|要的|需要|(?:好的?|那)? ?麻烦[您你]?了"
)
_PLACE = re.compile(
    r"(?:yes )?(?:the )?(?:(first|1st|第一)|(second|2nd|第二)|(third|3rd|第三))(?: ?(?:one|option)|[个项种])?"
)
_WITH_THANKS = re.compile(r"(?: ?(?:thanks|thank you|thx|please|谢谢[您你]?|多谢))+$")
_THUMB = 2
"""Characters: a thumb has a colour at most."""
_THUMBS = {"👍": True, "👎": False}


def reaction_of(text: str) -> bool | None:
    """What a bare yes or no says of the bot's card above it; None for every other text."""
    if (thumb := _THUMBS.get(text.strip()[:1])) is not None and len(text.strip()) <= _THUMB:
        return thumb
    plain = _bare(text)
    return True if _YES.fullmatch(plain) else False if _NO.fullmatch(plain) else None


def agrees(text: str) -> bool:
    """Whether it takes what was just offered."""
    if "?" in fold(text):
        return False
    return reaction_of(text) is True or _AGREED.fullmatch(_plain(text)) is not None


def place_in(text: str) -> int | None:
    """The place of what is meant among what was offered: "the first one", 第二个."""
    found = _PLACE.fullmatch(_bare(text))
    return next((at for at, words in enumerate(found.groups()) if words), None) if found else None


def _plain(text: str) -> str:
    folded = fold(text[:LONGEST]).replace("'", "").replace("’", "")
    return " ".join("".join(sign if sign.isalnum() else " " for sign in folded).split())


def _bare(text: str) -> str:
    plain = _plain(text)
    if plain.startswith("no thank"):
        return plain  # it declines what is offered, and rates nothing
    return _WITH_THANKS.sub("", plain) or plain
