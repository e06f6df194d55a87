"""CSV in two dialects: `article,phrasing,language`, one row a phrasing; or one row a language of an article, with all it says.

Cells that a spreadsheet would take for a formula are written with an apostrophe before them, which is taken off here.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from deskbell.domain.errors import BadInput
from deskbell.domain.text_files import is_broken, read_text
from deskbell.features.knowledge.checks import MAX_NAME, MAX_TITLE, MOST_PHRASINGS
from deskbell.features.knowledge.importing.items import ALSO, Read, add_item, locale_of, misspelt
from deskbell.features.knowledge.importing.standing import FLAGS, NAMES, field_name, flag_of, standing_of

COLUMNS = (
    *("article", "language", "title", "answer", "body", "phrasings", "keywords", "category"),
    *("visibility", "suggested", "review_on", "slug", "status"),
)
_MOST_FOUND = 20
_LISTS = {
    "phrasings": re.compile(r"\n"),
    "keywords": re.compile(r"\n|(?<!\\)\|"),
    "category": re.compile(r"(?<!\\)>"),
}
_ESCAPED = re.compile(r"\\([\\|>])")
_FORMULA = re.compile(r"['=+\-@\t\r＝＋－＠]")
Row = dict[str, str]


def read_csv(data: bytes, default: str) -> Read:
    """Raises `unknown_columns` when neither dialect is meant, or where a heading is nearly one of these."""
    text, read = read_text(data), Read()
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    rows = _rows(text)
    headings = next(rows, _NO_ROW).cells
    names = _columns(headings)
    if "phrasing" in names and "article" in names:
        _refuse_what_it_cannot_say(names)
        return _one_a_phrasing(_named(rows, names, read), default, read)
    if "title" in names:
        return _one_a_variant(_named(rows, names, read), default, read)
    raise _unknown(headings)


def _refuse_what_it_cannot_say(names: list[str]) -> None:
    """One row a phrasing holds nothing else of an article: what an answer says would be lost, whom it is for passed over."""
    for name in (*COLUMNS[2:], *FLAGS):
        if name in names:
            sentence = (
                f"A table of article, phrasing, language cannot say “{name}”. Write one row an article, with title."
            )
            raise BadInput("unknown_columns", sentence, fields={"columns": {"code": "unknown", "message": name}})


def _columns(headings: list[str]) -> list[str]:
    found = [field_name(cell) for cell in headings]
    if (wrong := misspelt(found, (*COLUMNS, *ALSO, "phrasing"))) is not None:
        sentence = f"The column “{wrong[0]}” is not known. Is “{wrong[1]}” meant?"
        raise BadInput("unknown_columns", sentence, fields={"columns": {"code": "misspelt", "message": wrong[0]}})
    names = [also if (also := ALSO.get(name)) and also not in found else name for name in found]
    doubled = next((name for name in (*COLUMNS, "phrasing", *NAMES) if names.count(name) > 1), None)
    if doubled is not None:
        fields = {"columns": {"code": "double", "message": doubled}}
        raise BadInput("unknown_columns", f"The column “{doubled}” stands there twice.", fields=fields)
    return names


def _unknown(headings: list[str]) -> BadInput:
    """Says what the first row names instead, as far as it can be read."""
    there = [cell.strip()[:MAX_NAME] for cell in headings[:_MOST_FOUND] if cell.strip() and cell.isprintable()]
    wanted = "The first row must name the columns: title, and any of " + ", ".join(COLUMNS) + "; or article, phrasing."
    fields = {"columns": {"code": "unknown", "message": ", ".join(there)}} if there else None
    return BadInput("unknown_columns", wanted, fields=fields)


class _Row(NamedTuple):
    number: int
    cells: list[str]
    is_whole: bool = True
    """Its quotation marks are closed."""


_NO_ROW = _Row(0, [])


def _rows(text: str) -> Iterator[_Row]:
    """The rows of a table. One whose quotation marks are not closed is its first line alone: the next ones are rows."""
    lines = text.split("\n")
    delimiter = max(",;\t", key=lines[0].count)
    at = number = 0

    def following() -> Iterator[str]:
        nonlocal at
        while at < len(lines):
            at += 1
            yield lines[at - 1] + "\n"

    while at < len(lines):
        reader = csv.reader(following(), delimiter=delimiter, strict=True)
        begin, number = at, number + 1
        try:
            row = _Row(number, next(reader))
        except csv.Error:
            at = begin + 1
            # An even number is closed within the line, though not as it should be.
            row = _Row(number, _one_line(lines[begin], delimiter), lines[begin].count('"') % 2 == 0)
        if any(cell.strip() for cell in row.cells):
            yield row


def _one_line(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter), [])


def _named(rows: Iterator[_Row], names: list[str], read: Read) -> Iterator[tuple[int, Row]]:
    for number, cells, is_whole in rows:
        row = {name: _plain(cell) for name, cell in zip(names, cells, strict=False)}
        if is_whole:
            yield number, row
        else:
            read.spared.add(row.get("article", "").strip() or row.get("title", "").strip())
            read.refuse(
                number, "unclosed_quote", "A quotation mark begins here and does not end. Close it, or double it."
            )


def _plain(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and _FORMULA.match(cell[1:]) else cell


def guarded(cell: str) -> str:
    """A cell that no spreadsheet runs; `read_csv` gives back what it was."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def escaped(part: str) -> str:
    """A keyword or a category's name that stands with others in a cell."""
    return re.sub(r"[\\|>]", r"\\\g<0>", part)


