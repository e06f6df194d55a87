"""What somebody who says a flow's keyword wants of it: to have it, to know something about it, or none of it. No I/O.

"I want to return a pot" wishes, "how long may I return it?" asks, "no returns, please" negates. What is read is the sentence
of the word (for a negation the part of it between two marks), folded.
"""

from __future__ import annotations

import re

from deskbell.domain.flows.wording import asks_in_words, spelt_out

FAR = 150
"""Characters that are looked at before and after a word."""
_SENTENCE = ".!?;。\n"
_PART = _SENTENCE + ",:—、"

# --- It negates. ---

_FILLED = (
    r"(?: (?:really|even|actually|just|ever|please|again|want(?:ed|ing)?|wanna|need(?:ing)?|wish|like to|mean|intend(?:ing)?"
    r"|plan(?:ning)?|try(?:ing)?|going|looking for|asking for|ask(?:ed)? for|here|have to|bother|you|to|an?|the|any|my|your|be"
    r"|make|making|file|get|give|send|start|open|about|talking about|more|further|other|called))*(?: \w+ or(?: an?| the)?)?"
)
_NEGATED = re.compile(
    r"(?:^|\b(?:i|we|please|pls|ok|okay|so|and|but|just|also|hi|hello|no|then|now|there(?: is|['’]s)) )"
    rf"(?:(?:do|would|will) not(?! you )|(?:(?:am|are|need) )?not|never(?: mind)?|no longer|no need(?: to| for)?"
    rf"|forget){_FILLED} $"
    rf"|\b(?:this|that|it|these)(?: is|s| are|['’]s) not{_FILLED} $"
    r"|\byou (?:do not (?:need|have) to|need not) $|\b(?:nobody|no one) (?:needs|has) to $"
    r"|\b(?:instead of|rather than|thanks for|thank you for)(?: an?| the| my| your)? $"
)
_NO = re.compile(r"(?:^|\b(?:i|we|please|ok|so|and|but|want|need|hi|hello) )no(?: more| further| other)? $")
_HAVE_NO = re.compile(r"\b(?:there are|have|with) no(?: more| further| other| real)? $")
_STILL_WANTED = re.compile(r"\b(?:yet|received|so far|came|arrived|in (?:the|my)|still|again|given|sent|shown)\b")
_NEVER_AWAITED = re.compile("complain|problem")
_OTHER_BEFORE = re.compile(r"\bhappy $|(?:^|\b(?:get|have|give|given|want|offer|something|anything) )in $")
_OTHER_AFTER = re.compile(
    r"^s? (?:(?:on \w+|next week|tomorrow|back|home) )?(?:from (?:\w+ ){0,3}(?:holidays?|vacation|leave|work|trip|travels?|lunch)"
    r"|to (?:work|(?:this|the|our) (?:chat|conversation|page|site))|home|(?:my|your|the) calls?|an error)\b|^s of the day\b"
)
"""Another sense of "return": many happy ones, something in return, who returns from a holiday."""
_NOT_NEEDED = re.compile(r"^s? (?:(?:is|are) )?(?:not|no longer) (?:needed|necessary|required|wanted)\b")
_FILLED_HAN = (
    "(?:我们?|再|给|去|来|想|要|有|在|开具?|您|你们?|任何|什么|帮|麻烦|打算|办理?|申请|做|弄|进行|这个|张|个|着|过|发|打|寄"
    "|是| )*"
)
_NEGATED_HAN = re.compile(
    "(?:(?<!要)不要|(?<!用)不用|不需要?|不必|(?<!想)不想|不打算|不准备|不考虑|没打算|没想过?|(?<!是)不是|(?<![特级个区分差类性])别"
    f"|甭|勿|无需|无须|毋需|毋须|用不着|免){_FILLED_HAN}$"
    "|(?<![们你家服要得能是可不])不$"
)
_HAS_NONE_HAN = re.compile("(?<![还怎么直里面中上内])没有?(?:要|想|任何|什么|过)*$")
_MISSED_HAN = re.compile("怎么|为什么|吗|呢|啊|信息|更新|收到|到账|给")
_NOT_NEEDED_HAN = re.compile(
    "^(?:就|也|暂时|先|都|的话| )*(?:不用|不需要|不必|用不着)再?[开打寄办弄]?[了啦]? ?(?:谢谢)?$"
)

# --- It wishes, or asks. ---

