"""axe on a page with all its frames: WCAG 2.2 AA."""

from __future__ import annotations

from functools import cache

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tools.console import ROOT

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": TAGS}}


@cache
def _axe() -> Axe:
    return Axe.from_file(ROOT / "node_modules" / "axe-core" / "axe.min.js")


def axe_clean(page: Page) -> None:
    """Fails with axe's own report. The frames need the script too: axe asks them for their part."""
    for frame in page.frames[1:]:
        frame.evaluate(_axe().axe_script)
    results = _axe().run(page, options=OPTIONS)
    assert results.violations_count == 0, results.generate_report()
