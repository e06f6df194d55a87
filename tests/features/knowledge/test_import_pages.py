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
from tests.features.knowledge.import_people import packed


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


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p hidden>no</p><font hidden=x>no</font><my-box HIDDEN>no</my-box><p hidden='until-found'>yes", "yes"),
        ("<p style='color:red; DISPLAY : none!important'>no</p><b style=visibility:hidden>no</b>yes", "yes"),
        ("<div aria-hidden=true>no<p>no</div><div aria-hidden=false>yes</div>", "yes"),
        ("<div hidden>no<div>no</div>no<h1>no</h1></div><h1>yes</h1>", "# yes"),
        ("<main hidden>no</main>", ""),
        ("<h3>How?</h3>\n<div style='display:none'>So.</div>", "### How?\n\nSo."),
        ("<h3>How?</h3>Hm.<div hidden>no</div>", "### How?\n\nHm."),
        ("<div role=tabpanel hidden>In Austria</div>", "In Austria"),
        (
            "<p>Is it free?</p><p hidden>ask Ann</p><p>Was this helpful?<div class=modal style=display:none>no",
            "Is it free?\n\nWas this helpful?",
        ),
        ("<h2>Returns</h2><p hidden>old</p><h2>Print</h2><div hidden>no</div>", "## Returns\n\n## Print"),
        ("<span aria-controls=x>Where?</span><div id=x hidden>Here.</div>", "Where?\n\nHere."),
        ("<div class=q>How?</div><div style='display:none'>So.</div><p class=a hidden>no", "How?\n\nSo."),
        ("<p>Tab</p><div class='tab-pane fade' style=display:none>In tabs</div>", "Tab\n\nIn tabs"),
        (
            "<h2><button data-bs-toggle=collapse>Where?</button></h2><div hidden>Here.</div><button>Order</button>"
            "<button aria-expanded=false>Opening hours</button><div style='display:none'>Nine to six.</div>",
            "## Where?\n\nHere.\n\n### Opening hours\n\nNine to six.",
        ),
        ("<details><summary>More</summary>folded</details>", "More\n\nfolded"),
        ("<dl><dt>Te<b>r</b>m<dd>Def<dd><p>More<ul><li>a</ul><dt><dd>x</dl>", "Te**r**m\n\nDef\n\nMore\n\n- a\n\nx"),
        (
            "<dl><dt>Term *<code>x</code><dd>Def</dl><table><tr><td><dl><dt>a<dd>b</table>",
            "**Term \\*`x`**\n\nDef\n\n| a b |\n| --- |",
        ),
    ],
)
def test_what_a_page_hides_stays_hidden_and_definitions_can_be_read(html: str, expected: str) -> None:
    assert to_markdown(cleaned(html)) == expected


def test_a_page_that_says_nothing_is_refused_and_its_article_stays() -> None:
    pages = ["", "<title>X</title><body> </body>", "<main><p hidden>x</main>", "<nav><a href=/>Home</a></nav>"]
    read = read_html(packed({f"{n}.html": page for n, page in enumerate(pages)} | {"z.html": "<h1>Z"}), "en")
    assert [one.code for one in read.refused] == ["empty"] * len(pages)
    assert read.spared == {"0", "1", "2", "3"}
    assert [item.title for item in read.items] == ["Z"]
    read = read_markdown(packed({"a.md": " \n", "b.md": "---\ntitle: B\n---\n"}), "en")
    assert ([one.code for one in read.refused], [item.title for item in read.items]) == (["empty"], ["B"])


MENU = "<ul>" + "<li><a href=x>Another article of many words</a>" * 30 + "</ul>"
ARTICLE = (
    "<h1 class=header>Changing <b>seats</b></h1><p>You can change your seat for a while.</p><p>It costs nothing.</p>"
)
BODY = "You can change your seat for a while.\n\nIt costs nothing."
VOTES = "<div class=article-votes>Was this helpful? Yes No</div>"


@pytest.mark.parametrize(
    "markup",
    [
        f"<div class=header>Sign in | Contact</div><div class=sidebar>{MENU}</div><div class=article>{ARTICLE}{VOTES}</div>"
        "<div class='x footer'>All rights</div><script>x</script>",
        f"<div role=banner>Acme</div><div role=navigation>{MENU}</div><div>{ARTICLE}</div><div role=contentinfo>2026</div>",
        f"<div id=main-header><div id=breadcrumb-section><ol id=breadcrumbs><li>Space</ol></div>{ARTICLE}</div>"
        "<div id=footer role=contentinfo><section class=footer-body>Made by X</section></div>",
        f"<p>Sign in</p><div class='with-sidebar'>{ARTICLE}</div><div class=site-footer>© Acme</div><p class=copyright>26",
        f"<div>Acme Rail</div><div role=main><ol class=breadcrumbs><li>Home</ol>{ARTICLE}</div><div>Read more</div>",
        f"<form id=aspnet><header><h1>Acme</h1><a href=/>Home</a></header>{ARTICLE}<footer>2026</footer></form>",
        f"<main><header><h1>Changing seats</h1>Ann, in May</header>{ARTICLE.partition('</h1>')[2]}</main>",
        f"{ARTICLE.replace('</h1>', '<a class=headerlink href=x>¶</a></h1><p class=byline>Ann')}<nav>{MENU}</nav>",
    ],
)
def test_what_surrounds_an_article_stays_behind(markup: str) -> None:
    [item] = read_html(packed({"a.html": f"<title>Changing seats – Acme</title>{markup}"}), "en").items
    assert (item.title, item.body) == ("Changing seats", BODY)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>Read this first, since it matters.<h1>T</h1><p>x", "Read this first, since it matters.\n\n# T\n\nx"),
        ("<h1>T</h1><div class=sidebar>Most of the text is here</div><p>x", "Most of the text is here\n\nx"),
        ("<h1>T</h1><p>Of our dishes</p><div class=menu>Soup</div><p>is best", "Of our dishes\n\nSoup\n\nis best"),
        ("<h1>T</h1><table><tr><th class=header>A<tr class=footer><td>1</table>", "| A |\n| --- |\n| 1 |"),
        ("<h1>T</h1><p>Much is said here.</p><article>Related</article>", "Much is said here.\n\nRelated"),
        ("<p>Cover</p><h1>One</h1><p>a</p><h1>Two</h1><p>b", "Cover\n\n# One\n\na\n\n# Two\n\nb"),
        (
            "<div class=header><h1>T</h1>In short</div><p>And then all of it, and on",
            "In short\n\nAnd then all of it, and on",
        ),
        ("<h1>T</h1><div class=navy>x</div><div class=headers>y</div>", "x\n\ny"),
    ],
)
def test_what_may_belong_to_an_article_stays(markup: str, expected: str) -> None:
    [item] = read_html(packed({"a.html": markup}), "en").items
    assert item.body == expected


def test_pages_of_any_kind_are_told_from_their_surroundings_in_bounded_time() -> None:
    for piece in (
        "<article><nav>x</nav></article>",
        "<h1>x</h1>",
        "<p hidden class=nav>x</p>",
        "<div class=footer>x</div>",
    ):
        began = time.thread_time()
        cleaned(piece * (100_000 // len(piece)))
        assert time.thread_time() - began < 1
