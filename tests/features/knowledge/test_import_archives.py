"""Lee imports zips: folders of Markdown, help pages with their pictures."""

from __future__ import annotations

import io
import re
import time
from html import escape
from urllib.parse import quote

import pytest
from PIL import Image

from deskbell.domain.errors import TooLarge
from deskbell.features.knowledge.importing.html_pages import cleaned, read_html
from deskbell.features.knowledge.importing.markdown_folder import read_markdown
from deskbell.features.knowledge.importing.targets import with_targets
from deskbell.features.knowledge.importing.to_markdown import to_markdown
from deskbell.features.knowledge.rendering import render
from deskbell.storage import pictures
from tests.features.knowledge.import_people import packed, png
from tests.features.knowledge.test_import_csv import counts, imports, shelf
from tests.world import World

pytestmark = pytest.mark.anyio
on_sqlite = pytest.mark.parametrize("ready_database_url", ["sqlite"], indirect=True)
"""For what is the same on both databases."""
WHERE = """---
title: "Where is my order?"
phrasings:
  - Where is my parcel?
  - 'It''s late'
tags: [order, "parcel, late"]
category: Orders > Delivery
layout: page
menu:
  main:
    weight: 3
answer: |
  Open the link
  in our mail.
---

# Orders

See ![a map](../pictures/map.png "Map") and ![no](gone.png).
"""


@on_sqlite
async def test_a_folder_of_markdown_goes_in_with_its_pictures(world: World) -> None:
    folder = packed(
        {
            "docs/en/where.md": WHERE,
            "docs/zh-CN/where.md": "# 我的订单在哪里？\n\n打开**邮件**里的链接。\n".encode("gb18030"),
            "docs/en/returns/tin.md": "# May I return a tin?\n\nYes.\n",
            "docs/pictures/map.png": png(),
            "docs/.git/config.md": "no article",
            "__MACOSX/docs/en/._where.md": b"\x00\x05",
        }
    )
    summary = await imports(world, folder, "markdown")
    assert counts(summary) == (2, 0, 0, 0, 1)
    assert (summary["refused"][0]["code"], summary["refused"][0]["file"]) == ("missing_picture", "en/where.md")
    there = await shelf(world)
    english, chinese = there["where"]["variants"]
    assert (english["title"], english["answer"]) == ("Where is my order?", "Open the link\nin our mail.")
    assert english["phrasings"] == ["Where is my parcel?", "It's late"]
    assert english["keywords"] == ["order", "parcel, late"]
    assert (chinese["title"], chinese["body"]) == ("我的订单在哪里？", "打开**邮件**里的链接。")
    assert there["returns/tin"]["category_id"]
    address = english["body"].partition("(")[2].partition(" ")[0]
    assert address.startswith("/media/article/")
    async with world.core.read() as conn:
        kept = await pictures.get(conn, address.rpartition("/")[2])
    assert kept
    assert Image.open(io.BytesIO(kept[1])).size == (30, 20)
    assert counts(await imports(world, folder, "markdown", replace=True)) == (0, 0, 2, 0, 1)


PAGE = """<!doctype html><html lang="zh-Hans"><head><meta charset="gb2312"><title>退货 - 商店</title>
<meta name="keywords" content="退货，退款"><style>p{color:red}</style></head>
<body><nav><a href="/">首页</a></nav><main><h1>怎么退货？</h1>
<p>请在 <b> 30 天</b> 内<a href="https://shop.example/r?a=1&amp;b=2">申请</a>。<br>谢谢 <script>alert(1)</script></p>
<ul><li>打开订单<ol><li>点 <em>退货</em></li><li>选原因</li></ol></li><li><p>寄回</p></li></ul>
<table><tr><th>方式</th><th>天数</th></tr><tr><td>快递|顺丰</td><td>3</td></tr></table>
<pre><code>a &lt; b
  c</code></pre><blockquote><p>引用</p></blockquote>
<p><img src="img/a.png" alt="盒子"><img src="img/evil.svg" onerror="alert(1)"></p></main><footer>页脚</footer></body></html>"""
WRITTEN = """请在 **30 天** 内[申请](<https://shop.example/r?a=1&b=2>)。
谢谢

- 打开订单
  1. 点 *退货*
  2. 选原因
- 寄回

| 方式 | 天数 |
| --- | --- |
| 快递\\|顺丰 | 3 |

```
a < b
  c
```

> 引用

![盒子](</media/article/"""


