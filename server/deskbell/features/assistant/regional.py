"""One word where Taiwan and the mainland say the same in two. No I/O.

Folding makes one script of both (`domain.folding`), not one choice of words: a visitor who writes 繁體 is answered 保固
from an article that says 保修. Only words that mean nothing else in a shop are here, since what is equal here is believed.
"""

from __future__ import annotations

import re

_MEANT = {
    "保修": "保固",
    "发货": "出货",
    "在线": "线上",
    "联系": "联络 连络",
    "支持": "支援",
    "邮箱": "信箱 电子信箱 电子邮箱",
    "邮件": "电子邮件",
    "工作日": "平日 工作天",
    "网络": "网路",
    "软件": "软体",
    "信息": "资讯 讯息",
    "短信": "简讯",
    "通过": "透过",
    "质量": "品质",
    "优惠券": "折价券 优待券",
    "快递": "宅配",
    "账号": "帐号",
    "账户": "帐户",
    "登录": "登入",
    "视频": "影片",
    "设置": "设定",
    "客服": "客服人员",
    "手机号": "手机号码",
    "发给我们": "传给我们",
    "你": "妳",
}
"""Folded; the second are as they are said elsewhere."""
_ONE = {word: meant for meant, words in _MEANT.items() for word in words.split()}
_WORDS = re.compile("|".join(sorted(map(re.escape, _ONE), key=len, reverse=True)))


def in_one_way(folded: str) -> str:
    """The same with the words of one region. Equal for equal texts, so that both sides of a comparison may be put through."""
    return _WORDS.sub(lambda found: _ONE[found[0]], folded)
