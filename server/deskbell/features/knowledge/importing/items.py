"""What every kind of file becomes before it is stored: one item a language of an article, checked; and what was refused."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from secrets import token_hex
from typing import Any

import msgspec

from deskbell.domain.errors import DeskbellError
from deskbell.domain.forms import Checks, Wrong, check_flag, check_form, list_of, one_of, or_none
from deskbell.domain.locales import LOCALES, speaks
from deskbell.domain.text import without_nul
from deskbell.domain.text_files import is_broken
from deskbell.features.knowledge import checks
from deskbell.features.knowledge.importing import audience, standing
from deskbell.features.knowledge.tables import Status, Visibility
from deskbell.services.pictures import Picture


class Refused(msgspec.Struct, frozen=True):
    """A row (from 1, the heading included) or entry of a file that did not go in, and why."""

    row: int
    code: str
    message: str
    field: str | None = None
    file: str | None = None
    """The entry's name in an archive."""


class Item(msgspec.Struct, frozen=True):
    """One language of an article as a file tells it; what is None the file does not say, and it stays."""

    row: int
    name: str
    locale: str
    title: str | None = None
    answer: str | None = None
    body: str | None = None
    phrasings: list[str] | None = None
    keywords: list[str] | None = None
    category: list[str] | None = None
    visibility: Visibility | None = None
    suggested: bool | None = None
    review_on: date | None = None
    slug: str | None = None
    status: Status = "published"
    not_before: date | None = None
    """The first and the last day on which it may be shown; as a draft it is stored on others."""
    not_after: date | None = None
    adds: bool = False
    """The phrasings join those that are there."""
    file: str | None = None


class Link(msgspec.Struct, frozen=True):
    """What the file `file` links to: another one of its archive, if it is there; `source` is how it was written."""

    page: str
    source: str
    row: int
    file: str


def _new_mark() -> str:
    return f"page-{token_hex(12)}-"


class Read(msgspec.Struct):
    """What a file holds."""

    items: list[Item] = []
    refused: list[Refused] = []
    spared: set[str] = set()
    """Names of articles of which something was refused: what is there of them stays as it is."""
    seen: set[tuple[str, str]] = set()
    pictures: dict[str, Picture] = {}
    """Pictures of articles, re-encoded, by the name they are kept under."""
    originals: dict[str, str] = {}
    """The name that the bytes of a picture in the file have, should they be ours already."""
    mark: str = msgspec.field(default_factory=_new_mark)
    """With a number behind it, this stands for one of `links` in the bodies; nobody who wrote the file can know it."""
    links: list[Link] = []

    def refuse_misspelt(self, row: int, article: str, found: tuple[str, str], file: str | None = None) -> None:
        """What `misspelt` found; the article stays as it was."""
        self.spared.add(article)
        self.refuse(row, "misspelt", f"This field is not known. Is “{found[1]}” meant?", found[0], file)

    def refuse(self, row: int, code: str, message: str, field: str | None = None, file: str | None = None) -> None:
        self.refused.append(Refused(row, code, message, field, file))


ALSO = {
    **dict.fromkeys(("locale", "lang", "语言", "語言"), "language"),
    **dict.fromkeys(("question", "标题", "標題", "问题", "問題"), "title"),
    **dict.fromkeys(("reply", "response", "答案", "回答", "答复", "答覆"), "answer"),
    **dict.fromkeys(("content", "正文", "内容", "內容"), "body"),
    **dict.fromkeys(("分类", "分類"), "category"),
    **dict.fromkeys(("关键词", "关键字", "關鍵詞", "關鍵字"), "keywords"),
}
"""What else people call a column or a field; it counts unless what it stands for is there as well."""
_MATTERING = ("visibility", "status", "draft", "published")
_NEARLY = 0.8
"""As `difflib` counts: a letter that is wrong, lacks or is too many in a word of five."""


_OF_OTHERS = {*standing.NAMES, "tag", "tags", "keyword", "question", "questions", "publisher", "publishers"}
"""What other programs write that is nearly called like a field of ours: read elsewhere, or harmless."""
_OTHERS = {"by", "id", "ids", "at", "on", "date", "time", "url", "link", "author", "count", "order"}
"""Words that make of the name of a field another field."""


