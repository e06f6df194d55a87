"""What the files of an archive show and link to: pictures are re-encoded and kept once, pages are marked for `links`.

What cannot be had is listed once: it stays as it was written.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import unquote

from deskbell.domain.errors import DeskbellError
from deskbell.features.knowledge.help_centre.addresses import centre_path
from deskbell.features.knowledge.importing.archives import Archive
from deskbell.features.knowledge.importing.embedded import Embedded
from deskbell.features.knowledge.importing.items import Link, Read
from deskbell.features.knowledge.importing.targets import with_targets
from deskbell.features.knowledge.rendering import PICTURES
from deskbell.services.pictures import article_name, encode_article_picture

MOST_PICTURES = 500
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|[#?]", re.IGNORECASE)
_OURS = re.compile(rf"{PICTURES}|{centre_path('')}[^/]+/[^/]+/(?:[ac]/|search|$)")
"""Addresses of a server like this one, which stay as they are: an article that was exported has them."""
_PATH = re.compile(r"[^?#]*")
_DRAWN = (".png", ".jpg", ".jpeg", ".gif", ".webp")
_PAGES = (".md", ".markdown", ".html", ".htm", ".xhtml")
_MEANT = ("", ".html", ".md", "/index.html", "/index.md")
"""What an address may leave out."""


@dataclass
class Attachments:
    """The files of one archive: those that were asked for already, and their new addresses (None: refused)."""

    archive: Archive
    read: Read
    known: dict[str | int, str | None] = field(default_factory=dict)
    marks: dict[tuple[str, str], str] = field(default_factory=dict)
    """What stands for a page until its article has an address, by entry and by how it was written."""
    embedded: Embedded = field(default_factory=Embedded)

    def replace_in(self, markdown: str, path: str, row: int) -> str:
        """Markdown of the file `path` with its pictures and links at their new addresses."""

        def replaced(source: str, shown: bool) -> str | None:
            return self.picture(source, path, row) if shown else self.link(source, path, row)

        return with_targets(markdown, replaced)

    def picture(self, source: str, path: str, row: int) -> str | None:
        """Where a picture that a file shows is from now on; None where it stays or is refused."""
        if (number := self.embedded.number_of(source)) is not None:
            return self._picture_within(number, path, row)
        if _ELSEWHERE.match(source) or _OURS.match(source):
            return None
        places = self._inside(source, path)
        inside = next((name for name in places if name in self.archive), places[-1])
        if inside not in self.known:
            self.known[inside] = self._keep(inside, path, row)
        return self.known[inside]

    def link(self, source: str, path: str, row: int) -> str | None:
        """Where a link of a file leads from now on: to another page of the archive, or to a picture."""
        if (number := self.embedded.number_of(source)) is not None:
            return self._picture_within(number, path, row)
        if _ELSEWHERE.match(source) or _OURS.match(source):
            return None
        places = self._inside(source, path)
        named = (posixpath.normpath(place + end) for place in places for end in _MEANT)
        page, inside = next(filter(self._is_page, named), None), places[-1]
        if page is None and inside.lower().endswith(_DRAWN):
            return self.picture(source, path, row)
        written, sign, anchor = source.partition("#")
        key = (page or inside, written)
        if key not in self.marks:
            self.marks[key] = f"{self.read.mark}{len(self.read.links)}"
            self.read.links.append(Link(*key, row, path))
        return self.marks[key] + sign + anchor

    def _inside(self, source: str, path: str) -> list[str]:
        """The entries that an address in the file `path` may mean. One from the root is in the archive, or in the folder
        that all of it is in."""
        written = _PATH.match(source)
        place = unquote(written[0] if written else source)
        if not place.startswith("/"):
            return [posixpath.normpath(posixpath.join(posixpath.dirname(path), place))]
        below = place.lstrip("/")
        return list(dict.fromkeys(posixpath.normpath(one) for one in (below, below.removeprefix(self.archive.root))))

    def _is_page(self, name: str) -> bool:
        return name.lower().endswith(_PAGES) and name in self.archive

    def _picture_within(self, number: int, path: str, row: int) -> str:
        """Where a picture that is written out in a page is from now on; of a refused one only its kind is left."""
        if number not in self.known:
            self.known[number] = self._encoded(lambda: self.embedded.data(number), path, row)
        return self.known[number] or self.embedded.kind(number)

    def _keep(self, inside: str, path: str, row: int) -> str | None:
        if inside not in self.archive:
            self.read.refuse(row, "missing_picture", f"The picture {inside[:100]} is not in the archive.", file=path)
            return None
        return self._encoded(lambda: self.archive.read(inside), inside, row)

    def _encoded(self, read: Callable[[], bytes], file: str, row: int) -> str | None:
        if len(self.read.pictures) >= MOST_PICTURES:
            self.read.refuse(row, "too_many", f"At most {MOST_PICTURES} pictures at once.", file=file)
            return None
        try:
            data = read()
            picture = encode_article_picture(data)
        except DeskbellError as error:
            self.read.refuse(row, error.code, error.message, file=file)
            return None
        self.read.pictures[picture.name] = picture
        self.read.originals[picture.name] = article_name(data)
        return PICTURES + picture.name