_POLITE = r"^(?:(?:hi|hello|hey|and|but|so|ok|okay|well|yes|now|there|thanks|please|pls|then|also) )*"
_KNOWS = r"(?! (?:to )?(?:know|ask|understand|find out|check|learn|hear|see|information|info|details|some info\w*))"
_WISHED = re.compile(
    rf"{_POLITE}(?:i|we)(?: am| m| d| would| really| just| also| do| ll| will)*"
    rf" (?:want|wanna|need|wish|like|have to|must|going){_KNOWS}\b"
    rf"|{_POLITE}(?:can|could|would|will) (?:you|somebody|someone|anybody|anyone)\b(?! (?:please )?(?:tell|explain|say|let))"
    rf"|{_POLITE}why do not (?:you|we)\b"
    rf"|{_POLITE}(?:can|could|may) (?:i|we) (?:please )?(?:get|have|make|file|request|ask for|start)(?: an?| the| my)? $"
)
_WISHED_HAN = re.compile(
    "(?:想要?|要|需要|得|打算|准备|希望|请|麻烦|帮我|帮忙|给我|替我|申请)"
    "(?:们|帮|再|先|直接|马上|现在|申请|办理?|开具?|一下|一张|个|张|做|弄|你们?|您|我|给|把|这个|这件|东西|商品|订单|都| )*$"
)
_FOR_ME_HAN = re.compile("[给帮替为]我|麻烦|帮忙")
_OPEN_HAN = re.compile("什么|怎么|怎样|如何|多久|多少|多长|(?<!好)几|哪|谁|为何|何时|啥|咋|要不要|用不用|需不需要")
_WHETHER_HAN = re.compile("(?<!可以)(?<![行好])[吗么] ?$")
_ABOUT = re.compile(
    "^(?:s|es)? (?:polic(?:y|ies)|address|rules?|terms|conditions?|periods?|window|times?|fees?|costs?|rates?|labels?|process"
    "|procedure|deadline)\\b"
    "|^的?(?:政策|规则|规定|流程|步骤|地址|时间|时效|期限|周期|条件|费用|运费|手续费|方式|说明|须知|标准|范围|类型|要求|进度|状态|情况)"
)


def negates(text: str, word: str, at: int) -> bool:
    """Whether what stands at this place of what was heard is what somebody does not want, or another sense of the word."""
    before, after = _around(text, word, at, _PART)
    before = spelt_out(before)
    return bool(
        _NEGATED.search(before)
        or (_NO.search(before) and (_NEVER_AWAITED.match(word) or not _STILL_WANTED.search(after)))
        or (word.startswith("return") and (_OTHER_BEFORE.search(before) or _OTHER_AFTER.search(after)))
        or (_HAVE_NO.search(before) and word.endswith("s"))
        or _NOT_NEEDED.search(spelt_out(after))
        or _NEGATED_HAN.search(before)
        or (_HAS_NONE_HAN.search(before) and not _MISSED_HAN.search(after))
        or _NOT_NEEDED_HAN.search(after)
    )


def asks_about(text: str, word: str, at: int) -> bool:
    """Whether the sentence asks something about the word. A word that asks by itself ("where is my order") is what the flow is
    there for, and so is what somebody says they want."""
    before, after = _around(text, word, at, _SENTENCE)
    mark = text[at + len(word) + len(after) :][:1]
    if asks_in_words(word) or _WISHED.search(_spaced(before)) or _wishes_han(before, word, after):
        return False
    return mark == "?" or asks_in_words(before + word + after) or _ABOUT.search(after) is not None


def _wishes_han(before: str, word: str, after: str) -> bool:
    if _OPEN_HAN.search(before):
        return False
    if _FOR_ME_HAN.search(before + word + after) and not _OPEN_HAN.search(after):
        return True
    return _WISHED_HAN.search(before) is not None and not _WHETHER_HAN.search(after)


def _spaced(before: str) -> str:
    return " ".join(spelt_out(before).replace("'", " ").replace("’", " ").replace(",", " ").split()) + " "


def _around(text: str, word: str, at: int, marks: str) -> tuple[str, str]:
    """What stands before and after it, as far as the next of the marks."""
    end = at + len(word)
    first = max(text.rfind(mark, 0, at) for mark in marks) + 1
    ends = [place for mark in marks if (place := text.find(mark, end)) >= 0]
    last = min(ends, default=len(text))
    return text[max(first, at - FAR) : at].lstrip(), text[end : min(last, end + FAR)]
