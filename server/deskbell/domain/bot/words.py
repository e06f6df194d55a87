"""Words that end the bot's turn: a wish for a person, anger. Compared folded, so 轉人工 is found by 转人工. No I/O.

Chinese has no spaces between words, so the same signs are an insult and a part of something harmless (妈的 in 送妈妈的,
滚蛋 in 滚蛋糕). A line of a list therefore says how much of a message it must be:

- `什么破店` counts wherever it stands, English as words of its own (see `routing.rules.says`);
- `~妈的` counts where it stands alone between two marks: in "妈的，退钱" and not in "送妈妈的";
- `=客服` counts where nothing else is said, courtesies apart: it is "请帮我转客服" and not "客服，几点发货？"; or where a part of
  what is said asks for it: "几点发货？我要客服".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from deskbell.domain.folding import fold
from deskbell.domain.routing.rules import says

ONLY, ALONE = "=", "~"
_LONGEST_BARE = 60
_HAN = "[⺀-\U0003ffff]"
_MARK = re.compile(rf"[,.!?;:~。—\n]|(?<={_HAN}) | (?={_HAN})")
"""What parts a message: also the spaces that stand for a comma in Chinese, and not what parts the items of a list (、)."""
_SHORT = re.compile(r"(?<=[a-z])(n['’]t|['’](?:re|m|s|ve|d|ll))\b")
_IN_FULL = {"t": " not", "re": " are", "m": " am", "s": " is", "ve": " have", "d": " would", "ll": " will"}
_FOR_ME = "给(?=我(?!们|领导|老板|经理|主管|店长)|一?[个位名]|[转接叫找换]|人工|真人|客服)"
"""Give me, and not: for our boss."""
# What people put around the one word that they mean. No word here may be cut in two ways at the end: that would be slow.
_BEFORE = re.compile(
    r"(?:(?:an?|the|i|we|us|just|want|need|give|get|me|your|please|pls|hello|hi|hey|ok|okay|no|yes|can|could|may|have"
    r"|you|to|with|would|like|prefer|rather|let|talk|speak|chat|connect|transfer|contact|reach|some|now|directly"
    r"|is there|how (?:do|can) i) "
    rf"|(?:请问|请|麻烦|拜托|帮忙|帮|{_FOR_ME}|我们|我|你好|您好|你们的?|怎么|怎样|如何|哪里|可不可以|可以|能不能|能否|能|直接|马上"
    r"|赶紧|快|现在|还是|想|需要|要|转接到?|转到?|接通?|联系|联络|呼叫|有没有|跟|和|与|找到?|换|叫|让|来|有"
    r"|(?<=[要找换叫来有给接转])(?:一?[个位名])) ?)+"
)
_AFTER = re.compile(
    r"(?: (?:please|pls|now|thanks|thank you|here)"
    r"| ?(?:服务|谢谢|多谢|拜托|吧|呢|啊|呀|了|吗|嘛|哦|喔|啦|耶|欸|一下|在吗|在不在|在哪里?|好吗|好不好|行吗|可以吗"
    r"|说话|讲话|对话|说|讲|聊|谈|沟通|出来|来|处理|帮忙|有吗))+$"
)


_WISHING = re.compile(
    r"(?:(?:please|pls|just|no|ok|can you|could you|i) )*(?:give me|get me|want|need|transfer me|connect me"
    r"|let me (?:talk|speak|chat) to|(?:talk|speak|chat) (?:to|with)) "
    "|(?:请|麻烦|帮我|给我|我要|我想|直接|快)*(?:转|要|找|换|叫|接)"
)
"""How a part of a message begins that asks for whom it names: "…? Give me an agent", and not "Hello agent, …"."""


@lru_cache(maxsize=256)
def fold_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """A list as an admin wrote it, ready for `says_any`. Kept: folding hundreds of words costs more than a look-up."""
    return tuple(dict.fromkeys(line for word in words if (line := _line(word)).strip(ONLY + ALONE)))


def _line(word: str) -> str:
    folded = _in_full(fold(word))
    return folded[0] + _plain(folded[1:]) if folded.startswith((ONLY, ALONE)) else folded


@lru_cache(maxsize=256)
def _by_kind(words: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str], tuple[str, ...]]:
    """What counts where nothing else is said, what where it stands alone, and what anywhere: hundreds, told apart once."""
    only = frozenset(word[1:] for word in words if word.startswith(ONLY))
    alone = frozenset(word[1:] for word in words if word.startswith(ALONE))
    return only, alone, tuple(word for word in words if not word.startswith((ONLY, ALONE)))


def says_any(text: str, words: tuple[str, ...]) -> bool:
    """Whether one of the `words`, which `fold_words` made, is said in `text`. The time is linear in the text."""
    said = _in_full(fold(text))
    only, alone, anywhere = _by_kind(words)
    whole = _plain(said)
    parts = [_plain(part) for part in _MARK.split(said)]
    return (
        not only.isdisjoint((whole, _bare(whole)))
        or any(_WISHING.match(part) and _bare(part) in only for part in parts)
        or any(not alone.isdisjoint((part, _without_end(part))) for part in parts)
        or any(word in said and says(said, word) for word in anywhere)
    )


def is_only(text: str, words: Iterable[str]) -> bool:
    """Whether a text is one of the `words`, which `fold_words` made, and nothing else but marks and a courtesy at the end."""
    whole = _plain(_in_full(fold(text)))
    forms = {whole, _without_end(whole)}
    return any(word.removeprefix(ONLY).removeprefix(ALONE) in forms for word in words)


def _in_full(folded: str) -> str:
    """One space where there are more, and English in full: you're is you are."""
    lines = (" ".join(line.split()) for line in folded.splitlines())
    return _SHORT.sub(lambda short: _IN_FULL[re.split("['’]", short[1])[1]], "\n".join(lines)).strip()


def _plain(said: str) -> str:
    """Without marks."""
    return " ".join("".join(sign if sign.isalnum() else " " for sign in said).split())


def _bare(plain: str) -> str:
    """What is left without courtesies; all of what is too long to be one word."""
    begun = _BEFORE.match(plain) if len(plain) <= _LONGEST_BARE else None
    return _without_end(plain[begun.end() :] if begun else plain)


def _without_end(plain: str) -> str:
    return _AFTER.sub("", plain) if len(plain) <= _LONGEST_BARE else plain
