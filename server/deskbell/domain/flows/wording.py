"""What the wording of an answer says beside its subject: that it negates, that it asks, that somebody has had enough. No I/O."""

from __future__ import annotations

import re

from deskbell.domain.folding import fold


def listed(words: str) -> frozenset[str]:
    """`a|b|c` as a set."""
    return frozenset(words.split("|"))


_HARMLESS = re.compile("不错|没错|没问题|没关系|对不起|不好意思|是不是|能不能|可不可以|要不要|有没有|会不会|差不多")
_SHORT = re.compile(r"\b(do|does|did|wo|would|could|should|is|are|was|were|have|has|had|need)n['’]?t\b")
_AM = re.compile(r"\bi['’]m\b")
_VERBS = {"wo": "will"}
_NEGATIVE = re.compile(
    r"[不没未无勿]|(?<![特级个区分差类性])别|\b(?:not|no|never|none|nor|without|nothing|cannot|can t|can['’]t|cant)\b"
)
_ASKING = re.compile(
    r"^(?:(?:hi|hello|hey|and|but|so|ok|please|also|well|then) )*(?:what|when|where|which|who|whose|whom|why|how|is|are|am|was"
    r"|were|do|does|did|can|could|may|might|must|should|shall|will|would|have you|has|had you|whats|hows|wheres)\b"
    r"|\b(?:know|ask|asking|wonder|wondering|tell me|explain|sure|understand|see|check) (?:\w+ )?(?:what|when|where|which|who|why"
    r"|how|whether|if|about)\b|\bquestions? (?:about|on|regarding)\b"
)
_ASKING_HAN = re.compile(
    "什么|怎么|怎样|怎麽|如何|多久|多少|多长|多大|多远|多贵|(?<!好)几[天个日点号件次周元块钱]|哪|谁|为何|何时|啥|咋|是不是|能不能|可不可以|会不会"
    "|要不要|有没有|是否|可否|能否|吗|么$|呢$|请问|问问|问一下|想问|想知道|想了解|咨询"
)
_GIVES_UP = listed(
    "never mind|nevermind|nvm|forget it|forget about it|no thanks|no thank you|not any more|i do not want this"
    "|leave it|算了|算了吧|还是算了|不用了|不用了谢谢|不了|不了谢谢|不弄了|不填了|不办了|不需要了|先不用了|先这样"
    "|没事了|不说了|不想说|不想填"
)
_ENDS_IT = listed(
    "cancel|cancel it|cancel this|cancel that|cancel please|please cancel|stop|stop it|stop this|quit|exit|abort|end"
    "|start over|取消|退出|停止|结束|我要取消|我想取消|取消吧|结束吧|退出吧"
)
_BEFORE = re.compile(
    "^(?:(?:actually|ok|okay|oh|well|hm|hmm|sorry|please|no) |(?:那|哦|呃|嗯|唉|还是|抱歉|不好意思) ?)+"
)


def plain(text: str) -> str:
    """Folded, without marks: one space where there were some."""
    spelt = re.sub("(?<=[a-z])['’](?=[a-z])", "", fold(text))
    return " ".join("".join(sign if sign.isalnum() else " " for sign in spelt).split())


def is_negative(text: str) -> bool:
    """Whether something is negated: what says "not" is not chosen by what does not."""
    return _NEGATIVE.search(_HARMLESS.sub("", spelt_out(fold(text)))) is not None


def spelt_out(folded: str) -> str:
    """With "not" as a word: don't and dont are do not, won't is will not; and I'm is I am."""
    folded = _AM.sub("i am", folded)
    return _SHORT.sub(lambda short: f"{_VERBS.get(short[1], short[1])} not", folded)


def is_question(text: str) -> bool:
    """Whether it asks something, by its words or its mark."""
    said = " ".join(fold(text).split())
    return said.rstrip(" \"'”’)").endswith("?") or asks_in_words(said)


def asks_in_words(said: str) -> bool:
    """The same of folded text, whatever mark is at its end."""
    return _ASKING.search(plain(said)) is not None or _ASKING_HAN.search(said.rstrip(" ?!。.")) is not None


def gives_up(text: str, *, fits_nothing: bool) -> bool:
    """Whether somebody wants out of what they are asked. "Cancel" only where it is no answer: it may be what they write about."""
    said = plain(text)
    forms = {said, _BEFORE.sub("", said), said.replace(" ", "")}
    return not forms.isdisjoint(_GIVES_UP | _ENDS_IT if fits_nothing else _GIVES_UP)
