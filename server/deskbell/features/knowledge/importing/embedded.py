"""Pictures that are written out in a page itself: `data:image/png;base64,…`, as a browser saves a page or Word exports one.

They are taken out before anything else looks at the page, and a mark stands for each: other patterns would go through
megabytes that are no text. No I/O.
"""

from __future__ import annotations

import base64
import binascii
import re
from html import unescape
from secrets import token_hex
from urllib.parse import unquote_to_bytes

from deskbell.domain.errors import BadInput

LARGEST = 24 * 1024 * 1024
"""Characters of a page that is looked into."""
_KIND = r"(?:image/[\w.+-]{1,40}|application/octet-stream|(?=;base64))(?:;[\w.+-]{1,40}(?:=[\w.+-]{1,40})?){0,4}?"
_URI = re.compile(
    rf"data:(?:(?<=[\"']data:){_KIND};base64,[\w+/=%&#;\s-]*+(?=[\"'])|{_KIND}(?:;base64)?,[^\s\"'<>()]*+)", re.ASCII
)
"""Only between quotation marks may the letters be on several lines: anywhere else a space ends an address."""


class Embedded:
    """The pictures that were taken out of the pages of one archive, by their marks; nobody who wrote a page knows these."""

    def __init__(self) -> None:
        self._mark = f"embedded-{token_hex(12)}-"
        self._marks = re.compile(rf"{self._mark}(\d+)\.")
        self._numbers: dict[str, int] = {}
        self._written: list[str] = []

    def taken_out(self, text: str) -> str:
        """The text with marks; the same picture has the same mark."""
        return _URI.sub(lambda found: self._mark_for(found[0]), text) if len(text) <= LARGEST else text

    def _mark_for(self, uri: str) -> str:
        number = self._numbers.setdefault(uri, len(self._written))
        if number == len(self._written):
            self._written.append(uri)
        return f"{self._mark}{number}."

    def number_of(self, address: str) -> int | None:
        """Which picture an address stands for."""
        found = self._marks.match(address)
        return int(found[1]) if found else None

    def data(self, number: int) -> bytes:
        """The bytes of a picture. Raises `bad_picture`."""
        head, _, letters = self._written[number].partition(",")
        raw = b"".join(unquote_to_bytes(unescape(letters)).split())
        if not head.endswith(";base64"):
            return raw
        try:
            return base64.urlsafe_b64decode(raw.translate(_URL_SAFE) + b"=" * (-len(raw) % 4))
        except (binascii.Error, ValueError):
            raise BadInput("bad_picture", "This picture is damaged and cannot be read.") from None

    def kind(self, number: int) -> str:
        """What is left of the address of a picture that is refused: `data:image/png`."""
        return re.split("[;,]", self._written[number], maxsplit=1)[0]

    def put_back(self, text: str) -> str:
        """The text as it was, where marks are left: in code, and in prose."""
        return self._marks.sub(lambda found: self._written[int(found[1])], text)


_URL_SAFE = bytes.maketrans(b"+/", b"-_")
