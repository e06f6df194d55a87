"""A body's words without its Markdown and HTML: what is searched, and what a snippet shows. No I/O."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import nh3
from markdown_it.token import Token

from deskbell.features.knowledge.parsing import parse

READ = 60_000
"""Characters of Markdown that are searched: to parse a megabyte takes a second, and no page for people is that long."""


_DROPPED = re.compile(r"<(/?)(?:script|style|template)\b", re.IGNORECASE)


def plain(markdown: str) -> str:
    """The text of paragraphs, headings, lists, tables, code and pictures' descriptions, a line each."""
    lines = (_of_block(token) for token in parse(markdown[:READ]))
    return "\n".join(line for line in lines if line)


def _of_block(token: Token) -> str:
    if token.type == "inline":
        return "".join(_of_inline(token.children or [])).strip()
    if token.type in ("fence", "code_block"):
        return token.content.strip()
    return _of_html(token.content) if token.type == "html_block" else ""


def _of_inline(tokens: list[Token]) -> Iterator[str]:
    dropped = False
    for token in tokens:
        if token.type == "html_inline" and (tag := _DROPPED.match(token.content)):
            dropped = not tag[1]
        elif dropped:
            continue
        elif token.type in ("softbreak", "hardbreak", "html_inline"):
            yield " "
        elif token.type in ("text", "code_inline", "image"):
            yield token.content


def _of_html(text: str) -> str:
    spaced = text.replace("<", " <")
    kept = nh3.clean(spaced, tags=set(), clean_content_tags={"script", "style", "template"})
    return " ".join(html.unescape(kept).split())
