"""What fields of articles may hold, and how much of everything there may be."""

from __future__ import annotations

import asyncio
from datetime import date
from functools import partial
from typing import Any

from deskbell.domain.errors import Conflict, TooLarge
from deskbell.domain.forms import (
    Checks,
    Wrong,
    check_flag,
    check_form,
    check_id,
    check_locale,
    check_optional_text,
    check_text,
    list_of,
    one_of,
    or_none,
    whole_number,
)
from deskbell.domain.locales import LOCALES
from deskbell.domain.slugs import LONGEST as LONGEST_SLUG
from deskbell.domain.slugs import slug_of
from deskbell.features.knowledge.parsing import TooComplex, check_readable

MAX_TITLE, MAX_ANSWER, MAX_KEYWORD, MAX_NAME = 500, 8_000, 100, 200
MAX_BODY = 1024 * 1024
"""Bytes of a body in UTF-8."""
MOST_PHRASINGS, MOST_KEYWORDS, MOST_ARTICLES = 10_000, 100, 200_000
MOST_CATEGORIES, MOST_COLLECTIONS, MOST_VERSIONS = 1_000, 20, 200
DEEPEST = 5
"""Categories from the top of the tree to the last one."""
MOST_VERSION_NUMBER = 2**31 - 1

check_version_number = whole_number(0, MOST_VERSION_NUMBER)
check_name = partial(check_text, longest=MAX_NAME)


def _check_line(value: Any, longest: int) -> str:
    """Text of one line, as which files of every kind hold it and give it back."""
    return " ".join(line.strip() for line in check_text(value, longest).splitlines())


check_title = partial(_check_line, longest=MAX_TITLE)
_keyword = partial(_check_line, longest=MAX_KEYWORD)


def check_body(value: Any) -> str:
    """Markdown. Raises `article_too_large`, which is no matter of one field among others."""
    if not isinstance(value, str):
        raise Wrong("wrong_type", "Text is expected here.")
    if len(value.encode()) > MAX_BODY:
        raise article_too_large()
    return _lines(value).rstrip()


def _check_answer(value: Any) -> str:
    return _lines(check_optional_text(value, MAX_ANSWER))


def _lines(text: str) -> str:
    """With line ends as a file of any kind gives them back, and without the character that no file and database bears."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def check_complexity(body: str) -> None:
    """Raises `article_too_complex` for a body that would be shown as it was typed. It may take a second: not on the loop."""
    try:
        check_readable(body)
    except TooComplex:
        raise article_too_complex() from None


async def check_body_of(values: dict[str, Any]) -> None:
    """The same for the body among fields that were checked, in a thread."""
    if values.get("body"):
        await asyncio.to_thread(check_complexity, values["body"])


def article_too_complex() -> TooLarge:
    return TooLarge("article_too_complex", "The body has more markup than can be shown. Make two articles of it.")


def article_too_large() -> TooLarge:
    return TooLarge("article_too_large", f"The body of an article has at most {MAX_BODY // 1024} KB.")


def check_slug(value: Any) -> str:
    """A slug as it stands in an address; what is not fit for one is made fit."""
    return slug_of(check_text(value, LONGEST_SLUG))


def check_day(value: Any) -> date:
    try:
        return date.fromisoformat(check_text(value, 10))
    except ValueError:
        raise Wrong("invalid", "A day such as 2027-03-31 is expected here.") from None


def check_names(value: Any) -> dict[str, str]:
    """A name for at least one locale; an empty one is none."""
    names = check_form(value, optional=dict.fromkeys(LOCALES, partial(check_optional_text, longest=MAX_NAME)))
    given = {locale: name for locale, name in names.items() if name}
    if not given:
        raise Wrong("empty", "This is empty.")
    return given


def check_expected(expected: int | str | None, version: int | str) -> None:
    """Raises `conflict` when somebody else saved meanwhile."""
    if expected is not None and expected != version:
        raise Conflict("conflict", "Somebody else saved this meanwhile. Look at what is there now.")


CONTENT: Checks = {
    "title": check_title,
    "answer": _check_answer,
    "body": check_body,
    "phrasings": list_of(check_title, MOST_PHRASINGS),
    "keywords": list_of(_keyword, MOST_KEYWORDS),
}
_ADDRESS: Checks = {"slug": check_slug, "publish": check_flag}
SAVING: Checks = {**CONTENT, **_ADDRESS, "expected_version": check_version_number}
check_shared_version = partial(check_text, longest=40)
SHARED: Checks = {
    "category_id": or_none(check_id),
    "visibility": one_of("everybody", "agents"),
    "suggested": check_flag,
    "review_on": or_none(check_day),
    "name": check_name,
    "position": whole_number(0, MOST_VERSION_NUMBER),
}
NEW: Checks = {"locale": check_locale, "title": check_title}
NEW_MORE: Checks = {**CONTENT, **_ADDRESS, **SHARED, "collection_id": check_id}
SHARED_DEFAULTS: dict[str, Any] = {
    "category_id": None,
    "visibility": "everybody",
    "suggested": False,
    "review_on": None,
}
