"""What the place of a file in an archive says: its language, its category, and which files are one article. No I/O."""

from __future__ import annotations

import posixpath
from typing import NamedTuple

from deskbell.domain.locales import LOCALES
from deskbell.features.knowledge.checks import MAX_NAME

_LOCALES = {locale.lower(): locale for locale in LOCALES}


class Place(NamedTuple):
    """`zh-CN/orders/where.md`, `orders/where.zh-CN.md` and `en/orders/where.md` are languages of one article."""

    name: str
    locale: str | None
    folders: list[str]


def place_of(path: str) -> Place:
    """A folder or a second ending that is a locale is the language; the folders left are the category."""
    folder, file = posixpath.split(path)
    stem = posixpath.splitext(file)[0]
    locale = None
    base, dot, ending = stem.rpartition(".")
    if dot and ending.lower() in _LOCALES:
        stem, locale = base, _LOCALES[ending.lower()]
    folders = folder.split("/") if folder else []
    for at, part in enumerate(folders):
        if locale is None and part.lower() in _LOCALES:
            locale = _LOCALES[part.lower()]
            folders = folders[:at] + folders[at + 1 :]
            break
    return Place("/".join([*folders, stem])[-MAX_NAME:], locale, folders)
