"""The languages that widget and desk are written in. One more is one more entry here and its files of words."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

Script = Literal["zh-TW", "zh-CN"]
LOCALES = ("en", "zh-CN", "zh-TW")
CHINESE: tuple[Script, Script] = ("zh-CN", "zh-TW")
_HAN, _KANA = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]"), re.compile("[\u3040-\u30ff\uac00-\ud7af]")
_LATIN_WORD = re.compile("[A-Za-z\u00c0-\u024f]+")
_TRADITIONAL = ("hant", "tw", "hk", "mo")


def tag_of(locale: str) -> str:
    """A BCP 47 tag as it is compared."""
    return locale.replace("_", "-").lower()


def speaks(language: str, locale: str | None) -> bool:
    """Whether a locale is of a language: `zh` has all of Chinese, `zh-TW` all that is written in traditional signs, `en`
    every English, `en-GB` that one."""
    asked, given = tag_of(language).split("-"), tag_of(locale or "").split("-")
    if asked[0] != given[0] or not asked[0]:
        return False
    if len(asked) == 1:
        return True
    if asked[0] == "zh":
        return _is_traditional(asked) == _is_traditional(given)
    return given[: len(asked)] == asked


def _is_traditional(parts: list[str]) -> bool:
    return any(part in _TRADITIONAL for part in parts)


def written_in(text: str) -> Script | None:
    """Which Chinese a text is written in, by the signs that only one of the two has; None where nothing tells, as in 你好.

    Traditional is what Big5 has and GB 2312 has not, simplified the other way round: both sets were drawn up for one script
    each. So signs that both write (后, 台, 里) do not count, and of mixed text the more frequent script does.
    """
    scripts = [script for char in text if (script := _script_of(char))]
    traditional = scripts.count("zh-TW")
    simplified = len(scripts) - traditional
    if traditional == simplified:
        return None
    return "zh-TW" if traditional > simplified else "zh-CN"


def is_chinese(text: str) -> bool:
    """Whether a text is Chinese: at least as many of its signs as it has words in Latin letters, and no kana or Hangul."""
    signs = len(_HAN.findall(text))
    return signs > 0 and signs >= len(_LATIN_WORD.findall(text)) and not _KANA.search(text)


def asked_in(text: str, locale: str | None) -> str | None:
    """The language of a question: Chinese where it is written so, in the script that tells; else its visitor's `locale`."""
    if not is_chinese(text):
        return locale
    return written_in(text) or (locale if speaks("zh", locale) else CHINESE[0])


@lru_cache(maxsize=20_000)
def _script_of(char: str) -> Script | None:
    if not "\u4e00" <= char <= "\u9fff":
        return None
    traditional, simplified = _is_in(char, "big5"), _is_in(char, "gb2312")
    if traditional == simplified:
        return None
    return "zh-TW" if traditional else "zh-CN"


def _is_in(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
