"""Words that end the bot's turn: a wish for a person, anger. Compared folded, so 轉人工 is found by 转人工. No I/O.

Chinese has no spaces between words, so the same signs are an insult and a part of something harmless (妈的 in 送妈妈的,
滚蛋 in 滚蛋糕). A line of a list therefore says how much of a message it must be:

- `什么破店` counts wherever it stands, English as words of its own (see `routing.rules.says`);
- `~妈的` counts where it stands alone between two marks: in "妈的，退钱" and not in "送妈妈的"; of anger also where it is said of
  those who are written to: `~黑心` in "你们也太黑心了吧";
- `=客服` counts where nothing else is said, courtesies apart: it is "请帮我转客服" and not "客服，几点发货？"; or where a part of
  what is said asks for it: "几点发货？我要客服".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from deskbell.domain.bot.around import bare, said_of_us, wishes_in, without_end
from deskbell.domain.bot.declining import declines
from deskbell.domain.folding import fold
from deskbell.domain.routing.rules import says

ONLY, ALONE = "=", "~"
_BESIDE = frozenset(
    ("", "no", "ok", "please", "thanks", "thank you", "谢谢", "多谢", "好", "好的", "不", "不用", "不用了")
)
_HAN = "[⺀-\U0003ffff]"
_MARK = re.compile(rf"[,.!?;:~。—\n]|(?<={_HAN}) | (?={_HAN})")
"""What parts a message: also the spaces that stand for a comma in Chinese, and not what parts the items of a list (、)."""
_SHORT = re.compile(r"(?<=[a-z])(n['’]t|['’](?:re|m|s|ve|d|ll))\b")
_IN_FULL = {"t": " not", "re": " are", "m": " am", "s": " is", "ve": " have", "d": " would", "ll": " will"}


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


class _Heard(NamedTuple):
    """A text, ready to be looked through for words."""

    said: str
    parts: tuple[str, ...]
    """What stands between two marks, without marks."""
    only: frozenset[str]
    """What is said and nothing else, courtesies apart; and what one of the parts asks for."""
    alone: frozenset[str]


@lru_cache(maxsize=8)
def _heard(text: str) -> _Heard:
    """Kept for a moment: the same text is looked through for a person, for anger, and by rules."""
    said = _in_full(fold(text))
    whole, parts = _plain(said), tuple(_plain(part) for part in _MARK.split(said))
    wishes = (wish for part in parts for wish in wishes_in(part))
    alone = frozenset((*parts, *map(without_end, parts)))
    return _Heard(said, parts, frozenset((whole, bare(whole), *wishes)), alone)


def says_any(text: str, words: tuple[str, ...]) -> bool:
    """Whether one of the `words`, which `fold_words` made, is said in `text`. The time is linear in the text."""
    heard = _heard(text)
    only, alone, anywhere = _by_kind(words)
    return (
        not only.isdisjoint(heard.only)
        or not alone.isdisjoint(heard.alone)
        or any(word in heard.said and says(heard.said, word) for word in anywhere)
    )


def wants_any(text: str, words: tuple[str, ...]) -> bool:
    """As `says_any`, of words for a person: not where somebody wants none of them."""
    return says_any(text, words) and not _declines(text, words)


def _declines(text: str, words: tuple[str, ...]) -> bool:
    named = _named(text, words)
    return {declines(part, named) for part in _heard(text).parts} - {None} == {True}


def only_declines(text: str, words: tuple[str, ...]) -> bool:
    """Whether somebody wants no person and says nothing else."""
    named, parts = _named(text, words), [part for part in _heard(text).parts if part]
    return bool(parts) and all(declines(part, named) or without_end(part) in _BESIDE for part in parts)


def _named(text: str, words: tuple[str, ...]) -> list[str]:
    """The words that stand in a text, whatever they count as there."""
    return [word for kind in _by_kind(words) for word in kind if word in _heard(text).said]


def says_anger(text: str, words: tuple[str, ...]) -> bool:
    """As `says_any`; also where what counts alone is said of those who are written to: "your service is pathetic"."""
    if says_any(text, words):
        return True
    alone = _by_kind(words)[1]
    return any(not alone.isdisjoint(said_of_us(part)) for part in _heard(text).parts)


def is_only(text: str, words: Iterable[str]) -> bool:
    """Whether a text is one of the `words`, which `fold_words` made, and nothing else but marks and a courtesy at the end."""
    whole = _plain(_in_full(fold(text)))
    forms = {whole, without_end(whole)}
    return any(word.removeprefix(ONLY).removeprefix(ALONE) in forms for word in words)


def _in_full(folded: str) -> str:
    """One space where there are more, and English in full: you're is you are."""
    lines = (" ".join(line.split()) for line in folded.splitlines())
    return _SHORT.sub(lambda short: _IN_FULL[re.split("['’]", short[1])[1]], "\n".join(lines)).strip()


def _plain(said: str) -> str:
    """Without marks."""
    return " ".join("".join(sign if sign.isalnum() else " " for sign in said).split())
