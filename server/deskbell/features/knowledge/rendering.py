"""Markdown as HTML that may be shown to anybody: markdown-it renders, nh3 lets through what is on the list. No I/O.

HTML inside Markdown is allowed as far as the list goes: what articles are imported from is full of it.
"""

from __future__ import annotations

import re
from html import escape

import nh3
from markdown_it.token import Token

from deskbell.features.knowledge.foreign_pictures import as_links
from deskbell.features.knowledge.parsing import TooComplex, html_of, tokens_of

TAGS = (
    "a abbr b blockquote br caption code col colgroup dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i"
    " img ins kbd li mark ol p pre q s samp small span strong sub summary sup table tbody td tfoot th thead tr u ul var"
)
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title", "width", "height"},
    "ol": {"start"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align", "scope"},
    "code": {"class"},
    "details": {"open"},
    "*": {"lang", "dir"},
}
DROPPED_WHOLE = {
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "noscript",
    "template",
    "title",
    "textarea",
    "svg",
    "math",
}
SCHEMES = {"https", "http", "mailto", "tel"}
_LANGUAGE = re.compile(r"language-[A-Za-z0-9_+#-]{1,30}")
_LINK = re.compile(r"https?://|mailto:|tel:|/(?![/\\])|#", re.IGNORECASE)
"""What a link may lead to: an article is read in several places, so an address that is relative to one leads nowhere."""
_SIZE = re.compile(r"\d{1,4}%?")
PICTURES = "/media/article/"
"""Where pictures of articles are served. One from elsewhere is a link: in the widget, the help centre and the editor."""
_ELSEWHERE = re.compile(r"https?://", re.IGNORECASE)
_REL = "noopener noreferrer nofollow"


def render(markdown: str) -> str:
    """Safe HTML. Links open beside the page and tell nobody where they were; only our own pictures show.

    What is too complex to be read is shown as it was typed.
    """
    try:
        return clean(html_of(_aligned(tokens_of(markdown))))
    except TooComplex:
        return f"<pre><code>{escape(markdown)}</code></pre>\n"


def _aligned(tokens: list[Token]) -> list[Token]:
    """A column's alignment as an attribute: styles are not let through."""
    for token in tokens:
        style = str(token.attrs.get("style", "")) if token.type in ("th_open", "td_open") else ""
        if style:
            token.attrs = {"align": style.removeprefix("text-align:")}
    return tokens


def clean(html: str) -> str:
    """HTML with nothing but what an article needs."""
    cleaned = nh3.clean(
        html,
        tags=set(TAGS.split()),
        clean_content_tags=DROPPED_WHOLE,
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        attribute_filter=_kept,
        url_schemes=SCHEMES,
        link_rel=_REL,
        strip_comments=True,
    )
    return as_links(cleaned, PICTURES, _REL)


def _kept(tag: str, name: str, value: str) -> str | None:
    if name == "class":
        return value if _LANGUAGE.fullmatch(value) else None
    if name in ("width", "height"):
        return value if _SIZE.fullmatch(value) else None
    if name == "align":
        return value if value in ("left", "center", "right") else None
    if tag == "img" and name == "src":
        return value if value.startswith(PICTURES) or _ELSEWHERE.match(value) else None
    return value if name != "href" or _LINK.match(value) else None