@on_sqlite
async def test_help_pages_become_articles_without_what_surrounds_them(world: World) -> None:
    pages: dict[str, str | bytes] = {"help/returns/tin.html": PAGE.encode("gb2312"), "help/returns/img/a.png": png()}
    summary = await imports(world, packed(pages | {"help/returns/img/evil.svg": "<svg/>", "help/x.html": ""}), "html")
    assert [(one["code"], one["file"]) for one in summary["refused"]] == [
        ("bad_picture", "returns/img/evil.svg"),
        ("empty", "x.html"),
    ]
    assert summary["added"] == 1
    article = (await shelf(world))["returns/tin"]
    [variant] = article["variants"]
    assert (variant["locale"], variant["title"], variant["keywords"]) == ("zh-CN", "怎么退货？", ["退货", "退款"])
    assert variant["body"].replace("  \n", "\n").startswith(WRITTEN)
    assert "alert" not in variant["body"]
    assert "页脚" not in variant["body"]
    again = await imports(world, packed(pages), "html", replace=True)
    assert counts(again) == (0, 0, 1, 0, 1)


LINKED_PAGES: dict[str, str | bytes] = {
    "en/a.html": '<h1>A</h1><p><a href="b.html#two">to b</a> <a href="?x">x</a> <a href="gone%20(1).html">gone</a>'
    ' <a href="../zh/b">zh</a> <a href="https://shop.example/">shop</a> <a href="../pictures/map.png">map</a></p>',
    "en/b.html": '<h1>Tea in tins</h1><a href="/gone.html">gone</a> <a href="//cdn.example/x">x</a>'
    ' <a href="../pictures/">pictures</a>',
    "zh/b.html": '<h1>茶罐</h1><a href="/en/a"><img src="/pictures/map.png" alt="map"></a>',
    "pictures/map.png": png(),
    "pictures/index.html": "<h1>All pictures</h1>",
}
LINKED_FILES: dict[str, str | bytes] = {
    "en/a.md": "# A\n\n[to b](b.md#two) [x](?x) [gone](<gone (1).md>) [zh]: ![](https://x.example/a.md)\n"
    '<a href="../zh/b.md" title="x">zh</a> <https://shop.example> [map] `[no](b.md)` \\[no\\](b.md)\n\n'
    "```\n[no](b.md)\n```\n\n[map]: ../pictures/map.png 'Map'\n[zh]: is no definition\n",
    "en/b.md": "# Tea in tins\n\n[gone](/gone.md) [x](//cdn.example/x) [pictures](../pictures/)",
    "zh/b.md": "# 茶罐\n\n[![map](/pictures/map.png)](/%65n/a.md)",
    "pictures/map.png": png(),
    "pictures/index.md": "# All pictures",
}


@on_sqlite
@pytest.mark.parametrize(("format", "files"), [("html", LINKED_PAGES), ("markdown", LINKED_FILES)])
async def test_links_from_page_to_page_lead_to_the_articles(
    world: World, format: str, files: dict[str, str | bytes]
) -> None:
    summary = await imports(world, packed(files), format)
    refused = [(one["code"], one["file"].partition(".")[0]) for one in summary["refused"]]
    ending = "html" if format == "html" else "md"
    assert refused == [("missing_page", "en/a"), ("missing_page", "en/b")]
    there = await shelf(world)
    start = f"/help/{world.shop.key}"

    def page(locale: str, slug: str, name: str) -> str:
        return f"{start}/{locale}/a/{slug}-{there[name]['id'][-8:]}"

    a = there["a"]["variants"][0]["body"]
    b, chinese = [one["body"] for one in there["b"]["variants"]]
    assert f"{page('en', 'tea-in-tins', 'b')}#two" in a
    assert page("zh-CN", quote("茶罐"), "b") in a
    assert "https://shop.example" in a and "?x" in a and "gone" in a and "page-" not in a + b + chinese
    assert f"gone.{ending}" in b and page("en", "all-pictures", "pictures/index") in b
    assert re.search(r"\[!\[map\]\(<?/media/article/\w+\.png>?\)\]\(<?" + page("en", "a", "a"), chinese)
    assert a.count("/media/article/") == 1
    if format == "markdown":
        assert "`[no](b.md)` \\[no\\](b.md)\n\n```\n[no](b.md)\n```" in a and "[zh]: is no definition" in a
    assert f'<a href="{page("en", "a", "a")}" rel=' in render(chinese)
    # Packed with their folder, and linked from above it.
    up = {
        f"site/{name}": re.sub("/(?:en|%65n)/a", "/site/en/a", text) if "zh/" in name else text
        for name, text in files.items()
        if isinstance(text, str)
    }
    again = await imports(world, packed(up | {"site/pictures/map.png": png()}), format, replace=True)
    assert counts(again) == (0, 0, 3, 0, 2)


