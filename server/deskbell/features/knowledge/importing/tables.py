"""A table of HTML as one of Markdown, which knows no cells over several columns or rows. No I/O.

What spans several places is said in each of them, so that every value stands under its heading and a row can be read
alone. A long text, and one over the whole width, is said once: the other places are empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

MOST_WIDE = 50
"""Columns; what is further right is left out."""
MOST_HIGH = 65_534
"""See https://html.spec.whatwg.org/multipage/tables.html#algorithm-for-processing-rows."""
_REPEATED = 100
"""Characters of a text that is said more than once, at most."""


@dataclass
class Cell:
    text: str = ""
    wide: int = 1
    high: int = 1


class _Spanning(NamedTuple):
    """A cell that reaches into a row, and the row at which it ends."""

    cell: Cell
    until: int


@dataclass
class Table:
    """The rows while they are read. `inner` counts the tables that are open in a cell: these are text of it."""

    rows: list[list[Cell]] = field(default_factory=list)
    inner: int = 0
    _groups: set[int] = field(default_factory=set)
    """The rows with which a head, a body or a foot begins: nothing spans over its edge."""

    def begin_group(self) -> None:
        self._groups.add(len(self.rows))

    def begin_row(self) -> None:
        self.rows.append([])

    def begin_cell(self, colspan: str, rowspan: str) -> None:
        """What is no number is 1; `rowspan="0"` reaches to the end of the group."""
        if not self.rows:
            self.begin_row()
        high = MOST_HIGH if rowspan.strip() == "0" else _number(rowspan, MOST_HIGH)
        self.rows[-1].append(Cell(wide=_number(colspan, MOST_WIDE), high=high))

    def say(self, text: str) -> None:
        """More of the cell that was begun last."""
        if self.rows and self.rows[-1]:
            cell = self.rows[-1][-1]
            cell.text = " ".join(f"{cell.text} {text}".split())

    def text(self, most: int) -> str:
        """The table in Markdown; empty when nothing is in it. From `most` characters nothing is said twice."""
        rows = [row for row in self._placed() if row]
        if not rows:
            return ""
        # As many columns as some cell begins in: `colspan="100"` is a way to say all of them.
        width = 1 + max(at for row in rows for at, place in row.items() if place.is_first)
        lines = []
        for row in rows:
            said = [_said(row.get(at), at, width, most) for at in range(width)]
            most -= sum(map(len, said))
            lines.append(f"| {' | '.join(said)} |")
        return "\n".join([lines[0], f"| {' | '.join(['---'] * width)} |", *lines[1:]])

    def _placed(self) -> Iterator[dict[int, _Place]]:
        """The cells of each row by column; none where the row says nothing of its own."""
        spanning: dict[int, _Spanning] = {}
        for number, row in enumerate(self.rows):
            kept = {} if number in self._groups else spanning
            spanning = {at: one for at, one in kept.items() if one.until > number}
            placed = {at: _Place(one.cell, False) for at, one in spanning.items()}
            at = 0
            for cell in row:
                while at in placed:
                    at += 1
                for column in range(at, min(at + cell.wide, MOST_WIDE)):
                    placed[column] = _Place(cell, column == at)
                    spanning[column] = _Spanning(cell, number + cell.high)
                at += cell.wide
            yield placed if any(cell.text for cell in row) else {}


class _Place(NamedTuple):
    cell: Cell
    is_first: bool
    """Of the places that the cell spans."""


def _said(place: _Place | None, at: int, width: int, most: int) -> str:
    if place is None:
        return ""
    text = place.cell.text.replace("|", "\\|")
    is_whole_row = place.cell.wide >= width > 1
    return text if place.is_first or (len(text) <= min(_REPEATED, most) and not is_whole_row) else ""


def _number(written: str, most: int) -> int:
    """A span as HTML has it: at least 1, no more than `most`."""
    written = written.strip()
    return max(1, min(int(written), most)) if written.isascii() and written.isdigit() and len(written) < 9 else 1
