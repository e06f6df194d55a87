"""Phrases of a shop: where people say one thing in several ways, the usual one. No I/O.

Texts are folded (`domain.folding`) before they come here. Claims and articles are put through alike.
"""

from __future__ import annotations

import re

_SEND_BACK = re.compile(r"\bsen(?:d|ds|ding|t)\b(.{0,40}?)\bback\b")
_OPENED = re.compile(
    r"\b(?:once|after)\s+(?:(?:it|they|you|is|are|being|have)\s+)*open(?:ed|ing)\b"
    r"|(?:打开|拆封|开封|拆开|开启|已拆|拆(?=[了过掉后]))(?:[之以]?后|的|了|过|掉)?"
)
_UNOPENED = re.compile("(?:未|没有?|尚未)(?:经|被)?(?:拆[封开]?|开封|打开|启封)(?:的|过)?|原封不动")
_NOT_YET = re.compile("未([\u4e00-\u9fff]{1,4}?)[之以]?前")
_GOODS = re.compile("(退|换)货(?!款)")
_GRATIS = re.compile(
    r"\b(?:for free|(?:free|without) (?:of )?(?:any )?(?:charge|cost)|at no (?:extra )?(?:charge|cost)|complimentary|gratis)\b"
)
_NO_POSTAGE = re.compile("包邮|免邮费?|免运费?")
_YOU_GET = re.compile(r"(?:^|[,.;] ?)you (?:will |can )?(?:get|receive)\b")
_SHORT = {"ll": " will", "re": " are", "ve": " have"}
_CONTRACTED = re.compile("(?<=[a-z])['’](ll|re|ve)\\b")
_UNIT = r"(?:minute|hour|day|night|week|month|year|euro|dollar|pound)s?"
_MORE = re.compile(
    rf"\b(\w+) (?:more|additional|extra|further) ({_UNIT})\b|\b({_UNIT}) (?:longer|extra|more)\b(?! than)"
)
_FROM = re.compile(rf"\b(within [^.,;]{{1,20}}? {_UNIT}) (?:of|after|following)\b")
_TIME_TO = re.compile(rf"\byou have (\w+ (?:\w+ )?{_UNIT})((?: from \w+)?) to ([^.,;:()]+)")
_FIGURE = r"(?=\s?[\d一二两三四五六七八九十百])"
_ONE_WAY = (
    (re.compile(rf"\bper (?={_UNIT}\b)"), "a "),
    (re.compile(r"\bcom(?:es?|ing) with\b"), "have"),
    (re.compile(r"\byou (?:will )?pay (?=[$€£¥]?\d)"), "it costs "),
    (re.compile(r"\b(?:percent|%) off\b"), "percent discount"),
    (re.compile(r"\bon(?:to)? (?=(?:the|your) (?:\w+ )?(?:card|account)\b)"), "to "),
    (re.compile("没办法"), "不能"),
    (re.compile("(保[修固])期"), r"\1"),
    (re.compile("享受"), "享"),
    (re.compile("得到|获得|可得"), "得"),
    (re.compile("另外(?=需?要?[支付收加])"), "另"),
    (re.compile(rf"支付{_FIGURE}"), "付"),
    (re.compile(rf"收取{_FIGURE}"), "收"),
    (re.compile(rf"(?<![增添附参])(?:另|再|多)?(?:加收|加){_FIGURE}"), "加收"),
    (re.compile("每(?:一个?|个)(?=[人月期次份台件张本])"), "每"),
    (re.compile("发送(?=[到至给])"), "发"),
    (re.compile("重新(?=[开发寄做])"), "重"),
    (re.compile("由([^，。；、]{1,4}?)(?:支付|付|负责|出(?![货示]))(?=$|[\\s，。；,;])"), r"由\1承担"),
    (
        re.compile(
            r"(?<=[请先])先|给(?=(?:[您你]们?|我们?)\s*(?:$|[，。；,;]))|来(?=[取拿领办])|(?<=[”」』])(?:里面?|中|上)"
        ),
        "",
    ),
)
_VAGUE = re.compile(
    r"\b(?:usually|typically|normally|generally|approximately|roughly)\b|大概|大约|通常|一般(?=[会要需在能可])"
)


def surely(plain: str) -> str:
    """Of a claim, without what makes it less sure: what an article says without it is so usually, too."""
    return _VAGUE.sub(" ", plain)


def usual(plain: str) -> str:
    """With one way of saying what is said in several."""
    plain = _in_one_way(_CONTRACTED.sub(lambda found: _SHORT[found[1]], plain))
    plain = _GOODS.sub(r"\1", _NOT_YET.sub(r"\1前", _UNOPENED.sub("封存的", _SEND_BACK.sub(r"return \1", plain))))
    plain = _NO_POSTAGE.sub("免运费", _GRATIS.sub("free", _YOU_GET.sub(",", plain))).replace("负担", "承担")
    plain = _TIME_TO.sub(r"you can \3 within \1\2", _FROM.sub(r"\1 from", plain))
    return _OPENED.sub(lambda found: "opened" if found[0].isascii() else "拆开的", plain)


def _in_one_way(plain: str) -> str:
    for pattern, one in _ONE_WAY:
        plain = pattern.sub(one, plain)
    return _MORE.sub(lambda found: f"{found[1]} {found[2]} more" if found[1] else f"{found[3]} more", plain)
