"""axe on a page with all its frames: WCAG 2.2 AA."""

from __future__ import annotations

from functools import cache

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tools.console import ROOT

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": TAGS}}

STILL = """() => {
    const still = new CSSStyleSheet()
    still.replaceSync('*, ::before, ::after { transition: none !important; animation: none !important }')
    const roots = [document, ...[...document.querySelectorAll('*')].map(one => one.shadowRoot).filter(Boolean)]
    for (const root of roots) root.adoptedStyleSheets.push(still)
    globalThis.moves = () => {
        for (const root of roots) root.adoptedStyleSheets = root.adoptedStyleSheets.filter(one => one !== still)
    }
}"""
MOVES = "() => globalThis.moves()"


@cache
def _axe() -> Axe:
    return Axe.from_file(ROOT / "node_modules" / "axe-core" / "axe.min.js")


def axe_clean(page: Page) -> None:
    """Fails with axe's own report. The frames need the script too: axe asks them for their part.

    What just appeared fades in, and half faded nothing has its contrast: nothing moves while it looks, also not what
    the page begins meanwhile.
    """
    frames = page.frames
    for frame in frames:
        frame.evaluate(STILL)
    for frame in frames[1:]:
        frame.evaluate(_axe().axe_script)
    results = _axe().run(page, options=OPTIONS)
    for frame in frames:
        frame.evaluate(MOVES)
    assert results.violations_count == 0, results.generate_report()
