"""Pictures inside an archive: re-encoded, kept once, and named in the Markdown by the address they are served at."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from deskbell.domain.errors import DeskbellError
from deskbell.features.knowledge.importing.archives import Archive
from deskbell.features.knowledge.importing.items import Read
from deskbell.features.knowledge.rendering import PICTURES
from deskbell.services.pictures import encode_article_picture

MOST_PICTURES = 200
_SHOWN = re.compile(r"(!\[[^\]\n]{0,200}\]\(\s{0,5}<?)([^)\s>]{1,500})")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|/|#", re.IGNORECASE)


@dataclass
class Attachments:
    """The pictures of one archive: those that were asked for already, and their new addresses (None: refused)."""

    archive: Archive
    read: Read
    known: dict[str, str | None] = field(default_factory=dict)

    def replace_in(self, markdown: str, path: str, row: int) -> str:
        """Markdown of the file `path` with the pictures at their new addresses; what cannot be had is listed as refused."""

        def replaced(match: re.Match[str]) -> str:
            return match[1] + (self.address_of(match[2], path, row) or match[2])

        return _SHOWN.sub(replaced, markdown)

    def address_of(self, source: str, path: str, row: int) -> str | None:
        """Where a picture that a file shows is from now on; None where it stays or is refused."""
        if _ELSEWHERE.match(source):
            return None
        inside = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(source.partition("?")[0])))
        if inside not in self.known:
            self.known[inside] = self._keep(inside, path, row)
        return self.known[inside]

    def _keep(self, inside: str, path: str, row: int) -> str | None:
        if inside not in self.archive:
            self.read.refuse(row, "missing_picture", f"The picture {inside[:100]} is not in the archive.", file=path)
            return None
        if len(self.read.pictures) >= MOST_PICTURES:
            self.read.refuse(row, "too_many", f"At most {MOST_PICTURES} pictures at once.", file=inside)
            return None
        try:
            picture = encode_article_picture(self.archive.read(inside))
        except DeskbellError as error:
            self.read.refuse(row, error.code, error.message, file=inside)
            return None
        self.read.pictures[picture.name] = picture
        return PICTURES + picture.name
