"""A body's words without its Markdown and HTML: what is searched, and what a snippet shows. No I/O."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator

import nh3
from markdown_it.token import Token

from deskbell.domain.folding import fold
from deskbell.features.knowledge.parsing import parse

READ = 60_000
"""Characters of Markdown that are searched: to parse a megabyte takes a second, and no page for people is that long."""


_TEXT, _PICTURE = ("text", "code_inline"), ("image",)
_DROPPED = re.compile(r"<(/?)(?:script|style|template)\b", re.IGNORECASE)


def plain(markdown: str) -> str:
    """The text of paragraphs, headings, lists, tables, code and pictures' descriptions, a line each."""
    lines = (_of_block(token) for token in parse(markdown[:READ]))
    return "\n".join(line for line in lines if line)


def with_tables(markdown: str) -> str:
    """As `plain`, but each row of a table in one line, `| tea | 9 dollars |`, and a line of dashes below its head."""
    lines: list[str] = []
    row: list[str] | None = None
    for token in parse(markdown[:READ]):
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            lines.append(f"| {' | '.join(row)} |")
            row = None
        elif token.type == "thead_close":
            lines.append("|---|")
        elif row is not None and token.type == "inline":
            row.append(_of_block(token).replace("|", "/"))
        else:
            lines.append(_of_block(token))
    return "\n".join(line for line in lines if line)


def shown(markdown: str, title: str) -> str:
    """The same words so that a piece of them can be shown: what is no sentence comes last, a row of a table as one line, and
    pictures' descriptions; a heading that repeats the title is left out."""
    prose: list[str] = []
    aside: list[str] = []
    row: list[str] | None = None
    before = ""
    for token in parse(markdown[:READ]):
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            aside.append(", ".join(cell for cell in row or [] if cell))
            row = None
        elif row is not None:
            row.append(_of_block(token))
        else:
            text = _of_block(token, _TEXT)
            prose.append("" if before == "heading_open" and fold(text) == fold(title) else text)
            aside.append("".join(_of_inline(token.children or [], _PICTURE)).strip())
        before = token.type
    return "\n".join(line for line in [*prose, *aside] if line)


def _of_block(token: Token, types: Collection[str] = _TEXT + _PICTURE) -> str:
    if token.type == "inline":
        return "".join(_of_inline(token.children or [], types)).strip()
    if token.type in ("fence", "code_block"):
        return token.content.strip()
    return words_of_html(token.content) if token.type == "html_block" else ""


def _of_inline(tokens: list[Token], types: Collection[str]) -> Iterator[str]:
    dropped = False
    for token in tokens:
        if token.type == "html_inline" and (tag := _DROPPED.match(token.content)):
            dropped = not tag[1]
        elif dropped:
            continue
        elif token.type in ("softbreak", "hardbreak", "html_inline"):
            yield " "
        elif token.type in types:
            yield token.content


def words_of_html(text: str) -> str:
    """What is read of it."""
    spaced = text.replace("<", " <")
    kept = nh3.clean(spaced, tags=set(), clean_content_tags={"script", "style", "template"})
    return " ".join(html.unescape(kept).split())
