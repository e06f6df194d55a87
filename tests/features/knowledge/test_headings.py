"""Headings of the help centre's articles have an address each."""

from __future__ import annotations

import re
import time
from pathlib import Path

from deskbell.features.knowledge.help_centre import look
from deskbell.features.knowledge.help_centre.headings import MOST, RESERVED, with_ids
from deskbell.features.knowledge.rendering import render


def ids(markdown: str) -> list[str]:
    return re.findall(r'<h[1-6] id="([^"]*)"', with_ids(render(markdown)))


def test_each_heading_has_an_id_of_its_words_once() -> None:
    written = ("What does *it* cost?", "退货（免费）", "Costs", "costs!", "Costs 2", "😊", "Content")
    body = "\n\n".join(f"# {one}" for one in written) + "\n\n<h2 dir='rtl'>HTML</h2>"
    expected = ["what-does-it-cost", "退货-免费", "costs", "costs-2", "costs-2-2", "section", "content-2", "html"]
    assert ids(body) == expected
    assert '<h2 id="html" dir="rtl">HTML</h2>' in with_ids(render(body))


def test_no_heading_says_more_than_its_words() -> None:
    evil = '# a" onclick=alert(1) x="\n\n# <b id=q>q</b> &quot;><img src=x onerror=alert(1)>\n\n'
    evil += '<h2 id="evil" onload=x>&lt;img src=x&gt;</h2>'
    html = with_ids(render(evil))
    assert ids(evil) == ["a-onclick-alert-1-x", "q-2", "img-src-x"]
    assert html.count("id=") == 3 and "onerror" not in html and " onload=" not in html


def test_a_link_to_a_heading_leads_there() -> None:
    html = with_ids(render("[below](#退货) [more](#what-you-need)\n\n# 退货\n\n# What you need"))
    assert 'href="#%E9%80%80%E8%B4%A7"' in html and 'id="退货"' in html and 'href="#what-you-need"' in html


def test_an_article_of_nothing_but_headings_takes_no_time() -> None:
    html = render("# a\n" * 20_000)
    began = time.thread_time()
    assert len(re.findall(" id=", with_ids(html))) == MOST
    assert time.thread_time() - began < 0.5


def test_the_pages_own_ids_are_none_of_a_heading() -> None:
    templates = (Path(look.__file__).parent / "templates").glob("*.html")
    assert {found for one in templates for found in re.findall(r'\bid="([^"]*)"', one.read_text("utf-8"))} == set(
        RESERVED
    )
