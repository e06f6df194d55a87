"""Clean HTML as Markdown: headings, paragraphs, lists, tables, links, pictures, code. What looks are made of goes. No I/O."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

from deskbell.features.knowledge.importing.tables import Table

Attributes = list[tuple[str, str | None]]
Moved = Callable[[str], str | None]
"""The address that something has from now on, None to leave it."""
_SPACE = re.compile(r"[ \t\n\r\f]+")
_SPECIAL = re.compile(r"([\\`*_\[\]<>~]|&(?=#?\w+;))")
_LINE_START = re.compile(r"(?m)^(\s{0,3}\d{0,9})([#+-]|(?<=\d)[.)])(?=\s)")
"""A heading, an item or a number of a list: the backslash stands before the sign, before a digit it would be seen."""
_BLOCKS = {"p", "div", "section", "article", "main", "figure", "figcaption", "dl", "dd", "details", "summary", "center"}
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*", "del": "~~", "s": "~~"}
_INLINE = {*_MARKS, "code", "a"}
_OF_TABLES = {"table", "thead", "tbody", "tfoot", "tr", "td", "th"}
_MOST_REPEATED = 1024 * 1024
"""Characters of a table, from which on it says nothing twice."""
_DEEPEST = 12
"""Lists and quotations in each other; what is deeper stands at this depth."""
_MOST_OPEN = 30
"""Marks in each other; what is deeper is not marked."""


class Writer(HTMLParser):
    """Collects blocks of Markdown; inline text gathers in the pieces of `_line` until a block ends."""

    def __init__(self, picture: Moved, link: Moved) -> None:
        super().__init__(convert_charrefs=True)
        self._picture, self._link = picture, link
        self._blocks: list[str] = []
        self._line: list[str] = []
        """Never an empty piece."""
        self._prefixes: list[str] = []
        self._first = ""
        self._lists: list[int | None] = []
        self._open: list[tuple[str, str, int]] = []
        """Marks and links that are open: the tag, the address, and with which piece of the line they began."""
        self._heading = 0
        self._pre = 0
        self._table: Table | None = None

    def text(self) -> str:
        self._end_block()
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self._blocks)).strip()

    def handle_data(self, data: str) -> None:
        if self._pre:
            self._add(data)
            return
        text = _SPACE.sub(" ", data)
        if not self._line or self._line[-1].endswith((" ", "\n")):
            text = text.lstrip(" ")
        self._add(text if self._in_code() else _SPECIAL.sub(r"\\\1", text))

    def _add(self, text: str) -> None:
        if text:
            self._line.append(text)

    def _taken(self) -> str:
        """The line, which begins anew."""
        text = "".join(self._line)
        self._line = []
        return text

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _INLINE and not self._pre:
            if len(self._open) < _MOST_OPEN:
                address = given.get("href", "")
                self._open.append((tag, (address and self._link(address)) or address, len(self._line)))
        elif tag == "br":
            self._add("\n" if self._pre else " " if self._table is not None else "  \n")
        elif tag == "img":
            self._show(given)
        else:
            self._begin(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag in _INLINE and not self._pre:
            self._close(tag)
        else:
            self._end(tag)

    def _begin(self, tag: str, given: dict[str, str]) -> None:
        if self._table is not None and tag in _OF_TABLES:
            self._begin_in_table(self._table, tag, given)
        elif tag in ("ul", "ol"):
            self._end_block(tight=bool(self._lists))
            start = given.get("start", "1")
            self._lists.append((int(start) if start.isdigit() and len(start) < 7 else 1) if tag == "ol" else None)
        elif tag == "li":
            self._begin_item()
        elif tag == "blockquote":
            self._end_block()
            self._prefixes.append("> ")
        elif tag in _BLOCKS or tag in ("pre", "dt", "hr", "table") or _level(tag):
            self._end_block()
            self._begin_block(tag)

    def _begin_block(self, tag: str) -> None:
        self._heading = 0 if self._table else _level(tag)
        if tag == "pre":
            self._pre += 1
        elif tag == "hr":
            self._blocks.append(self._indented("---") + "\n")
        elif tag == "table":
            self._table = Table()

    def _begin_item(self) -> None:
        self._end_block(tight=True)
        number = self._lists[-1] if self._lists else None
        mark = "- " if number is None else f"{number}. "
        if number is not None:
            self._lists[-1] = number + 1
        self._first = mark
        self._prefixes.append(" " * len(mark))

    def _end(self, tag: str) -> None:
        if tag in ("ul", "ol"):
            self._end_block(tight=True)
            if self._lists:
                self._lists.pop()
            if not self._lists:
                self._blocks.append("")
        elif tag in ("li", "blockquote"):
            self._end_block(tight=tag == "li")
            self._first = ""
            if self._prefixes:
                self._prefixes.pop()
        elif tag == "pre":
            self._end_pre()
        elif tag == "table" and self._table is not None:
            self._end_table(self._table)
        elif tag == "caption" and (text := self._taken().strip()):
            self._add_block(text, tight=False)
        elif tag == "dt" and self._table is None:
            self._end_term()
        elif tag in _BLOCKS or _level(tag):
            self._end_block()

    def _begin_in_table(self, table: Table, tag: str, given: dict[str, str]) -> None:
        if tag == "table" or table.inner:
            table.inner += tag == "table"
            self._add(" ")
            return
        table.say(self._taken())
        if tag in ("td", "th"):
            table.begin_cell(given.get("colspan", ""), given.get("rowspan", ""))
        elif tag == "tr":
            table.begin_row()
        else:
            table.begin_group()

    def _end_table(self, table: Table) -> None:
        if table.inner:
            table.inner -= 1
            self._add(" ")
            return
        table.say(self._taken())
        self._table = None
        if text := table.text(_MOST_REPEATED):
            self._add_block(text, tight=False)

    def _end_pre(self) -> None:
        self._pre = max(0, self._pre - 1)
        if self._pre == 0 and (text := self._taken().strip("\n")).strip():
            fence = "````" if "```" in text else "```"
            self._add_block(f"{fence}\n{text}\n{fence}", tight=False)

    def _end_term(self) -> None:
        """What a list of definitions explains is bold, as Markdown has no such lists."""
        text = self._taken().strip()
        self._add(f"**{text}**" if text and "**" not in text else text)
        self._end_block()

    def _end_block(self, tight: bool = False) -> None:
        if self._table is not None:
            self._add(" ")
        if self._table is not None or self._pre:
            return
        text = self._taken().strip()
        self._open = [(tag, address, 0) for tag, address, _ in self._open]
        level, self._heading = self._heading, 0
        if not text:
            return
        text = _LINE_START.sub(r"\1\\\2", text)
        self._add_block(f"{'#' * level} {' '.join(text.split())}" if level else text, tight)

    def _add_block(self, text: str, tight: bool) -> None:
        self._blocks.append(self._indented(text) + ("" if tight else "\n"))

    def _indented(self, text: str) -> str:
        prefixes = self._prefixes[:_DEEPEST]
        rest = "".join(prefixes)
        first = "".join(prefixes[:-1]) + self._first if self._first and prefixes else rest
        self._first = ""
        return "\n".join((first if at == 0 else rest) + line for at, line in enumerate(text.split("\n"))).rstrip()

    def _show(self, given: dict[str, str]) -> None:
        source = given.get("src", "")
        if source:
            alt = _SPECIAL.sub("", given.get("alt", "")).replace("\n", " ")[:200]
            self._add(f"![{alt}](<{self._picture(source) or source}>)")

    def _close(self, tag: str) -> None:
        """Put the marks around what stands between; around nothing, none."""
        at = next((at for at in range(len(self._open) - 1, -1, -1) if self._open[at][0] == tag), None)
        if at is None:
            return
        _, address, start = self._open[at]
        del self._open[at:]
        inner = "".join(self._line[start:])
        text = inner.strip()
        if text:
            left, right = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :]
            self._line[start:] = [left + _marked(tag, address, text) + right]

    def _in_code(self) -> bool:
        return any(tag == "code" for tag, _, _ in self._open)


def _marked(tag: str, address: str, text: str) -> str:
    if tag == "a":
        return f"[{text}](<{address.replace('<', '%3C').replace('>', '%3E')}>)" if address else text
    if tag == "code":
        return f"`` {text} ``" if "`" in text else f"`{text}`"
    return f"{_MARKS[tag]}{text}{_MARKS[tag]}"


def _level(tag: str) -> int:
    return int(tag[1]) if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456" else 0


def to_markdown(html: str, picture: Moved = lambda _: None, link: Moved = lambda _: None) -> str:
    """Markdown of HTML that was cleaned before."""
    writer = Writer(picture, link)
    writer.feed(html)
    writer.close()
    return writer.text()
