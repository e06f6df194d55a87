"""JSON as `export` writes it: `{articles: [{name, category, …, variants: [{language, title, …}]}]}`, or the list alone.

An article without `variants` is its only one.
"""

from __future__ import annotations

import json
from typing import Any

from deskbell.domain.errors import BadInput
from deskbell.domain.text_files import read_text
from deskbell.features.knowledge.checks import MAX_NAME
from deskbell.features.knowledge.importing.items import Read, add_item, locale_of, misspelt

_SHARED = ("category", "visibility", "suggested", "review_on")
_OWN = ("title", "answer", "body", "phrasings", "keywords", "slug", "status")


def read_json_file(data: bytes, default: str) -> Read:
    """Raises `bad_file` for what is not JSON, or not of this shape."""
    try:
        value = json.loads(read_text(data))
    except RecursionError:
        raise BadInput("bad_file", "This is not JSON that can be read: it is nested too deep.") from None
    except ValueError as error:
        raise BadInput("bad_file", f"This is not JSON that can be read: {str(error)[:200]}.") from None
    found = value.get("articles") if isinstance(value, dict) else value
    if not isinstance(found, list):
        raise BadInput("bad_file", "A list of articles is expected.")
    read = Read()
    for row, article in enumerate(found, start=1):
        if not _is_text(article):
            read.refuse(row, "bad_encoding", "Half a character stands in it, which nobody can store or show.")
        elif isinstance(article, dict):
            _add_article(read, row, article, default)
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


def _add_article(read: Read, row: int, article: dict[str, Any], default: str) -> None:
    variants = article.get("variants", [article])
    if not isinstance(variants, list) or not all(isinstance(one, dict) for one in variants):
        read.refuse(row, "wrong_type", "A list of objects is expected here.", "variants")
        return
    known = ("name", "variants", "language", "locale", *_SHARED, *_OWN)
    found = next((found for one in (article, *variants) if (found := misspelt(one, known)) is not None), None)
    if found is not None:
        read.refuse_misspelt(row, str(article.get("name") or ""), found)
        return
    shared = {name: article[name] for name in (*_SHARED, "status") if name in article}
    if article.get("draft") is True or article.get("published") is False:
        shared.setdefault("status", "draft")
    if isinstance(shared.get("category"), str):
        shared["category"] = [shared["category"]]
    for variant in variants:
        own = {name: variant[name] for name in _OWN if name in variant}
        name = article.get("name") or str(own.get("title", ""))[:MAX_NAME]
        language = variant.get("language", variant.get("locale", ""))
        # Whom it is for is a matter of the article; said of one language alone it must not be passed over.
        nearer = {
            name: variant[name] for name in ("category", "visibility") if name in variant and variant is not article
        }
        add_item(read, row, locale_of(str(language), default), {"name": name, **shared, **nearer, **own})
