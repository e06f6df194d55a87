"""Tables for a terminal, where a Chinese sign is as wide as two others."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence


def table(rows: Iterable[Sequence[str]], right: Iterable[int] = ()) -> str:
    """Columns two spaces apart; those numbered in `right` stand to the right."""
    rows = [list(row) for row in rows]
    columns = [max(map(width, column)) for column in zip(*rows, strict=True)]
    return "\n".join(_line(row, columns, set(right)) for row in rows)


def _line(row: Sequence[str], columns: Sequence[int], right: set[int]) -> str:
    cells = []
    for number, (cell, wide) in enumerate(zip(row, columns, strict=True)):
        room = " " * (wide - width(cell))
        cells.append(room + cell if number in right else cell + room)
    return "  ".join(cells).rstrip()


def width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
