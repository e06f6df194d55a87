"""Addresses and phone numbers as people tell them: the one that stands in what they said. No I/O."""

from __future__ import annotations

import re
import unicodedata

from deskbell.domain.flows.wording import listed
from deskbell.domain.folding import fold
from deskbell.domain.forms import looks_like_email

_HAN = "\u2e80-\U0003ffff"
_LETTER = rf"[^\W_{_HAN}]"
_LABEL = rf"(?:(?:{_LETTER}|-)+|[{_HAN}]+)"
_ADDRESS = re.compile(
    rf"(?:(?:{_LETTER}|_)(?:{_LETTER}|[._%+'&-]){{0,63}}|[{_HAN}]{{1,64}})@(?:{_LABEL}\.)+(?:{_LETTER}{{2,}}|[{_HAN}]{{2,}})"
)
"""Letters and Han are not mixed within a part: in 我的邮箱是abc@qq.com谢谢 the address is what is not Chinese."""
_PLAIN = re.compile(r"""[^\s<>()\[\],;:"'。，]+""")
_MOST = 4
"""So many signs of an address are looked at: with the length of its parts, this bounds the time."""
_LEADING = listed("is|its|it|at|to|on|use|try|under|via|me|mail|email|address|yes|ok|sure|hi|hello|s")
"""The word before an address: "jo doe@example.com" may be one address with a slip in it, and is asked again."""
_INTRODUCED = re.compile("^(?:我的?|您?可以|请|发到?|寄到?|电子|邮箱|郵箱|邮件|郵件|信箱|地址|是|为|為)+(?=.+@)")

_PHONE = re.compile(r"\+?[0-9]{5,20}", re.ASCII)
_IN_TEXT = re.compile(r"\+?[0-9](?:[0-9\s\-().\u00a0\u2010-\u2015/]*[0-9])?", re.ASCII)
_BETWEEN = re.compile(r"[\s\-().\u00a0\u2010-\u2015/]")
_TRUNK = re.compile(r"(?<=[0-9])\s*\(0\)", re.ASCII)
"""The 0 that is not dialled from abroad: +44 (0)20."""
_EXTENSION = re.compile(
    r"(?<=[0-9)])[\s,]*(?:#|ext(?:ension)?\.?|x|分机号?|分機|转|轉)[\s:#]*([0-9]{1,6})$", re.ASCII | re.IGNORECASE
)
_DATE = re.compile(
    r"(?:19|20)[0-9]{2}([-/.])[0-9]{1,2}\1[0-9]{1,2}|[0-9]{1,2}([-/.])[0-9]{1,2}\2(?:19|20)[0-9]{2}", re.ASCII
)
_HOUR = r"[0-9]{1,2}(?:[:.][0-9]{2})?(?: ?[ap]\.? ?m\b\.?)?"
_TIME = re.compile(
    rf"\b(?:between|from) {_HOUR} ?(?:and|to|-) ?{_HOUR}(?![0-9])"
    rf"|\b(?:after|before|at|from|until|till|around|about) {_HOUR}(?! ?[-.:/(]?[0-9])"
    r"|(?<![0-9])[0-9]{1,2}(?::[0-9]{2})? ?[ap]\.?m\b\.?|(?<![0-9])(?:[0-9]{1,2}|[一二两兩三四五六七八九十]{1,2})[点點]半?",
    re.ASCII | re.IGNORECASE,
)
"""When to call, which is not asked for."""
_WORDS = re.compile(rf"{_LETTER}+|[{_HAN}]+")
_AROUND = listed(
    "my|the|is|it|its|s|at|on|under|number|no|nr|phone|mobile|cell|cellphone|tel|telephone|whatsapp|call|ring|me|us|please"
    "|pls|you|can|reach|here|sure|ok|okay|yes|thanks|thank|hi|hello|after|before|from|in|early|late"
    "|morning|mornings|afternoon|afternoons|evening|evenings|anytime|any|time|best|today|tomorrow|tonight|work|lunch|noon|only|i|am|free"
)
_AROUND_HAN = re.compile(
    "手机|行动|电话|号码?|联系|联络|方式|这个|可以|谢谢|我们?|[的是为打拨请您你就吧哦好嗯在都接给]"
    "|上午|下午|早上|晚上|中午|傍晚|方便|比较|随时|有空|今天|明天|左右|[以之]?[前后]"
)
"""What people put around their number. Anything else may make it another: an order's, a second one."""


def email_in(text: str) -> str | None:
    """The address in it; None where there is none, or more than one."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if _is_whole(plain):
        return plain
    if plain.count("@") > _MOST:
        return None
    found = list(_ADDRESS.finditer(plain))
    if len(found) != plain.count("@") or len({one[0].casefold() for one in found}) != 1:
        return None
    address = _INTRODUCED.sub("", found[0][0])
    return address if _leads(plain[: found[0].start()]) and looks_like_email(address) else None


def _leads(before: str) -> bool:
    """Whether the address begins here: after nothing, a mark or Chinese, or a word that says so."""
    word = re.search("[A-Za-z0-9]+ *$", before[-20:])
    return word is None or word[0].strip().casefold() in _LEADING


def _is_whole(plain: str) -> bool:
    local, _, domain = plain.partition("@")
    is_mixed = any(
        re.search(f"[{_HAN}]", part) and re.search("[A-Za-z0-9]", part) for part in (local, *domain.split("."))
    )
    return bool(_PLAIN.fullmatch(plain)) and looks_like_email(plain) and not is_mixed and not _INTRODUCED.match(plain)


def phone_in(text: str) -> str | None:
    """The number in it, its digits only, with `#` before an extension; None where there is none, or more than one."""
    plain = _TRUNK.sub("", unicodedata.normalize("NFKC", text)).strip()
    extension = _EXTENSION.search(plain)
    said = plain[: extension.start()] if extension else plain
    untimed = _TIME.sub(" , ", said)
    found = _IN_TEXT.findall(untimed)
    if len(found) != 1 or _DATE.fullmatch(found[0]) or not _is_around(untimed.replace(found[0], " ", 1)):
        return None
    digits = _BETWEEN.sub("", found[0])
    is_bare = _BETWEEN.sub("", said) == digits
    if not _PHONE.fullmatch(digits) or not (is_bare or 7 <= len(digits.lstrip("+")) <= 15):
        return None
    return f"{digits}#{extension[1]}" if extension else digits


def _is_around(rest: str) -> bool:
    words = _WORDS.findall(fold(rest))
    return all(word in _AROUND or not _AROUND_HAN.sub("", word) for word in words)
