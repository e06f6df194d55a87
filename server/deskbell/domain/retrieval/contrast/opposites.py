"""Opposites: import and export, turn on and off, 开通 and 关闭. One side in the question, the other in the article, and
neither says both."""

from __future__ import annotations

import re
from typing import NamedTuple

from deskbell.domain.retrieval.text import runs


class _Pair(NamedTuple):
    """Terms of either side, in English and in simplified Chinese (`text.normalise` folds), separated by "|". What somebody
    does, not what happened: "my account was closed" is no wish to close it. So only the forms of the infinitive and of
    -ing count, and no adjectives."""

    one: str
    other: str
    one_han: str = ""
    other_han: str = ""


_ENDED = _Pair(
    "open a|open an|open my|create|register|sign up|signing up|join|become|subscribe|add|enable|activate|start|begin"
    "|connect|link a|link my|link the|install|enrol|enroll|book a|book an|book the|book my|to book|i book|reserve"
    "|place a|place an|make a reservation|make a booking|make an appointment|make an order|make an account|make a new"
    "|make a purchase|renew|turn on|set up|invite|apply for",
    "cancel|cancellation|delete|deletion|remove|removal|unsubscribe|quit|disable|deactivate|stop my|stop the|stop a|to stop"
    "|stop sending|stop getting|stop receiving|end my|end the|end a|close my|close the|close an|disconnect|unlink"
    "|uninstall|terminate|turn off|leave the|leave your|opt out|erase",
    "开通|开启|打开|启用|加入|注册|报名|绑定|订阅|添加|新增|预约|预订|预定|办理|续费|激活|连接|安装|下单|购买|成为|领取|关注"
    "|订购|入会",
    "关闭|关掉|停用|取消|退出|注销|解绑|解除|退订|删除|移除|禁用|断开|卸载|终止|停止|撤销|退会|取关|退课|退班",
)
"""To begin something and to end it. A text that says both is about ending what was begun: "cancel my booking", 取消订阅."""

_PAIRS = (
    _ENDED,
    _Pair("import|upload", "export|download", "导入|上传", "导出|下载"),
    # Seen from the visitor: what the shop sells they buy.
    _Pair(
        "buy|purchase|you sell|you also sell|you still sell",
        "sell|resell|you buy|you also buy|you take",
        "买|购买|你们卖|有卖|卖不卖|在卖|哪里卖|哪卖",
        "卖|出售|回收|收购|你们收|你们买|转卖|卖掉",
    ),
    _Pair(
        "increase|raise|upgrade|speed up|turn up",
        "decrease|reduce|downgrade|slow down|turn down|lower my|lower the",
        "升级|提高|调高|增加|加快|调快|调大|提升|升到|上调",
        "降级|降低|调低|减少|放慢|调慢|调小|降到|下调|减慢",
    ),
    _Pair("lock", "unlock", "锁定|上锁", "解锁|开锁"),
    _Pair("freeze|pause", "unfreeze|resume", "冻结|暂停", "解冻|恢复"),
    _Pair("block|ban", "unblock|unban", "拉黑|屏蔽", "取消拉黑|取消屏蔽"),
    _Pair(
        "log in|login|sign in|signin|logging in|signing in|sign up|signup",
        "log out|logout|sign out|signout|log off|logoff",
        "登录|登入|登陆",
        "登出|退出登录",
    ),
    _Pair("opt in|optin", "opt out|optout"),
    _Pair("check in|checkin", "check out|checkout", "入住", "退房"),
    _Pair(
        "deposit|top up|topping up|pay in|add money",
        "withdraw|withdrawal|cash out|pay out|take out money",
        "充值|存入|存钱|存款|转入|充钱",
        "提现|取现|提领|领出|取出|提款|取款|取钱|转出",
    ),
    _Pair("borrow|rent|hire", "return|give back|bring back", "借|租", "归还|还书|还车|退租"),
    _Pair("early|earlier", "late|later", "提前|提早|早点", "推迟|延后|延期|延迟|晚点"),
    _Pair("backup|back up|backing up", "restore|recover", "备份", "还原|恢复"),
    _Pair("show|unhide", "hide", "显示", "隐藏"),
    _Pair("mute", "unmute", "静音", "取消静音"),
    _Pair("merge", "split", "合并", "拆分|分开"),
    _Pair("minimum|at least", "maximum|at most", "最低|最少|至少|最小", "最高|最多|最大"),
    _Pair("arrive|arrival", "depart|departure", "到达|抵达", "出发|离开"),
    _Pair("", "", "开票|开发票|订票|买票|购票", "退票|作废|红冲"),
    _Pair("", "", "寄出|寄件|寄给你们|寄过去", "收到|收货|签收|取件"),
    _Pair("", "", "开始|开课", "结束|结课"),
)
_NEITHER = "买家|卖家|买卖|外卖|专卖|拍卖|买单|卖完|卖光|怎么卖|买的|刚买|借记卡|借口|收货地址|收货人"
"""Longer words that hold one of those and say no such thing."""
_LONGEST, _MOST_WORDS = 4, 3
_FIRST = sum(1 << 2 * number for number in range(len(_PAIRS)))
_SECOND = _FIRST << 1
_BEGUN, _TO_END = 1, 2
_TURN = re.compile(r"\b(?:turn|switch)(?:ing)? (?:(?!(?:on|off|up|down)\b)\w+ ){0,4}(on|off|up|down)\b")
_CHANGE = re.compile(r"\b(?:change|edit|modify|update|manage)\b|修改|更改|变更|改|管理")
"""To change something is to add to it and to take away."""
_HAPPENED_BEFORE, _HAPPENED_AFTER = "被没未已动", "了"
"""被取消, 没收到, 自动关闭, 取消了: that happened."""


