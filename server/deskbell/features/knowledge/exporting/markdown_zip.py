"""A zip of Markdown files with front matter, the pictures they show, and links from file to file. No I/O.

Pictures and articles are named by their place in the zip, so that it can be edited, looked at and imported anywhere.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from deskbell.domain.slugs import slug_of
from deskbell.features.knowledge.exporting.told import Export, Shelf, Told, every, said, shown_in, variant_of
from deskbell.features.knowledge.help_centre.addresses import SHORT_ID, centre_path, short_id
from deskbell.features.knowledge.importing import front_matter
from deskbell.features.knowledge.importing.field_lines import Value
from deskbell.features.knowledge.importing.targets import with_targets
from deskbell.features.knowledge.rendering import PICTURES
from deskbell.features.knowledge.tables import Variant

_FOLDER = "pictures/"
_LEFT_OUT = "pictures-left-out.txt"
Files = Mapping[tuple[str, str], str]
"""Where in the zip a language of an article is, by article and locale."""


@dataclass(frozen=True)
class Addresses:
    """What the addresses of one server are in the zip."""

    shelf: Shelf
    files: Files
    articles: Mapping[str, str]
    """By their short ids."""
    page: re.Pattern[str]

    @classmethod
    def of(cls, shelf: Shelf, files: Files) -> Addresses:
        page = re.compile(re.escape(centre_path(shelf.key)) + r"/([^/?#]+)/a/([^/?#]+)(#.*)?")
        return cls(shelf, files, {short_id(one.article.id): one.article.id for one in shelf.told}, page)

    def in_zip(self, target: str, path: str) -> str | None:
        """What the file `path` calls a picture or an article; None for whatever else there is."""
        name = target.removeprefix(PICTURES)
        if name != target:
            return _from(path, _FOLDER + name) if name in self.shelf.pictures else None
        found = self.page.fullmatch(target)
        article = self.articles.get(unquote(found[2])[-SHORT_ID:]) if found else None
        file = self.files.get((article, unquote(found[1]))) if found and article else None
        return _from(path, file) + (found[3] or "") if found and file else None


def as_markdown(shelf: Shelf) -> Export:
    files = _files(shelf.told)
    addresses, out = Addresses.of(shelf, files), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for one, variant in every(shelf.told):
            path = files[one.article.id, variant.locale]
            archive.writestr(path, _page(one, variant, path, addresses))
        for name, data in shelf.pictures.items():
            archive.writestr(_FOLDER + name, data, zipfile.ZIP_STORED)
        if left_out := [name for name in shown_in(shelf.told) if name not in shelf.pictures]:
            archive.writestr(_LEFT_OUT, "".join(f"{PICTURES}{name}\n" for name in left_out))
        if not files:
            archive.writestr("README.txt", "There are no articles in this collection.\n")
    return Export("zip", "application/zip", out.getvalue())


def _files(told: Sequence[Told]) -> dict[tuple[str, str], str]:
    files: dict[tuple[str, str], str] = {}
    taken: set[str] = set()
    for one, variant in every(told):
        name = f"{variant.locale}/{slug_of(one.article.name)}"
        while name in taken:
            name += "-"
        taken.add(name)
        files[one.article.id, variant.locale] = f"{name}.md"
    return files


def _page(one: Told, variant: Variant, path: str, addresses: Addresses) -> str:
    fields: dict[str, Value] = {"article": one.article.name}
    for name, value in variant_of(one, variant).items():
        if name != "body":
            fields[name] = value
    fields |= {"visibility": one.article.visibility, "suggested": "yes" if one.article.suggested else "no"}
    if one.article.review_on:
        fields["review_on"] = one.article.review_on.isoformat()
    body = with_targets(said(variant).body, lambda target, _: addresses.in_zip(target, path))
    return f"{front_matter.written(fields)}\n{body}\n"


def _from(path: str, file: str) -> str:
    return posixpath.relpath(file, posixpath.dirname(path))
