"""What help pages of other programs hold, as Markdown: tables, pictures within the page, what is hidden, what surrounds it."""

from __future__ import annotations

import base64
import io
import re
import time
from urllib.parse import quote

import pytest
from PIL import Image

from deskbell.features.knowledge.importing.embedded import Embedded
from deskbell.features.knowledge.importing.html_pages import cleaned, read_html
from deskbell.features.knowledge.importing.items import Parse
from deskbell.features.knowledge.importing.markdown_folder import read_markdown
from deskbell.features.knowledge.importing.to_markdown import to_markdown
from tests.features.knowledge.test_import_archives import packed


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


def png(color: str) -> str:
    out = io.BytesIO()
    Image.new("RGB", (30, 20), color).save(out, "PNG")
    return base64.b64encode(out.getvalue()).decode()


RED, BLUE = png("red"), png("blue")
NO_PICTURE = base64.b64encode(b"nothing").decode()
WITHIN = f"""<h1>Bags</h1><p><img alt="red" src="data:image/png;base64,{RED}"> <img alt=again src='data:image/png;base64,{RED}'>
<img alt="lines" src="data:image/png;charset=x;base64,{BLUE[:40]}
  {quote(BLUE[40:])}"> <img alt="bad" src=data:image/png;base64,{NO_PICTURE}>
<img alt="drawn" src="data:image/svg+xml;utf8,<svg width='9'/>"><a href="data:text/html,x">data:image/png,x</a></p>"""
WITHIN_MARKDOWN = f"""# Bags

![red](data:image/png;base64,{RED} "Title") ![again][a] ![lines](<data:image/png;base64,{BLUE}>)
<img alt="bad" src="data:image/png;base64,{NO_PICTURE}"> ![drawn](data:image/svg+xml;base64,{NO_PICTURE})

    data:image/png;base64,{NO_PICTURE} is "code"

```
![](data:image/png;base64,{NO_PICTURE})
```

[a]: data:image/png;base64,{RED} "words"
More of it.
"""


@pytest.mark.parametrize(
    ("parse", "name", "text"), [(read_html, "a.html", WITHIN), (read_markdown, "a.md", WITHIN_MARKDOWN)]
)
def test_pictures_within_a_page_are_kept_or_listed(parse: Parse, name: str, text: str) -> None:
    read = parse(packed({name: text}), "en")
    assert [(one.code, one.file) for one in read.refused] == [("bad_picture", name)] * 2
    assert sorted((one.width, one.height) for one in read.pictures.values()) == [(30, 20), (30, 20)]
    [item] = read.items
    body = item.body or ""
    found = re.findall(r"/media/article/(\w+\.png)", body)
    assert (len(found), set(found)) == (3, set(read.pictures))
    assert "embedded-" not in body
    if parse is read_html:
        assert "![bad](<data:image/png>)" in body and "![drawn](<data:image/svg+xml>)" in body
        assert body.endswith("data:image/png,x")
    else:
        assert '<img alt="bad" src="data:image/png"> ![drawn](data:image/svg+xml)' in body
        assert body.count(f"data:image/png;base64,{NO_PICTURE}") == 2
        assert body.endswith('.png "words"\nMore of it.')


def test_a_page_with_many_pictures_is_looked_through_in_bounded_time() -> None:
    for piece in ('"data:image/png;base64,', '"data:image/png;a=b', "data:", "'data:image/png;base64,AAAA "):
        began = time.thread_time()
        Embedded().taken_out(piece * (2_000_000 // len(piece)))
        assert time.thread_time() - began < 1
