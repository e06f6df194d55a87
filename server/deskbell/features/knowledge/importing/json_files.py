"""JSON as `export` writes it: `{articles: [{name, category, …, variants: [{language, title, …}]}]}`, or the list alone.

An article without `variants` is its only one.
"""

from __future__ import annotations

import json
from typing import Any

from deskbell.domain.errors import BadInput
from deskbell.domain.text_files import read_text
from deskbell.features.knowledge.checks import MAX_NAME
from deskbell.features.knowledge.importing.audience import holds_back
from deskbell.features.knowledge.importing.items import ALSO, INSIDE, UNLIKE, Read, add_item, locale_of, misspelt
from deskbell.features.knowledge.importing.standing import FLAGS, field_name, flag_of, standing_of

_SHARED = ("category", "suggested", "review_on")
_OWN = ("title", "answer", "body", "phrasings", "keywords", "slug")
_KNOWN = ("name", "variants", "language", "locale", "visibility", "status", *_SHARED, *_OWN)
_OF_ALL = ("visibility", "status", *FLAGS)
"""What may also be said once, beside `articles`, for all of them."""


class _Object(dict[str, Any]):
    """An object by its `field_name`s; one that has a name twice says so."""

    doubled: str | None = None


def _object(pairs: list[tuple[str, Any]]) -> _Object:
    made = _Object()
    for written, value in pairs:
        name = field_name(written)
        if name in made and name in (*_KNOWN, *_OF_ALL):
            made.doubled = name
        made[name] = value
    for also, name in ALSO.items():
        if also in made and name not in made:
            made[name] = made.pop(also)
    return made


def read_json_file(data: bytes, default: str) -> Read:
    """Raises `bad_file` for what is not JSON, or not of this shape."""
    try:
        value = json.loads(read_text(data), object_pairs_hook=_object)
    except RecursionError:
        raise BadInput("bad_file", "This is not JSON that can be read: it is nested too deep.") from None
    except ValueError as error:
        raise BadInput("bad_file", f"This is not JSON that can be read: {str(error)[:200]}.") from None
    found = value.get("articles") if isinstance(value, dict) else value
    if not isinstance(found, list):
        raise BadInput("bad_file", "A list of articles is expected.")
    return _read_list(found, _said_of_all(value) if isinstance(value, _Object) else {}, default)


def _said_of_all(value: _Object) -> dict[str, Any]:
    """What stands beside `articles`. Raises `bad_file` where it is nearly a field, or said twice."""
    if value.doubled is not None:
        raise BadInput("bad_file", f"The file says “{value.doubled}” twice.")
    if (inside := _held_inside(value, "articles")) is not None:
        raise BadInput("bad_file", f"“{inside}” stands inside another field.")
    if (wrong := misspelt(value, ("articles", *_KNOWN))) is not None:
        raise BadInput("bad_file", f"The field “{wrong[0]}” is not known. Is “{wrong[1]}” meant?")
    return {name: value[name] for name in _OF_ALL if name in value}


def _held_inside(one: _Object, *apart: str) -> str | None:
    """A field inside others that says something is not for everybody, but for what stands in the fields `apart`."""
    found: list[tuple[str, Any, Any]] = []
    left: list[Any] = [value for name, value in one.items() if name not in apart]
    while left:
        value = left.pop()
        if isinstance(value, _Object):
            found += [(name, below, flag_of(below)) for name, below in value.items()]
            left += value.values()
        elif isinstance(value, list):
            left += value
    return next(holds_back(found), None)


def _read_list(found: list[Any], of_all: dict[str, Any], default: str) -> Read:
    read = Read()
    for row, article in enumerate(found, start=1):
        if not _is_text(article):
            read.refuse(row, "bad_encoding", "Half a character stands in it, which nobody can store or show.")
        elif isinstance(article, _Object):
            _add_article(read, row, article, of_all, default)
        else:
            read.refuse(row, "wrong_type", "An object is expected here.")
    return read


def _is_text(article: Any) -> bool:
    """Whether everything in it is text: JSON may well write half a pair of surrogates."""
    try:
        json.dumps(article, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _add_article(read: Read, row: int, article: _Object, of_all: dict[str, Any], default: str) -> None:
    variants = article.get("variants", [article])
    if not isinstance(variants, list) or not all(isinstance(one, _Object) for one in variants):
        read.refuse(row, "wrong_type", "A list of objects is expected here.", "variants")
    elif any(_held_inside(one, "variants") for one in (article, *variants)):
        read.spared.add(str(article.get("name") or ""))
        read.refuse(row, *INSIDE)
    elif (found := next((found for one in (article, *variants) if (found := misspelt(one, _KNOWN))), None)) is not None:
        read.refuse_misspelt(row, str(article.get("name") or ""), found)
    elif (doubled := next((one.doubled for one in (article, *variants) if one.doubled), None)) is not None:
        read.spared.add(str(article.get("name") or ""))
        read.refuse(row, "double_field", "This field stands there twice.", doubled)
    elif len({str(told) for one in (of_all, article, *variants) if (told := standing_of(one).get("visibility"))}) > 1:
        read.spared.add(str(article.get("name") or ""))
        read.refuse(row, "unlike", UNLIKE, "visibility")
    else:
        for variant in variants:
            _add_variant(read, row, article, variant, of_all, default)


def _add_variant(
    read: Read, row: int, article: _Object, variant: _Object, of_all: dict[str, Any], default: str
) -> None:
    shared = {name: article[name] for name in _SHARED if name in article}
    own = {name: variant[name] for name in (*_OWN, "category") if name in variant}
    fields = {**shared, **own, **_standing(article, variant, of_all)}
    if isinstance(fields.get("category"), str):
        fields["category"] = [fields["category"]]
    name = article.get("name") or str(own.get("title", ""))[:MAX_NAME]
    language = variant.get("language", variant.get("locale", ""))
    add_item(read, row, locale_of(str(language), default), {"name": name, **fields})


def _standing(article: _Object, variant: _Object, of_all: dict[str, Any]) -> dict[str, Any]:
    """What the file, the article and this language of it say; what is said nearer counts, but no draft is made public."""
    told = [standing_of(one) for one in (of_all, article, variant)]
    said = told[0] | told[1] | told[2]
    is_draft = said.get("status") == "published" and any(one.get("status") == "draft" for one in told)
    return said | ({"status": "draft"} if is_draft else {})