def _one_a_phrasing(rows: Iterator[tuple[int, Row]], default: str, read: Read) -> Read:
    found: dict[tuple[str, str], tuple[int, dict[str, None]]] = {}
    for row, cells in rows:
        name, phrasing = cells.get("article", "").strip(), cells.get("phrasing", "").strip()
        locale = locale_of(cells.get("language", ""), default)
        wrong = _wrong_with(name, phrasing, locale)
        if wrong:
            read.spared.add(name)
            read.refuse(row, *wrong)
            continue
        phrasings = found.setdefault((name, str(locale)), (row, {}))[1]
        if len(phrasings) >= MOST_PHRASINGS and phrasing not in phrasings:
            read.refuse(row, "too_many", f"An article has at most {MOST_PHRASINGS} phrasings a language.", "phrasing")
        else:
            phrasings[phrasing] = None
    for (name, locale), (row, phrasings) in found.items():
        add_item(read, row, locale, {"name": name, "phrasings": list(phrasings)}, adds=True)
    return read


def _wrong_with(name: str, phrasing: str, locale: str | None) -> tuple[str, str, str] | None:
    for field, text, longest in (("article", name, MAX_NAME), ("phrasing", phrasing, MAX_TITLE)):
        if not text:
            return "empty", "This is empty.", field
        if len(text) > longest:
            return "too_long", f"At most {longest} characters.", field
        if is_broken(text):
            return "bad_encoding", "Some of this cannot be read. Save the file as UTF-8.", field
    if locale is None:
        return "unknown_language", "Deskbell does not know this language.", "language"
    return None


def _one_a_variant(rows: Iterator[tuple[int, Row]], default: str, read: Read) -> Read:
    for row, cells in rows:
        fields: dict[str, Any] = {name: cells[name] for name in ("title", "answer", "body") if name in cells}
        fields |= {name: cells[name] for name in ("slug", "review_on") if cells.get(name, "").strip()}
        fields |= standing_of({name: cell.strip() for name, cell in cells.items()})
        fields["name"] = cells.get("article", "").strip() or cells.get("title", "").strip()[:MAX_NAME]
        for name, gap in _LISTS.items():
            if name in cells:
                parts = [part.strip() for part in gap.split(cells[name]) if part.strip()]
                fields[name] = parts if name == "phrasings" else [_ESCAPED.sub(r"\1", part) for part in parts]
        if cells.get("suggested", "").strip():
            fields["suggested"] = flag_of(cells["suggested"])
        add_item(read, row, locale_of(cells.get("language", ""), default), fields)
    return read
