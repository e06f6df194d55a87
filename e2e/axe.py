"""axe on a page with all its frames: WCAG 2.2 AA."""

from __future__ import annotations

from functools import cache

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tools.console import ROOT

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": TAGS}}

STILL = """Promise.all(document.getAnimations()
    .filter(one => one.effect.getComputedTiming().endTime !== Infinity)
    .map(one => one.finished.catch(() => null)))"""


@cache
def _axe() -> Axe:
    return Axe.from_file(ROOT / "node_modules" / "axe-core" / "axe.min.js")


def axe_clean(page: Page) -> None:
    """Fails with axe's own report. The frames need the script too: axe asks them for their part.

    What just appeared fades in, and half faded nothing has its contrast: it looks once everything that ends is still.
    """
    for frame in page.frames:
        frame.evaluate(STILL)
    for frame in page.frames[1:]:
        frame.evaluate(_axe().axe_script)
    results = _axe().run(page, options=OPTIONS)
    assert results.violations_count == 0, results.generate_report()
