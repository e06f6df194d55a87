"""The help centre's languages: its words, and which of an inbox's suits a browser or an address. No I/O but its own files."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path

from deskbell.domain.locales import tag_of
from deskbell.http.widget_pages import choose_locale

Words = dict[str, str]
TAG = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3}", re.ASCII)
_QUALITY = re.compile(r"q=([01](?:\.\d{1,3})?)")


@cache
def words_of(locale: str) -> Words:
    """The words in a language, in English where there are none."""
    file = Path(__file__).parent / "words" / f"{locale}.json"
    words: Words = json.loads((file if file.is_file() else file.with_name("en.json")).read_text("utf-8"))
    return words


def name_of(locale: str) -> str:
    """What a language calls itself."""
    words = words_of(locale)
    return words["language"] if locale == "en" or words["language"] != "English" else locale


def near(tag: str, locales: Sequence[str]) -> str | None:
    """The inbox's language that is this one or a kin of it."""
    same = [locale for locale in locales if tag_of(locale) == tag_of(tag)]
    if same:
        return same[0]
    chosen = choose_locale(tag_of(tag), locales)
    return chosen if tag_of(chosen).split("-")[0] == tag_of(tag).split("-")[0] else None


def best(accept_language: str, locales: Sequence[str]) -> str:
    """The inbox's language that a browser asks for most; its first where it asks for none of them."""
    asked: list[tuple[float, str]] = []
    for part in accept_language[:300].split(","):
        tag, _, more = part.strip().partition(";")
        quality = _QUALITY.fullmatch(more.replace(" ", ""))
        if TAG.fullmatch(tag):
            asked.append((float(quality[1]) if quality else 1.0, tag))
    ranked = sorted(asked, key=lambda pair: -pair[0])
    return next((found for quality, tag in ranked if quality and (found := near(tag, locales))), locales[0])


def day_of(moment: datetime, words: Words) -> str:
    """A date as people write it; `moment` is in the inbox's time zone."""
    month = words["months"].split()[moment.month - 1] if words["months"] else ""
    return words["date"].format(day=moment.day, month=month, year=moment.year, number=moment.month)


def count_of(count: int, words: Words) -> str:
    return words["count_one"] if count == 1 else words["count"].format(count=count)
