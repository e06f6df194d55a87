"""What the place of a file in an archive says: its language, its category, and which files are one article. No I/O."""

from __future__ import annotations

import posixpath
import re
from typing import NamedTuple

from deskbell.features.knowledge.checks import MAX_NAME
from deskbell.features.knowledge.importing.items import locale_of

_TAG = re.compile(r"[a-z]{2}([-_][a-z]{2,4})?", re.IGNORECASE)


class Place(NamedTuple):
    """`zh/orders/where.md`, `orders/where.zh-CN.md` and `en/orders/where.md` are languages of one article."""

    name: str
    locale: str | None
    folders: list[str]


def place_of(path: str) -> Place:
    """A folder or a second ending that names a language is it; the folders left are the category."""
    folder, file = posixpath.split(path)
    stem = posixpath.splitext(file)[0]
    locale = None
    base, dot, ending = stem.rpartition(".")
    if dot and (said := _locale(ending)):
        stem, locale = base, said
    folders = folder.split("/") if folder else []
    for at, part in enumerate(folders):
        if locale is None and (said := _locale(part)):
            locale = said
            folders = folders[:at] + folders[at + 1 :]
            break
    return Place("/".join([*folders, stem])[-MAX_NAME:], locale, folders)


def _locale(part: str) -> str | None:
    """`zh` as well as `zh-CN` and `zh_TW`."""
    return locale_of(part, "") if _TAG.fullmatch(part) else None
