"""Articles are shown to everybody: what Markdown and HTML can do is done, and what can do harm is not there."""

from __future__ import annotations

import asyncio
import threading
import time
from html import escape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from deskbell.features.knowledge import parsing, rendered
from deskbell.features.knowledge.excerpt import excerpt
from deskbell.features.knowledge.importing.html_pages import cleaned
from deskbell.features.knowledge.importing.to_markdown import to_markdown
from deskbell.features.knowledge.rendering import TAGS, render
from deskbell.features.knowledge.search.plain import plain

ALLOWED = {
    "href": ("https://", "http://", "mailto:", "tel:", "/", "#"),
    "src": ("/media/article/",),
    **dict.fromkeys(("rel", "title", "alt", "width", "height", "start", "colspan", "rowspan", "align", "scope"), ("",)),
    **dict.fromkeys(("class", "lang", "dir", "open"), ("",)),
}
PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<a href='java&#x0A;script:alert(1)'>x</a>",
    "<a href=\x01javascript:alert(1)>x</a>",
    "[x](javascript:alert(1))",
    "[x](<java\nscript:alert(1)>)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox(1))",
    "[x](//evil.example/)",
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    "![x](http://canary.example/a.png)",
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    "<iframe src=https://evil.example></iframe>",
    "<form action=/api/logout><button>Go</button></form>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<base href=//evil.example>",
    "<link rel=stylesheet href=//evil.example>",
    "<style>*{background:url(//evil.example)}</style>",
    "<p style='position:fixed;inset:0' class='desk-dialog' id=app>x</p>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    '```js"onclick=alert(1)\nx\n```',
    "{{constructor.constructor('alert(1)')()}}",
]
MORE = Path(__file__).parents[4] / "shared" / "data" / "xss-payloads" / "payloadbox.txt"


class Looked(HTMLParser):
    """Refuses whatever an article has no use for."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS.split(), tag
        for name, value in attrs:
            assert name in ALLOWED, (tag, name)
            text = (value or "").strip().lower()
            assert text.startswith(ALLOWED[name]), (tag, name, value)
            assert not text.startswith("//"), (tag, name, value)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


def is_harmless(html: str) -> None:
    looked = Looked(convert_charrefs=True)
    looked.feed(html)
    looked.close()


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_that_runs_is_left(payload: str) -> None:
    is_harmless(render(payload))
    is_harmless(render(to_markdown(cleaned(payload))))


@pytest.mark.skipif(not MORE.exists(), reason="the collection of payloads is not on this machine")
def test_thousands_of_payloads_are_harmless_in_every_place() -> None:
    lines = MORE.read_text("utf-8", "replace").splitlines()
    for at in range(0, len(lines), 120):
        is_harmless(render("\n\n".join(lines[at : at + 120])))
    for at in range(0, len(lines), 960):  # an eighth of them shows that links and imports are no other way in
        part = lines[at : at + 120]
        is_harmless(render("\n".join(f"[x](<{line}>) ![x](<{line}>) `{line}`" for line in part)))
        is_harmless(render(to_markdown(cleaned("<br>".join(part)))))


def test_what_an_article_needs_is_there() -> None:
    html = render(
        "# Tins\n\nYes, **30 days**.\n\n| a | b |\n| --- | :-: |\n| 1 | ~~2~~ |\n\n![map](/media/article/x.png)\n\n"
        "[mail](mailto:a@b.example) [there](#tins) <kbd>Ctrl</kbd>\n\n```python\nx < 1\n```\n"
    )
    for part in (
        "<h1>Tins</h1>",
        "<strong>30 days</strong>",
        "<th>a</th>",
        "<s>2</s>",
        '<img src="/media/article/x.png" alt="map">',
        '<a href="mailto:a@b.example" rel="noopener noreferrer nofollow">mail</a>',
        "<kbd>Ctrl</kbd>",
        '<code class="language-python">x &lt; 1\n</code>',
    ):
        assert part in html


def test_a_picture_from_elsewhere_is_a_link() -> None:
    rel = 'rel="noopener noreferrer nofollow"'
    for markdown, html in {
        "![A < pot](https://x.example/a.png?b&c)": f'<a href="https://x.example/a.png?b&amp;c" {rel}>A &lt; pot</a>',
        '<img src="HTTP://x.example/a.png" alt="<img src=/media/article/x.png>">': f'<a href="HTTP://x.example/a.png" {rel}>'
        "&lt;img src=/media/article/x.png&gt;</a>",
        "![](https://x.example/a.png)": f'<a href="https://x.example/a.png" {rel}>https://x.example/a.png</a>',
        "[![pot](https://x.example/a.png)](https://y.example/)": f'<a href="https://y.example/" {rel}>pot</a>',
    }.items():
        assert render(markdown).strip() in (html, f"<p>{html}</p>")


def test_an_excerpt_tells_what_stands_in_tables_and_html() -> None:
    rates = "| Country | Price | Days |\n|---|---|---|\n| Germany | 5 € | 2 |\n| France | 9 € | |\n\nMore text."
    assert excerpt(rates) == "Germany: Price 5 €, Days 2\nFrance: Price 9 €\nMore text."
    assert excerpt("| 舱位 | 行李 |\n|---|---|\n| 经济舱 | 20公斤 |") == "经济舱：20公斤"
    assert excerpt('<p>Call <b>us</b> at <a href="tel:123">123</a></p>\n<script>x</script>') == "Call us at 123"


def test_no_markdown_is_slow() -> None:
    """Each of these is quadratic or deep in some parser; a body of a megabyte may hold any."""
    began = time.process_time()
    for text in (
        "[" * 3_000,
        "*a " * 3_000,
        "> " * 3_000,
        "- " * 3_000,
        "`" * 3_000,
        "<a " * 3_000,
        "[a](" * 3_000,
    ):
        is_harmless(render(text))
        assert excerpt(text) is not None
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    "markup",
    ["[[]", "[a](", "*_", "a\n", "- a\n", ">a\n", "|a|\n|-|\n|", "|" * 80 + "\n|" + "-|" * 80 + "\na\na\na\n\n"],
)
def test_nothing_but_markup_costs_so_many_steps_and_is_then_shown_as_typed(
    monkeypatch: pytest.MonkeyPatch, markup: str
) -> None:
    monkeypatch.setattr(parsing, "MOST_STEPS", 2_000)
    text, env = markup * (30_000 // len(markup)), dict[str, int]()
    with pytest.raises(parsing.TooComplex):
        parsing.tokens_of(text, env)
    assert env["steps"] <= 2_001
    assert render(text) == f"<pre><code>{escape(text)}</code></pre>\n"
    assert (excerpt(text), plain(text)) == ("", text.strip())


@pytest.mark.parametrize("markup", ["*a **b ", "[", "~~a ", "`a "])
def test_a_paragraph_of_markup_is_refused_at_once_and_the_same_in_many_paragraphs_is_not(
    monkeypatch: pytest.MonkeyPatch, markup: str
) -> None:
    monkeypatch.setattr(parsing, "MOST_MARKS", 100)
    env = dict[str, int]()
    with pytest.raises(parsing.TooComplex):
        parsing.tokens_of(markup * 200, env)
    assert env["steps"] < 10
    assert parsing.tokens_of("*a* **b**\n\n" * 100)


@pytest.mark.anyio
async def test_whoever_reads_in_a_thread_lets_the_chat_go_first(monkeypatch: pytest.MonkeyPatch) -> None:
    turns: list[str] = []
    monkeypatch.setattr(parsing, "step_aside", lambda: turns.append(threading.current_thread().name))
    parsing.tokens_of("a * b\n" * 500)
    assert turns == []  # on the loop itself it would only lose time
    await asyncio.to_thread(parsing.tokens_of, "a * b\n" * 500)
    assert len(turns) >= 1_500 // parsing._TURN


def test_cells_that_nobody_typed_count_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "MOST_STEPS", 5_000)
    table, env = f"{'|a' * 100}\n{'|-' * 100}\n" + "a\n" * 200 + "\n", dict[str, int]()
    with pytest.raises(parsing.TooComplex):
        parsing.tokens_of(table, env)
    assert env["steps"] < 100


