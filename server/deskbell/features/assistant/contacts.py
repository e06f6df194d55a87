"""Where a text sends somebody: hosts, e-mail addresses, paths, handles, numbers of a phone, whatever shape they have. No I/O.

Texts are folded (`domain.folding`) before they come here.
"""

from __future__ import annotations

import re

from deskbell.domain.masking import UNSEEN
from deskbell.features.assistant.regional import in_one_way

_DOT_SPELT = re.compile(r"(?<=\w)\s?[\[({]\s?(?:dot|点|\.)\s?[\])}]\s?(?=\w)|(?<=[a-z0-9]) dot (?=[a-z0-9])")
_DOT_APART = re.compile(r"(?<=[a-z0-9])(?:[。｡]|\s+[.。]\s?)(?=[a-z0-9])")
_AT_SPELT = re.compile(r"(?<=\w)\s?[\[({]\s?(?:at|在|@)\s?[\])}]\s?(?=\w)")
_PLACE = re.compile(r"[a-z0-9@:/._%+~#?=&\-]*(?:[a-z0-9\-]\.[a-z]{2,}|@|:/)[a-z0-9@:/._%+~#?=&\-]*")
"""ASCII with a host in it, or an @, or a scheme."""
_FOREIGN = re.compile(r"(?<![^\W\d_])[^\W\d_][\w\-]*(?:\.[\w\-]+)*\.[^\W\d_]{2,}")
_HANDLE = re.compile(r"(?<![a-z0-9_])(?=[a-z0-9_\-]*(?:[a-z]-?\d|\d-?[a-z]{3}|_))[a-z0-9_\-]{4,}")
"""Letters with digits or an underscore: an account, an order, a code."""
_CHANNEL = re.compile(
    r"(?<![a-z])(?:wechat|weixin|whatsapp|telegram|viber|skype|discord|instagram|facebook|messenger|tiktok|twitter|qq)(?![a-z])"
    r"|微信|抖音|微博|支付宝|钉钉"
)
_ACCOUNT = re.compile(rf"(?:{_CHANNEL.pattern})\W*(?:(?:id|account|at|is|on|号码?|账号)\W*)*([a-z0-9_\-]+)?")
_RUN = re.compile(r"\d+(?:[\s\-‐-―_/()+]{1,3}\d+)+")
_LEAST_OF_RUN = 5


def plainly(folded: str) -> str:
    """With hosts and addresses as they are typed (`evil [dot] example` and `evil . example` are `evil.example`), and the words
    of one region."""
    seen = _AT_SPELT.sub("@", UNSEEN.sub("", in_one_way(folded)))
    return _DOT_APART.sub(".", _DOT_SPELT.sub(".", seen))


def contacts_in(plain: str) -> set[str]:
    """Places, handles, and the channels a text names with the account that follows them."""
    places = {_bare(found) for found in _PLACE.findall(plain)}
    rest = _PLACE.sub(" ", plain)
    accounts = {found[1] for found in _ACCOUNT.finditer(rest) if found[1]}
    return places | set(_FOREIGN.findall(rest)) | set(_HANDLE.findall(rest)) | set(_CHANNEL.findall(rest)) | accounts


def known_contacts(plain: str) -> set[str]:
    """The same of an article, and what is a part of them: the host of a path, each word that may be an account."""
    places = {_bare(found) for found in _PLACE.findall(plain)}
    parts = {place.partition("/")[0] for place in places} | {place.partition("?")[0] for place in places}
    return contacts_in(plain) | parts | set(re.findall(r"[a-z0-9_\-]+", _PLACE.sub(" ", plain)))


def _bare(place: str) -> str:
    return re.sub("^[a-z]+:/*", "", place.rstrip(".:?&=-/")) or place


def joined(plain: str) -> str:
    """With the groups of long numbers put together: 138 0013 8000 is one number."""
    return _RUN.sub(lambda run: digits if len(digits := re.sub(r"\D", "", run[0])) >= _LEAST_OF_RUN else run[0], plain)


def joined_in(plain: str) -> set[str]:
    """Every long number that stands in groups, also a part of them: without the prefix of a country, say."""
    found = set()
    for run in _RUN.findall(plain):
        groups = re.findall(r"\d+", run)[:12]
        found |= {"".join(groups[a:b]) for a in range(len(groups)) for b in range(a + 1, len(groups) + 1)}
    return {digits for digits in found if len(digits) >= _LEAST_OF_RUN}