def test_html_of_every_kind_is_written_in_bounded_time() -> None:
    for html in (
        "<div>" * 1_000 + "deep",
        "<ul><li>" * 300 + "deep",
        "<b>" * 300 + "deep" + "</b>" * 300,
        "<table><tr><td>" * 300,
        "<a href=x>" * 2_000,
        "</li></ul></table></pre></blockquote></a></b>",
        "<ol start=99999999><li>x</ol>",
        "![" * 5_000,
        "<main " * 40_000,
        "<b>x</b>" * 20_000,
    ):
        began = time.thread_time()
        try:
            assert isinstance(to_markdown(cleaned(html)), str)
        except TooLarge:
            assert html.startswith("<main ")
        assert time.thread_time() - began < 2
    with pytest.raises(TooLarge, match="more markup"):
        cleaned("<div>" * 4_000)
    assert to_markdown("<p># no heading</p><p>1. no list</p><p>*no* _marks_ [no](link)</p><b></b><a>x</a>") == (
        "\\# no heading\n\n1\\. no list\n\n\\*no\\* \\_marks\\_ \\[no\\](link)\n\nx"
    )


@pytest.mark.parametrize("piece", ["![", "[a](", "<a href", "```\n", "`a", "[x]: a\n", "](     ", "   ["])
def test_addresses_of_any_text_are_found_in_bounded_time(piece: str) -> None:
    began = time.thread_time()
    with_targets(piece * (500_000 // len(piece)), lambda _, __: None)
    assert time.thread_time() - began < 1


def test_the_folder_that_was_packed_is_no_category_and_a_language_is() -> None:
    page = "# One"
    for names, expected in (
        (["docs/en/a.md", "docs/en/b/c.md"], [("a", None), ("b/c", ["b"])]),
        (["en/a.md", "en/b/c.md"], [("a", None), ("b/c", ["b"])]),
        (["a.md", "b/c.en.md"], [("a", None), ("b/c", ["b"])]),
    ):
        items = read_markdown(packed(dict.fromkeys(names, page)), "en").items
        assert [(item.name, item.category) for item in items] == expected
        assert {item.locale for item in items} == {"en"}


def test_a_folder_says_the_language_that_a_page_does_not() -> None:
    said = {"zh/a": "zh-CN", "zh-TW/b": "zh-TW", "zh_hk/c": "zh-TW", "d.zh": "zh-CN", "en-GB/e": "en", "it/f": "en"}
    for read, ending in ((read_html, "html"), (read_markdown, "md")):
        items = read(packed({f"{name}.{ending}": "Text" for name in said} | {"x.txt": ""}), "en").items
        assert {f"{item.file}".rpartition(".")[0]: item.locale for item in items} == said
    [item] = read_html(packed({"zh/a.html": '<html lang="zh-Hant"><p>x'}), "en").items
    assert (item.locale, item.name, item.category) == ("zh-TW", "a", None)


@pytest.mark.parametrize("text", ["1. is no list", "- nor this", "# nor a heading", "~~not~~ struck, &copy; as it is"])
def test_text_of_a_page_that_looks_like_markdown_stays_text(text: str) -> None:
    written = to_markdown(f"<p>{escape(text)}</p>")
    assert render(written) == f"<p>{escape(text)}</p>\n"


def test_names_of_old_code_pages_are_read() -> None:
    data = packed({"docs/aa/bb.md": "# 怎么退货\n", "docs/cc.md": "# 物流\n"}).replace(b"aa/", "退/".encode("gb18030"))
    assert {item.name for item in read_markdown(data, "zh-CN").items} == {"退/bb", "cc"}