def test_html_inside_html_without_end_is_shown_as_typed_and_lists_without_ends_are_not() -> None:
    deep = "<div>\n" * (parsing.DEEPEST_HTML + 1)
    assert render(deep).startswith("<pre><code>&lt;div&gt;")
    assert render("<div>\n" + "<p>x\n<li>y\n<b>z</b></i>\n" * 2_000 + "</div>").startswith("<div>\n<p>x")


@pytest.mark.parametrize(
    "html",
    [
        "<p " + "a " * 501 + ">x",
        '<!-- <a x=" --><p ' + "a " * 501 + '>"',
        "<textarea><a b='</textarea><p " + "a " * 501 + ">'",
        "<p>" + "&" * 100_001,
    ],
)
def test_what_takes_long_to_clean_is_shown_as_typed(html: str) -> None:
    with pytest.raises(parsing.TooComplex):
        parsing.check_cleanable(html)
    assert render(html) == f"<pre><code>{escape(html)}</code></pre>\n"


@pytest.mark.anyio
async def test_a_long_article_is_rendered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def render_once(markdown: str) -> str:
        asked.append(markdown[0])
        return f"<p>{markdown[0]}</p>"

    monkeypatch.setattr(rendered, "render", render_once)
    shelf, (a, b, c) = rendered.Rendered(most=16), ("a" * 20_000, "b" * 20_000, "c" * 20_000)
    assert await asyncio.gather(*(shelf.html_of(text) for text in (a, b, a, a))) == [f"<p>{one}</p>" for one in "abaa"]
    for text in (a, b, c, b, a):  # two have room: of these a was not asked for in the longest time
        await shelf.html_of(text)
    assert asked == ["a", "b", "c", "a"]


def test_an_excerpt_ends_with_a_sentence_in_any_language() -> None:
    assert (
        excerpt("## Title\n\nFirst *one*. `Code` too.\n\n![p](x.png)\n\n- an item") == "First one. Code too.\nan item"
    )
    assert excerpt("很长的一句话，没有尽头。" * 100).endswith("。")
    assert len(excerpt("很长的一句话，没有尽头。" * 100)) <= 600
    assert excerpt("word " * 500).endswith("…")
    assert excerpt("") == ""
