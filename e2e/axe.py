"""axe on a page with all its frames: WCAG 2.2 AA."""

from __future__ import annotations

from collections.abc import Mapping
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
    return 'axe' in globalThis
}"""
MOVES = "() => globalThis.moves()"
ACROSS = "() => axe.configure({ allowedOrigins: ['<unsafe_all_origins>'] })"
"""The widget's frame is of another origin than the page that holds it: without this axe leaves it out, and says nothing."""
RUN = """options => axe.run(options).then(
    found => found.violations.flatMap(({ id, help, nodes }) => nodes.map(one => `${id} (${help}): ${one.html}`)))"""
COLOURS = ("color-contrast", "link-in-text-block")
"""The rules of these tags that depend on colours; all others find the same by day and in the dark."""


@cache
def _script() -> str:
    return str(Axe.from_file(ROOT / "node_modules" / "axe-core" / "axe.min.js").axe_script)


def axe_clean_in_both(page: Page) -> None:
    """By day, and what depends on colours in the dark as well, on the same page."""
    page.emulate_media(color_scheme="dark")
    axe_clean(page, {"type": "rule", "values": COLOURS})
    page.emulate_media(color_scheme="light")
    axe_clean(page)


def axe_clean(page: Page, rules: Mapping[str, object] | None = None) -> None:
    """Fails with what axe found, one line an element. The frames need the script too: axe asks them for their part.

    What just appeared fades in, and half faded nothing has its contrast: nothing moves while it looks, also not what
    the page begins meanwhile.
    """
    frames = page.frames
    for frame in frames:
        if not frame.evaluate(STILL):
            frame.evaluate(_script())
            frame.evaluate(ACROSS)
    found = page.evaluate(RUN, OPTIONS | ({"runOnly": rules} if rules else {}))
    for frame in frames:
        frame.evaluate(MOVES)
    assert not found, "\n".join(found)
