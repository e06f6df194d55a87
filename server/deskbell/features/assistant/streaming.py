"""An answer of an OpenAI-compatible endpoint as it comes: server-sent events, or one JSON object where a server does not stream.

No I/O. See https://html.spec.whatwg.org/multipage/server-sent-events.html for what ends a line. Each object stands in one
line, as such endpoints send it; what does not is no answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from deskbell.services.fetching import FetchFailed

_LINE_END = re.compile(rb"\r\n|\n|\r(?=[^\n])")
"""A carriage return at the very end may be half of a line's end: it waits for what follows."""
_DONE = b"[DONE]"


class _Words(msgspec.Struct):
    content: str | None = None


class _Choice(msgspec.Struct):
    """Of a stream (`delta`) or of a whole answer (`message`)."""

    delta: _Words | None = None
    message: _Words | None = None
    finish_reason: str | None = None


class _Usage(msgspec.Struct):
    total_tokens: int


class _Piece(msgspec.Struct):
    """The part of an answer's object that is read."""

    choices: list[_Choice]
    usage: _Usage | None = None


class Written(msgspec.Struct):
    """What was written so far, and what it cost if the server says so; `ended`: it wrote to its end."""

    text: str = ""
    tokens: int | None = None
    ended: bool = False


class Reader:
    """Takes the body piece by piece. `grown` is told the text each time there is more of it."""

    def __init__(self, grown: Callable[[str], None]) -> None:
        self.written = Written()
        self._grown = grown
        self._rest = b""
        self._whole: bool | None = None

    def hear(self, status: int, piece: bytes) -> None:
        """A piece of the body. Raises `FetchFailed` for what is no answer."""
        if status != 200:
            return
        self._rest += piece
        if self._whole is None and (begin := self._rest.lstrip(b"\xef\xbb\xbf \t\r\n")):
            self._whole = begin.startswith((b"{", b"["))
        if not self._whole:
            *lines, self._rest = _LINE_END.split(self._rest)
            for line in lines:
                self._line(line)

    def end(self) -> Written:
        """The body is over. Raises `FetchFailed` for an answer that was cut off or is none."""
        if self._whole:
            self._take(self._rest)
        else:
            self._line(self._rest.rstrip(b"\r"))
        if not self.written.ended:
            raise FetchFailed("bad_answer")
        return self.written

    def _line(self, line: bytes) -> None:
        """Comments, names and ids of events say nothing here."""
        name, _, value = line.removeprefix(b"\xef\xbb\xbf").partition(b":")
        if name != b"data":
            return
        if value.strip() == _DONE:
            self.written.ended = True
        else:
            self._take(value)

    def _take(self, value: bytes) -> None:
        try:
            piece = msgspec.json.decode(value, type=_Piece)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            raise FetchFailed("bad_answer") from None
        if piece.usage is not None:
            self.written.tokens = piece.usage.total_tokens
        for choice in piece.choices[:1]:
            words = choice.message or choice.delta
            self.written.ended |= choice.message is not None or choice.finish_reason is not None
            if words is not None and words.content:
                self.written.text += words.content
                self._grown(self.written.text)
