"""What help pages of other programs hold, as Markdown: tables, pictures within the page, what is hidden, what surrounds it."""

from __future__ import annotations

import pytest

from deskbell.features.knowledge.importing.html_pages import cleaned
from deskbell.features.knowledge.importing.to_markdown import to_markdown


def drawn(rows: str) -> list[str]:
    """The rows of a table without the line below its heading."""
    lines = to_markdown(cleaned(f"<table>{rows}</table>")).split("\n")
    return lines[:1] + lines[2:]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("<tr><td rowspan=2>First<td>3<tr><td>4", ["| First | 3 |", "| First | 4 |"]),
        ("<tr><th>A<th>B<th>C<tr><td colspan=2>ab<td>c", ["| A | B | C |", "| ab | ab | c |"]),
        ("<tr><td rowspan=2 colspan=2>x<td>1<tr><td>2<tr><td>3", ["| x | x | 1 |", "| x | x | 2 |", "| 3 |  |  |"]),
        ("<tr><th colspan=2>Prices<tr><td>A<td>B", ["| Prices |  |", "| A | B |"]),
        ("<thead><tr><th rowspan=9>A<th>B<tbody><tr><td>1<td>2", ["| A | B |", "| 1 | 2 |"]),
        ("<tr><td rowspan=0>x<td>1<tr><td>2<tr><td>3", ["| x | 1 |", "| x | 2 |", "| x | 3 |"]),
        ("<tr><td rowspan=-1>x<td colspan=x>1<tr><td colspan=''>2<td rowspan=٣>3", ["| x | 1 |", "| 2 | 3 |"]),
        ("<tr><td rowspan=99999>x<td>1<tr><td>2<tr><td><tr><td>4", ["| x | 1 |", "| x | 2 |", "| x | 4 |"]),
        ("<tr><td colspan=99999>All<tr><td>1<td>2", ["| All |  |", "| 1 | 2 |"]),
        (f"<tr><td rowspan=2>{'x' * 101}<td>1<tr><td>2", [f"| {'x' * 101} | 1 |", "|  | 2 |"]),
        ("<caption>Bags<tr><td><p>a<p>b<td><ul><li>c<li>d</ul>", ["Bags", "| a b | c d |", "| --- | --- |"]),
        ("<tr><td>a<td><table><tr><td>b<td>c</table>d<tr><td>e<td>f", ["| a | b c d |", "| e | f |"]),
    ],
)
def test_every_value_of_a_table_stands_under_its_heading(rows: str, expected: list[str]) -> None:
    assert drawn(rows) == expected


def test_cells_over_many_places_are_said_in_bounded_space() -> None:
    row = "".join(f"<td>{n}</td>" for n in range(40))
    first = f"<tr>{row}<td rowspan=65534>a</td></tr><tr><td rowspan=65534 colspan=39>{'x' * 90}</td></tr>"
    many = drawn(first + "<tr><td>1</td></tr>" * 1_000)
    assert len(many) == 1_002
    assert sum(map(len, many)) < 1_300_000
