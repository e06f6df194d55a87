"""The languages that widget and desk are written in. One more is one more entry here and its files of words."""

from __future__ import annotations

LOCALES = ("en", "zh-CN", "zh-TW")
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