def misspelt(names: Iterable[str], known: Sequence[str]) -> tuple[str, str] | None:
    """A field that nobody knows, and the known one that it is nearly called. Files of other programs have fields of their own,
    which are passed over; but `visiblity: agents` must not show everybody what is not for them."""
    ours = {*known, *_MATTERING}
    for name in names:
        words = name.split("_")
        if len(words) > 1 and words[-1] in _OTHERS and ours & {*words}:
            continue  # "published by", "article id"
        if name not in ours and name not in _OF_OTHERS and (near := get_close_matches(name, ours, 1, _NEARLY)):
            return name, near[0]
    return None


def _no_reader(_value: Any) -> Any:
    raise Wrong(
        "unknown_audience", "Whom this is for cannot be told. Write visibility: everybody, or visibility: agents."
    )


def _no_flag(_value: Any) -> Any:
    raise Wrong("wrong_type", "Yes or no is expected here.")


_category = list_of(checks.check_name, checks.DEEPEST)
_FIELDS: Checks = {
    **checks.CONTENT,
    "name": checks.check_name,
    "category": _category,
    "visibility": one_of("everybody", "agents"),
    "suggested": check_flag,
    "review_on": or_none(checks.check_day),
    "slug": checks.check_slug,
    "status": one_of("draft", "published", "archived"),
    "not_before": lambda day: day,
    "not_after": lambda day: day,
    **dict.fromkeys(("draft", "published", "publish"), _no_flag),
    **dict.fromkeys(("private", *audience.NAMES), _no_reader),
}


INSIDE = (
    "inside",
    "This stands inside another field. Write it at the margin, as “visibility: agents”.",
    "visibility",
)
UNLIKE = "The file says in one place that this article is for everybody, and in another that it is for agents."


def add_item(
    read: Read,
    row: int,
    locale: str | None,
    fields: Mapping[str, Any],
    *,
    file: str | None = None,
    adds: bool = False,
) -> None:
    """Check one item and add it, or refuse it with the first thing that is wrong. `fields` has the name at least."""
    name = str(fields["name"])
    if locale is None:
        read.spared.add(name)
        read.refuse(row, "unknown_language", "One of these is expected: " + ", ".join(LOCALES) + ".", "language", file)
        return
    if name and (name, locale) in read.seen:
        read.refuse(row, "double", "The file has this article in this language already.", "article", file)
        return
    read.seen.add((name, locale))
    try:
        given = {name: without_nul(value) for name, value in fields.items() if value is not None}
        cleaned = check_form(given, optional=_FIELDS)
        _check_readable(cleaned)
        checks.check_complexity(cleaned.get("body", ""))
    except DeskbellError as error:
        field, code, message = _first_of(error)
        read.spared.add(name)
        read.refuse(row, code, message, field, file)
        return
    read.items.append(Item(row=row, locale=locale, file=file, adds=adds, **cleaned))


def refuse_unlike(read: Read) -> None:
    """Whom an article is for is said once for all its languages: where two say different things, none of them goes in."""
    said: dict[str, set[str]] = defaultdict(set)
    for item in read.items:
        said[item.name] |= {item.visibility} if item.visibility else set()
    unlike = {name for name, found in said.items() if len(found) > 1}
    for item in (one for one in read.items if one.name in unlike):
        read.spared.add(item.name)
        read.refuse(item.row, "unlike", UNLIKE, "visibility", item.file)
    read.items = [item for item in read.items if item.name not in unlike]


def _check_readable(cleaned: Mapping[str, Any]) -> None:
    broken = [name for name, value in cleaned.items() if is_broken(str(value))]
    if broken:
        check_form(dict.fromkeys(broken, ""), optional=dict.fromkeys(broken, _refuse_broken))


def _refuse_broken(_value: Any) -> Any:
    raise Wrong("bad_encoding", "Some of this cannot be read. Save the file as UTF-8.")


def _first_of(error: DeskbellError) -> tuple[str | None, str, str]:
    if not error.fields:
        return None, error.code, error.message
    field, wrong = next(iter(error.fields.items()))
    return field, wrong["code"], wrong["message"]


def locale_of(language: str, default: str) -> str | None:
    """The locale that a file's word for a language means; None for one that Deskbell does not know."""
    tag = language.strip()
    if not tag:
        return default
    exact = {locale.lower(): locale for locale in LOCALES}.get(tag.replace("_", "-").lower())
    if exact:
        return exact
    if tag.lower() == "zh":
        return "zh-CN"
    return next((locale for locale in LOCALES if speaks(locale, tag) or speaks(tag, locale)), None)


Parse = Callable[[bytes, str], Read]
"""Reads a file; the second argument is the locale of what says none. Raises a `DeskbellError` where nothing can be read."""