def sides_of(normalised: str) -> int:
    """A bit for each side of each pair that the text has a word of."""
    found = _of_words(_TURN.sub(r"turn \1", normalised))
    if _CHANGE.search(normalised):
        return found | _BEGUN | _TO_END
    return found & ~_BEGUN if found & _TO_END else found


def is_ending(sides: int) -> bool:
    """Whether these are of a text about ending something."""
    return bool(sides & _TO_END)


def denied(sides: int) -> int:
    """What they are where the wish is denied: who does not want something begun is near those who want it ended."""
    return sides & ~_BEGUN | _TO_END if sides & _BEGUN else sides


def are_opposite(sides: int, others: int) -> bool:
    """Whether one has one side of a pair only, and the other has the other only."""
    return bool(_alone(sides) & _turned(_alone(others)))


def _alone(sides: int) -> int:
    return sides & ~_turned(sides)


def _turned(sides: int) -> int:
    return (sides & _FIRST) << 1 | (sides & _SECOND) >> 1


def _of_words(text: str) -> int:
    found, at, parts = 0, 0, runs(text)
    while at < len(parts):
        run, unspaced = parts[at]
        if unspaced:
            found |= _of_han(run)
            at += 1
            continue
        words = [word for word, _ in parts[at : at + _MOST_WORDS]]
        size = next((size for size in range(len(words), 0, -1) if " ".join(words[:size]) in _ENGLISH), 0)
        found |= _ENGLISH[" ".join(words[:size])] if size else 0
        at += max(1, size)
    return found


def _of_han(run: str) -> int:
    found = at = 0
    while at < len(run):
        size = next((size for size in range(_LONGEST, 0, -1) if run[at : at + size] in _HAN), 0)
        happened = run[at - 1 : at] in _HAPPENED_BEFORE if at else False
        if size and not happened and run[at + size : at + size + 1] != _HAPPENED_AFTER:
            found |= _HAN[run[at : at + size]]
        at += max(1, size)
    return found


def _terms(columns: tuple[int, int]) -> dict[str, int]:
    sides: dict[str, int] = {}
    for number, pair in enumerate(_PAIRS):
        for side, column in enumerate(columns):
            for term in filter(None, pair[column].split("|")):
                for form in _forms(term):
                    sides[form] = sides.get(form, 0) | 1 << (2 * number + side)
    return sides


def _forms(term: str) -> list[str]:
    if not term.isascii() or " " in term:
        return [term]
    return [term, f"{term.removesuffix('e')}ing", f"{term}{term[-1]}ing"]


_ENGLISH = _terms((0, 1))
_HAN = dict.fromkeys(_NEITHER.split("|"), 0) | _terms((2, 3))
