"""The beginning of an article's body as plain text: what the bot says where an article has no short answer. No I/O."""

from __future__ import annotations

import re

from markdown_it.token import Token

from deskbell.features.knowledge.parsing import parse

LONGEST = 600
_READ = 4_000
"""Characters of a body that are looked at: a megabyte of Markdown takes a second to parse, and this runs on questions."""
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’)]*(?=\s|$)|[。！？…]+[”’」』）]*|\n")


def excerpt(body: str) -> str:
    """The first paragraphs and items, at most `LONGEST` characters, cut behind a sentence where there is one."""
    text = "\n".join(line for line in _lines(parse(body[:_READ])) if line)
    if len(text) <= LONGEST:
        return text
    ends = [match.end() for match in _SENTENCE_END.finditer(text, 0, LONGEST)]
    if ends and ends[-1] > LONGEST // 3:
        return text[: ends[-1]].rstrip()
    return text[: LONGEST - 1].rstrip() + "…"


def _lines(tokens: list[Token]) -> list[str]:
    """The text of paragraphs; headings, tables, pictures, code and HTML say too little by themselves."""
    lines, before = [], ""
    for token in tokens:
        if token.type == "inline" and before == "paragraph_open":
            lines.append(_text(token.children or []).strip())
        before = token.type
    return lines


def _text(tokens: list[Token]) -> str:
    breaks = {"softbreak": " ", "hardbreak": "\n"}
    return "".join(breaks.get(one.type, one.content if one.type in ("text", "code_inline") else "") for one in tokens)
