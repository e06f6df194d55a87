"""Pictures from elsewhere in cleaned HTML: each becomes a link, since showing it would tell its site who reads. No I/O."""

from __future__ import annotations

import re
from html import escape, unescape

# As the cleaner writes them: names in lower case, every value in double quotes, `<` in text as `&lt;`.
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:\s+[^\s=>"]+="[^"]*")*)\s*>')
_ATTRIBUTE = re.compile(r'([^\s=>"]+)="([^"]*)"')


def as_links(html: str, own: str, rel: str) -> str:
    """The same with a link for each picture whose address does not begin with `own`; inside a link, its words alone."""
    if "<img" not in html:
        return html
    depth = 0

    def told(tag: re.Match[str]) -> str:
        nonlocal depth
        closes, name, attributes = tag.groups()
        if name == "a":
            depth += -1 if closes else 1
        return _told(tag[0], dict(_ATTRIBUTE.findall(attributes)), own, rel, depth > 0) if name == "img" else tag[0]

    return _TAG.sub(told, html)


def _told(picture: str, attributes: dict[str, str], own: str, rel: str, in_link: bool) -> str:
    src = unescape(attributes.get("src", ""))
    if not src or src.startswith(own):
        return picture
    words = escape(unescape(attributes.get("alt", "")).strip() or src)
    return words if in_link else f'<a href="{escape(src)}" rel="{rel}">{words}</a>'
