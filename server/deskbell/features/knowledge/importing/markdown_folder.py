"""A folder of Markdown files as a zip: one file a language of an article, with front matter or without."""

from __future__ import annotations

import re
from typing import Any

from deskbell.domain.errors import DeskbellError
from deskbell.domain.slugs import slug_of
from deskbell.domain.text_files import read_text
from deskbell.features.knowledge.checks import MAX_BODY
from deskbell.features.knowledge.importing import front_matter
from deskbell.features.knowledge.importing.archives import Archive
from deskbell.features.knowledge.importing.attachments import Attachments
from deskbell.features.knowledge.importing.field_lines import Value
from deskbell.features.knowledge.importing.front_matter import Head
from deskbell.features.knowledge.importing.items import INSIDE, Read, add_item, locale_of, misspelt
from deskbell.features.knowledge.importing.places import Place, place_of
from deskbell.features.knowledge.importing.standing import FLAGS, flag_of, standing_of

_TITLE = re.compile(r"\s*# +([^\n]{1,500}?)[ #]*(?:\n|\Z)")
_ALSO = {
    "name": "article",
    "locale": "language",
    "lang": "language",
    "questions": "phrasings",
    **dict.fromkeys(("tags", "tag", "keyword"), "keywords"),
}
_TEXTS = ("title", "answer", "review_on")
_DRAFTS = "_drafts"
"""The folder in which Jekyll keeps what is not shown yet."""
_KNOWN = (*_TEXTS, "slug", *_ALSO, *_ALSO.values(), "category", "categories", "suggested", "visibility", "status")
_READ = (*_KNOWN, *FLAGS)


def read_markdown(data: bytes, default: str) -> Read:
    """Raises as `Archive` does."""
    archive, read = Archive(data), Read()
    attachments = Attachments(archive, read)
    for row, path in enumerate(archive.names(".md", ".markdown"), start=1):
        try:
            text = read_text(archive.read(path))
        except DeskbellError as error:
            read.spared.add(place_of(path).name)
            read.refuse(row, error.code, error.message, file=path)
            continue
        head = front_matter.split(text, _READ)
        if wrong := _wrong_with(head):
            read.spared.add(place_of(path).name)
            read.refuse(row, *wrong, path)
        elif (found := misspelt(head.fields, _KNOWN)) is not None:
            read.refuse_misspelt(row, place_of(path).name, found, path)
        else:
            _add(read, row, path, head.fields, head.body, default, attachments)
    return read


def _wrong_with(head: Head) -> tuple[str, str, str | None] | None:
    """Why the fields at the head cannot be believed: a code, a sentence and the field."""
    if not head.pairs and not head.body.strip():
        return "empty", "This file says nothing.", None
    if head.unclosed:
        line = head.unclosed if head.unclosed.startswith("+") else "---"
        return "unclosed_fields", f"The fields below “{head.unclosed}” do not end. Write {line} below them.", None
    if doubled := head.doubled(_READ):
        return "double_field", "This field stands there twice.", doubled
    if head.passed_over:
        return INSIDE
    return None


def _add(
    read: Read, row: int, path: str, given: dict[str, Value], body: str, default: str, attachments: Attachments
) -> None:
    said = {_ALSO.get(name, name): value for name, value in given.items()}
    place = place_of(path)
    fields = _fields(said, place)
    if _DRAFTS in path.lower().split("/") and fields.get("status") in (None, "published"):
        fields["status"] = "draft"
    if "title" not in fields and (heading := _TITLE.match(body)):
        fields["title"], body = heading[1].strip(), body[heading.end() :]
    # A file of ours has one empty line before the body and one line end behind it; other empty lines are the body's.
    body = body.removeprefix("\n").removesuffix("\n") if given else body.strip("\n")
    body = attachments.embedded.taken_out(body)
    # One that is too long is refused below, and all of Python would wait while a pattern goes through it.
    body = attachments.replace_in(body, path, row) if len(body) <= MAX_BODY else body
    fields["body"] = attachments.embedded.put_back(body)
    language = _text(said.get("language", ""))
    locale = locale_of(language, default) if language else place.locale or default
    add_item(read, row, locale, {"title": place.name.rpartition("/")[2], **fields}, file=path)


def _fields(said: dict[str, Value], place: Place) -> dict[str, Any]:
    fields: dict[str, Any] = {name: _text(said[name]) for name in _TEXTS if said.get(name)}
    fields["name"] = _text(said.get("article", "")) or place.name
    for name in ("phrasings", "keywords"):
        if name in said:
            fields[name] = _list(said[name])
    category = said.get("category", said.get("categories"))
    if category is not None or place.folders:
        fields["category"] = _path(category) if category is not None else place.folders
    if "suggested" in said:
        fields["suggested"] = flag_of(_text(said["suggested"]))
    if slug := _text(said.get("slug", "")):
        fields["slug"] = slug_of(slug)
    return fields | standing_of({name: _text(value) for name, value in said.items()})


def _text(value: Value) -> str:
    return value if isinstance(value, str) else "\n".join(value)


def _list(value: Value) -> list[str]:
    return value if isinstance(value, list) else [part.strip() for part in value.split("\n") if part.strip()]


def _path(value: Value) -> list[str]:
    return value if isinstance(value, list) else [part.strip() for part in value.split(">") if part.strip()]
