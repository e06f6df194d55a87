"""Questions that a page has as buttons: whoever presses one sees its answer. Told from HTML as it came. No I/O."""

from __future__ import annotations

import re

_BUTTON = re.compile(
    r"(?P<heading><h[1-6][^<>]{0,500}>\s{0,50})?<button\b(?P<given>[^<>]{0,1000})>(?P<said>.{1,600}?)</button\s{0,9}>",
    re.IGNORECASE | re.DOTALL,
)
_UNFOLDS = re.compile(r"\b(?:aria-expanded|aria-controls|data-(?:bs-)?toggle)\b", re.IGNORECASE)
_ASKS = re.compile(r"[?？](?:\s|<[^<>]{1,200}>){0,20}$")


def questions_as_headings(html: str) -> str:
    """A button within a heading is its text; another one that unfolds something, or asks, becomes a heading."""

    def told(found: re.Match[str]) -> str:
        if not (_UNFOLDS.search(found["given"]) or _ASKS.search(found["said"])):
            return found[0]
        return f"{found['heading']}{found['said']}" if found["heading"] else f"<h3>{found['said']}</h3>"

    return _BUTTON.sub(told, html) if "</button" in html.lower() else html
