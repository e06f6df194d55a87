"""Texts of a flow in one language, with what was answered put in. No I/O.

What a visitor answered is put in once and never read as a text of the flow itself: nobody can answer `{{name}}` and
have it replaced.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

import msgspec

from deskbell.domain.locales import speaks, tag_of

MOST_CHARACTERS = 8_000
MAX_VALUE = 2_000
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_SMALL = re.compile(
    r"(?:In|On|At|By|For|From|To|With|Without|Before|After|During|As|It|Its|The|An?|No|Not|This|That|My|We|Our|Another)\b",
    re.ASCII,
)
"""Words that have a capital at the beginning of a sentence only; others may be names."""
_WITHIN = re.compile(r"[\w,)] *$")
_LABELLED = re.compile(r"^[^{}\n]{1,200}[:：][^\S\n]*\{\{\s*([\w.\-]+)\s*\}\}[^\S\n]*(?:\n|\Z)", re.MULTILINE)
"""Tax number: {{tax_number}}"""
_NAMES = re.compile(r"\{\{\s*([\w.\-]+)\s*\}\}")


class Value(msgspec.Struct, frozen=True):
    """What is kept of an answer: its text as the visitor knows it, and the id of what was chosen. That of a day is
    `YYYY-MM-DD`, for who reads it by machine."""

    text: str
    id: str = ""
    is_day: bool = False


Values = Mapping[str, Value]


def in_language(texts: Mapping[str, str], locale: str | None) -> str:
    """The text in the visitor's language, or the nearest there is; empty where there is none at all."""
    written = [language for language, text in texts.items() if text.strip()]
    return texts[min(written, key=lambda language: _distance(language, locale))] if written else ""


def _distance(language: str, locale: str | None) -> int:
    wanted = tag_of(locale or "")
    if tag_of(language) == wanted:
        return 0
    if speaks(language, locale):
        return 1
    if wanted and tag_of(language).split("-")[0] == wanted.split("-")[0]:
        return 2
    return 3 if language == "en" else 4


def written(day: str, locale: str | None) -> str:
    """`YYYY-MM-DD` as people write it, with the month in letters, so that nobody takes it for the day."""
    year, month, of_month = (int(part) for part in day.split("-"))
    if speaks("zh", locale):
        return f"{year} 年 {month} 月 {of_month} 日"
    return f"{of_month} {_MONTHS[month - 1]} {year}"


def shown(value: Value, before: str, locale: str | None) -> str:
    """What was answered, to a person, behind a text; an option "In the morning" has no capital within a sentence."""
    if value.id and _SMALL.match(value.text) and _WITHIN.search(before[-10:]):
        return value.text[:1].lower() + value.text[1:]
    return written(value.text, locale) if value.is_day else value.text


def filled(text: str, values: Values, say: Callable[[Value, str], str] = lambda value, _: value.text) -> str:
    """The text with `{{name}}` replaced by what was answered, by nothing where nothing was; never over 8,000 characters. `say`
    tells a value behind what stands before it. A line of a list that only names what was not answered is left out."""
    if "\n" in text:
        text = _LABELLED.sub(lambda line: line[0] if line[1] in values else "", text)
    parts, size, at = [], 0, 0
    for found in _NAMES.finditer(text):
        known = values.get(found[1])
        before = text[at : found.start()]
        parts += [before, say(known, before) if known is not None else ""]
        size += len(parts[-1]) + len(parts[-2])
        at = found.end()
        if size > MOST_CHARACTERS:
            break
    return "".join([*parts, text[at:]])[:MOST_CHARACTERS]


def names_in(texts: Iterable[str]) -> set[str]:
    """Every name that is put in somewhere."""
    return {name for text in texts for name in _NAMES.findall(text)}
