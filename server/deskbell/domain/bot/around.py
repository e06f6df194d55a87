"""What people put around the one word that they mean: courtesies around a wish, and whom anger is about. No I/O.

All here is said in small letters, in simplified characters and without marks, as `words` makes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_LONGEST_BARE = 80
_FOR_ME = "给(?=我(?!们|领导|老板|经理|主管|店长)|一?[个位名]|[转接叫找换]|人工|真人|客服)"
"""Give me, and not: for our boss."""
_SEND = (
    "(?:pass|hand|switch|put|forward|redirect|direct|refer|transfer|connect|move)"
    " (?:me|us|this|it|(?:this|the) (?:chat|conversation|case)|over|through|on)(?: (?:over|through|on|back))? (?:to|with)"
    r"|(?:escalate|raise) (?:this|it|(?:this|my|the) \w+) (?:to|with)"
    "|be (?:put through|connected|transferred|passed on) (?:to|with)"
)
"""How one asks to be passed on."""
# What is longer stands first: no word is tried again when the next one does not fit.
_BEFORE = re.compile(
    rf"(?:(?:{_SEND}|a word with|one of|help from|(?:a )?call ?(?:back )?from|deal with|any chance of|would it be possible"
    r"|is it possible|i am asking for|i asked for|bring me|are there|is there|is|how (?:do|can) i|talking|speaking|chatting"
    r"|really|finally|another|any|real|actual|an?|the|i|we|us|just|want|need|give|get|me|your|please|pls|hello|hi|hey|ok|okay"
    r"|no|yes|can|could|may|have|you|to|with|would|like|prefer|rather|let|talk|speak|chat|connect|transfer|contact|reach|ask"
    r"|wish|only|some|now|directly|and|but|so|then|wanna|gimme|lemme) "
    rf"|(?:请问|请|麻烦|拜托|帮忙|帮|{_FOR_ME}|我们|我|你好|您好|你们的?|怎么|怎样|如何|哪里|可不可以|可以|能不能|能否|能|直接"
    r"|马上|赶紧|快|现在|还是|只|想|需要|要求|要|转接[到给]?|转[到给成至回]?|接通?|联系|联络|呼叫|有没有|跟|和|与|找到?|换成?"
    r"|叫|让|求|派|来|有|把我|将我|一下|申请|安排|咨询|谘询|升级[到给成至]?|上报[到给]?|尽快|立刻|立即|才能|才|喂|线上|在线"
    r"|那就|那|就|打给|(?:(?<=[要找换叫来有给接转派排让])|(?<=给我)|(?<=请))(?:一?[个位名])) ?)+"
)
_HELP = "(?:help|assist|call|ring|phone|contact|email|answer|check|handle|look at|look into|take over|deal with|reply to|give)"
# No word here may be cut in two ways: that would be slow.
_AFTER = re.compile(
    r"(?: (?:please|pls|now|thanks|thank you|here|there|asap|instead|immediately|right away|at once|available|online|directly"
    r"|working|of yours|on the (?:phone|line)|(?:from|on|in) your (?:team|staff|support|company)"
    r"|from (?:customer (?:service|support|care)|support|billing|sales|accounts|returns|the team)|take over"
    r"|about (?:my|our|this|that|an?|the) \w+"
    r"|who knows (?:about )?\w+|not an? (?:ro)?bot|not (?:a|the) machine|not this (?:ro)?bot|rather than an? (?:ro)?bot"
    rf"|(?:(?:to|who can|that can|can) )?{_HELP} (?:me|us|this)(?: (?:back|out|question|a call))?(?: with (?:this|it|my \w+))?"
    r"|(?:that |who )?i can (?:talk|speak|chat)(?: to| with)?)"
    r"| ?(?:服务|谢谢|多谢|拜托|吧|呢|啊|呀|了|吗|嘛|哦|喔|啦|耶|欸|一下|在吗|在不在|在哪里?|好吗|好不好|行吗|可以|能"
    r"|说话|讲话|对话|说|讲|聊|谈|沟通|出来|来|处理|帮忙|有吗|介入|帮助|协助|解决|看|快|在线|线上|那边|那里|查|帮我|帮助我|接手|解答|问"
    r"|回复我?|回答我?|回应我?|回电话?(?:给我)?|回我电话|[听接]电话|怎么[转找]|咨询|谘询|联系我?|联络我?|[跟和与]我(?:说明)?"
    r"|打个?电话给我|给我(?:打个?电话|回个?电话|回复|回电)))+$"
)
_WISHING = re.compile(
    r"(?:(?:please|pls|just|no|ok|okay|yes|can|could|may|would|you|i|we|really|and|but|so|then|now|hi|hello|hey|am"
    r"|is it possible|to|any chance of|how (?:do|can)) )*(?:give|get|gimme|want|wanna|need|let|lemme|transfer|connect|talk"
    r"|talking|speak|speaking|chat|pass|hand|switch|put|be|escalate|raise|like|prefer|rather|have|ask|asking|asked|wish|bring"
    r"|forward|redirect|refer|help from) "
    r"|.* (?:please|pls)$"
    "|(?:请(?!问)|麻烦|帮我|给我|我要|我想|我|直接|快|能不能|能否|可以|能|那就?|就)*"
    "(?:你们有|转|要|找|换|叫|接|请(?!问)|让|派|求|只想|需要|申请|要求|安排|呼叫|升级|联系|联络|给我)"
)
"""How a part of a message begins that asks for whom it names: "…? Give me an agent", and not "Hello agent, …"."""
_AND = re.compile(
    r" (?:and|but|so|because|or) (?=(?:i|we|can|could|may|please|just|give|get|let|connect|transfer|put) )"
)
"""Where a wish begins in the middle of an English sentence."""
_US = re.compile(
    r"\b(?:you|your|yourselves|company|shop|service|support|lot)\b|this (?:store|bot)\b"
    "|^(?:this is )?(?:an? )?(?:absolute|total|complete|utter)(?:ly)? "
    "|你|客服|服务|这家|这种店|这帮|这群|一群|一帮|公司|平台|商家|卖家|态度"
)
"""Whom anger is about, or how strong it is; what is said of a thing that was bought is none."""
_OF_US = re.compile(
    r"(?:(?:you(?: guys| people| lot| all)?|your|this|the|all|whole|entire|company|shop|store|customer|service|support|delivery"
    r"|shipping|team|staff|bot|chat|website|app|people|is|are|was|were|a|an|bunch of|load of|pack of|such|so|really|absolutely"
    r"|absolute|utterly|utter|totally|total|completely|complete|just|simply|truly|extremely|very|quite|what|how|honestly"
    r"|seriously|i am|we are|nothing but|most) "
    r"|(?:你们?|这么|这家|这种|这帮|这群|这个|这|一群|一帮|店|公司|平台|客服|商家|卖家|机器人|服务|态度|售后|的|真的|真是|真|太|就是|就"
    r"|都是|都|是不是|是|简直|根本|有够|超级|超|也|很|好|全是|只会|会|什么|鬼|破|实在|非常|怎么|那么|家|被|我|快|要"
    r"|不要太|别太) ?)+"
)
_ABOUT_US = re.compile(
    r"(?: (?:company|shop|store|service|support|bot|chat|people|lot|team|staff|website|you are|of you|you"
    r"|(?:with|by|at) you(?: guys| people| all)?|(?:with|by|at) your (?:service|company|shop|support))"
    r"| ?(?:了|吧|啊|呀|啦|耶|喔|哦|你们?|客服|店|公司|服务|平台|商家|这家|是吧|是不是|到极点|到家|到爆|透顶|的|死|透|极))+$"
)
_ASKS = re.compile("(?:is|are|was|were|do|does) ")
"""How a question begins: "is this company a scam"."""


def wishes_in(part: str) -> Iterator[str]:
    """What is asked for in a part of a message, without courtesies: "and please give me an agent" asks for "agent"."""
    return (bare(one) for one in _AND.split(part) if _WISHING.match(one))


def bare(plain: str) -> str:
    """What is left without courtesies; all of what is too long to be one word."""
    begun = _BEFORE.match(plain) if len(plain) <= _LONGEST_BARE else None
    return without_end(plain[begun.end() :] if begun else plain)


def without_end(plain: str) -> str:
    return _AFTER.sub("", plain) if len(plain) <= _LONGEST_BARE else plain


def said_of_us(plain: str) -> frozenset[str]:
    """The word that is said of those who are written to: of "your service is pathetic" the last, of 你们也太黑心了吧 the two in
    the middle; two where two are said, and what is said before "you" as it stands. Empty where none is."""
    if len(plain) > _LONGEST_BARE or _ASKS.match(plain) or not _US.search(plain):
        return frozenset()
    end = _ABOUT_US.search(plain)
    left = plain[: end.start()] if end else plain
    begun = _OF_US.match(left)
    return frozenset((left, *left[begun.end() if begun else 0 :].split(" and ")))
