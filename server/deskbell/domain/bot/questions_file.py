"""A CSV of questions with the article that answers each: columns `text,article`, optional `language`. No I/O.

An empty article is out of scope. Rows are numbered as a spreadsheet shows them, the heading being row 1.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from deskbell.domain.errors import BadInput
from deskbell.domain.text_files import is_broken, read_text

MOST_ROWS, LONGEST = 100_000, 8_000
_TEXT, _ARTICLE, _LANGUAGE = "text", "article", "language"
_FORMULA = "=+-@"


class Row(msgspec.Struct, frozen=True):
    number: int
    text: str
    article: str
    """What the file calls it; empty is out of scope."""
    language: str = ""


class Refused(msgspec.Struct, frozen=True):
    row: int
    code: str
    message: str


def read_questions(data: bytes) -> tuple[list[Row], list[Refused]]:
    """What can be read, and what not. Raises `unknown_columns`, `bad_file` or `too_many_rows`."""
    text = read_text(data)
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    lines = _lines(text)
    names = [cell.strip().lower() for cell in next(lines, (0, []))[1]]
    if _TEXT not in names or _ARTICLE not in names:
        raise BadInput("unknown_columns", "The first row must name the columns text and article.")
    rows, refused = list[Row](), list[Refused]()
    for number, cells in lines:
        row = _row(number, dict(zip(names, cells, strict=False)))
        wrong = _wrong_with(row)
        if wrong is None:
            rows.append(row)
        else:
            refused.append(wrong)
        if len(rows) + len(refused) > MOST_ROWS:
            raise BadInput("too_many_rows", f"A file has at most {MOST_ROWS} rows.")
    return rows, refused


def write_questions(rows: Iterable[Sequence[str]]) -> str:
    """Rows of `text, article, language` as CSV; a cell that a spreadsheet would run as a formula is disarmed."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow((_TEXT, _ARTICLE, _LANGUAGE))
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return out.getvalue()


def guarded(cell: str) -> str:
    return f"'{cell}" if cell and (cell[0] in _FORMULA or _plain(cell) != cell) else cell


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), start=1):
            if any(cell.strip() for cell in cells):
                yield number, cells
    except csv.Error as error:
        raise BadInput("bad_file", f"This is no CSV that can be read: {error}.") from None


def _row(number: int, cells: dict[str, str]) -> Row:
    text, article, language = (_plain(cells.get(name, "")).strip() for name in (_TEXT, _ARTICLE, _LANGUAGE))
    return Row(number, text, article, language)


def _plain(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:2] and cell[1] in f"'{_FORMULA}" else cell


def _wrong_with(row: Row) -> Refused | None:
    if not row.text:
        return Refused(row.number, "empty", "There is no text in this row.")
    if len(row.text) > LONGEST:
        return Refused(row.number, "too_long", f"A text has at most {LONGEST} characters.")
    if is_broken(row.text) or is_broken(row.article):
        return Refused(row.number, "bad_encoding", "Some of this cannot be read. Save the file as UTF-8.")
    return None
