"""One file without folders: a table for spreadsheets, or JSON. Neither holds pictures. No I/O."""

from __future__ import annotations

import csv
import io
from typing import Any

import msgspec

from deskbell.features.knowledge.exporting.told import (
    Export,
    Shelf,
    Told,
    category_of,
    every,
    said,
    shown_in,
    variant_of,
)
from deskbell.features.knowledge.importing.csv_files import COLUMNS, escaped, guarded
from deskbell.features.knowledge.rendering import PICTURES
from deskbell.features.knowledge.tables import Variant


def as_csv(shelf: Shelf) -> Export:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for one, variant in every(shelf.told):
        writer.writerow([guarded(cell) for cell in _row(one, variant)])
    # With the mark spreadsheets know that it is UTF-8.
    return Export("csv", "text/csv; charset=utf-8", out.getvalue().encode("utf-8-sig"))


def _row(one: Told, variant: Variant) -> list[str]:
    article, content = one.article, said(variant)
    return [
        *(article.name, variant.locale, content.title, content.answer, content.body),
        *("\n".join(content.phrasings), "\n".join(map(escaped, content.keywords))),
        " > ".join(map(escaped, category_of(one, variant.locale))),
        *(article.visibility, "yes" if article.suggested else "no"),
        *(article.review_on.isoformat() if article.review_on else "", variant.slug, variant.status),
    ]


def as_json(shelf: Shelf) -> Export:
    """What it cannot hold is named in it: a table has no place for that, its reader lists what is missing."""
    whole: dict[str, Any] = {"articles": [_object(one) for one in shelf.told]}
    if shown := shown_in(shelf.told):
        whole = {"pictures_not_included": [PICTURES + name for name in shown], **whole}
    data = msgspec.json.format(msgspec.json.encode(whole), indent=2)
    return Export("json", "application/json", data)


def _object(one: Told) -> dict[str, Any]:
    article = one.article
    shared: dict[str, Any] = {"name": article.name, "visibility": article.visibility, "suggested": article.suggested}
    if article.review_on:
        shared["review_on"] = article.review_on.isoformat()
    return shared | {"variants": [variant_of(one, variant) for variant in one.variants]}
