"""The watch over the browsers sees what it is there to see: each of these would fail any story."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from e2e.conftest import NewContext
from e2e.watch import Watch

POLICY = """<meta http-equiv="Content-Security-Policy" content="script-src 'none'">"""


@pytest.fixture
def watched(new_context: NewContext) -> tuple[Watch, Page]:
    context = new_context()
    return Watch(context, "Vic", {"http://shop.example"}), context.new_page()


def test_a_quiet_page_passes(watched: tuple[Watch, Page]) -> None:
    watch, page = watched
    page.set_content("<p>Hello")
    page.evaluate("console.warn('only a warning')")
    watch.verdict()


@pytest.mark.parametrize(
    ("deed", "named"),
    [
        ("() => new Promise(done => { setTimeout(() => { setTimeout(done); throw Error('boo') }) })", "boo"),
        ("() => console.error('bad')", "bad"),
        ("() => fetch('http://127.0.0.1:1/x').catch(() => {})", "asked elsewhere: http://127.0.0.1:1/x"),
        ("() => alert('hi')", "a alert dialog: hi"),
        (f"() => {{ document.head.innerHTML = `{POLICY}`; document.body.append(Object.assign("
         "document.createElement('script'), {textContent: '1'})) }", "Content Security Policy"),
    ],
    ids=["an error", "a complaint", "a request", "a dialog", "a broken policy"],
)  # fmt: skip
def test_each_of_these_fails_a_story(watched: tuple[Watch, Page], deed: str, named: str) -> None:
    watch, page = watched
    page.set_content("<p>Hello")
    page.evaluate(deed)
    with pytest.raises(AssertionError, match=named):
        watch.verdict()


def test_only_the_exact_line_is_forgiven(watched: tuple[Watch, Page]) -> None:
    watch, page = watched
    watch.forgive("bad")
    page.evaluate("console.error('bad')")
    watch.verdict()
    page.evaluate("console.error('bad and worse')")
    with pytest.raises(AssertionError, match="bad and worse"):
        watch.verdict()
